"""Tracking and what one may still do: the timeline of a case, the confirmation after handing in, withdrawing."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from mpp.applications import practice
from mpp.applications.operations._act import NotNow
from mpp.applications.operations.withdraw import withdraw
from mpp.applications.queries.tracking import Event
from mpp.applications.rules import OPEN, WITH_OFFICE, State, acts_open
from mpp.applications.texts import ACT_REFUSALS, ACTS, OFFICES, OPINIONS, STATES, TONES
from mpp.applications.views._by_whom import by_agent, prepared_by
from mpp.applications.views._draft import Draft, draft_of
from mpp.applications.views._posted import version_of
from mpp.applications.views._while_silent import rule_while_silent
from mpp.catalogue.definition import Step
from mpp.documents.queries import DocumentNotFound, DocumentView, document_of
from mpp.evidence.rules.facts import State as FactState
from mpp.foundation.actor import Actor
from mpp.foundation.errors import StaleVersion
from mpp.mandates.rules import Act
from mpp.ui.access import open_to
from mpp.ui.formats import short_moment, weekday_date
from mpp.ui.pages import Word, page_or_block
from mpp.ui.prints import Prints
from mpp.ui.request import Request
from mpp.uploads.words import why_refused


@dataclass(frozen=True, slots=True)
class Milestone:
    """A line of the timeline, as the macro `timeline` takes it. state: done | now | next | refused"""

    title: Word
    at: Word
    by: Word
    text: Word
    state: str


@dataclass(frozen=True, slots=True)
class Unfit:
    """A document refused since, and where to give another. question: which one     why: it will not do"""

    question: Word
    why: Word
    href: Word


@dataclass(frozen=True, slots=True)
class TrackingPage:
    """document_href: where the signed letter is, "" until it is there     next_step: what happens now, in a sentence

    rejection, rejection_basis: why it was refused and by which rule, "" otherwise
    practice: what the facility says of the practice place, "" where it has no say
    letter_href: where its letter may be given instead, "" where that is of no use
    while_silent: what becomes of the period while a source owes an answer, "" where none does
    standard_href: the published standard, which says where the rule comes from
    again_href: where to apply anew after a refusal, "" otherwise
    """

    service_name: Word
    variant: Word
    place_name: Word
    reference: Word
    state: Word
    tone: str
    due: Word
    next_step: Word
    unfit: tuple[Unfit, ...]
    practice: Word
    letter_href: Word
    while_silent: Word
    standard_href: Word
    events: tuple[Milestone, ...]
    rejection: Word
    rejection_basis: Word
    document_href: Word
    number: Word
    verify_href: Word
    provenance_href: Word
    withdraw_href: Word
    again_href: Word
    contents_href: Word


_pages = Prints("applications/tracking.html", TrackingPage)


def page_of(request: Request, draft: Draft) -> HttpResponse:
    """Return the timeline page of a case that has been handed in."""
    return _pages.page_or_block(request, _page(request, draft), block="timeline")


@dataclass(frozen=True, slots=True)
class SubmittedPage:
    """steps: (what is done, by which office), all still to come     to_confirm: some source is silent"""

    reference: str
    due: str
    service_name: str
    track_href: str
    own_href: str
    steps: tuple[tuple[str, str], ...]
    to_confirm: bool
    typed: int
    total: int


@open_to("pemohon", for_another={Act.HAND_IN, Act.FOLLOW})
def submitted(request: Request, application_id: UUID) -> HttpResponse:
    """Confirm: the reference number, and the date by which the office has to decide."""
    draft = draft_of(request, application_id)
    if not draft.case.reference:
        return HttpResponseRedirect(f"{draft.base}/")
    shown = SubmittedPage(
        reference=draft.case.reference,
        due=_due(draft.case.due_on),
        service_name=draft.definition.short.of(request.lang),
        track_href=f"{draft.base}/",
        own_href="/akun/permohonan",
        steps=tuple((step.label.of(request.lang), str(OFFICES[step.role])) for step in _steps(draft)),
        to_confirm=draft.case.open_facts > 0,
        typed=draft.typed,
        total=draft.typed + len(draft.filled),
    )
    return page_or_block(request, "applications/submitted.html", page=shown)


@dataclass(frozen=True, slots=True)
class WithdrawPage:
    service_name: str
    reference: str
    version: int
    back_href: str
    message: str


@open_to("pemohon", for_another={Act.HAND_IN})
def withdrawal(request: Request, application_id: UUID) -> HttpResponse:
    """Ask whether it is meant, then withdraw."""
    draft = draft_of(request, application_id)
    message = ""
    if request.method == "POST":
        try:
            withdraw(
                application_id=application_id,
                version=version_of(request),
                actor=request.actor,
                now=request.now,
            )
            return HttpResponseRedirect(f"{draft.base}/")
        except (NotNow, StaleVersion) as refusal:
            message = str(ACT_REFUSALS[refusal.code])
    if draft.case.state not in OPEN or draft.case.state is State.DRAFT:
        return HttpResponseRedirect(f"{draft.base}/")
    shown = WithdrawPage(
        service_name=draft.definition.short.of(request.lang),
        reference=draft.case.reference,
        version=draft.case.version,
        back_href=f"{draft.base}/",
        message=message,
    )
    return page_or_block(request, "applications/withdraw.html", page=shown, status=409 if message else 200)


def _page(request: Request, draft: Draft) -> TrackingPage:
    case, lang = draft.case, request.lang
    variant = draft.definition.variant(case.variant)
    document = issued_document(draft, actor=request.actor)
    acts = acts_open(state=case.state, step_action="", is_turn=False, is_applicant=True)
    may_give, rejection = "give_document" in acts, draft.content.rejection
    return TrackingPage(
        service_name=draft.definition.short.of(lang),
        variant=variant.name.of(lang) if variant else "",
        place_name=case.place_name,
        reference=case.reference,
        state=str(STATES[case.state]),
        tone=TONES[case.state],
        due=_due(case.due_on) if case.state in WITH_OFFICE else "",
        next_step=_next_step(draft),
        unfit=_unfit(draft, lang) if may_give else (),
        practice=_practice(draft),
        letter_href=f"{draft.base}/ganti/{letter}" if (letter := draft.reading.letter_to_give) and may_give else "",
        while_silent=rule_while_silent(draft),
        standard_href=f"/{draft.region.slug}/layanan/{case.service_slug}/standar#duration",
        events=timeline(draft, lang),
        rejection=rejection.reasons if rejection else "",
        rejection_basis=rejection.legal_basis if rejection else "",
        document_href=f"/dokumen/{document.id}" if document else "",
        number=document.number if document else "",
        verify_href=f"/verifikasi/{document.token}" if document else "",
        provenance_href=f"{draft.base}/asal-surat" if document else "",
        withdraw_href=f"{draft.base}/tarik" if "withdraw" in acts else "",
        again_href=f"/{draft.region.slug}/ajukan/{case.service_slug}"
        if case.state in (State.REJECTED, State.WITHDRAWN)
        else "",
        contents_href=f"{draft.base}/isi",
    )


def issued_document(draft: Draft, *, actor: Actor) -> DocumentView | None:
    """Return the signed letter of the case, None while there is none."""
    if draft.case.state not in (State.ISSUED, State.AUTO_ISSUED):
        return None
    try:
        return document_of(draft.case.id, actor=actor)
    except DocumentNotFound:
        return None


def _due(day: date | None) -> str:
    return weekday_date(day) if day else ""


def timeline(draft: Draft, lang: str) -> tuple[Milestone, ...]:
    """Return each step: when, by which office, and those still to come."""
    done = [_event(event, draft) for event in draft.history if event.act not in _INSIDE]
    if draft.case.state not in WITH_OFFICE:
        return tuple(done)
    todo = _steps(draft)
    keys = [step.key for step in todo]
    position = keys.index(draft.case.step) if draft.case.step in keys else 0
    for number, step in enumerate(todo[position:]):
        state = "now" if number == 0 else "next"
        role = draft.case.turn_role if number == 0 else step.role
        done.append(Milestone(step.label.of(lang), at="", by=str(OFFICES[role]), text="", state=state))
    return tuple(done)


def _steps(draft: Draft) -> tuple[Step, ...]:
    return draft.reading.steps


#: Acts inside an office, of no use to the applicant.
_INSIDE = frozenset({"hand_over", "confirm_facts"})


def _event(event: Event, draft: Draft) -> Milestone:
    title = str(ACTS[event.act])
    if event.act == "submit" and event.params.get("again"):
        title = _("Permohonan diperbaiki dan diajukan kembali")
    if event.act == "recommend":
        title = f"{title}: {OPINIONS[event.params['verdict']]}"
    return Milestone(
        title,
        at=short_moment(event.at, draft.region.timezone),
        by=by_agent(event, draft.case.applicant_name) or str(OFFICES.get(event.role, event.role)),
        text=event.note or prepared_by(event),
        state="refused" if event.act in ("reject", "withdraw") else "done",
    )


def _unfit(draft: Draft, lang: str) -> tuple[Unfit, ...]:
    if not draft.documents.unfit:
        # Hardly ever is there one: the form is not walked to find that out.
        return ()
    labels = {field.key: field.label.of(lang) for page in draft.pages for field in page.fields}
    return tuple(
        Unfit(labels[key], why_refused(found.reason), f"{draft.base}/ganti/{key}")
        for key, found in draft.documents.unfit.items()
        if key in labels
    )


def _practice(draft: Draft) -> str:
    found = practice.fact_of(draft.content)
    if draft.case.state not in WITH_OFFICE:
        return ""
    if draft.content.answers.get(draft.definition.letter) and not practice.is_confirmed(draft.content):
        text = _("Surat dari %(facility)s sudah Anda kirim. Permohonan tidak menunggu jawaban fasilitas lagi.")
    elif found is None and not draft.reading.letter_to_give:
        return ""
    elif found is None:
        text = _("%(facility)s belum mengonfirmasi lewat MPP Digital. Petugas memutuskan menurut pernyataan Anda.")
    elif found.state is FactState.PENDING:
        text = _(
            "%(facility)s diminta mengonfirmasi bahwa Anda akan berpraktik di sana. "
            "Anda tidak perlu mengunggah apa pun."
        )
    elif found.state is FactState.KNOWN:
        text = _("%(facility)s sudah mengonfirmasi bahwa Anda akan berpraktik di sana.")
    else:
        text = _("%(facility)s belum mengonfirmasi. Petugas memutuskan menurut pernyataan Anda.")
    name = draft.place.name if draft.place else draft.case.place_name
    return text % {"facility": name}


def _next_step(draft: Draft) -> str:
    case = draft.case
    if case.state is State.SIGNING:
        return _("Permohonan Anda disetujui. Suratnya sedang ditandatangani.")
    if case.state in WITH_OFFICE:
        return _("Sekarang di %(office)s. Anda tidak perlu melakukan apa-apa.") % {"office": OFFICES[case.turn_role]}
    if case.state in (State.ISSUED, State.AUTO_ISSUED):
        return _("SIP Anda sudah terbit. Unduh suratnya, lalu tunjukkan kode QR-nya kepada siapa pun yang bertanya.")
    if case.state is State.REJECTED:
        return _("Anda boleh mengajukan permohonan baru setelah alasannya teratasi, atau mengajukan keberatan.")
    return _("Permohonan ini tidak dilanjutkan. Anda boleh mengajukan yang baru kapan saja.")
