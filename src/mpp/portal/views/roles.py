"""Who may do which act on which kind of case in which region; for whoever examines the administration.

Read from the same roles that the operations themselves check, so that the page cannot say anything else.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.http import HttpResponse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from mpp.applications.texts import ACTS
from mpp.catalogue.queries import definitions, services_of
from mpp.catalogue.settings import Offer
from mpp.identity.rules import CITIZEN
from mpp.portal import reach
from mpp.tenancy.queries import RegionView, regions_matching
from mpp.tenancy.rules import ROLES
from mpp.ui.access import open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

#: Longest name that is looked for.
LONGEST_NAME = 100


class Door(Protocol):
    """An operation and the roles it admits."""

    @property
    def name(self) -> str: ...
    @property
    def roles(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class ActLine:
    """code: of the operation, as the audit writes it     words: what it is called on pages, "" for none

    cases: on which cases, "" for an act that is about none
    """

    code: str
    words: str
    cases: str


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """steps: (what is done, which post does it)"""

    name: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RolesPage:
    """roles: (value, text) to choose from     where: in which regions the role acts
    typed: the region asked for     region: the one meant, "" for none; then acts are told as they are there
    """

    roles: tuple[tuple[str, str], ...]
    role: str
    role_title: str
    where: str
    acts: tuple[ActLine, ...]
    typed: str
    region: str
    services: tuple[ServiceLine, ...]


@open_to("auditor", "admin_nasional", "pengawas_nasional")
@require_safe
def page(request: Request) -> HttpResponse:
    """Show what one role may do, where and on which cases, and which posts decide on which service in one region."""
    titles = _titles(request.lang)
    asked = request.GET.get("peran", "")
    role = asked if asked in titles else CITIZEN
    typed = request.GET.get("daerah", "").replace("\x00", "").strip()[:LONGEST_NAME]
    found = next((region for region in regions_matching(typed, limit=3) if region.is_tenant), None) if typed else None
    held = (
        reach.held_in_region(role, services_of(found.id), request.lang)
        if found
        else reach.held_anywhere(role, definitions(), request.lang)
    )
    shown = RolesPage(
        roles=tuple(titles.items()),
        role=role,
        role_title=titles[role],
        where=reach.where(role, request.lang),
        acts=tuple(_act(door.name, role, held) for door in operations() if role in door.roles),
        typed=typed,
        region=found.name if found else "",
        services=_services(found, request.lang, titles) if found else (),
    )
    return page_or_block(request, "portal/roles.html", page=shown)


@cache
def operations() -> tuple[Door, ...]:
    """Return every operation of the product (`settings.ROLE_MATRIX` names the function that knows them)."""
    read = cast(Callable[[], Iterable[Door]], import_string(settings.ROLE_MATRIX))
    return tuple(read())


def _titles(lang: str) -> dict[str, str]:
    citizen = {"id": "Pemohon", "en": "Applicant"}[lang]
    return {CITIZEN: citizen} | {key: role.title_en if lang == "en" else role.title_id for key, role in ROLES.items()}


def _act(code: str, role: str, held: reach.Held) -> ActLine:
    package, _, act = code.partition(".")
    words = str(ACTS[act]) if package == reach.CASES and act in ACTS else ""
    return ActLine(code, words, reach.cases(code, role, held))


def _services(region: RegionView, lang: str, titles: dict[str, str]) -> tuple[ServiceLine, ...]:
    return tuple(_service(offer, lang, titles) for offer in services_of(region.id) if offer.is_open)


def _service(offer: Offer, lang: str, titles: dict[str, str]) -> ServiceLine:
    steps = ((step.label.of(lang), titles.get(step.role, step.role)) for step in offer.steps)
    return ServiceLine(offer.definition.short.of(lang), tuple(steps))
