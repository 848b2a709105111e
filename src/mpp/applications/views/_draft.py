"""What the pages of one draft share: the draft of the acting person, what is known, what its lines look like."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from markupsafe import Markup

from mpp.applications import attached, figures
from mpp.applications.attached import Attached
from mpp.applications.content import Content
from mpp.applications.queries.case import ApplicationNotFound, Case, snapshot
from mpp.applications.queries.tracking import Event, track
from mpp.applications.rules import APPLICANT, EDITABLE
from mpp.applications.situation import TYPED, Place, Reading, carried_over, place
from mpp.applications.texts import known_text
from mpp.catalogue.definition import ServiceDefinition
from mpp.catalogue.local import is_local
from mpp.catalogue.queries import pinned_offer
from mpp.catalogue.settings import Offer
from mpp.eforms.form import AskedPage, Field, Value, Widget
from mpp.eforms.show import shown
from mpp.evidence.rules.facts import Fact, Prefill, Prefilled, State
from mpp.evidence.words import BASIS_NAMES, PURPOSE_NAMES, SOURCE_NAMES
from mpp.tenancy.queries import RegionView
from mpp.ui.formats import short_moment
from mpp.ui.request import Request
from mpp.uploads.rules import State as UploadState
from mpp.uploads.words import STATES, name_kind_and_size, why_refused


@dataclass(frozen=True)
class Draft:
    """A draft or returned application as its applicant has it before him. now: when he looks

    What follows from it is worked out when a page first asks, and once: no page needs all of it.
    """

    case: Case
    history: tuple[Event, ...]
    content: Content
    offer: Offer
    region: RegionView
    now: datetime
    documents: Attached

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

    @cached_property
    def reading(self) -> Reading:
        """What the draft holds, read against its service."""
        return Reading(self.offer, self.content, self.case.variant, self.now)

    @property
    def known(self) -> tuple[Prefilled, ...]:
        """What each known field gets, with its origin."""
        return self.reading.known

    @property
    def given(self) -> dict[str, Value]:
        """The answers that count."""
        return self.reading.form.given

    @property
    def missing(self) -> dict[str, tuple[str, ...]]:
        """The required fields without an answer: page key to field keys, in order."""
        return self.reading.form.missing

    @property
    def filled(self) -> tuple[Prefilled, ...]:
        """What need not be typed: known now, or confirmed by its source later."""
        return self.reading.filled

    @property
    def typed(self) -> int:
        """How many fields the person has answered."""
        return figures.typed(self.reading, region_code=self.region.code)

    @cached_property
    def carried(self) -> Mapping[str, str]:
        """The answers that the licence to be replaced gives by itself."""
        return carried_over(self.definition, self.content, variant=self.case.variant, region_code=self.region.code)

    @cached_property
    def place(self) -> Place | None:
        """Where the person wants to practise, None while that is open."""
        return place(self.content)

    @property
    def pages(self) -> tuple[AskedPage, ...]:
        """The pages asked, in order, with the fields asked."""
        return self.reading.form.pages


def draft_of(request: Request, application_id: UUID) -> Draft:
    """Return the acting person's own draft or case, with its history.

    Refuses: ApplicationNotFound
    """
    found = track(application_id, actor=request.actor)
    return _draft(request, found.case, found.history)


def editable_draft_of(request: Request, application_id: UUID) -> Draft | None:
    """Return the draft, without its history, when the person may still change it; None when it has been handed in.

    Refuses: ApplicationNotFound
    """
    draft = _draft(request, snapshot(application_id, actor=request.actor).case)
    return draft if draft.is_editable else None


def _draft(request: Request, case: Case, history: tuple[Event, ...] = ()) -> Draft:
    region = request.region
    if not isinstance(region, RegionView):
        raise ApplicationNotFound
    content, actor = case.opened(), request.actor
    offer = pinned_offer(case.service_slug, case.service_version, case.region_settings)
    if actor.role == APPLICANT:
        documents = attached.own(offer.definition, content, actor=actor)
    else:
        documents = attached.of(case, offer.definition, content, actor=actor)
    return Draft(
        case=case,
        history=history,
        # What was refused is asked for again; what has been handed in stands as it was.
        content=documents.usable(content) if case.state in EDITABLE else content,
        offer=offer,
        region=region,
        now=request.now,
        documents=documents,
    )


def back_to_case(request: Request, application_id: UUID, page: str = "") -> HttpResponse:
    """Lead to a page of the case; without one to the first: its tasks, or what happens with it once handed in."""
    return HttpResponseRedirect(f"/{request.region.slug}/permohonan/{application_id}/{page}" if request.region else "/")


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """What one source said at one time, or that it was asked and is silent.

    source, at, purpose: in words     rows: as the macro `summary` takes them
    """

    source: str
    at: str
    purpose: str
    is_silent: bool
    rows: tuple[dict[str, object], ...]


def known_groups(draft: Draft, *, lang: str, report_href: str = "") -> tuple[KnownGroup, ...]:
    """Return what the sources know, by source: said once from whom, when and for which purpose."""
    groups: dict[tuple[object, ...], list[dict[str, object]]] = {}
    for row in known_rows(draft, lang=lang, report_href=report_href):
        groups.setdefault((row["source"], row["at"], row["purpose"], row["is_silent"]), []).append(row)
    return tuple(
        KnownGroup(str(source), str(at), str(purpose), bool(is_silent), tuple(rows))
        for (source, at, purpose, is_silent), rows in groups.items()
    )


def known_rows(draft: Draft, *, lang: str, report_href: str = "") -> list[dict[str, object]]:
    """Return the rows of what the sources know: value, from whom, when, for which purpose."""
    labels = {item.key: item.label.of(lang) for item in draft.definition.prefill}
    waiting, report = _("Menunggu jawaban sumbernya"), _("Laporkan jika salah")
    # Many values come from one answer: its words are made once.
    origins = {id(each.fact): _origin(each.fact, draft.region.timezone) for each in draft.filled}
    return [
        {
            "key": labels[each.field],
            "value": known_text(each) or (waiting if _is_pending(each) else ""),
            "is_silent": _is_pending(each),
            "note": _note(draft, each),
            **origins[id(each.fact)],
            "href": f"{report_href}?data={each.field}" if report_href and each.verdict is Prefill.FILLED else "",
            "action": report,
        }
        for each in draft.filled
    ]


def _note(draft: Draft, known: Prefilled) -> str:
    if known.field in draft.content.reports:
        return _("Dilaporkan salah: %(text)s") % {"text": draft.content.reports[known.field]}
    if known.verdict is Prefill.DISPUTED:
        return _("Dua sumber berbeda; petugas akan memeriksanya")
    is_old = known.verdict is Prefill.CONFIRM_LATER and not _is_pending(known)
    return _("Ditanyakan lagi saat Anda mengajukan") if is_old and draft.is_editable else ""


def _is_pending(known: Prefilled) -> bool:
    return known.fact is not None and known.fact.state is State.PENDING


def _origin(fact: Fact | None, zone: str) -> dict[str, str]:
    if fact is None:
        return {"source": "", "at": "", "purpose": ""}
    return {
        "source": str(SOURCE_NAMES[fact.source]),
        "at": short_moment(fact.fetched_at, zone),
        "purpose": f"{PURPOSE_NAMES[fact.purpose]}, {BASIS_NAMES[fact.legal_basis]}",
    }


def answer_rows(draft: Draft, *, lang: str, change: bool = True) -> list[dict[str, object]]:
    """Return the rows of what the person has typed, in the order of the form."""
    answers = {field.key: field.blank for page in draft.pages for field in page.fields} | draft.given
    return [
        {
            "key": field.label.of(lang),
            "value": answer_text(draft, field, answers[field.key], lang=lang),
            "note": _answer_note(draft, field, answers[field.key], lang),
            "href": f"{draft.base}/isi/{page.page.key}" if change else "",
            "action": "",
        }
        for page in draft.pages
        for field in page.fields
    ]


def answer_text(draft: Draft, field: Field, value: object, *, lang: str) -> str:
    """Return an answer in words: a facility by its name, a file as a link, each practice day on a line of its own."""
    if field.widget is Widget.FACILITY and value:
        found = draft.place
        if found is None or (value == TYPED and not found.is_confirmed):
            return _("Ditulis sendiri") if value == TYPED else str(value)
        return f"{found.name}, {found.address}" if found.address else found.name
    if field.widget is Widget.DECLARATION:
        return _("Ya, saya menyatakan") if value else ""
    if field.widget is Widget.FILE:
        return file_words(draft, field) if value else ""
    between = "\n" if field.widget is Widget.SCHEDULE else "; "
    return between.join(shown(field, value, lang=lang))  # type: ignore[arg-type]  # values of a checked form


def _answer_note(draft: Draft, field: Field, value: object, lang: str) -> str:
    if is_local(field) and field.help:
        # By which regulation a region asks for it, for the officer who judges it too.
        return field.help.of(lang)
    if field.widget is Widget.FACILITY and draft.place and not draft.place.is_confirmed:
        return _("Belum dikonfirmasi daftar fasilitas kesehatan; kami menanyakannya lagi")
    return _("Terisi dari SIP yang lama") if value and draft.carried.get(field.key) == value else ""


def file_words(draft: Draft, field: Field) -> Markup | str:
    """Return a document of the case in words: a link that says what it is, or why it cannot be opened."""
    found = draft.documents.uploads.get(field.key)
    if found is None:
        return _("Berkas ini sudah tidak tersimpan")
    what = name_kind_and_size(found)
    if found.state is UploadState.CLEAN:
        link = Markup('<a class="govuk-link" href="{}">{}</a>')
        return link.format(f"{draft.base}/berkas/{field.key}?halaman=1", what)
    why = why_refused(found.reason) if found.state is UploadState.REFUSED else ""
    return f"{what}: {STATES[found.state]}" + (f". {why}" if why else "")


def gap_texts(draft: Draft, fields: Iterable[str]) -> dict[str, str]:
    """Return what the office wrote about each of these fields, "" as key for the whole."""
    wanted = set(fields) | {""}
    return {gap.field: gap.text for gap in draft.content.gaps if gap.field in wanted}
