"""What pages call kinds and states of mandates; stored are the codes only."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mpp.mandates.rules import Act, Kind, PreparedState, Proof, State

KINDS: Mapping[Kind, Promise] = {
    Kind.CLINIC: _("Klinik atau fasilitas untuk tenaga kesehatannya"),
    Kind.RELATIVE: _("Keluarga yang membantu"),
    Kind.GUARDIAN: _("Wali atau pengampu menurut penetapan pengadilan"),
    Kind.PARENT: _("Orang tua untuk anaknya"),
}

ACTS: Mapping[Act, Promise] = {
    Act.PREPARE: _("menyiapkan permohonan"),
    Act.HAND_IN: _("mengajukan, memperbaiki, dan menarik permohonan"),
    Act.FOLLOW: _("melihat perkembangan permohonan"),
    Act.RECEIVE: _("menerima dan mengunduh suratnya"),
}

#: Why we believe it; `name` is the officer's.
PROOFS: Mapping[Proof, Promise] = {
    Proof.AGREED: _("Disetujui kedua pihak di akun masing-masing"),
    Proof.WITNESSED: _("Disaksikan petugas %(name)s di loket"),
    Proof.REGISTRY: _("Dicocokkan dengan kartu keluarga oleh Dukcapil"),
}

#: What an agent has done, by name of the operation.
USES: Mapping[str, Promise] = {
    "mandates.begin_acting": _("Mulai bertindak untuk orang itu"),
    "applications.save_draft": _("Mengisi permohonan"),
    "applications.submit": _("Mengajukan permohonan"),
    "applications.withdraw": _("Menarik permohonan"),
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
