"""What the page of a service and the page of its standard both explain: needs, steps, time, cost, result, law."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mpp.catalogue.definition import LegalBasis, RequirementKind, Step
from mpp.catalogue.outline import Needed, needed
from mpp.catalogue.settings import Offer
from mpp.catalogue.words import OVERDUE_SENTENCES, SILENT_SENTENCES, SOURCES
from mpp.evidence.rules.facts import Source
from mpp.tenancy.rules import AGENCY_NAMES, ROLES
from mpp.ui.formats import long_date, number, rupiah


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A requirement in words. when: for whom it counts, "" for all     fallback: when the source has nothing"""

    name: str
    when: str
    fallback: str
    is_document: bool


@dataclass(frozen=True, slots=True)
class SourcePart:
    """What comes from one source."""

    name: str
    needs: tuple[NeedLine, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """What one office does. post: who exactly     time: its own target"""

    office: str
    label: str
    post: str
    time: str


@dataclass(frozen=True, slots=True)
class BasisLine:
    """A legal basis. text: instrument and article     since: "" where not known"""

    text: str
    since: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """A service in words, in the language of the page; "" and empty where the definition says nothing.

    yours: what the citizen brings     theirs: what others know     is_fetched: whether we fetch it from them
    while_silent: what becomes of the period while a source is silent
    is_fee_verified, is_silence_verified: whether somebody has compared it with the primary text
    """

    yours: tuple[NeedLine, ...]
    theirs: tuple[SourcePart, ...]
    is_fetched: bool
    steps: tuple[StepLine, ...]
    duration: str
    overdue: str
    while_silent: str
    is_silence_verified: bool
    fee: str
    is_fee_verified: bool
    validity: str
    validity_note: str
    outputs: tuple[str, ...]
    legal_basis: tuple[BasisLine, ...]


def explained(offer: Offer, *, region_name: str, lang: str) -> Explained:
    """Return `offer` in words. region_name: "" on pages of no region"""
    definition = offer.definition
    needs = needed(offer)
    clock = definition.clock
    return Explained(
        yours=tuple(_need(each, lang) for each in needs if each.requirement.source is Source.CITIZEN),
        theirs=tuple(
            SourcePart(str(SOURCES[source]), tuple(_need(each, lang) for each in given))
            for source in Source
            if source is not Source.CITIZEN and (given := [each for each in needs if each.requirement.source is source])
        ),
        is_fetched=definition.open,
        steps=tuple(_step(step, region_name, lang) for step in offer.steps),
        duration=days(offer.working_days) if offer.working_days else "",
        overdue=str(OVERDUE_SENTENCES[clock.when_overdue]) if clock else "",
        while_silent=str(SILENT_SENTENCES[clock.while_silent]) if clock else "",
        is_silence_verified="clock.while_silent" not in definition.unverified,
        fee=_fee(definition.fee_idr),
        is_fee_verified="fee_idr" not in definition.unverified,
        validity=_years(definition.validity.years) if definition.validity.years else "",
        validity_note=_("Atau sampai STR Anda berakhir, bila itu lebih dulu.")
        if definition.validity.ends_with_registration
        else "",
        outputs=tuple(output.name.of(lang) for output in definition.outputs),
        legal_basis=tuple(_basis(each) for each in definition.legal_basis),
    )


def _need(each: Needed, lang: str) -> NeedLine:
    requirement = each.requirement
    when = requirement.note.of(lang) if requirement.note else ""
    if each.only_for and not when:
        names = ", ".join(variant.name.of(lang) for variant in each.only_for)
        when = _("Hanya untuk: %(jenis)s") % {"jenis": names}
    return NeedLine(
        name=requirement.name.of(lang),
        when=when,
        fallback=requirement.fallback.of(lang) if requirement.fallback else "",
        is_document=requirement.kind is RequirementKind.DOCUMENT,
    )


def _step(step: Step, region_name: str, lang: str) -> StepLine:
    office, post = AGENCY_NAMES[step.agency], ROLES[step.role]
    title = office.title_en if lang == "en" else office.title_id
    return StepLine(
        office=f"{title}, {region_name}" if region_name and lang == "en" else f"{title} {region_name}".strip(),
        label=step.label.of(lang),
        post=post.title_en if lang == "en" else post.title_id,
        time=days(step.working_days),
    )


def days(count: int) -> str:
    """Return `5 hari kerja`."""
    return ngettext("%(jumlah)s hari kerja", "%(jumlah)s hari kerja", count) % {"jumlah": number(count)}


def _fee(amount_idr: int | None) -> str:
    if amount_idr is None:
        return ""
    return rupiah(amount_idr) if amount_idr else _("Gratis")


def _years(count: int) -> str:
    return ngettext("%(jumlah)s tahun", "%(jumlah)s tahun", count) % {"jumlah": number(count)}


def _basis(each: LegalBasis) -> BasisLine:
    since = long_date(date.fromisoformat(each.since)) if each.since else ""
    return BasisLine(", ".join(filter(None, (each.instrument, each.article))), since, each.verified)
