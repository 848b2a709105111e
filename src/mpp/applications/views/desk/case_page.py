"""Everything about one case on one screen, as the officer before it may see it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from mpp.applications.content import Verdict
from mpp.applications.operations._passed_on import Post
from mpp.applications.queries.tracking import Event
from mpp.applications.rules import State, acts_open
from mpp.applications.texts import ACTS, OFFICES, OPINIONS, STATES, TONES
from mpp.applications.views._by_whom import by_agent, last_handed_in, prepared_by
from mpp.applications.views._draft import Draft, KnownGroup, answer_rows, known_groups
from mpp.applications.views._while_silent import rule_while_silent
from mpp.applications.views.desk import _refusals
from mpp.applications.views.desk._checks import Check, checks
from mpp.applications.views.desk._due import due_note, due_tone
from mpp.applications.views.desk._places import Places, places_of
from mpp.applications.views.desk.acts import DESK_ACTS, MOST_WORDS, SLUGS, field_keys, gap_name, letter_field
from mpp.calendars.queries import working_calendar
from mpp.documents.queries import DocumentNotFound, DocumentView, document_of
from mpp.foundation.actor import Actor
from mpp.foundation.clock import local_date
from mpp.foundation.errors import DomainError
from mpp.tenancy.queries import colleagues, officer_names
from mpp.ui.formats import short_moment, weekday_date
from mpp.ui.forms import ErrorLink, Field, Option
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class Clock:
    """due: the last day, "" while the clock stands still     note, tone: how near it is     still: why it stands"""

    due: str
    note: str
    tone: str
    still: str


@dataclass(frozen=True, slots=True)
class GapField:
    """One field of the form and where an officer writes what is wrong with it. value: what the applicant said"""

    label: str
    value: str
    field: Field


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The case.

    turn: the office whose act it waits for     holder: the officer who has taken it, "" for nobody
    is_mine: whether that is who looks     checks: what the rules say, what is wrong first
    while_silent: what becomes of the period while a source owes an answer, "" where none does
    acts: last parts of the addresses of what may be done now     primary: the one this officer is here for
    message, errors: why an act was refused, and where     opened: the act that was refused
    news: what happened since the officer opened the page     unsent: what he wrote for an act that is open no more
    done: what he has just done     stands_in: who acts in his post today, "" where he does
    seen: events of the history before his eyes
    """

    base: str
    queue_href: str
    reference: str
    applicant_name: str
    by_whom: tuple[str, ...]
    service_name: str
    variant: str
    place_name: str
    place_address: str
    state: str
    tone: str
    clock: Clock
    turn: str
    holder: str
    is_mine: bool
    checks: tuple[Check, ...]
    while_silent: str
    answers: list[dict[str, object]]
    known: tuple[KnownGroup, ...]
    places: Places
    asked_back: tuple[tuple[str, str], ...]
    opinion: tuple[str, str, str] | None
    rejection: tuple[str, str] | None
    events: tuple[dict[str, str], ...]
    acts: frozenset[str]
    primary: str
    gaps: tuple[GapField, ...]
    verdicts: tuple[Option, ...]
    colleagues: tuple[tuple[str, str], ...]
    typed: Mapping[str, Field]
    document: DocumentView | None
    version: int
    seen: int
    key: str
    message: str
    errors: tuple[ErrorLink, ...]
    opened: str
    news: tuple[dict[str, str], ...]
    unsent: tuple[str, ...]
    done: str
    stands_in: str
    most_words: Mapping[str, int]


#: Kind of step -> the act an officer is here for.
_PRIMARY = {"verify": "lengkap", "recommend": "rekomendasi", "sign": "tanda-tangan"}
#: What the health office recommends -> tone of its tag.
OPINION_TONES = {Verdict.POSITIVE: "success", Verdict.CONDITIONAL: "warning", Verdict.NEGATIVE: "danger"}


