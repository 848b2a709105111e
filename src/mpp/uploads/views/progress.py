"""How it stands with a document that has just been sent: a few words for the page it was sent from."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from mpp.identity.rules import CITIZEN
from mpp.mandates.rules import Act
from mpp.ui.access import open_to
from mpp.ui.pages import render
from mpp.ui.request import Request
from mpp.uploads.queries import UploadView, upload
from mpp.uploads.rules import State
from mpp.uploads.words import HINTS, STATES, TONES, name_kind_and_size, why_refused


@dataclass(frozen=True, slots=True)
class ProgressPart:
    """is_open: it is still being examined     why: it cannot be taken, "" else     hints: advice about the picture"""

    state: str
    tone: str
    what: str
    is_open: bool
    why: str
    hints: tuple[str, ...]

    @classmethod
    def of(cls, found: UploadView) -> "ProgressPart":
        return cls(
            state=str(STATES[found.state]),
            tone=TONES[found.state],
            what=name_kind_and_size(found),
            is_open=found.state in (State.RECEIVING, State.QUARANTINED),
            why=why_refused(found.reason) if found.state is State.REFUSED else "",
            hints=tuple(str(HINTS[hint]) for hint in found.hints),
        )


@open_to(CITIZEN, for_another={Act.PREPARE, Act.HAND_IN})
@require_safe
def page(request: Request, upload_id: UUID) -> HttpResponse:
    """Return the words; the header `X-Upload-State` says the state to the script that asks."""
    found = upload(upload_id, actor=request.actor)
    html = render(request, "uploads/_progress.html", page=ProgressPart.of(found))
    return HttpResponse(html, headers={"X-Upload-State": found.state.value, "Cache-Control": "no-store"})
