"""What codes of uploads say to people."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from mpp.eforms.form import Fault
from mpp.eforms.texts import sentence
from mpp.ui.formats import file_size
from mpp.uploads import wired
from mpp.uploads.queries import UploadView
from mpp.uploads.rules import Hint, State

STATES: Mapping[State, Promise] = {
    State.RECEIVING: gettext_lazy("Belum terkirim seluruhnya"),
    State.QUARANTINED: gettext_lazy("Sedang diperiksa"),
    State.CLEAN: gettext_lazy("Siap dipakai"),
    State.REFUSED: gettext_lazy("Tidak dapat dipakai"),
    State.REMOVED: gettext_lazy("Sudah dihapus"),
}

#: Tone of the tag that says the state.
TONES: Mapping[State, str] = {
    State.RECEIVING: "warning",
    State.QUARANTINED: "info",
    State.CLEAN: "success",
    State.REFUSED: "danger",
    State.REMOVED: "neutral",
}

HINTS: Mapping[Hint, Promise] = {
    Hint.BLURRED: gettext_lazy("Foto ini tampak kabur. Bila tulisannya sulit dibaca, ambil lagi dengan tangan diam."),
    Hint.SMALL: gettext_lazy("Foto ini kecil. Bila tulisannya sulit dibaca, ambil lagi lebih dekat."),
    Hint.DARK: gettext_lazy("Foto ini gelap. Bila tulisannya sulit dibaca, ambil lagi di tempat terang."),
}


def kind_and_size(found: UploadView) -> str:
    """Return what a document is, in short: "PDF, 120 KB"; of one that is not examined yet only its size is known."""
    return ", ".join(filter(None, (found.kind.upper() if found.kind else "", file_size(found.size_bytes))))


def name_kind_and_size(found: UploadView) -> str:
    """Return how a line of text calls a document: "ijazah.pdf (PDF, 120 KB)", or what it is where it has no name."""
    return " ".join(filter(None, (found.name, f"({kind_and_size(found)})")))


def why_refused(reason: str) -> str:
    """Return what the holder is told about a document that cannot be taken, and what helps."""
    return sentence(fault_of(reason))


def fault_of(reason: str) -> Fault:
    """Return the refusal as the fault of a field."""
    limits = wired.limits()
    return Fault(
        reason,
        {
            "max_mb": limits.file_bytes // 2**20,
            "max_pages": limits.pages,
            "max_megapixels": limits.megapixels,
            "max_room_mb": limits.person_bytes // 2**20,
        },
    )
