"""Signed in, but not surely enough for what comes next: only what is missing is asked, nothing is typed again."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mpp.faces.wired import engine
from mpp.foundation.errors import NotFound
from mpp.foundation.ratelimit import limited
from mpp.identity.nik_attempts import NikAttempt
from mpp.identity.queries import Profile, profile
from mpp.identity.queries.proofs import recognised_as
from mpp.identity.request import SessionRequest
from mpp.identity.rules import CITIZEN, Assurance, face_assurance, local_path
from mpp.identity.views.nik_door import go_on_to_the_face, lean_on_a_factor
from mpp.identity.wired import doors
from mpp.ui.access import SIGN_IN_PATH, open_to
from mpp.ui.pages import page_or_block


@dataclass(frozen=True, slots=True)
class DoorLink:
    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepUpPage:
    """may_lean: the person was seen before, so the own second factor is enough     may_look: the camera is

    doors: those that can make us sure enough     back_href: where one was before
    """

    may_lean: bool
    may_look: bool
    doors: tuple[DoorLink, ...]
    code_href: str
    back_href: str


def step_up_href(*, needed: Assurance, next_path: str, back_path: str) -> str:
    """Return the way to be known more surely, and then to `next_path`."""
    asked = {"perlu": needed.name.lower(), "next": next_path, "kembali": back_path}
    return f"{reverse('step_up')}?{urlencode(asked)}"


@open_to(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
@limited("nik-door", methods=("POST",))
def page(request: SessionRequest) -> HttpResponse:
    """Show the ways that are sure enough; go the one that was chosen."""
    needed = _needed(request.GET.get("perlu", Assurance.SUBSTANTIAL.name))
    next_path = local_path(request.GET.get("next", ""))
    claims = request.session_claims
    if claims and claims.assurance >= needed:
        return HttpResponseRedirect(next_path, status=303)
    known = profile(actor=request.actor)
    seen = recognised_as(known.nik) or Assurance.LOW
    may_lean, may_look = min(seen, Assurance.SUBSTANTIAL) >= needed, _camera_reaches(needed)
    chosen = request.POST.get("cara", "")
    if chosen == "kunci" and may_lean:
        return lean_on_a_factor(request, _attempt(request, known, next_path), seen)
    if chosen == "wajah" and may_look:
        return go_on_to_the_face(request, _attempt(request, known, next_path))
    asked = urlencode({"next": next_path})
    shown = StepUpPage(
        may_lean=may_lean,
        may_look=may_look,
        doors=tuple(
            DoorLink(door.name[request.lang], f"{SIGN_IN_PATH}/mulai/{key}?{asked}")
            for key, door in doors().items()
            if door.reaches >= needed
        ),
        code_href=f"{reverse('counter_code')}?{asked}",
        back_href=local_path(request.GET.get("kembali", "")),
    )
    response = page_or_block(request, "identity/step_up.html", page=shown)
    response.headers["Cache-Control"] = "no-store"
    return response


def _needed(word: str) -> Assurance:
    try:
        return Assurance[word.upper()]
    except KeyError:
        raise NotFound from None


def _camera_reaches(needed: Assurance) -> bool:
    looking = engine()
    return (
        looking is not None and face_assurance(by_camera=True, with_registry=not looking.matcher.needs_card) >= needed
    )


def _attempt(request: SessionRequest, known: Profile, next_path: str) -> NikAttempt:
    return NikAttempt(
        nik=known.nik,
        name=known.name,
        birth_date=known.birth_date,
        next_path=next_path,
        begun_on=request.get_full_path(),
        begun_at=request.now,
    )
