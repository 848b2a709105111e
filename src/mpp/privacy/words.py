"""What pages call looks, purposes, rights and requests; stored are the codes only."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mpp.foundation.looks import BY_FACILITY, BY_MANDATE, HANDLING, Opened
from mpp.privacy.rules import Outcome, RequestKind, RequestState

OPENED: Mapping[Opened, Promise] = {
    Opened.CASE: _("Membuka permohonan Anda"),
    Opened.FILE: _("Mengunduh berkas yang Anda kirim"),
    Opened.LETTER: _("Mengunduh surat Anda"),
    Opened.REQUEST: _("Membuka permintaan Anda tentang data pribadi"),
    Opened.PRACTICE: _("Membaca nama, profesi, dan jam praktik Anda"),
}

#: Why somebody looked. `handling` is the office's own work; every other purpose was asked for before the page opened.
PURPOSES: Mapping[str, Promise] = {
    HANDLING: _("untuk memproses permohonan Anda"),
    BY_MANDATE: _("untuk Anda, dengan kuasa"),
    BY_FACILITY: _("untuk mengonfirmasi bahwa Anda berpraktik di sana"),
    "answering": _("untuk menjawab permintaan Anda"),
    "supervision": _("untuk pengawasan"),
    "complaint": _("untuk memeriksa pengaduan"),
    "incident": _("untuk memeriksa kejadian keamanan"),
}

#: The purposes among which somebody chooses whose work the case is not.
INSPECTIONS: Mapping[str, Promise] = {
    "supervision": _("Pengawasan menurut surat tugas"),
    "complaint": _("Memeriksa pengaduan"),
    "incident": _("Memeriksa kejadian keamanan"),
}

#: Rights of UU 27/2022 art. 20 on which processing rests here.
BASES: Mapping[str, Promise] = {
    "consent": _("Persetujuan Anda"),
    "public_task": _("Tugas pelayanan publik"),
    "legal_duty": _("Kewajiban hukum"),
}

REQUEST_KINDS: Mapping[RequestKind, Promise] = {
    RequestKind.EXPLANATION: _("Penjelasan"),
    RequestKind.CORRECTION: _("Perbaikan data"),
    RequestKind.ERASURE: _("Penghapusan data"),
    RequestKind.STOP: _("Menghentikan pemakaian data"),
}

REQUEST_HINTS: Mapping[RequestKind, Promise] = {
    RequestKind.EXPLANATION: _("Misalnya: siapa petugas yang membuka data saya, dan mengapa."),
    RequestKind.CORRECTION: _("Sebutkan data mana yang keliru dan apa yang benar."),
    RequestKind.ERASURE: _("Berkas yang sudah diajukan adalah arsip negara dan harus disimpan; draf dapat dihapus."),
    RequestKind.STOP: _("Anda menarik persetujuan, atau keberatan data Anda dipakai untuk sesuatu."),
}

REQUEST_STATES: Mapping[RequestState, Promise] = {
    RequestState.OPEN: _("Menunggu jawaban"),
    RequestState.ANSWERED: _("Sudah dijawab"),
    RequestState.WITHDRAWN: _("Ditarik kembali"),
}

REQUEST_TONES: Mapping[RequestState, str] = {
    RequestState.OPEN: "info",
    RequestState.ANSWERED: "success",
    RequestState.WITHDRAWN: "neutral",
}

OUTCOMES: Mapping[Outcome, Promise] = {
    Outcome.GRANTED: _("Dipenuhi"),
    Outcome.PARTLY: _("Dipenuhi sebagian"),
    Outcome.REFUSED: _("Tidak dapat dipenuhi"),
}
