"""What codes of a case say to a person. Codes are stored and compared, sentences only shown."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mpp.applications.content import Verdict as OpinionVerdict
from mpp.applications.rules import State
from mpp.evidence.rules.facts import Prefill, Prefilled, Purpose, Source
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
    "approve": _("Disetujui"),
    "reject": _("Ditolak"),
    "record_issued": _("Dokumen terbit"),
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

#: Rule of `evidence.rules.eligibility` that refuses -> why, in plain words, and what to do.
REFUSALS: Mapping[str, Promise] = {
    "person-deceased": _(
        "Menurut data kependudukan, pemilik NIK ini sudah meninggal. Jika ini keliru, datanglah ke Disdukcapil."
    ),
    "person-duplicate": _("NIK ini tercatat ganda. Datanglah ke Disdukcapil untuk memperbaikinya."),
    "person-not-found": _("NIK ini tidak ditemukan dalam data kependudukan. Datanglah ke Disdukcapil."),
    "person-inactive": _("NIK ini tidak aktif. Datanglah ke Disdukcapil untuk mengaktifkannya."),
    "person-number-malformed": _("NIK ini tidak sesuai format data kependudukan. Datanglah ke Disdukcapil."),
    "registration-none": _("Anda belum memiliki STR. Urus STR di Konsil Kesehatan Indonesia (KKI) lebih dahulu."),
    "registration-other-profession": _(
        "STR Anda untuk profesi lain (%(held)s). Pilih layanan SIP yang sesuai dengan profesi pada STR Anda."
    ),
    "registration-expired": _(
        "STR Anda sudah berakhir pada %(ended_on)s. Perbarui STR di KKI, lalu ajukan kembali permohonan ini."
    ),
    "registration-deactivated": _("STR Anda dinonaktifkan. Hubungi KKI."),
    "registration-revoked": _("STR Anda dicabut. Hubungi KKI."),
    "places-full": _(
        "Anda sudah berpraktik di %(places)s tempat; paling banyak %(most)s (Permenkes 13/2025 Pasal 149). "
        "Akhiri salah satu SIP, atau ajukan pindah tempat praktik."
    ),
    "licence-exists": _(
        "Anda sudah memiliki SIP %(number)s di tempat ini. Pilih Perpanjangan bila SIP itu akan berakhir."
    ),
    "licence-revoked": _("SIP %(number)s sudah dicabut dan tidak dapat diperpanjang atau dipindahkan."),
    "credits-insufficient": _(
        "SKP Anda belum cukup untuk perpanjangan. Periksa di SKP Platform Kementerian Kesehatan."
    ),
    "own-practice-not-allowed": _("Profesi ini tidak dapat membuka praktik mandiri. Pilih fasilitas kesehatan."),
    "facility-practice-not-allowed": _("Profesi ini tidak dapat berpraktik di fasilitas kesehatan."),
    "place-taken": _("Sudah ada permohonan atau SIP Anda untuk tempat praktik ini."),
    "no-place-left": _("Jumlah tempat praktik Anda sudah mencapai batas."),
}

#: A rule whose source is silent -> what will be confirmed later.
TO_CONFIRM: Mapping[str, Promise] = {
    "population-register-silent": _("Status kependudukan Anda akan dikonfirmasi kepada Dukcapil."),
    "registration-register-silent": _("STR Anda akan dikonfirmasi kepada KKI."),
    "workforce-register-silent": _("Daftar SIP Anda akan dikonfirmasi kepada Kementerian Kesehatan."),
    "licence-not-in-register": _("SIP lama Anda belum tercatat di pusat; petugas akan memeriksanya."),
    "credits-not-told": _("Kecukupan SKP Anda akan dikonfirmasi kepada Kementerian Kesehatan."),
}

#: Refusals of the acts -> what an officer or applicant reads beside the act.
ACT_REFUSALS: Mapping[str, Promise] = {
    "stale-version": _("Permohonan ini sudah berubah sejak Anda membukanya. Inilah keadaannya sekarang; periksa lagi."),
    "act-not-allowed-now": _("Tindakan ini tidak dapat dilakukan pada keadaan permohonan sekarang."),
    "not-your-turn": _("Permohonan ini sedang dipegang petugas lain."),
    "reasons-missing": _("Tulis alasannya, supaya pemohon mengerti."),
    "facts-open": _("Sebagian data belum dikonfirmasi oleh sumbernya. Tunggu konfirmasi atau kembalikan permohonan."),
    "application-incomplete": _("Masih ada bagian yang belum diisi."),
    "application-not-eligible": _("Permohonan ini belum dapat diajukan."),
    "place-taken": REFUSALS["place-taken"],
    "no-place-left": REFUSALS["no-place-left"],
    "no-such-colleague": _("Petugas itu tidak memegang peran ini hari ini."),
    "idempotency-key-used-otherwise": _("Kiriman ini pernah masuk dengan isi lain. Muat ulang halaman dan coba lagi."),
}


#: Who said it.
SOURCES: Mapping[Source, Promise] = {
    Source.IKD: _("Identitas Kependudukan Digital (IKD)"),
    Source.DUKCAPIL: _("Dukcapil"),
    Source.KKI: _("Konsil Kesehatan Indonesia (KKI)"),
    Source.SISDMK: _("SATUSEHAT SDMK, Kementerian Kesehatan"),
    Source.FACILITY: _("Data fasilitas kesehatan, Kementerian Kesehatan"),
    Source.CITIZEN: _("Anda isi sendiri"),
}

#: Why it was asked.
PURPOSES: Mapping[Purpose, Promise] = {
    Purpose.PREFILL: _("untuk mengisi permohonan"),
    Purpose.SUBMISSION: _("untuk memeriksa syarat saat diajukan"),
    Purpose.DECISION: _("untuk memeriksa syarat saat diputuskan"),
    Purpose.CONFIRMATION: _("untuk mengonfirmasi yang tertunda"),
    Purpose.REPORTING: _("untuk melaporkan izin yang terbit"),
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
    text = str(known.value)
    if text in _VALUES:
        return str(_VALUES[text])
    try:
        return long_date(date.fromisoformat(text))
    except ValueError:
        return text


def reason(code: str, params: Mapping[str, object] | None = None) -> str:
    """Return why a rule refuses or what it leaves to be confirmed, in the language of the request."""
    text = REFUSALS.get(code) or TO_CONFIRM.get(code)
    return str(text) % dict(params or {}) if text else code
