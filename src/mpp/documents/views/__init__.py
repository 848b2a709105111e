"""Pages of documents: check a letter, read what was found, download one's own."""

from django.utils.translation import gettext_lazy as _

from mpp.documents.operations.end import NotInForce
from mpp.documents.operations.reserve import AlreadyIssued
from mpp.documents.operations.signing_queue import NothingToSign
from mpp.documents.ports import SignerLocked, SignerUnavailable, WrongPassphrase
from mpp.documents.queries import DocumentNotFound
from mpp.ui.errors import explain

explain(
    DocumentNotFound.code,
    title=_("Dokumen tidak ditemukan"),
    text=_("Alamatnya mungkin salah ketik, atau dokumen ini bukan untuk akun Anda."),
)
explain(
    "nothing-verified",
    title=_("Kode ini bukan dari surat kami"),
    text=_(
        "Pindai sekali lagi, atau ketik nomor surat dan kode periksanya di halaman Periksa surat. "
        "Kalau tetap tidak ditemukan, surat itu bukan yang kami terbitkan."
    ),
)
explain(
    AlreadyIssued.code,
    title=_("Surat ini sudah terbit"),
    text=_("Surat yang sudah ditandatangani tidak diubah lagi. Perubahan memerlukan permohonan baru."),
)
explain(
    NotInForce.code,
    title=_("Surat ini tidak sedang berlaku"),
    text=_("Keadaannya sudah berubah. Muat ulang halaman untuk melihat keadaan terakhir."),
)
explain(
    NothingToSign.code,
    title=_("Tidak ada surat yang menunggu tanda tangan"),
    text=_("Surat yang Anda pilih sudah ditandatangani atau belum siap."),
)
explain(
    WrongPassphrase.code,
    title=_("Passphrase tidak benar"),
    text=_(
        "Tidak ada surat yang ditandatangani. Ketik passphrase sekali lagi; terlalu banyak salah mengunci akun Anda."
    ),
)
explain(
    SignerLocked.code,
    title=_("Akun tanda tangan Anda terkunci"),
    text=_("Layanan tanda tangan menolak akun Anda. Hubungi pengelola sertifikat elektronik di daerah Anda."),
)
explain(
    SignerUnavailable.code,
    title=_("Layanan tanda tangan sedang tidak menjawab"),
    text=_("Surat belum ditandatangani dan nomornya tetap. Coba lagi beberapa saat lagi."),
)
explain(
    "no-signing-worker",
    title=_("Tanda tangan sekaligus sedang tidak tersedia"),
    text=_("Tandatangani satu per satu, atau coba lagi beberapa saat lagi."),
)
