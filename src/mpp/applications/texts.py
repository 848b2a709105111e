"""What codes of a case say to a person. Codes are stored and compared, sentences only shown."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mpp.applications.content import Verdict as OpinionVerdict
from mpp.applications.rules import State
from mpp.evidence.rules.facts import Prefill, Prefilled
from mpp.evidence.rules.workplaces import Difference, Differing
from mpp.evidence.words import advice
from mpp.ui.formats import long_date

#: State -> how it is called, for everybody.
STATES: Mapping[State, Promise] = {
    State.DRAFT: _("Draf"),
    State.SUBMITTED: _("Diajukan"),
    State.RETURNED: _("Perlu diperbaiki"),
    State.VERIFIED: _("Berkas lengkap"),
    State.RECOMMENDED: _("Sudah direkomendasikan"),
    State.SIGNING: _("Sedang ditandatangani"),
    State.ISSUED: _("Terbit"),
    State.AUTO_ISSUED: _("Terbit otomatis"),
    State.REJECTED: _("Ditolak"),
    State.WITHDRAWN: _("Ditarik"),
}

#: State -> tone of its tag.
TONES: Mapping[State, str] = {
    State.DRAFT: "neutral",
    State.SUBMITTED: "info",
    State.RETURNED: "warning",
    State.VERIFIED: "info",
    State.RECOMMENDED: "info",
    State.SIGNING: "info",
    State.ISSUED: "success",
    State.AUTO_ISSUED: "success",
    State.REJECTED: "danger",
    State.WITHDRAWN: "neutral",
}

#: Act -> what happened, as the applicant reads it.
ACTS: Mapping[str, Promise] = {
    "submit": _("Permohonan diajukan"),
    "withdraw": _("Permohonan ditarik oleh pemohon"),
    "take": _("Petugas mulai memeriksa"),
    "hand_over": _("Diteruskan kepada petugas lain"),
    "verify": _("Berkas dinyatakan lengkap"),
    "recommend": _("Rekomendasi teknis diberikan"),
    "return_for_correction": _("Dikembalikan untuk diperbaiki"),
    "return_unconfirmed": _("Fasilitas menyatakan Anda tidak berpraktik di sana"),
    "approve": _("Disetujui"),
    "reject": _("Ditolak"),
    "record_issued": _("Dokumen terbit"),
    "give_document": _("Dokumen dikirim menyusul"),
    "confirm_facts": _("Data dikonfirmasi oleh sumbernya"),
}

#: Role -> the office that acts, as people call it.
OFFICES: Mapping[str, Promise] = {
    "pemohon": _("Anda"),
    "verifikator_dpmptsp": _("DPMPTSP"),
    "verifikator_dinkes": _("Dinas Kesehatan"),
    "kepala_dpmptsp": _("Kepala DPMPTSP"),
    "kepala_dinkes": _("Kepala Dinas Kesehatan"),
    "sistem": _("Sistem"),
}

#: What the health office recommends.
OPINIONS: Mapping[OpinionVerdict, Promise] = {
    OpinionVerdict.POSITIVE: _("Disetujui"),
    OpinionVerdict.CONDITIONAL: _("Disetujui dengan catatan"),
    OpinionVerdict.NEGATIVE: _("Tidak disetujui"),
}

#: Refusals of the acts -> what an officer or applicant reads beside the act.
ACT_REFUSALS: Mapping[str, Promise] = {
    "stale-version": _("Permohonan ini sudah berubah sejak Anda membukanya. Inilah keadaannya sekarang; periksa lagi."),
    "act-not-allowed-now": _("Tindakan ini tidak dapat dilakukan pada keadaan permohonan sekarang."),
    "not-your-turn": _("Permohonan ini sedang dipegang petugas lain."),
    "act-passed-on": _("Hari ini tindakan ini dijalankan pejabat lain: ada Plh., atau tidak termasuk penunjukan Anda."),
    "document-not-unfit": _("Dokumen ini tidak perlu diganti."),
    "reasons-missing": _("Tulis alasannya, supaya pemohon mengerti."),
    "facts-open": _("Sebagian data belum dikonfirmasi oleh sumbernya. Tunggu konfirmasi atau kembalikan permohonan."),
    "application-incomplete": _("Masih ada bagian yang belum diisi."),
    "application-not-eligible": _("Permohonan ini belum dapat diajukan."),
    "place-taken": _("Sudah ada permohonan atau SIP Anda untuk tempat praktik ini."),
    "no-place-left": _("Jumlah tempat praktik Anda sudah mencapai batas."),
    "no-such-colleague": _("Petugas itu tidak memegang peran ini hari ini."),
    "idempotency-key-used-otherwise": _("Kiriman ini pernah masuk dengan isi lain. Muat ulang halaman dan coba lagi."),
}

#: Codes that registers answer with -> how people say them.
_VALUES: Mapping[str, Promise] = {
    "male": _("Laki-laki"),
    "female": _("Perempuan"),
    "active": _("Aktif"),
    "expired": _("Berakhir"),
    "deactivated": _("Dinonaktifkan"),
    "revoked": _("Dicabut"),
    "sufficient": _("Cukup"),
    "insufficient": _("Belum cukup"),
    "unknown": _("Belum diketahui"),
}


def known_text(known: Prefilled) -> str:
    """Return a known value as people read it: dates spelled out, codes in words, "" while nobody has said it."""
    if known.field == "registration_until" and known.value is None and known.verdict is Prefill.FILLED:
        return str(_("Seumur hidup"))
    if known.value is None or known.value == "":
        return ""
    if isinstance(known.value, list):
        return "; ".join(map(_workplace, known.value))
    text = str(known.value)
    if known.field == "registration_profession":
        # The register's code of a profession is its Indonesian title, written small.
        return text.replace("-", " ").capitalize()
    if text in _VALUES:
        return str(_VALUES[text])
    try:
        return long_date(date.fromisoformat(text))
    except ValueError:
        return text


def _workplace(told: Mapping[str, Any]) -> str:
    """Return a practice as the national index has it: place, and its period as far as it is told."""
    name, (since, until) = told["place_name"], (_day_of(told[end]) for end in ("since", "until"))
    if since and until:
        return str(_("%(place)s, %(since)s sampai %(until)s")) % {"place": name, "since": since, "until": until}
    if since:
        return str(_("%(place)s, sejak %(since)s")) % {"place": name, "since": since}
    return str(_("%(place)s, sampai %(until)s")) % {"place": name, "until": until} if until else str(name)


#: What the national index says otherwise than the register that answers for it.
_DIFFERENCES: Mapping[Differing, Promise] = {
    Differing.NUMBER: _("Nomor tenaga kesehatan: SATUSEHAT %(index)s, SISDMK %(other)s."),
    Differing.NAME: _("Nama: SATUSEHAT %(index)s, data kependudukan %(other)s."),
    Differing.REGISTRATION_NUMBER: _("Nomor STR: SATUSEHAT %(index)s, KKI %(other)s."),
    Differing.REGISTRATION_UNTIL: _("STR berlaku sampai: SATUSEHAT %(index)s, KKI %(other)s."),
}


def difference_text(found: Difference) -> str:
    """Return in one sentence what two registers say differently, each by its name."""
    index, other = found.index, found.other
    if found.about is Differing.REGISTRATION_UNTIL:
        index, other = _day_of(index), _day_of(other) or str(_("Seumur hidup")).lower()
    return str(_DIFFERENCES[found.about]) % {"index": index, "other": other}


def _day_of(iso: str | None) -> str:
    return long_date(date.fromisoformat(iso)) if iso else ""


def reason(code: str, params: Mapping[str, str | int] | None = None) -> str:
    """Return why a rule refuses or what it leaves to be confirmed, and what to do about it."""
    told = advice(code, params or {})
    return f"{told.what} {told.next}"
