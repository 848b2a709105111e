"""The account and the own data: closing, consents, copies, requests."""

from django.utils.translation import gettext_lazy as _

from mpp.notifications.rules import Topic
from mpp.notifications.texts._words import Words

WORDS: dict[str, Words] = {
    "closing_asked": Words(
        topic=Topic.SECURITY,
        title=_("Akun Anda akan ditutup"),
        text=_(
            "Anda meminta agar akun ini ditutup. Itu terjadi pada {due_on}. Berubah pikiran, atau bukan Anda yang "
            "memintanya? Masuk saja sebelum hari itu: penutupan batal dengan sendirinya."
        ),
        without_date=_(
            "Anda meminta agar akun ini ditutup. Berubah pikiran, atau bukan Anda yang memintanya? Masuk saja: "
            "penutupan batal dengan sendirinya."
        ),
        page="/akun/",
        link=_("Masuk ke akun"),
    ),
    "closing_called_off": Words(
        topic=Topic.SECURITY,
        title=_("Akun Anda tidak jadi ditutup"),
        text=_(
            "Anda masuk sebelum akun ditutup, jadi akun ini tetap ada. Bila bukan Anda yang meminta penutupannya, "
            "periksa Keamanan akun."
        ),
        page="/akun/keamanan",
        link=_("Buka keamanan akun"),
    ),
    "release_withdrawn": Words(
        topic=Topic.SECURITY,
        title=_("Data dari identitas digital dihapus"),
        text=_(
            "Anda menarik persetujuan untuk menyimpannya. Datanya sudah dihapus, juga dari draf, dan tidak disimpan "
            "lagi saat Anda masuk. Permohonan yang sudah diajukan tidak berubah."
        ),
        page="/akun/persetujuan",
        link=_("Lihat persetujuan saya"),
    ),
    "release_agreed": Words(
        topic=Topic.SECURITY,
        title=_("Data dari identitas digital disimpan lagi"),
        text=_(
            "Anda menyetujuinya. Mulai Anda masuk berikutnya, data yang diserahkan identitas digital disimpan untuk "
            "mengisi formulir. Anda dapat menariknya kapan saja."
        ),
        page="/akun/persetujuan",
        link=_("Lihat persetujuan saya"),
    ),
    "copy_ready": Words(
        title=_("Salinan data Anda siap diunduh"),
        text=_("Salinan semua data Anda di MPP Digital sudah jadi. Unduh sebelum {due_on}; setelah itu kami hapus."),
        page="/akun/data-saya/salinan",
        link=_("Unduh salinan"),
    ),
    "request_answered": Words(
        title=_("Permintaan Anda tentang data pribadi sudah dijawab"),
        text=_("Permintaan {reference} sudah dijawab. Jawaban dan alasannya ada di akun Anda."),
        page="/akun/permintaan-data",
        link=_("Baca jawaban"),
    ),
}
