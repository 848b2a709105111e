"""Check your answers, then hand in: what is known, what was typed, what a rule says, one button."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from mpp.applications import drafting
from mpp.applications.operations._act import NoPlaceLeft, NotNow, PlaceTaken
from mpp.applications.operations.submit import Incomplete, NotEligible
from mpp.applications.texts import ACT_REFUSALS, reason
from mpp.applications.views._draft import Draft, KnownGroup, answer_rows, back_to_case, draft_of, known_groups
from mpp.applications.views._posted import key_of, version_of
from mpp.evidence.rules.eligibility import Outcome
from mpp.foundation.clock import local_date
from mpp.foundation.errors import DomainError, StaleVersion
from mpp.foundation.ratelimit import limited
from mpp.identity.rules import Assurance
from mpp.identity.views.step_up import step_up_href
from mpp.mandates.rules import Act
from mpp.ui.access import open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request
from mpp.uploads.rules import State
from mpp.uploads.words import kind_and_size


@dataclass(frozen=True, slots=True)
class CheckPage:
    """refusals: why it cannot be handed in     missing: (address, title) of pages not filled in
    to_confirm: what goes on without     in_check: documents being examined, the same     key: of this sending
    left_to: name of the applicant, where whoever acts for him may prepare but not hand in; "" otherwise
    """

    service_name: str
    variant: str
    known: tuple[KnownGroup, ...]
    answers: list[dict[str, object]]
    refusals: tuple[str, ...]
    to_confirm: tuple[str, ...]
    in_check: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]
    working_days: int
    typed: int
    total: int
    version: int
    key: str
    back_href: str
    message: str
    left_to: str


@open_to("pemohon", for_another={Act.PREPARE, Act.HAND_IN})
@limited("submit", methods=("POST",))
def page(request: Request, application_id: UUID) -> HttpResponse:
    """Show all of it; hand it in once, however often the button is pressed."""
    if request.method != "POST":
        draft = draft_of(request, application_id)
        if not draft.is_editable:
            return back_to_case(request, application_id)
        if _assurance(request) < draft.definition.assurance:
            return _step_up(draft)
        return _answer(request, draft)
    try:
        drafting.hand_in(
            application_id,
            version=version_of(request),
            key=key_of(request),
            assurance=_assurance(request),
            actor=request.actor,
            now=request.now,
        )
    except NotNow:
        # Handed in already, from another window: what happens with it says its own page.
        return back_to_case(request, application_id)
    except drafting.NotSureEnough:
        return _step_up(draft_of(request, application_id))
    except (Incomplete, NotEligible, PlaceTaken, NoPlaceLeft, StaleVersion) as refusal:
        # The sources were asked once more: what is shown is what they say now.
        fresh = draft_of(request, application_id)
        if not fresh.is_editable:
            return back_to_case(request, application_id)
        return _answer(request, fresh, refusal=refusal)
    return back_to_case(request, application_id, "terkirim")


def _step_up(draft: Draft) -> HttpResponse:
    """Lead to a surer way to be known, and back to here; the draft stays as it is."""
    here = f"{draft.base}/periksa"
    needed = draft.definition.assurance
    return HttpResponseRedirect(step_up_href(needed=needed, next_path=here, back_path=f"{draft.base}/"), status=303)


def _may_hand_in(request: Request, draft: Draft) -> bool:
    by = request.actor.authority
    return by is None or (Act.HAND_IN in by.acts and by.kind in draft.definition.handed_in_by)


def _assurance(request: Request) -> Assurance:
    """Return how sure the session is; the least where there is none."""
    claims = getattr(request, "session_claims", None)
    return claims.assurance if claims else Assurance.LOW


def _answer(request: Request, draft: Draft, *, refusal: DomainError | None = None) -> HttpResponse:
    lang = request.lang
    verdicts = draft.reading.verdicts(on=local_date(request.now, draft.region.timezone))
    said = {outcome: [each for each in verdicts if each.outcome is outcome] for outcome in Outcome}
    refusals = [reason(each.code, each.params) for each in said[Outcome.REFUSED]]
    if isinstance(refusal, PlaceTaken | NoPlaceLeft):
        refusals.append(str(ACT_REFUSALS[refusal.code]))
    gaps = draft.missing
    # Several rules may wait for one register: it is named once.
    to_confirm = list(dict.fromkeys(reason(each.code, each.params) for each in said[Outcome.UNKNOWN]))
    if draft.place is None and not gaps:
        refusals.append(_("Fasilitas yang Anda pilih tidak ada lagi dalam daftar. Pilih tempat praktik yang lain."))
    elif draft.place and not draft.place.is_confirmed:
        to_confirm.append(_("Tempat praktik Anda belum dicocokkan dengan daftar fasilitas kesehatan."))
    variant = draft.definition.variant(draft.case.variant)
    shown = CheckPage(
        service_name=draft.definition.short.of(lang),
        variant=variant.name.of(lang) if variant else "",
        known=known_groups(draft, lang=lang),
        answers=answer_rows(draft, lang=lang),
        refusals=tuple(refusals),
        to_confirm=tuple(to_confirm),
        in_check=tuple(
            each.name or kind_and_size(each)
            for key, each in draft.documents.uploads.items()
            if key in draft.given and each.state is State.QUARANTINED
        ),
        missing=tuple(
            (f"{draft.base}/isi/{each.page.key}", each.page.title.of(lang))
            for each in draft.pages
            if each.page.key in gaps
        ),
        working_days=draft.offer.working_days or 0,
        typed=draft.typed,
        total=draft.typed + len(draft.filled),
        version=draft.case.version,
        key=secrets.token_urlsafe(16),
        back_href=f"{draft.base}/",
        message=_("Permohonan ini baru saja berubah di jendela lain. Periksa isinya, lalu kirim lagi.")
        if isinstance(refusal, StaleVersion)
        else "",
        left_to="" if _may_hand_in(request, draft) else request.acting_for,
    )
    status = 200 if refusal is None else 409 if isinstance(refusal, StaleVersion) else 422
    return page_or_block(request, "applications/check.html", page=shown, status=status)
