"""Give an application a secret, or a new one beside the old; end the old one at once.

Writes:  Secret
Refuses: NotFound, NeedsNoSecret, SecretGone
"""

from datetime import datetime
from uuid import UUID

from mpp.federation.handles import digest
from mpp.federation.models import Secret
from mpp.federation.operations.register_application import locked
from mpp.federation.rules.addresses import Kind
from mpp.federation.rules.grants import SECRET_OVERLAP
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, NotFound
from mpp.foundation.errors import Kind as RefusalKind
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import operation


class NeedsNoSecret(DomainError):
    """A program on the person's device cannot keep one, or nobody has approved the application yet."""

    code, kind, title = "needs-no-secret", RefusalKind.CONFLICT, "This application takes no secret now"


class SecretGone(NotFound):
    code, title = "secret-gone", "This secret is no longer taken"


@operation("federation.issue_secret", by={"admin_daerah", "sistem"}, on="application_id")
def issue_secret(*, application_id: UUID, secret: str, actor: Actor, now: datetime) -> None:
    """Take `secret` from now on, and those before it for another week only.

    secret: 256 random bits, drawn by the caller, who shows it once; only its keyed digest is kept
    """
    application = locked(application_id, actor)
    if application.kind == Kind.NATIVE or application.approved_id is None:
        raise NeedsNoSecret
    older = Secret.objects.filter(application=application, expires_at=None)
    older.update(expires_at=now + SECRET_OVERLAP)
    Secret.objects.create(
        id=uuid7(),
        application=application,
        digest=digest(secret, what="secret"),
        ending=secret[-4:],
        created_at=now,
    )
    note(ending=secret[-4:])


@operation("federation.end_secret", by={"admin_daerah", "admin_nasional"}, on="application_id")
def end_secret(*, application_id: UUID, secret_id: UUID, actor: Actor, now: datetime) -> None:
    """Take this secret no longer: the answer to one that became known."""
    locked(application_id, actor)
    ended = Secret.objects.filter(id=secret_id, application_id=application_id).exclude(expires_at__lte=now)
    if not ended.update(expires_at=now):
        raise SecretGone
    note(secret=secret_id)
