"""Sign many letters with one passphrase: choose them; the desk approves, numbers and queues them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from mpp.applications import issuing
from mpp.applications.operations._passed_on import Post
from mpp.applications.queries.case import Case
from mpp.applications.queries.desk import waiting_for_signature
from mpp.applications.rules import State
from mpp.applications.texts import OPINIONS
from mpp.applications.views._posted import version_of
from mpp.applications.views.desk import _refusals
from mpp.applications.views.desk._due import due_note, due_tone
from mpp.applications.views.desk.case_page import OPINION_TONES
from mpp.calendars.queries import working_calendar
from mpp.catalogue.queries import pinned_offer, service_names
from mpp.documents import batch
from mpp.documents.operations.signing_queue import queue_letters
from mpp.documents.ports import Passphrase, SigningAuthority
from mpp.documents.queries import WorkerKey, signing_key
from mpp.foundation.clock import local_date
from mpp.foundation.errors import DomainError, NotFound
from mpp.foundation.ids import uuid7
from mpp.foundation.ratelimit import spend
from mpp.tenancy.queries import RegionView
from mpp.ui.access import open_to
from mpp.ui.forms import ErrorLink, Field
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

#: The posts that sign what this desk decides.
DESK_SIGNERS = ("kepala_dpmptsp", "kepala_dinkes")


@dataclass(frozen=True, slots=True)
class SigningLine:
    """version: of the case before the signer's eyes     opinion: of the health office, "" where none is asked

    open_facts: data that their sources have yet to confirm     is_approved: only the signature is missing
    """

    id: str
    href: str
    reference: str
    applicant_name: str
    service_name: str
    place_name: str
    due_note: str
    due_tone: str
    opinion: str
    opinion_tone: str
    version: int
    open_facts: int
    is_approved: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class SigningPage:
    """message: why nothing was signed     errors: the same, where it belongs to the passphrase"""

    base: str
    queue_href: str
    lines: tuple[SigningLine, ...]
    passphrase: Field
    errors: tuple[ErrorLink, ...]
    message: str


@open_to(*DESK_SIGNERS)
def page(request: Request) -> HttpResponse:
    """Show what waits for my signature; approve, number and queue what I have chosen."""
    region = signers_region(request)
    cases = _mine(request)
    if request.method != "POST":
        return _choice(request, region, cases)
    chosen = frozenset(request.POST.getlist("pilih"))
    wanted = [case for case in cases if str(case.id) in chosen]
    if not wanted:
        return _choice(request, region, cases, message=_("Pilih paling sedikit satu surat."), status=422)
    try:
        envelope = Envelope.sealed_now(request, region)
    except DomainError as refusal:
        if not _refusals.words(refusal):
            raise
        return _choice(request, region, cases, chosen=chosen, message=_refusals.words(refusal), status=409)
    ready, left_out = _made_ready(request, region, wanted)
    if not ready:
        told = " ".join(sorted({_refusals.brief(code) for code in left_out.values()}))
        return _choice(request, region, _mine(request), message=told, status=409)
    envelope.queue(request, ready)
    query = urlencode([("ditunda", f"{case_id}.{code}") for case_id, code in left_out.items()])
    address = f"{base_of(region)}/{envelope.batch_id}"
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def _mine(request: Request) -> tuple[Case, ...]:
    """Return what waits for this very signature today: what a Plh. was given is his."""
    post = Post.today(request.actor, request.now)
    waiting = waiting_for_signature(actor=request.actor)
    return tuple(case for case in waiting if not post.is_passed_on("approve", service=case.service_slug))


@dataclass(frozen=True, slots=True)
class Envelope:
    """A passphrase sealed to the memory of the signing worker, for one batch."""

    batch_id: UUID
    key: WorkerKey
    sealed: bytes

    @classmethod
    def sealed_now(cls, request: Request, region: RegionView, batch_id: UUID | None = None) -> "Envelope":
        """Return what the form's passphrase is in, bound to what the signer signs as today.

        batch_id: of a batch that is asked for again
        Refuses: TooMany, PostVacant, NoSigningWorker
        """
        spend("passphrase", address=request.actor.address, account=request.actor.account_id)
        authority: SigningAuthority = issuing.signing_authority(region=region, actor=request.actor, now=request.now)
        key = signing_key(actor=request.actor, now=request.now)
        if key is None:
            raise batch.NoSigningWorker
        batch_id = batch_id or uuid7()
        passphrase = Passphrase(request.POST.get("passphrase", ""))
        return cls(batch_id, key, batch.seal(key, passphrase, authority, batch_id=batch_id))

    def queue(self, request: Request, document_ids: Collection[UUID]) -> None:
        """Hand the letters to the worker. Refuses: NothingToSign"""
        queue_letters(
            batch_id=self.batch_id,
            document_ids=tuple(document_ids),
            key_id=self.key.id,
            sealed=self.sealed,
            actor=request.actor,
            now=request.now,
        )


def signers_region(request: Request) -> RegionView:
    """Return the region whose letters are signed."""
    if not isinstance(request.region, RegionView):
        raise NotFound
    return request.region


def base_of(region: RegionView) -> str:
    """Return the path of the signing desk."""
    return f"/{region.slug}/petugas/tanda-tangan"


def _made_ready(
    request: Request, region: RegionView, cases: Iterable[Case]
) -> tuple[tuple[UUID, ...], dict[UUID, str]]:
    """Return the letters that now wait for a signature, and by case the code of why another one does not."""
    ready, left_out = [], {}
    for case in cases:
        try:
            made = issuing.make_ready(
                case,
                pinned_offer(case.service_slug, case.service_version, case.region_settings),
                version=version_of(request, f"versi-{case.id}"),
                key="",
                region=region,
                actor=request.actor,
                now=request.now,
            )
        except DomainError as refusal:
            left_out[case.id] = refusal.code
        else:
            ready.append(made.document_id)
    return tuple(ready), left_out


def _choice(
    request: Request,
    region: RegionView,
    cases: Iterable[Case],
    *,
    chosen: frozenset[str] | None = None,
    message: str = "",
    status: int = 200,
) -> HttpResponse:
    """chosen: None for what may be chosen without a second look: recommended without conditions, all confirmed"""
    names = service_names(request.lang)
    lines = tuple(_line(request, region, case, names, chosen) for case in cases)
    shown = SigningPage(
        base=base_of(region),
        queue_href=f"/{region.slug}/petugas/",
        lines=lines,
        passphrase=Field("passphrase"),
        errors=(),
        message=message,
    )
    return page_or_block(request, "applications/desk/signing.html", page=shown, status=status)


def _line(
    request: Request, region: RegionView, case: Case, names: dict[str, str], chosen: frozenset[str] | None
) -> SigningLine:
    today, calendar = local_date(request.now, region.timezone), working_calendar(region.id, region.timezone)
    opinion = case.opened().opinion
    is_plain = (opinion is None or OPINION_TONES[opinion.verdict] == "success") and not case.open_facts
    return SigningLine(
        id=str(case.id),
        href=f"/{region.slug}/petugas/permohonan/{case.id}/",
        reference=case.reference,
        applicant_name=case.applicant_name,
        service_name=names.get(case.service_slug, case.service_slug),
        place_name=case.place_name,
        due_note=due_note(case.due_on, today, calendar),
        due_tone=due_tone(case.due_on, today, calendar),
        opinion=str(OPINIONS[opinion.verdict]) if opinion else "",
        opinion_tone=OPINION_TONES[opinion.verdict] if opinion else "neutral",
        version=case.version,
        open_facts=case.open_facts,
        is_approved=case.state is State.SIGNING,
        is_chosen=is_plain if chosen is None else str(case.id) in chosen,
    )
