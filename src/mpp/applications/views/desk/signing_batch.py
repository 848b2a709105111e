"""A batch of letters while the worker signs them: how far it is, what failed and why; asks for the passphrase anew."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from mpp.applications.queries.desk import applicants
from mpp.applications.views.desk import _refusals
from mpp.applications.views.desk.signing import DESK_SIGNERS, Envelope, base_of, signers_region
from mpp.documents.queries import BatchProgress, DocumentView, batch_progress, documents
from mpp.foundation.errors import DomainError, NotFound
from mpp.tenancy.queries import RegionView
from mpp.ui.access import open_to
from mpp.ui.forms import ErrorLink, Field
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of a batch. href: of its case     state: waiting | signed | failed     problem: why, in words"""

    number: str
    applicant_name: str
    href: str
    state: str
    problem: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A case that was chosen and not queued, and why."""

    applicant_name: str
    href: str
    problem: str


@dataclass(frozen=True, slots=True)
class BatchPage:
    """is_running: the worker goes on signing     left: letters that are not signed

    asks, why: whether and why the passphrase is needed once more for them
    """

    href: str
    choice_href: str
    queue_href: str
    letters: tuple[Letter, ...]
    left_out: tuple[LeftOut, ...]
    signed: int
    left: int
    is_running: bool
    asks: bool
    why: str
    passphrase: Field
    errors: tuple[ErrorLink, ...]


@open_to(*DESK_SIGNERS)
def page(request: Request, batch_id: UUID) -> HttpResponse:
    """Show how far my batch is; with a passphrase, let the worker sign what is left."""
    region = signers_region(request)
    progress = batch_progress(batch_id, actor=request.actor, now=request.now)
    if not (progress.waiting or progress.signed or progress.problems):
        raise NotFound
    if request.method != "POST":
        return _answer(request, region, batch_id, progress)
    try:
        envelope = Envelope.sealed_now(request, region, batch_id)
        envelope.queue(request, (*progress.waiting, *progress.problems))
    except DomainError as refusal:
        if not _refusals.words(refusal):
            raise
        return _answer(request, region, batch_id, progress, refusal=refusal)
    return HttpResponseRedirect(f"{base_of(region)}/{batch_id}")


def _answer(
    request: Request, region: RegionView, batch_id: UUID, progress: BatchProgress, *, refusal: DomainError | None = None
) -> HttpResponse:
    letters = _letters(request, region, progress)
    asks = progress.must_ask_again or (bool(progress.problems) and not progress.waiting)
    said = _refusals.words(refusal) if refusal else ""
    shown = BatchPage(
        href=f"{base_of(region)}/{batch_id}",
        choice_href=base_of(region),
        queue_href=f"/{region.slug}/petugas/",
        letters=letters,
        left_out=_left_out(request, region),
        signed=len(progress.signed),
        left=len(letters) - len(progress.signed),
        is_running=bool(progress.waiting) and not progress.must_ask_again,
        asks=asks,
        why=_why(progress) if asks else "",
        passphrase=Field("passphrase", "", said),
        errors=(ErrorLink(said, "#passphrase"),) if said else (),
    )
    return page_or_block(
        request, "applications/desk/signing_batch.html", block="progress", page=shown, status=409 if refusal else 200
    )


def _why(progress: BatchProgress) -> str:
    if progress.must_ask_again:
        return _("Layanan dimulai ulang dan sudah melupakan passphrase Anda. Tulis sekali lagi untuk melanjutkan.")
    return _("Tulis passphrase sekali lagi untuk mencoba lagi surat yang belum ditandatangani.")


def _letters(request: Request, region: RegionView, progress: BatchProgress) -> tuple[Letter, ...]:
    ids = (*progress.problems, *progress.waiting, *progress.signed)
    found = documents(ids, actor=request.actor)
    names = applicants({each.application_id for each in found.values()}, actor=request.actor)

    def letter(document: DocumentView) -> Letter:
        problem = progress.problems.get(document.id, "")
        state = "failed" if problem else "waiting" if document.id in progress.waiting else "signed"
        return Letter(
            number=document.number,
            applicant_name=names.get(document.application_id, ""),
            href=_case_href(region, document.application_id),
            state=state,
            problem=_refusals.brief(problem) if problem else "",
        )

    return tuple(letter(found[each]) for each in ids if each in found)


def _left_out(request: Request, region: RegionView) -> tuple[LeftOut, ...]:
    """Return what the address says was not queued; it holds ids and codes only, and is believed for nothing else."""
    told: dict[UUID, str] = {}
    for each in request.GET.getlist("ditunda")[:50]:
        case_id, _dot, code = each.partition(".")
        try:
            told[UUID(case_id)] = code
        except ValueError:
            continue
    names = applicants(told, actor=request.actor) if told else {}
    return tuple(
        LeftOut(names[case_id], _case_href(region, case_id), _refusals.brief(code))
        for case_id, code in told.items()
        if case_id in names
    )


def _case_href(region: RegionView, application_id: UUID) -> str:
    return f"/{region.slug}/petugas/permohonan/{application_id}/"
