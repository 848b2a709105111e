"""My applications: all of one's own, of every region."""

from dataclasses import dataclass

from django.http import HttpResponse

from mpp.applications.queries.tracking import OwnCase, own_cases
from mpp.applications.texts import STATES, TONES
from mpp.catalogue.queries import service_names
from mpp.tenancy.queries import region_by_id
from mpp.ui.access import open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class Line:
    href: str
    service_name: str
    region_name: str
    reference: str
    state: str
    tone: str
    updated_at: object
    zone: str


@dataclass(frozen=True, slots=True)
class OwnCasesPage:
    lines: tuple[Line, ...]


@open_to("pemohon")
def page(request: Request) -> HttpResponse:
    """Show the list, the latest first."""
    names = service_names(request.lang)
    lines = tuple(line for own in own_cases(actor=request.actor) if (line := _line(own, names)))
    return page_or_block(request, "applications/own_cases.html", page=OwnCasesPage(lines))


def _line(own: OwnCase, names: dict[str, str]) -> Line | None:
    region = region_by_id(own.region_id)
    if region is None:
        return None
    return Line(
        href=f"/{region.slug}/permohonan/{own.application_id}/",
        service_name=names.get(own.service_slug, own.service_slug),
        region_name=region.name,
        reference=own.reference,
        state=str(STATES[own.state]),
        tone=TONES[own.state],
        updated_at=own.updated_at,
        zone=region.timezone,
    )
