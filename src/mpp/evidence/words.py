"""What pages call sources, purposes and reasons, and how they explain a refusal; stored are the codes only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mpp.evidence.rules.facts import LegalBasis, Purpose, Source
from mpp.ui.formats import long_date

SOURCE_NAMES: dict[Source, Promise] = {
    Source.IKD: _("Identitas Kependudukan Digital (IKD)"),
    Source.INAPAS: _("INApas"),
    Source.DUKCAPIL: _("Dukcapil"),
    Source.KKI: _("Konsil Kesehatan Indonesia (KKI)"),
    Source.SISDMK: _("SISDMK, Kementerian Kesehatan"),
    Source.INDEX: _("Indeks tenaga kesehatan (SATUSEHAT)"),
    Source.FACILITY: _("Daftar fasilitas kesehatan (SATUSEHAT)"),
    Source.REGION: _("Arsip perizinan daerah"),
    Source.STEWARD: _("Penanggung jawab fasilitas"),
    Source.CITIZEN: _("Anda isi sendiri"),
}

PURPOSE_NAMES: dict[Purpose, Promise] = {
    Purpose.PREFILL: _("untuk mengisi permohonan"),
    Purpose.SUBMISSION: _("untuk memeriksa syarat saat diajukan"),
    Purpose.DECISION: _("untuk memeriksa syarat saat diputuskan"),
    Purpose.CONFIRMATION: _("untuk mengonfirmasi yang tertunda"),
    Purpose.REPORTING: _("untuk melaporkan izin yang terbit"),
}

#: By which right a source is asked (UU 27/2022 art. 20).
BASIS_NAMES: dict[LegalBasis, Promise] = {
    LegalBasis.CONSENT: _("dengan persetujuan pemilik data"),
    LegalBasis.PUBLIC_TASK: _("untuk tugas pelayanan publik"),
    LegalBasis.LEGAL_DUTY: _("karena kewajiban menurut undang-undang"),
}

#: What the owner of a source hands out (`rules.connections`), as its letters call it.
DETAIL_NAMES: dict[str, Promise] = {
    "institution": _("Kode instansi (instansi_id)"),
    "bearer": _("Token (auth bearer)"),
    "apikey": _("Kunci API (apikey)"),
    "salt_key": _("Kunci salt untuk membuka jawaban"),
    "customer": _("Nomor pelanggan (customer_id)"),
    "user": _("Nama pengguna (USER_ID)"),
    "password": _("Kata sandi (PASSWORD)"),
    "sender": _("Alamat IP yang didaftarkan (IP_USER)"),
}

#: Why a source gave no answer; an unknown reason is shown as "no answer".
SILENCE_REASONS: dict[str, Promise] = {
    "slow": _("terlalu lambat menjawab"),
    "unreachable": _("tidak dapat dihubungi"),
    "resting": _("sering gagal, jeda sebentar"),
    "refused-us": _("menolak akses kita"),
    "over-quota": _("kuota habis"),
    "broken": _("mengalami gangguan"),
    "redirect": _("mengalihkan ke alamat lain"),
    "not-json": _("jawaban tidak terbaca"),
    "too-large": _("jawaban terlalu besar"),
    "wrong-shape": _("jawaban tidak sesuai kesepakatan"),
    "other-subject": _("menjawab tentang pihak lain"),
    "broken-seal": _("jawaban tidak dapat dibuka dengan kunci kita"),
    "untrusted": _("sertifikatnya tidak dikenal"),
}


def silence_reason(code: str) -> str:
    """Return why there is no answer, "" where there is one."""
    return str(SILENCE_REASONS.get(code, _("tidak menjawab"))) if code else ""


@dataclass(frozen=True, slots=True)
class Advice:
    """What a person reads about a verdict. what: the reason     next: what can be done about it"""

    what: str
    next: str


_DUKCAPIL_DESK = _("Hubungi Disdukcapil kabupaten/kota Anda untuk memperbaiki data kependudukan.")
_KKI_DESK = _("Periksa STR Anda di Konsil Kesehatan Indonesia, lalu coba lagi.")
_LATER = _("Anda tetap bisa mengirim permohonan. Kami menanyakannya lagi dan petugas memastikannya.")

#: Verdict code -> (what, next); `%(name)s` are the verdict's facts.
ADVICE: dict[str, tuple[Promise, Promise]] = {
    "person-deceased": (_("NIK ini tercatat milik orang yang sudah meninggal."), _DUKCAPIL_DESK),
    "person-duplicate": (_("NIK ini tercatat ganda di Dukcapil."), _DUKCAPIL_DESK),
    "person-not-found": (_("NIK ini tidak ditemukan di Dukcapil."), _DUKCAPIL_DESK),
    "person-inactive": (_("NIK ini tidak aktif di Dukcapil."), _DUKCAPIL_DESK),
    "person-number-malformed": (_("Dukcapil tidak mengenali bentuk NIK ini."), _DUKCAPIL_DESK),
    "population-register-silent": (_("Dukcapil belum menjawab tentang NIK Anda."), _LATER),
    "registration-register-silent": (_("Konsil Kesehatan Indonesia belum menjawab tentang STR Anda."), _LATER),
    "registration-none": (_("Anda belum memiliki STR."), _("Urus STR di Konsil Kesehatan Indonesia lebih dahulu.")),
    "registration-of-profession-none": (
        _("Anda belum memiliki STR sebagai %(needed)s."),
        _("Pilih layanan SIP yang sesuai dengan STR Anda."),
    ),
    "registration-other-profession": (
        _("STR Anda terdaftar sebagai %(held)s, sedangkan izin ini untuk %(needed)s."),
        _("Pilih layanan SIP yang sesuai dengan STR Anda."),
    ),
    "registration-expired": (
        _("STR nomor %(number)s sudah berakhir."),
        _("Urus STR baru di Konsil Kesehatan Indonesia, lalu coba lagi."),
    ),
    "registration-deactivated": (_("STR nomor %(number)s dinonaktifkan."), _KKI_DESK),
    "registration-revoked": (_("STR nomor %(number)s dicabut."), _KKI_DESK),
    "own-practice-not-allowed": (
        _("Profesi ini tidak boleh berpraktik mandiri."),
        _("Pilih fasilitas kesehatan sebagai tempat praktik."),
    ),
    "facility-practice-not-allowed": (
        _("Izin ini hanya untuk praktik mandiri."),
        _("Pilih praktik mandiri sebagai tempat praktik."),
    ),
    "places-full": (
        _("Anda sudah berpraktik di %(places)s tempat; paling banyak %(most)s (Permenkes 13/2025 Pasal 149)."),
        _("Ajukan pindah tempat, atau tunggu salah satu SIP berakhir."),
    ),
    "licence-exists": (
        _("Anda sudah memiliki SIP nomor %(number)s di %(place)s."),
        _("Pilih perpanjangan bila SIP itu akan berakhir."),
    ),
    "licence-not-in-register": (
        _("SIP lama Anda tidak tercatat di SISDMK."),
        _("Anda tetap bisa mengirim permohonan. Petugas mencarinya di arsip."),
    ),
    "licence-revoked": (
        _("SIP nomor %(number)s sudah dicabut."),
        _("Ajukan SIP baru, bukan perpanjangan atau pindah tempat."),
    ),
    "workforce-register-silent": (_("SISDMK belum menjawab tentang SIP Anda."), _LATER),
    "credits-not-told": (_("Kecukupan SKP Anda belum diketahui."), _LATER),
    "credits-insufficient": (
        _("SKP Anda belum cukup untuk perpanjangan."),
        _("Lengkapi SKP di platform SKP Kementerian Kesehatan, lalu coba lagi."),
    ),
}

_EXPIRED_ON = _("STR nomor %(number)s berakhir pada %(ended_on)s.")


class _Facts(dict[str, str]):
    """Facts for a sentence; what was not told is left open instead of failing the page."""

    def __missing__(self, name: str) -> str:
        return "…"


def advice(code: str, params: Mapping[str, str | int]) -> Advice:
    """Return the words for the code and the facts of a verdict that refuses or leaves something open."""
    facts = _Facts({name: _shown(name, value) for name, value in params.items()})
    what, following = ADVICE[code]
    if code == "registration-expired" and "ended_on" in facts:
        what = _EXPIRED_ON
    return Advice(what=str(what) % facts, next=str(following))


def _shown(name: str, value: str | int) -> str:
    if name == "ended_on":
        return long_date(date.fromisoformat(str(value)))
    if name in ("held", "needed"):
        return str(value).replace("-", " ")
    return str(value)