def page_of(
    request: Request,
    draft: Draft,
    *,
    typed: QueryDict,
    refusal: DomainError | None = None,
    opened: str = "",
    seen: int | None = None,
) -> ReviewPage:
    """Return the page.

    typed: what stood in the forms     refusal: of the act `opened`     seen: how much of the history stood before him
    """
    case, lang, actor = draft.case, request.lang, request.actor
    today = local_date(request.now, draft.region.timezone)
    step = next((step for step in draft.offer.steps if step.key == case.step), None)
    post = Post.today(actor, request.now)
    could = _open_acts(draft, actor, step.action if step else "")
    acts = frozenset(SLUGS[name] for name in post.mine(could, service=case.service_slug) if name not in _vacant(post))
    variant, found = draft.definition.variant(case.variant), draft.place
    names = _names(draft)
    events = tuple(_event(event, draft, names) for event in draft.history)
    at_field = _refusals.place(refusal)
    said = _refusals.words(refusal) if refusal else ""
    content = draft.content
    return ReviewPage(
        base=base_of(draft),
        queue_href=f"/{draft.region.slug}/petugas/",
        reference=case.reference,
        applicant_name=case.applicant_name,
        by_whom=tuple(filter(None, last_handed_in(draft.history, case.applicant_name))),
        service_name=draft.definition.short.of(lang),
        variant=variant.name.of(lang) if variant else "",
        place_name=found.name if found else case.place_name,
        place_address=found.address if found else "",
        state=str(STATES[case.state]),
        tone=TONES[case.state],
        clock=_clock(draft, request),
        turn=str(OFFICES.get(case.turn_role, "")),
        holder=names.get(case.assigned_to, "") if case.assigned_to else "",
        is_mine=case.assigned_to == actor.officer_id,
        checks=checks(draft, on=today) if case.turn_role else (),
        while_silent=rule_while_silent(draft),
        answers=answer_rows(draft, lang=lang, change=False),
        known=known_groups(draft, lang=lang),
        places=places_of(draft, on=today),
        asked_back=_asked_back(draft, lang),
        opinion=(str(OPINIONS[content.opinion.verdict]), OPINION_TONES[content.opinion.verdict], content.opinion.text)
        if content.opinion
        else None,
        rejection=(content.rejection.reasons, content.rejection.legal_basis) if content.rejection else None,
        events=events,
        acts=acts,
        primary=_primary(acts, step.action if step else ""),
        gaps=_gap_fields(draft, typed, lang, at_field, said),
        verdicts=tuple(Option(verdict, str(text)) for verdict, text in OPINIONS.items()),
        colleagues=tuple(
            (str(officer_id), name)
            for officer_id, name in colleagues(case.region_id, case.turn_role, on=today).items()
            if officer_id != actor.officer_id
        )
        if "serahkan" in acts
        else (),
        typed={
            name: Field(name, typed.get(name, ""), said if name == at_field else "")
            for name in ("verdict", "opinion", "reasons", "legal_basis", "colleague")
        }
        # What opens a signature is never given back to a page.
        | {"passphrase": Field("passphrase", "", said if at_field == "passphrase" else "")},
        document=_document(draft, actor),
        version=case.version,
        seen=len(draft.history),
        key=secrets.token_urlsafe(16),
        message="" if at_field else said,
        errors=(ErrorLink(said, f"#{at_field}"),) if at_field else (),
        opened=opened,
        news=events[seen:] if refusal and seen else (),
        unsent=_unsent(typed) if refusal and opened not in acts else (),
        done=str(DESK_ACTS[done].done) if (done := request.GET.get("selesai", "")) in DESK_ACTS else "",
        stands_in=_stands_in(post, could, case.service_slug),
        most_words=MOST_WORDS,
    )


def base_of(draft: Draft) -> str:
    """Return the path of the case at the desk, without its last stroke."""
    return f"/{draft.region.slug}/petugas/permohonan/{draft.case.id}"


def _open_acts(draft: Draft, actor: Actor, step_action: str) -> set[str]:
    case = draft.case
    is_turn = actor.role == case.turn_role
    acts = set(acts_open(state=case.state, step_action=step_action, is_turn=is_turn, is_applicant=False))
    if is_turn and case.state is State.SIGNING:
        # Approved, numbered, not yet signed: the signature can be tried again.
        acts.add("approve")
    if case.assigned_to == actor.officer_id:
        return acts - {"take"}
    return acts if case.assigned_to is None else acts & {"take"}


def _primary(acts: frozenset[str], step_action: str) -> str:
    wanted = _PRIMARY.get(step_action, "")
    return wanted if wanted in acts else "ambil" if "ambil" in acts else ""


