"""My consents: what rests on each, what stops when it is withdrawn, and what cannot be stopped and why."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mpp.federation.views.consents import ConsentLine, consent_lines
from mpp.identity.operations.change_release import agree_to_release
from mpp.identity.queries import acting_person
from mpp.identity.views.account import door_name
from mpp.privacy.consents import Resting, resting_on_release
from mpp.privacy.operations.withdraw_release import withdraw_release
from mpp.ui.access import open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

PATH = "/akun/persetujuan"


@dataclass(frozen=True, slots=True)
class ReleaseShown:
    """kept: names of what is kept now     drafts, kept_cases: how many     withdrawn_at: None while it stands"""

    source: str
    is_released: bool
    kept: tuple[str, ...]
    reaches: bool
    drafts: int
    kept_cases: int
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class ConsentsPage:
    release: ReleaseShown
    applications: tuple[ConsentLine, ...]
    done: str


@dataclass(frozen=True, slots=True)
class WithdrawPage:
    release: ReleaseShown


@open_to("pemohon")
@require_safe
def page(request: Request) -> HttpResponse:
    """Show each consent of the person."""
    shown = ConsentsPage(
        release=_shown(resting_on_release(actor=request.actor), request.lang),
        applications=consent_lines(request),
        done=request.GET.get("selesai", ""),
    )
    return page_or_block(request, "privacy/own_consents.html", page=shown)


@open_to("pemohon")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request) -> HttpResponse:
    """Say once more what stops; a POST withdraws."""
    if request.method == "POST":
        withdraw_release(person_id=acting_person(request.actor), actor=request.actor, now=request.now)
        return HttpResponseRedirect(f"{PATH}?selesai=ditarik")
    resting = resting_on_release(actor=request.actor)
    if resting.withdrawn_at or not resting.is_released:
        return HttpResponseRedirect(PATH)
    shown = WithdrawPage(_shown(resting, request.lang))
    return page_or_block(request, "privacy/withdraw_release.html", page=shown)


@open_to("pemohon")
@require_POST
def agree(request: Request) -> HttpResponse:
    """Let what the provider releases be kept again."""
    agree_to_release(person_id=acting_person(request.actor), actor=request.actor, now=request.now)
    return HttpResponseRedirect(f"{PATH}?selesai=setuju")


def _shown(resting: Resting, language: str) -> ReleaseShown:
    known = resting.known
    named = (
        (_("tempat lahir"), known.released.get("birthplace")),
        (_("tanggal lahir"), known.birth_date),
        (_("jenis kelamin"), known.released.get("gender")),
        (_("alamat"), known.released.get("address")),
        (_("nomor ponsel"), known.released_phone),
        (_("surel"), known.released_email),
    )
    return ReleaseShown(
        source=door_name(known.source, language),
        is_released=resting.is_released,
        kept=tuple(name for name, value in named if value),
        reaches=bool(known.released_phone or known.released_email),
        drafts=len(resting.drafts),
        kept_cases=resting.kept_cases,
        withdrawn_at=resting.withdrawn_at,
    )
