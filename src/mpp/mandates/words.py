"""What pages call kinds and states of mandates; stored are the codes only."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mpp.mandates.rules import Kind, PreparedState, State

KINDS: Mapping[Kind, Promise] = {
    Kind.CLINIC: _("Klinik atau fasilitas untuk tenaga kesehatannya"),
    Kind.RELATIVE: _("Keluarga yang membantu"),
    Kind.GUARDIAN: _("Wali atau pengampu menurut penetapan pengadilan"),
}

STATES: Mapping[State, Promise] = {
    State.OFFERED: _("Menunggu persetujuan"),
    State.ACTIVE: _("Berlaku"),
    State.REFUSED: _("Ditolak"),
    State.ENDED: _("Sudah berakhir"),
}

TONES: Mapping[State, str] = {
    State.OFFERED: "warning",
    State.ACTIVE: "success",
    State.REFUSED: "neutral",
    State.ENDED: "neutral",
}

PREPARED: Mapping[PreparedState, Promise] = {
    PreparedState.OFFERED: _("Menunggu orangnya"),
    PreparedState.TAKEN: _("Diambil alih"),
    PreparedState.DECLINED: _("Tidak dipakai"),
}
