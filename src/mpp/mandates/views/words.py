"""What a person reads when a mandate or something prepared is not there."""

from django.utils.translation import gettext_lazy as _

from mpp.mandates.queries import MandateNotFound, PreparationNotFound
from mpp.ui.errors import explain

explain(
    MandateNotFound.code,
    title=_("Kuasa ini tidak berlaku"),
    text=_("Kuasa ini bukan milik Anda, sudah berakhir, atau belum disetujui. Lihat daftarnya di akun Anda."),
)
explain(
    PreparationNotFound.code,
    title=_("Tidak ada permohonan yang disiapkan di alamat ini"),
    text=_("Lihat daftar Kuasa di akun Anda."),
)
