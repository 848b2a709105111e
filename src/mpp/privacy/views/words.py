"""What a person reads when a request or a copy is not there."""

from django.utils.translation import gettext_lazy as _

from mpp.privacy.operations.ask_to_close import CaseStillOpen, HoldsPost
from mpp.privacy.operations.carry_out_erasure import NotAnErasure
from mpp.privacy.queries import CopyNotFound, RequestNotFound
from mpp.ui.errors import explain

explain(
    RequestNotFound.code,
    title=_("Permintaan ini tidak ditemukan"),
    text=_("Periksa alamatnya, atau buka daftar permintaan di akun Anda."),
)
explain(
    CopyNotFound.code,
    title=_("Salinan ini tidak ada lagi"),
    text=_("Salinan dihapus setelah tujuh hari. Anda dapat meminta salinan baru di halaman Data saya."),
)
explain(
    CaseStillOpen.code,
    title=_("Masih ada permohonan yang berjalan"),
    text=_("Akun dapat ditutup setelah permohonan Anda diputuskan, atau setelah Anda menariknya."),
)
explain(
    HoldsPost.code,
    title=_("Anda memegang jabatan"),
    text=_("Mintalah admin Anda mengakhiri jabatan itu dulu; sesudah itu akun dapat ditutup."),
)
explain(
    NotAnErasure.code,
    title=_("Permintaan ini bukan tentang penghapusan"),
    text=_("Buka lagi permintaannya dan jawablah."),
)
