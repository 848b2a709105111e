"""A session cookie in another browser than its own: refused there, and told a few times at most."""

from uuid import UUID, uuid5

from mpp.foundation.ratelimit import client_address
from mpp.identity.claims import SessionClaims
from mpp.identity.operations.note_elsewhere import note_elsewhere
from mpp.identity.request import SessionRequest
from mpp.identity.rules import device_label
from mpp.identity.rules.factors import masked_address

#: Browsers and networks of which one session tells; a thief with more of them tells nothing new.
MOST_TOLD = 3
MOST_KEPT = 10_000

#: Session -> attempts that this process has told. Who listens knows an attempt again, so another process may repeat it.
_told: dict[UUID, set[UUID]] = {}


def tell(told: SessionClaims, request: SessionRequest) -> None:
    """Tell of the attempt, unless it was told before."""
    device, address = device_label(request.headers.get("User-Agent", "")), client_address(request)
    attempt_id = uuid5(told.session_id, f"{device}\0{masked_address(address)}")
    if len(_told) > MOST_KEPT:
        _told.clear()
    known = _told.setdefault(told.session_id, set())
    if attempt_id in known or len(known) >= MOST_TOLD:
        return
    known.add(attempt_id)
    note_elsewhere(
        session_id=told.session_id,
        attempt_id=attempt_id,
        device=device,
        actor=told.actor(address=address),
        now=request.now,
    )