def _clock(draft: Draft, request: Request) -> Clock:
    case, zone = draft.case, draft.region.timezone
    if case.state is State.RETURNED:
        return Clock("", "", "neutral", _("Jam berhenti: menunggu perbaikan pemohon."))
    if not case.turn_role:
        decided = short_moment(case.decided_at, zone) if case.decided_at else ""
        return Clock("", "", "neutral", _("Selesai %(at)s") % {"at": decided})
    today, calendar = local_date(request.now, zone), working_calendar(case.region_id, zone)
    due = weekday_date(case.due_on) if case.due_on else ""
    return Clock(due, due_note(case.due_on, today, calendar), due_tone(case.due_on, today, calendar), "")


def _asked_back(draft: Draft, lang: str) -> tuple[tuple[str, str], ...]:
    """Return what the applicant was asked to mend: the field and the officer's words."""
    labels = dict(zip(field_keys(draft), answer_rows(draft, lang=lang, change=False), strict=True))
    return tuple(
        (str(labels[gap.field]["key"]) if gap.field in labels else _("Permohonan secara keseluruhan"), gap.text)
        for gap in draft.content.gaps
    )


def _gap_fields(draft: Draft, typed: QueryDict, lang: str, at_field: str, said: str) -> tuple[GapField, ...]:
    def field(key: str) -> Field:
        name = gap_name(key)
        return Field(name, typed.get(name, ""), said if name == at_field else "")

    rows, letter = answer_rows(draft, lang=lang, change=False), letter_field(draft)
    return (
        *(
            GapField(str(row["key"]), str(row["value"]), field(key))
            for key, row in zip(field_keys(draft), rows, strict=True)
        ),
        *((GapField(_("Surat dari fasilitas"), _("Belum ada"), field(letter.key)),) if letter else ()),
        GapField(_("Permohonan secara keseluruhan"), "", field("")),
    )


def _unsent(typed: QueryDict) -> tuple[str, ...]:
    """Return the texts an officer has written for an act that meanwhile is not open any more."""
    names = [name for name in typed if name in MOST_WORDS or name.startswith(gap_name(""))]
    return tuple(text for name in names if (text := str(typed[name]).strip()))


def _document(draft: Draft, actor: Actor) -> DocumentView | None:
    if draft.case.state not in (State.SIGNING, State.ISSUED, State.AUTO_ISSUED):
        return None
    try:
        return document_of(draft.case.id, actor=actor)
    except DocumentNotFound:
        return None


def _stands_in(post: Post, could: set[str], service: str) -> str:
    """Return who does today what the officer could do on another day, or that nobody signs; "" where it is his."""
    for act in sorted(could):
        if post.is_passed_on(act, service=service):
            acting = post.acting(service=service, act=act)
            if acting is None:
                return _("Penunjukan Anda tidak mencakup permohonan ini.")
            return _("Hari ini yang bertindak: %(name)s, %(capacity)s.") % {
                "name": acting.name,
                "capacity": acting.capacity,
            }
    if could & _vacant(post):
        return str(_refusals.SIGNING_REFUSALS["signing-post-vacant"])
    return ""


def _vacant(post: Post) -> frozenset[str]:
    """Return what nobody may do because nobody was appointed to the post today."""
    return frozenset() if post.held else frozenset({"approve"})


def _names(draft: Draft) -> dict[UUID, str]:
    known = {event.officer_id for event in draft.history} | {draft.case.assigned_to}
    return officer_names({officer_id for officer_id in known if officer_id})


def _event(event: Event, draft: Draft, names: Mapping[UUID, str]) -> dict[str, str]:
    office = _("Pemohon") if event.role == "pemohon" else str(OFFICES.get(event.role, event.role))
    agent = by_agent(event, draft.case.applicant_name)
    name = names.get(event.officer_id) if event.officer_id else None
    return {
        "title": _title(event),
        "at": short_moment(event.at, draft.region.timezone),
        "by": agent or (f"{name}, {office}" if name else office),
        "text": event.note or prepared_by(event),
        "state": "refused" if event.act in ("reject", "withdraw") else "done",
    }


def _title(event: Event) -> str:
    if event.act == "recommend":
        return f"{ACTS[event.act]}: {OPINIONS[event.params['verdict']]}"
    if event.act == "submit" and event.params.get("again"):
        return _("Permohonan diperbaiki dan diajukan kembali")
    return str(ACTS[event.act])
