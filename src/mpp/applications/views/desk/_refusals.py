"""What an officer reads when an act is refused: the words, and the field they belong to."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from mpp.applications.texts import ACT_REFUSALS, reason
from mpp.applications.views.desk.acts import gap_name
from mpp.foundation.errors import DomainError

#: What goes wrong between the decision and the letter; the case stays where it is.
SIGNING_REFUSALS: dict[str, Promise] = {
    "wrong-passphrase": _lazy("Passphrase salah. Surat belum ditandatangani; nomornya tetap tersimpan. Coba lagi."),
    "signer-locked": _lazy(
        "Akun tanda tangan Anda terkunci. Hubungi layanan sertifikat elektronik, lalu tanda tangani lagi dari sini."
    ),
    "signer-unavailable": _lazy(
        "Layanan tanda tangan sedang tidak menjawab. Permohonan tetap menunggu di antrean Anda; coba lagi nanti."
    ),
    "signing-post-vacant": _lazy(
        "Hari ini Anda tidak tercatat sebagai pejabat yang berwenang menandatangani. Hubungi admin daerah."
    ),
    "document-already-issued": _lazy("Surat ini sudah ditandatangani dan sedang dicatat. Muat ulang sebentar lagi."),
    "document-not-found": _lazy("Surat ini sudah ditandatangani dan sedang dicatat. Muat ulang sebentar lagi."),
    "envelope-broken": _lazy("Passphrase tidak sampai utuh. Surat belum ditandatangani; coba lagi."),
    "no-signing-worker": _lazy(
        "Tanda tangan sekaligus sedang tidak tersedia. Coba beberapa menit lagi, atau tanda tangani satu per satu."
    ),
    "too-many-requests": _lazy("Terlalu banyak passphrase salah. Tunggu satu menit, lalu coba lagi."),
}

#: Codes with facts of their own -> how they are said.
_SPECIAL: dict[str, Callable[[DomainError], str]] = {
    "application-not-eligible": lambda refusal: " ".join(reason(code) for code in _listed(refusal, "reasons")),
    "nothing-chosen": lambda refusal: {
        "verdict": _("Pilih salah satu rekomendasi."),
        "colleague": _("Pilih rekan yang menerima permohonan ini."),
    }[str(refusal.facts["field"])],
    "reasons-missing": lambda refusal: {
        "text": _("Tulis catatan atau alasannya."),
        "gaps": _("Tulis paling sedikit satu kekurangan."),
        "reasons": _("Tulis alasan penolakan."),
        "legal_basis": _("Tulis dasar hukumnya."),
    }[str(refusal.facts["field"])],
    "text-too-long": lambda refusal: (
        ngettext("Paling banyak %(most)s huruf.", "Paling banyak %(most)s huruf.", int(str(refusal.facts["most"])))
        % {"most": refusal.facts["most"]}
    ),
}

#: Fields of the operations -> inputs of the page.
_INPUTS = {"text": "opinion", "gaps": gap_name("")}


def words(refusal: DomainError) -> str:
    """Return what the officer reads, "" for a refusal that is none of an act."""
    if refusal.code in _SPECIAL:
        return _SPECIAL[refusal.code](refusal)
    return str(SIGNING_REFUSALS.get(refusal.code) or ACT_REFUSALS.get(refusal.code) or "")


def brief(code: str) -> str:
    """Return why one of many letters is not signed, where only the code is known."""
    if code == "wrong-passphrase":
        return _("Passphrase salah.")
    if code in _SPECIAL:
        return _("Ada syarat yang belum terpenuhi. Buka permohonannya.")
    return str(SIGNING_REFUSALS.get(code) or ACT_REFUSALS.get(code) or _("Buka permohonannya untuk melihat sebabnya."))


def place(refusal: DomainError | None) -> str:
    """Return the name of the input that the refusal is about, "" where it is about the case."""
    if refusal is None or refusal.code == "stale-version":
        return ""
    if refusal.code in ("wrong-passphrase", "too-many-requests"):
        return "passphrase"
    field = str(refusal.facts.get("field", ""))
    return _INPUTS.get(field, field)


def _listed(refusal: DomainError, name: str) -> list[str]:
    found = refusal.facts[name]
    return [str(each) for each in found] if isinstance(found, list | tuple) else []
