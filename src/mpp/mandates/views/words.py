"""What a person reads when a mandate or something prepared is not there."""

from django.utils.translation import gettext_lazy as _

from mpp.foundation.behalf import NotCovered
from mpp.mandates.acting import MandateOver
from mpp.mandates.queries import MandateNotFound, PreparationNotFound
from mpp.ui.errors import explain

explain(
    MandateNotFound.code,
    title=_("Kuasa ini tidak berlaku"),
    text=_("Kuasa ini bukan milik Anda, sudah berakhir, atau belum disetujui. Lihat daftarnya di akun Anda."),
)
explain(
    MandateOver.code,
    title=_("Kuasa ini sudah berakhir"),
    text=_(
        "Anda tidak lagi dapat bertindak untuk orang itu. Yang sudah Anda isi tersimpan sebagai drafnya. "
        "Anda sekarang memakai akun Anda sendiri; lihat daftar Kuasa."
    ),
)
explain(
    NotCovered.code,
    title=_("Kuasa Anda tidak mencakup ini"),
    text=_("Lihat di daftar Kuasa apa yang boleh Anda lakukan untuk orang itu, atau kembali sebagai diri sendiri."),
)
explain(
    PreparationNotFound.code,
    title=_("Tidak ada permohonan yang disiapkan di alamat ini"),
    text=_("Lihat daftar Kuasa di akun Anda."),
)
