"""The own account: what is known of me, in which language I am written to, where I am signed in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mpp.foundation.errors import NotFound
from mpp.identity.operations.choose_language import choose_language
from mpp.identity.operations.end_other_sessions import end_other_sessions
from mpp.identity.operations.end_session import end_session
from mpp.identity.queries import open_sessions, own_capacities, profile
from mpp.identity.queries.proofs import proofs
from mpp.identity.request import SessionRequest
from mpp.identity.rules import CITIZEN, Assurance
from mpp.identity.rules.factors import FactorKind
from mpp.identity.watch import watch
from mpp.identity.wired import doors
from mpp.ui.access import SIGNED_IN, open_to
from mpp.ui.pages import page_or_block

PATH = "/akun/"


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session in the list. device, address: "" where unknown"""

    device: str
    address: str
    is_citizen: bool
    created_at: datetime
    seen_at: datetime
    is_this_one: bool
    end_href: str


#: Doors of our own -> what people call them; the others bear the name of their provider.
OWN_DOORS = {
    "nik": gettext_lazy("NIK dan pemeriksaan wajah"),
    "counter": gettext_lazy("petugas di loket"),
}
ASSURANCES = {
    Assurance.LOW: gettext_lazy("rendah"),
    Assurance.SUBSTANTIAL: gettext_lazy("cukup"),
    Assurance.HIGH: gettext_lazy("tinggi"),
}


@dataclass(frozen=True, slots=True)
class ProofLine:
    """door: as people call it     level: in words     is_witnessed: an officer saw the person"""

    door: str
    level: str
    at: datetime
    is_witnessed: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    """source: the name of the identity provider in the language of the page     language: of notices

    is_stated: the person wrote the data, and the registry agreed     is_withdrawn: nothing released may be kept
    level: of this session, in words
    is_own_phone, is_own_email: by the person's own word, not the provider's
    """

    name: str
    nik: str
    birth_date: date | None
    birthplace: str
    phone: str
    email: str
    is_own_phone: bool
    is_own_email: bool
    address: str
    source: str
    at: datetime
    language: str
    has_posts: bool
    is_stated: bool
    is_withdrawn: bool
    level: str
    proofs: tuple[ProofLine, ...]
    sessions: tuple[SessionLine, ...]
    done: str


@open_to(SIGNED_IN)
@require_safe
def page(request: SessionRequest) -> HttpResponse:
    """Show the account."""
    known = profile(actor=request.actor)
    door = doors().get(known.source)
    shown = AccountPage(
        name=known.name,
        nik=known.nik_masked,
        birth_date=known.birth_date,
        birthplace=known.released.get("birthplace", ""),
        phone=known.phone,
        email=known.email,
        is_own_phone=FactorKind.SMS in known.own_contacts,
        is_own_email=FactorKind.EMAIL in known.own_contacts,
        address=known.released.get("address", ""),
        source=door.name[request.lang] if door else known.source,
        is_stated=known.source in OWN_DOORS,
        is_withdrawn=known.withdrawn_at is not None,
        level=str(ASSURANCES[request.session_claims.assurance]) if request.session_claims else "",
        proofs=_proof_lines(request),
        at=known.at,
        language=known.language,
        has_posts=bool(own_capacities(actor=request.actor, now=request.now)),
        sessions=_session_lines(request),
        done=request.GET.get("selesai", ""),
    )
    return page_or_block(request, "identity/account.html", page=shown)


@open_to(SIGNED_IN)
@require_POST
def change_language(request: SessionRequest) -> HttpResponse:
    """Keep the language of notices, and show the pages in it too."""
    language: Literal["id", "en"] = "en" if request.POST.get("language") == "en" else "id"
    account_id = _session_of(request)[1]
    choose_language(account_id=account_id, language=language, actor=request.actor, now=request.now)
    return HttpResponseRedirect(f"/bahasa/{language}?{urlencode({'kembali': f'{PATH}?selesai=bahasa'})}")


@open_to(SIGNED_IN)
@require_POST
def end_one(request: SessionRequest, session_id: UUID) -> HttpResponse:
    """End one session of the list."""
    end_session(session_id=session_id, reason="by-owner", actor=request.actor, now=request.now)
    watch.ended(session_id)
    return HttpResponseRedirect(f"{PATH}?selesai=sesi")


@open_to(SIGNED_IN)
@require_POST
def end_others(request: SessionRequest) -> HttpResponse:
    """End every session but this one."""
    session_id = _session_of(request)[0]
    for ended in end_other_sessions(session_id=session_id, actor=request.actor, now=request.now):
        watch.ended(ended)
    return HttpResponseRedirect(f"{PATH}?selesai=sesi")


def door_name(key: str, language: str) -> str:
    """Return what people call the door by which somebody was proven."""
    known = doors().get(key)
    return known.name[language] if known else str(OWN_DOORS.get(key, key))


def _proof_lines(request: SessionRequest) -> tuple[ProofLine, ...]:
    return tuple(
        ProofLine(
            door=door_name(each.provider, request.lang),
            level=str(ASSURANCES[each.assurance]),
            at=each.at,
            is_witnessed=each.officer_id is not None,
        )
        for each in proofs(actor=request.actor)
    )


def _session_lines(request: SessionRequest) -> tuple[SessionLine, ...]:
    current = _session_of(request)[0]
    return tuple(
        SessionLine(
            device=each.device,
            address=each.address,
            is_citizen=each.role == CITIZEN,
            created_at=each.created_at,
            seen_at=each.seen_at,
            is_this_one=each.id == current,
            end_href=f"{PATH}sesi/{each.id}/akhiri",
        )
        for each in open_sessions(actor=request.actor)
    )


def _session_of(request: SessionRequest) -> tuple[UUID, UUID]:
    """Return the ids of session and account; the pages here are open to whoever has both."""
    session = request.session_claims
    if session is None:
        raise NotFound
    return session.session_id, session.account_id
