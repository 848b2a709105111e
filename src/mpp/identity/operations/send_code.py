"""Make the code that is sent to an address or a number; the sending itself is the caller's, after the commit.

Writes:  Challenge
Refuses: SessionNotOpen, NotFound, ProofNeeded (for a new address), TooManyCodes, of a person or to an address
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import blind_index, seal_json
from mpp.foundation.errors import DomainError, Kind, NotFound
from mpp.foundation.operation import operation
from mpp.identity.models import Challenge
from mpp.identity.operations.proving import must_be_fresh, open_session, standing_factors
from mpp.identity.queries import acting_person
from mpp.identity.queries.factors import secret_of
from mpp.identity.rules import SIGNED_IN_ROLES
from mpp.identity.rules.contacts import CODES_TO_AN_ADDRESS_WITHIN, MOST_CODES_TO_AN_ADDRESS, same_address
from mpp.identity.rules.factors import CODE_DIGITS, CODE_LASTS, CODE_TRIES, SENT, FactorKind

#: Codes that are sent to somebody at most in an hour; each costs money, and a telephone rings.
MOST_CODES = 6
MOST_CODES_WITHIN = timedelta(hours=1)
#: What a code is for: a new second factor, proving with one, or correcting how one is reached.
ADD, PROVE, CORRECT = "add-contact", "prove-contact", "correct-contact"


class TooManyCodes(DomainError):
    code, kind, title = "too-many-codes", Kind.TOO_MANY, "Too many codes were sent within an hour"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeToSend:
    """A code on its way. challenge_id: also the message's reference, so that a repetition does no harm"""

    challenge_id: UUID
    kind: FactorKind
    to: str = field(repr=False)
    code: str = field(repr=False)


@operation("identity.send_code", by=SIGNED_IN_ROLES, on="challenge_id")
def send_code(*, challenge_id: UUID, session_id: UUID, factor_id: UUID, actor: Actor, now: datetime) -> CodeToSend:
    """Return a code for a factor that the acting person has."""
    open_session(session_id, actor)
    factor = standing_factors(actor).filter(id=factor_id, kind__in=SENT).first()
    if factor is None:
        raise NotFound
    kind, to = FactorKind(factor.kind), secret_of(factor)["to"]
    return _made(challenge_id, session_id, PROVE, kind, to, factor_id, actor, now)


@operation("identity.send_code_to_new_address", by=SIGNED_IN_ROLES, on="challenge_id")
def send_code_to_new_address(
    *,
    challenge_id: UUID,
    session_id: UUID,
    kind: FactorKind,
    to: str,
    purpose: str = ADD,
    actor: Actor,
    now: datetime,
) -> CodeToSend:
    """Return a code by which an address or number is proven to be the acting person's.

    to: normalised     purpose: ADD or CORRECT
    """
    must_be_fresh(open_session(session_id, actor), actor, now)
    return _made(challenge_id, session_id, purpose, kind, to, None, actor, now)


def _made(
    challenge_id: UUID,
    session_id: UUID,
    purpose: str,
    kind: FactorKind,
    to: str,
    factor_id: UUID | None,
    actor: Actor,
    now: datetime,
) -> CodeToSend:
    person_id = acting_person(actor)
    since = now + CODE_LASTS - MOST_CODES_WITHIN
    sent = Challenge.objects.filter(person_id=person_id, purpose__in=[ADD, PROVE, CORRECT], expires_at__gt=since)
    index = blind_index(same_address(kind, to), kind=f"address-{kind}")
    if sent.count() >= MOST_CODES or _sent_to(index, now) >= MOST_CODES_TO_AN_ADDRESS:
        raise TooManyCodes
    # Only the latest code counts: two of them in one mailbox double the chance of a guess.
    Challenge.objects.filter(person_id=person_id, purpose=purpose, used_at=None).update(used_at=now)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    Challenge.objects.create(
        id=challenge_id,
        person_id=person_id,
        session_id=session_id,
        purpose=purpose,
        factor_id=factor_id,
        digest=code_digest(code, challenge_id),
        contact_sealed=seal_json(
            {"kind": kind, "to": to}, table="identity_challenge", field="contact", row=challenge_id
        ),
        contact_index=index,
        expires_at=now + CODE_LASTS,
    )
    note(purpose=purpose, kind=kind)
    return CodeToSend(challenge_id=challenge_id, kind=kind, to=to, code=code)


def _sent_to(index: bytes, now: datetime) -> int:
    """Return how many codes went to an address lately, asked by whomever: row security hides whose they were."""
    since = now + CODE_LASTS - CODES_TO_AN_ADDRESS_WITHIN
    [(count,)] = hot.read("SELECT mpp.codes_sent_to(%s, %s)", [index, since])
    return int(count)


def code_digest(code: str, challenge_id: UUID) -> bytes:
    """Return the keyed digest under which a code is kept; a million codes are tried in a second, the key is not."""
    return blind_index(f"{challenge_id}\0{code}", kind="code")


def answered(code: str, *, purpose: str, session_id: UUID, actor: Actor, now: datetime) -> Challenge | None:
    """Return the question that a code answers, used up now; None where it is wrong (which costs a try) or too late."""
    row = (
        Challenge.objects.select_for_update()
        .filter(
            person_id=acting_person(actor),
            session_id=session_id,
            purpose=purpose,
            used_at=None,
            expires_at__gt=now,
            tries__lt=CODE_TRIES,
        )
        .order_by("-id")
        .first()
    )
    if row is None:
        return None
    if secrets.compare_digest(bytes(row.digest), code_digest(code, row.id)):
        row.used_at = now
        row.save(update_fields=["used_at"])
        return row
    row.tries += 1
    row.save(update_fields=["tries"])
    return None
