"""What pages call the states of a request; stored are the codes only."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mpp.facilities.queries import RequestNotFound, StewardNotFound
from mpp.facilities.rules import State
from mpp.ui.errors import explain

STATES: Mapping[State, Promise] = {
    State.WAITING: _("Menunggu jawaban"),
    State.CONFIRMED: _("Dikonfirmasi"),
    State.REFUSED: _("Ditolak"),
    State.LAPSED: _("Tidak diperlukan lagi"),
}

TONES: Mapping[State, str] = {
    State.WAITING: "warning",
    State.CONFIRMED: "success",
    State.REFUSED: "danger",
    State.LAPSED: "neutral",
}

explain(
    StewardNotFound.code,
    title=_("Penanggung jawab ini tidak ada"),
    text=_("Lihat daftar penanggung jawab fasilitas di daerah Anda."),
)
explain(
    RequestNotFound.code,
    title=_("Permintaan ini bukan untuk Anda"),
    text=_("Anda hanya dapat menjawab untuk fasilitas yang Anda wakili hari ini. Lihat daftarnya di akun Anda."),
)
