"""Make ten codes to be written down; earlier ones no longer serve.

Writes:  RecoveryCode
Refuses: SessionNotOpen, ProofNeeded
"""

import secrets
from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation
from mpp.identity.models import RecoveryCode
from mpp.identity.operations.prove_by_recovery_code import recovery_digest
from mpp.identity.operations.proving import must_be_fresh, open_session
from mpp.identity.queries import acting_person
from mpp.identity.rules import SIGNED_IN_ROLES
from mpp.identity.rules.factors import RECOVERY_ALPHABET, RECOVERY_CODE_LETTERS, RECOVERY_CODES


@operation("identity.make_recovery_codes", by=SIGNED_IN_ROLES, on="session_id")
def make_recovery_codes(*, session_id: UUID, actor: Actor, now: datetime) -> tuple[str, ...]:
    """Return the codes; they are told this once and kept as digests only."""
    must_be_fresh(open_session(session_id, actor), actor, now)
    person_id = acting_person(actor)
    RecoveryCode.objects.filter(person_id=person_id, used_at=None).update(used_at=now)
    codes = tuple(
        "".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(RECOVERY_CODE_LETTERS)) for _ in range(RECOVERY_CODES)
    )
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person_id=person_id, digest=recovery_digest(code, person_id), created_at=now) for code in codes
    )
    note(made=len(codes))
    return codes
