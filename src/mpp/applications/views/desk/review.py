"""One case with everything on one screen, and the acts that are the officer's to do now."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from mpp.applications import issuing
from mpp.applications.content import Gap, Verdict
from mpp.applications.operations._act import OFFICERS, Receipt, roles_of
from mpp.applications.operations.hand_over import hand_over
from mpp.applications.operations.recommend import recommend
from mpp.applications.operations.reject import reject
from mpp.applications.operations.return_for_correction import return_for_correction
from mpp.applications.operations.take import take
from mpp.applications.operations.verify import verify
from mpp.applications.queries.case import ApplicationNotFound
from mpp.applications.rules import State, acts_open
from mpp.applications.situation import eligibility
from mpp.applications.texts import ACT_REFUSALS, ACTS, OFFICES, OPINIONS, STATES, TONES, reason
from mpp.applications.views._draft import Draft, answer_rows, draft_of, known_rows
from mpp.applications.views.desk.queue import due_note, due_tone
from mpp.documents import wired
from mpp.documents.ports import Passphrase, SignerLocked, SignerUnavailable, WrongPassphrase
from mpp.documents.queries import DocumentNotFound, DocumentView, document_of
from mpp.documents.signing import sign_and_record
from mpp.eforms.hygiene import clean_block
from mpp.eforms.rules import asked_pages
from mpp.evidence.rules.eligibility import Outcome
from mpp.foundation.clock import local_date
from mpp.foundation.errors import DomainError
from mpp.foundation.ratelimit import spend
from mpp.identity.stash import restored_post
from mpp.tenancy.queries import colleagues, officer_names
from mpp.ui.access import open_to
from mpp.ui.formats import short_moment, weekday_date
from mpp.ui.forms import Field, Option
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class GapField:
    """One field an officer may mark. text: what he writes, "" for nothing wrong"""

    key: str
    label: str
    value: str
    field: Field


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """acts: what may be done now     checks: what the rules say, (tone, sentence)

    message: why an act was refused     opened_act: the one that was refused, to be shown open
    """

    base: str
    reference: str
    applicant_name: str
    service_name: str
    variant: str
    place_name: str
    state: str
    tone: str
    due: str
    due_note: str
    due_tone: str
    holder: str
    turn: str
    checks: tuple[tuple[str, str], ...]
    answers: list[dict[str, object]]
    known: list[dict[str, object]]
    opinion: tuple[str, str] | None
    rejection: tuple[str, str] | None
    events: tuple[dict[str, str], ...]
    acts: frozenset[str]
    gaps: tuple[GapField, ...]
    verdicts: tuple[Option, ...]
    colleagues: tuple[tuple[str, str], ...]
    typed: Mapping[str, Field]
    document: DocumentView | None
    version: int
    key: str
    message: str
    opened_act: str


@open_to(*OFFICERS)
def page(request: Request, application_id: UUID) -> HttpResponse:
    """Show the case."""
    return _answer(request, officers_case(request, application_id))


@open_to(*OFFICERS)
def act(request: Request, application_id: UUID, act_name: str) -> HttpResponse:
    """Do one act; a refusal shows the case as it is now, with what was typed."""
    draft = officers_case(request, application_id)
    doing = _ACTS.get(act_name)
    if request.method != "POST" or doing is None:
        return HttpResponseRedirect(f"{_base(draft)}/")
    try:
        doing(request, draft)
    except (WrongPassphrase, SignerLocked, SignerUnavailable, issuing.PostVacant) as refusal:
        return _answer(request, officers_case(request, application_id), refusal=refusal, act=act_name)
    except DomainError as refusal:
        if refusal.code not in ACT_REFUSALS:
            raise
        return _answer(request, officers_case(request, application_id), refusal=refusal, act=act_name)
    return HttpResponseRedirect(f"{_base(draft)}/")


def officers_case(request: Request, application_id: UUID) -> Draft:
    """Return a case of the officer's region and sector that has been handed in.

    Refuses: ApplicationNotFound, also for a draft, which is nobody's but the applicant's
    """
    draft = draft_of(request, application_id)
    if draft.case.state is State.DRAFT or request.actor.role not in roles_of(draft.offer):
        raise ApplicationNotFound
    return draft


def _version(request: Request) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def _text(request: Request, name: str) -> str:
    return clean_block(request.POST.get(name, "")[:4000])


def _take(request: Request, draft: Draft) -> Receipt:
    return take(
        application_id=draft.case.id, version=_version(request), key=_key(request), actor=request.actor, now=request.now
    )


def _verify(request: Request, draft: Draft) -> Receipt:
    return verify(
        application_id=draft.case.id, version=_version(request), key=_key(request), actor=request.actor, now=request.now
    )


def _recommend(request: Request, draft: Draft) -> Receipt:
    given = request.POST.get("verdict", "")
    return recommend(
        application_id=draft.case.id,
        version=_version(request),
        verdict=Verdict(given) if given in set(Verdict) else Verdict.NEGATIVE,
        text=_text(request, "opinion"),
        key=_key(request),
        actor=request.actor,
        now=request.now,
    )


def _return(request: Request, draft: Draft) -> Receipt:
    marked = [Gap(key, _text(request, f"gap-{key}")) for key in ("", *_field_keys(draft))]
    return return_for_correction(
        application_id=draft.case.id,
        version=_version(request),
        gaps=tuple(gap for gap in marked if gap.text),
        key=_key(request),
        actor=request.actor,
        now=request.now,
    )


def _hand_over(request: Request, draft: Draft) -> Receipt:
    try:
        to = UUID(request.POST.get("colleague", ""))
    except ValueError:
        to = UUID(int=0)
    return hand_over(
        application_id=draft.case.id,
        version=_version(request),
        to_officer_id=to,
        key=_key(request),
        actor=request.actor,
        now=request.now,
    )


def _reject(request: Request, draft: Draft) -> Receipt:
    return reject(
        application_id=draft.case.id,
        version=_version(request),
        reasons=_text(request, "reasons"),
        legal_basis=_text(request, "legal_basis"),
        key=_key(request),
        actor=request.actor,
        now=request.now,
    )


def _sign(request: Request, draft: Draft) -> None:
    """Ask the sources, approve, number, sign, record: what is done already is not done again."""
    spend("passphrase", address=request.actor.address, account=request.actor.account_id)
    version = _version(request)
    if draft.case.state is not State.SIGNING and draft.case.version == version:
        issuing.confirm_for_decision(draft.case, draft.offer, actor=request.actor, now=request.now)
        draft = officers_case(request, draft.case.id)
        version = draft.case.version
    issuing.decide(draft.case, version=version, key=_key(request), actor=request.actor, now=request.now)
    ready = issuing.prepare(draft.case, draft.offer, region=draft.region, actor=request.actor, now=request.now)
    sign_and_record(
        ready.document_id,
        signer=wired.signer(),
        authority=ready.authority,
        passphrase=Passphrase(request.POST.get("passphrase", "")),
        actor=request.actor,
        now=request.now,
    )


_ACTS: dict[str, Callable[[Request, Draft], object]] = {
    "ambil": _take,
    "lengkap": _verify,
    "rekomendasi": _recommend,
    "kembalikan": _return,
    "serahkan": _hand_over,
    "tolak": _reject,
    "tanda-tangan": _sign,
}

#: Act of the rules -> the part of its address.
_SLUGS = {
    "take": "ambil",
    "verify": "lengkap",
    "recommend": "rekomendasi",
    "return_for_correction": "kembalikan",
    "hand_over": "serahkan",
    "reject": "tolak",
    "approve": "tanda-tangan",
}


def _key(request: Request) -> str:
    return request.POST.get("key", "")[:100]


def _base(draft: Draft) -> str:
    return f"/{draft.region.slug}/petugas/permohonan/{draft.case.id}"


def _field_keys(draft: Draft) -> tuple[str, ...]:
    return tuple(field.key for asked in asked_pages(draft.definition.form, draft.situation) for field in asked.fields)


def _answer(request: Request, draft: Draft, *, refusal: DomainError | None = None, act: str = "") -> HttpResponse:
    case, lang, zone = draft.case, request.lang, draft.region.timezone
    today = local_date(request.now, zone)
    step = next((step for step in draft.offer.steps if step.key == case.step), None)
    is_turn = request.actor.role == case.turn_role
    acts = set(
        acts_open(state=case.state, step_action=step.action if step else "", is_turn=is_turn, is_applicant=False)
    )
    if is_turn and case.state is State.SIGNING:
        # Approved, numbered, not yet signed: the signature can be tried again.
        acts.add("approve")
    if case.assigned_to == request.actor.officer_id:
        acts.discard("take")
    elif case.assigned_to is not None:
        acts &= {"take"}
    typed = request.POST if request.method == "POST" else restored_post(request) or QueryDict()
    verdicts = eligibility(draft.definition, draft.content, variant=case.variant, on=today)
    variant = draft.definition.variant(case.variant)
    opinion, rejection = draft.content.opinion, draft.content.rejection
    on_duty = colleagues(case.region_id, case.turn_role, on=today) if is_turn else {}
    shown = ReviewPage(
        base=_base(draft),
        reference=case.reference,
        applicant_name=case.applicant_name,
        service_name=draft.definition.short.of(lang),
        variant=variant.name.of(lang) if variant else "",
        place_name=case.place_name,
        state=str(STATES[case.state]),
        tone=TONES[case.state],
        due=weekday_date(case.due_on) if case.due_on else "",
        due_note=due_note(case.due_on, today),
        due_tone=due_tone(case.due_on, today),
        holder=officer_names({case.assigned_to}).get(case.assigned_to, "") if case.assigned_to else "",
        turn=str(OFFICES.get(case.turn_role, "")),
        checks=tuple(
            (
                "danger" if each.outcome is Outcome.REFUSED else "warning",
                reason(each.code, each.params),
            )
            for each in verdicts
            if each.outcome is not Outcome.OK
        ),
        answers=answer_rows(draft, lang=lang, change=False),
        known=known_rows(draft, lang=lang),
        opinion=(str(OPINIONS[opinion.verdict]), opinion.text) if opinion else None,
        rejection=(rejection.reasons, rejection.legal_basis) if rejection else None,
        events=_events(draft),
        acts=frozenset(_SLUGS[each] for each in acts),
        gaps=_gap_fields(draft, typed, lang),
        verdicts=tuple(Option(verdict, str(text)) for verdict, text in OPINIONS.items()),
        colleagues=tuple(
            (str(officer_id), name) for officer_id, name in on_duty.items() if officer_id != request.actor.officer_id
        ),
        typed={
            name: Field(name, typed.get(name, ""), _field_error(refusal, name, act))
            for name in ("verdict", "opinion", "reasons", "legal_basis", "colleague")
        },
        document=_document(request, draft),
        version=case.version,
        key=secrets.token_urlsafe(16),
        message=_message(refusal),
        opened_act=act,
    )
    status = 409 if refusal else 200
    return page_or_block(request, "applications/desk/review.html", page=shown, status=status)


def _message(refusal: DomainError | None) -> str:
    if refusal is None:
        return ""
    if refusal.code in SIGNING_REFUSALS:
        return str(SIGNING_REFUSALS[refusal.code]())
    if refusal.code == "application-not-eligible":
        return " ".join(reason(code) for code in refusal.facts["reasons"])  # type: ignore[attr-defined]  # a list of codes
    return str(ACT_REFUSALS[refusal.code])


SIGNING_REFUSALS: dict[str, Callable[[], str]] = {
    "wrong-passphrase": lambda: _(
        "Passphrase salah. Surat belum ditandatangani; nomor surat tetap tersimpan. Coba lagi."
    ),
    "signer-locked": lambda: _(
        "Akun tanda tangan Anda terkunci. Hubungi layanan sertifikat elektronik, lalu tanda tangani lagi dari sini."
    ),
    "signer-unavailable": lambda: _(
        "Layanan tanda tangan sedang tidak menjawab. Permohonan tetap menunggu di antrean Anda; coba lagi nanti."
    ),
    "signing-post-vacant": lambda: _(
        "Hari ini Anda tidak tercatat sebagai pejabat yang berwenang menandatangani. Hubungi admin daerah."
    ),
}


def _field_error(refusal: DomainError | None, name: str, act: str) -> str:
    is_here = refusal is not None and refusal.code == "reasons-missing"
    fields = {"opinion": "text", "reasons": "reasons", "legal_basis": "legal_basis"}
    if not is_here or refusal is None or fields.get(name) != refusal.facts.get("field"):
        return ""
    return str(ACT_REFUSALS["reasons-missing"])


def _gap_fields(draft: Draft, typed: QueryDict, lang: str) -> tuple[GapField, ...]:
    rows = answer_rows(draft, lang=lang, change=False)
    keys = _field_keys(draft)
    whole = GapField("", _("Permohonan secara keseluruhan"), "", Field("gap-", typed.get("gap-", "")))
    return (
        *(
            GapField(key, str(row["key"]), str(row["value"]), Field(f"gap-{key}", typed.get(f"gap-{key}", "")))
            for key, row in zip(keys, rows, strict=True)
        ),
        whole,
    )


def _document(request: Request, draft: Draft) -> DocumentView | None:
    if draft.case.state not in (State.SIGNING, State.ISSUED, State.AUTO_ISSUED):
        return None
    try:
        return document_of(draft.case.id, actor=request.actor)
    except DocumentNotFound:
        return None


def _events(draft: Draft) -> tuple[dict[str, str], ...]:
    names = officer_names({event.officer_id for event in draft.history if event.officer_id})
    return tuple(
        {
            "title": str(ACTS[event.act]),
            "at": short_moment(event.at, draft.region.timezone),
            "by": ", ".join(
                part
                for part in (
                    names.get(event.officer_id, "") if event.officer_id else "",
                    _("Pemohon") if event.role == "pemohon" else str(OFFICES.get(event.role, event.role)),
                )
                if part
            ),
            "text": event.note,
            "state": "refused" if event.act in ("reject", "withdraw") else "done",
        }
        for event in draft.history
    )
