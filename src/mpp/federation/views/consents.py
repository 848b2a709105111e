"""The own consents: who may read what of me, since when, until when; each can be taken back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from mpp.federation.operations.give_consent import withdraw_consent
from mpp.federation.queries.consents import consents
from mpp.federation.views._words import scope_name
from mpp.foundation.actor import NATIONAL
from mpp.foundation.clock import local_date
from mpp.tenancy.queries import NATIONAL_ZONE, region_by_id
from mpp.ui.access import SIGNED_IN, open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

PATH = "/akun/izin"


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """given: what is given, in words     used_at: None for never"""

    name: str
    office: str
    region_name: str
    purpose: str
    given: tuple[str, ...]
    given_on: date
    until: date
    used_at: datetime | None
    zone: str
    withdraw_href: str


@dataclass(frozen=True, slots=True)
class ConsentsPage:
    lines: tuple[ConsentLine, ...]
    is_done: bool


@open_to(SIGNED_IN)
@require_safe
def page(request: Request) -> HttpResponse:
    """Show what the person lets applications have."""
    shown = ConsentsPage(consent_lines(request), is_done="selesai" in request.GET)
    return page_or_block(request, "federation/consents.html", page=shown)


@open_to(SIGNED_IN)
@require_POST
def withdraw(request: Request, consent_id: UUID) -> HttpResponse:
    """Take a consent back."""
    withdraw_consent(consent_id=consent_id, actor=request.actor.acting_in(NATIONAL), now=request.now)
    return HttpResponseRedirect(f"{PATH}?selesai=dicabut")


def consent_lines(request: Request) -> tuple[ConsentLine, ...]:
    """Return the person's consents that are in force, as a page shows them (`federation/_consent.html`)."""
    lines = []
    for each in consents(actor=request.actor.acting_in(NATIONAL), now=request.now):
        region = region_by_id(each.region_id)
        zone = region.timezone if region else NATIONAL_ZONE
        lines.append(
            ConsentLine(
                name=each.name,
                office=each.office,
                region_name=region.name if region else "",
                purpose=each.purpose_en if request.lang == "en" else each.purpose_id,
                given=tuple(scope_name(scope) for scope in each.scopes),
                given_on=local_date(each.given_at, zone),
                until=local_date(each.expires_at, zone),
                used_at=each.used_at,
                zone=zone,
                withdraw_href=f"{PATH}/{each.id}/cabut",
            )
        )
    return tuple(lines)
