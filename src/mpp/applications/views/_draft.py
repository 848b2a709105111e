"""What the pages of one draft share: the draft of the acting person, what is known, what its lines look like."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from mpp.applications.content import Content
from mpp.applications.queries.case import ApplicationNotFound, Case
from mpp.applications.queries.tracking import Event, track
from mpp.applications.rules import EDITABLE
from mpp.applications.situation import asked, place, prefilled
from mpp.applications.texts import known_text
from mpp.catalogue.definition import ServiceDefinition
from mpp.catalogue.queries import pinned_offer
from mpp.catalogue.settings import Offer
from mpp.eforms.form import Field, Situation, Widget
from mpp.eforms.rules import asked_pages, relevant, typed_count
from mpp.eforms.show import shown
from mpp.evidence.rules.facts import Fact, Prefill, Prefilled
from mpp.evidence.words import PURPOSE_NAMES, SOURCE_NAMES
from mpp.tenancy.queries import RegionView
from mpp.ui.formats import short_moment
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft or returned application as its applicant has it before him."""

    case: Case
    history: tuple[Event, ...]
    content: Content
    offer: Offer
    situation: Situation
    known: tuple[Prefilled, ...]
    region: RegionView

    @property
    def definition(self) -> ServiceDefinition:
        """The service as it was when the case began."""
        return self.offer.definition

    @property
    def base(self) -> str:
        """The path below which the pages of the draft lie."""
        return f"/{self.region.slug}/permohonan/{self.case.id}"

    @property
    def is_editable(self) -> bool:
        """Whether the applicant may still change it."""
        return self.case.state in EDITABLE

    @property
    def filled(self) -> tuple[Prefilled, ...]:
        """What need not be typed: known now, or confirmed by its source later."""
        return tuple(each for each in self.known if each.verdict is not Prefill.ASK)

    @property
    def typed(self) -> int:
        """How many fields the person has typed or will have to."""
        return typed_count(self.definition.form, self.situation)


def draft_of(request: Request, application_id: UUID) -> Draft:
    """Return the acting person's own draft or case.

    Refuses: ApplicationNotFound
    """
    region = request.region
    if not isinstance(region, RegionView):
        raise ApplicationNotFound
    found = track(application_id, actor=request.actor)
    content = found.case.opened()
    offer = pinned_offer(found.case.service_slug, found.case.service_version, found.case.region_settings)
    return Draft(
        case=found.case,
        history=found.history,
        content=content,
        offer=offer,
        situation=asked(offer.definition, content, variant=found.case.variant, now=request.now),
        known=prefilled(offer.definition, content, now=request.now),
        region=region,
    )


def editable_draft_of(request: Request, application_id: UUID) -> Draft | None:
    """Return the draft when the person may still change it, None when it has been handed in."""
    draft = draft_of(request, application_id)
    return draft if draft.is_editable else None


def known_rows(draft: Draft, *, lang: str, report_href: str = "") -> list[dict[str, object]]:
    """Return the rows of what the sources know: value, from whom, when, for which purpose."""
    labels = {item.key: item.label.of(lang) for item in draft.definition.prefill}
    return [
        {
            "key": labels[each.field],
            "value": known_text(each),
            "note": _note(draft, each),
            **_origin(each.fact, draft.region.timezone),
            "href": f"{report_href}#{each.field}" if report_href and each.verdict is Prefill.FILLED else "",
            "action": _("Laporkan jika salah"),
        }
        for each in draft.filled
    ]


def _note(draft: Draft, known: Prefilled) -> str:
    if known.field in draft.content.reports:
        return _("Anda melaporkan: %(text)s") % {"text": draft.content.reports[known.field]}
    if known.verdict is Prefill.DISPUTED:
        return _("Dua sumber berbeda; petugas akan memeriksanya")
    return _("Akan dikonfirmasi kepada sumbernya") if known.verdict is Prefill.CONFIRM_LATER else ""


def _origin(fact: Fact | None, zone: str) -> dict[str, str]:
    if fact is None:
        return {"source": "", "at": "", "purpose": ""}
    return {
        "source": str(SOURCE_NAMES[fact.source]),
        "at": short_moment(fact.fetched_at, zone),
        "purpose": str(PURPOSE_NAMES[fact.purpose]),
    }


def answer_rows(draft: Draft, *, lang: str, change: bool = True) -> list[dict[str, object]]:
    """Return the rows of what the person has typed, in the order of the form."""
    given = relevant(draft.definition.form, draft.situation)
    rows: list[dict[str, object]] = []
    for page in asked_pages(draft.definition.form, draft.situation):
        for field in page.fields:
            value = given.get(field.key, field.blank)
            rows.append(
                {
                    "key": field.label.of(lang),
                    "value": answer_text(draft, field, value, lang=lang),
                    "href": f"{draft.base}/isi/{page.page.key}" if change else "",
                    "action": "",
                }
            )
    return rows


def answer_text(draft: Draft, field: Field, value: object, *, lang: str) -> str:
    """Return an answer in one line; a facility by its name."""
    if field.widget is Widget.FACILITY and value:
        found = place(draft.content)
        return f"{found.name}, {found.address}" if found and found.address else found.name if found else str(value)
    if field.widget is Widget.DECLARATION:
        return _("Ya, saya menyatakan") if value else ""
    return "; ".join(shown(field, value, lang=lang))  # type: ignore[arg-type]  # values of a checked form


def gap_texts(draft: Draft, fields: Iterable[str]) -> dict[str, str]:
    """Return what the office wrote about each of these fields, "" as key for the whole."""
    wanted = set(fields) | {""}
    return {gap.field: gap.text for gap in draft.content.gaps if gap.field in wanted}
