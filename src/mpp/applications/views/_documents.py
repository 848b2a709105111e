"""File questions of a page: what was sent or chosen, and what there is to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from markupsafe import Markup

from mpp.applications.attached import upload_id_of
from mpp.applications.views._draft import Draft, file_words
from mpp.catalogue.queries import service
from mpp.eforms.form import Fault, Field, Value
from mpp.foundation.errors import DomainError
from mpp.foundation.ratelimit import spend
from mpp.ui.formats import short_date
from mpp.ui.forms import Option
from mpp.ui.request import Request
from mpp.uploads import receiving, wired
from mpp.uploads.operations.begin import EmptyUpload, QuotaFull, TooLarge
from mpp.uploads.queries import UploadView, earlier, named
from mpp.uploads.receiving import UnfitBeginning
from mpp.uploads.rules import USABLE, State, UseState
from mpp.uploads.words import HINTS, fault_of, kind_and_size, why_refused

#: Stands for a file that came with this very form and has not been received yet.
SENT = "sent"
#: Behind a field's key: the second file input, which opens the camera of a telephone.
CAMERA = "-foto"


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file question. kept: the document that is there already, in words; "" for none     error: why it will not do

    earlier: documents given before that may be given again     collection: where scripts send pieces to
    words: what the script says, by occasion
    """

    kept: Markup | str
    error: str
    earlier: tuple[Option, ...]
    collection: str
    max_mb: int
    words: tuple[tuple[str, str], ...]


def shown(draft: Draft, field: Field, *, lang: str, request: Request) -> FileShown:
    """Return the question as the page shows it."""
    found = draft.documents.uploads.get(field.key)
    is_kept = found is not None and found.state in USABLE
    return FileShown(
        kept=file_words(draft, field) if is_kept else "",
        error=why_refused(found.reason) if found is not None and found.state is State.REFUSED else "",
        earlier=tuple(
            Option(str(each.id), each.name or kind_and_size(each), _given_before(each, lang))
            for each in earlier(actor=request.actor)
            if found is None or each.id != found.id
        ),
        collection=f"/{draft.region.slug}/unggahan",
        max_mb=wired.limits().file_bytes // 2**20,
        words=_words(),
    )


#: Occasion -> code of what is said at it.
_OCCASIONS = {
    "too-large": "file-too-large",
    "empty": "file-empty",
    "unknown": "file-unknown",
    "no-room": "file-no-room",
}


def _words() -> tuple[tuple[str, str], ...]:
    """Return what the script that sends the file may have to say."""
    return (
        *((occasion, why_refused(code)) for occasion, code in _OCCASIONS.items()),
        ("signed-out", _("Sesi Anda berakhir. Simpan halaman ini untuk masuk lagi, lalu pilih berkasnya sekali lagi.")),
        *((f"hint-{hint}", str(text)) for hint, text in HINTS.items()),
    )


def _given_before(found: UploadView, lang: str) -> str:
    """Return what the holder knows the document by: "PDF, 120 KB, given on 3 March 2026 for a nurse's licence"."""
    last = next((use for use in found.uses if use.state is not UseState.DRAFT), found.uses[0])
    offer = service(last.service_slug, last.region_id)
    words = {
        "what": kind_and_size(found),
        "day": short_date(found.created_at.date()),
        "service": offer.definition.short.of(lang) if offer else last.service_slug,
    }
    return _("%(what)s, dikirim %(day)s untuk %(service)s") % words


def sent(request: Request, field: Field) -> "UploadedFile[bytes] | None":
    """Return the file that came with the form, from whichever of the two inputs."""
    return request.FILES.get(field.key) or request.FILES.get(f"{field.key}{CAMERA}")


def chosen(request: Request, field: Field, *, kept: str) -> str:
    """Return the id of the document that was sent before or chosen from earlier ones; else the one kept."""
    found = upload_id_of(request.POST.get(field.key, ""))
    return str(found) if found else kept


def received(
    request: Request,
    draft: Draft,
    values: Mapping[str, Value],
    sent_files: Mapping[str, "UploadedFile[bytes]"],
    fields: tuple[Field, ...],
) -> tuple[dict[str, Value], dict[str, Fault]]:
    """Return the values with the files of this request received, and what is wrong with those that are not."""
    kept, faults = dict(values), dict[str, Fault]()
    for field in fields:
        value = kept.get(field.key)
        if value == SENT:
            outcome = _receive(request, sent_files[field.key])
        elif value and value != draft.content.answers.get(field.key):
            outcome = _given_again(request, draft, str(value))
        else:
            continue
        if isinstance(outcome, Fault):
            faults[field.key] = outcome
        else:
            kept[field.key] = outcome
    return kept, faults


def _receive(request: Request, upload: "UploadedFile[bytes]") -> str | Fault:
    spend("upload", address=request.actor.address, account=request.actor.account_id)
    if (upload.size or 0) > wired.limits().file_bytes:
        # Of so large a file only the size was kept.
        return fault_of(TooLarge.code)
    try:
        return str(receiving.give(upload.read(), name=upload.name or "", actor=request.actor, now=request.now))
    except (EmptyUpload, TooLarge, UnfitBeginning, QuotaFull) as refusal:
        return fault_of(fault_code(refusal))


def fault_code(refusal: DomainError) -> str:
    """Return the code of the words for a refusal at the door."""
    return "file-no-room-here" if refusal.facts.get("whose") == "region" else refusal.code


def _is_beyond(found: UploadView, request: Request, draft: Draft) -> bool:
    """Return whether an agent names a document that his principal gave for another case."""
    return request.actor.authority is not None and any(use.application_id != draft.case.id for use in found.uses)


def _given_again(request: Request, draft: Draft, answer: str) -> str | Fault:
    upload_id = upload_id_of(answer)
    found = named([upload_id], actor=request.actor).get(upload_id) if upload_id else None
    if found is None or found.state is State.REMOVED or _is_beyond(found, request, draft):
        return fault_of("file-gone")
    if found.state is State.RECEIVING:
        return fault_of("file-unfinished")
    return fault_of(found.reason) if found.state is State.REFUSED else answer
