"""The session cookie: signed claims that the browser carries and nobody but us can write.

It says who acts in which capacity, so that a request reads no row; the sessions that were ended meanwhile are
read from the server every other second (`identity.watch`).
"""

import base64
import binascii
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

import orjson
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http.response import HttpResponseBase

from mpp.foundation.actor import Actor
from mpp.identity.rules import CITIZEN, Assurance, session_has_run_out, session_limits

FORMAT = 2

#: A browser sends the same cookie with each request: what it says is worked out once. The two bound the memory.
KNOWN_COOKIES = 5_000
LONGEST_COOKIE = 4_096

#: The browser keeps the cookie for longer than any session lasts, so that we still know whose form came too late.
KEPT_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionClaims:
    """What a session cookie says.

    name: how the header greets the person     device: what the person will recognise in the list of sessions
    created_at, seen_at: whole seconds, UTC; seen_at lags behind by up to `middleware.NOTED_AFTER`
    proven_at: when a second factor was proven in this session, None for never
    is_pending: a second factor is asked first; until then the session lets nobody in
    binding: to which browser it is tied (`devices.binding`), "" for none
    """

    session_id: UUID
    account_id: UUID
    person_id: UUID
    name: str
    role: str
    region_id: int
    officer_id: UUID | None
    agency_id: UUID | None
    assurance: Assurance
    device: str
    created_at: datetime
    seen_at: datetime
    proven_at: datetime | None = None
    is_pending: bool = False
    binding: str = ""

    @property
    def is_officer(self) -> bool:
        return self.role != CITIZEN

    def has_run_out(self, now: datetime) -> bool:
        """Return whether the session is over by its age or for want of use."""
        limits = session_limits(is_officer=self.is_officer)
        return session_has_run_out(limits, created_at=self.created_at, seen_at=self.seen_at, now=now)

    def seen(self, now: datetime) -> "SessionClaims":
        """Return the same claims, used at `now`."""
        return replace(self, seen_at=now)

    def actor(self, *, address: str) -> Actor:
        """Return who acts; a citizen's region is set by the page he is on."""
        return Actor(
            role=self.role,
            region_id=self.region_id,
            person_id=self.person_id,
            account_id=self.account_id,
            officer_id=self.officer_id,
            agency_id=self.agency_id,
            address=address,
            device=self.device,
        )


def write(claims: SessionClaims) -> str:
    """Return the signed text of the cookie."""
    parts = [
        FORMAT,
        claims.session_id.hex,
        claims.account_id.hex,
        claims.person_id.hex,
        claims.name,
        claims.role,
        claims.region_id,
        claims.officer_id and claims.officer_id.hex,
        claims.agency_id and claims.agency_id.hex,
        int(claims.assurance),
        claims.device,
        int(claims.created_at.timestamp()),
        int(claims.seen_at.timestamp()),
        claims.proven_at and int(claims.proven_at.timestamp()),
        claims.is_pending,
        claims.binding,
    ]
    return _signer().sign(base64.urlsafe_b64encode(orjson.dumps(parts)).rstrip(b"=").decode())


def read(text: str) -> SessionClaims | None:
    """Return the claims of a cookie that we have signed, None for any other text."""
    return _read(text, settings.SECRET_KEY) if 0 < len(text) <= LONGEST_COOKIE else None


@lru_cache(maxsize=KNOWN_COOKIES)
def _read(text: str, _secret: str) -> SessionClaims | None:
    try:
        body = _signer().unsign(text)
        parts = orjson.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (BadSignature, binascii.Error, orjson.JSONDecodeError):
        return None
    if parts[0] != FORMAT:
        return None
    _, session, account, person, name, role, region, officer, agency, assurance, device, created, seen = parts[:13]
    proven, is_pending, binding = parts[13:]
    return SessionClaims(
        session_id=UUID(session),
        account_id=UUID(account),
        person_id=UUID(person),
        name=name,
        role=role,
        region_id=region,
        officer_id=UUID(officer) if officer else None,
        agency_id=UUID(agency) if agency else None,
        assurance=Assurance(assurance),
        device=device,
        created_at=datetime.fromtimestamp(created, UTC),
        seen_at=datetime.fromtimestamp(seen, UTC),
        proven_at=datetime.fromtimestamp(proven, UTC) if proven else None,
        is_pending=is_pending,
        binding=binding,
    )


def cookie_name() -> str:
    """Return the cookie's name; over https the prefix keeps it from being set by another host of the domain."""
    return "__Host-sesi" if settings.COOKIES_ARE_SECURE else "sesi"


def put(response: HttpResponseBase, claims: SessionClaims) -> None:
    """Send the claims to the browser."""
    response.set_cookie(
        cookie_name(),
        write(claims),
        max_age=KEPT_SECONDS,
        secure=settings.COOKIES_ARE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def drop(response: HttpResponseBase) -> None:
    """Let the browser forget the session."""
    response.delete_cookie(cookie_name(), samesite="Lax")


def _signer() -> Signer:
    return Signer(salt="mpp.identity.session")
