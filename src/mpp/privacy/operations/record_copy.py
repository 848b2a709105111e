"""Record that a copy lies ready.

Writes:  DataCopy; announces DataCopyReady
Refuses: CopyNotFound
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.clock import local_date
from mpp.foundation.operation import announce, operation
from mpp.identity.queries import acting_person
from mpp.privacy.events import DataCopyReady
from mpp.privacy.models import DataCopy
from mpp.privacy.queries import CopyNotFound
from mpp.privacy.rules import COPY_KEPT_FOR, CopyState
from mpp.tenancy.queries import NATIONAL_ZONE


@operation("privacy.record_copy", by={"sistem"}, on="copy_id")
def record_copy(*, copy_id: UUID, digest: str, size_bytes: int, actor: Actor, now: datetime) -> None:
    """Keep which file it is; a copy that is ready stays as it is. digest: SHA-256 in hexadecimal"""
    person_id = acting_person(actor)
    row = DataCopy.objects.select_for_update(of=("self",)).filter(id=copy_id, person_id=person_id).first()
    if row is None:
        raise CopyNotFound
    if row.state != CopyState.ASKED:
        return
    row.state, row.ready_at, row.expires_at = CopyState.READY, now, now + COPY_KEPT_FOR
    row.digest, row.size_bytes = digest, size_bytes
    row.save(update_fields=["state", "ready_at", "expires_at", "digest", "size_bytes"])
    announce(
        DataCopyReady(
            region_id=NATIONAL,
            copy_id=copy_id,
            person_id=person_id,
            expires_on=local_date(row.expires_at, NATIONAL_ZONE),
        )
    )
    note(digest=digest)
