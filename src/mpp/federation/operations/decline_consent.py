"""Keep that a person does not let an application have what it asks for; the application's region counts it.

Writes:  Use
Legal:   UU 27/2022 art. 20 par. 2a (a consent that can be refused)
"""

from datetime import datetime
from uuid import UUID

from mpp.federation.models import Use
from mpp.federation.rules.grants import UseKind
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation
from mpp.identity.rules import SIGNED_IN_ROLES


@operation("federation.decline_consent", by=SIGNED_IN_ROLES, on="use_id")
def decline_consent(*, use_id: UUID, application_id: UUID, actor: Actor, now: datetime) -> None:
    """Count a refusal; whose it was stands in the audit alone. use_id: a new id, made by the caller"""
    Use.objects.create(id=use_id, application_id=application_id, what=UseKind.REFUSED, at=now)
    note(application=application_id)
