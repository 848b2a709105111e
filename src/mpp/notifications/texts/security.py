"""Who uses an account, and what protects it."""

from django.utils.translation import gettext_lazy as _

from mpp.notifications.rules import Topic
from mpp.notifications.texts._words import Words

WORDS: dict[str, Words] = {
    "new_device": Words(
        topic=Topic.SECURITY,
        title=_("Akun Anda masuk dari perangkat baru"),
        text=_(
            "Akun Anda baru saja dipakai masuk dari {detail}, yang belum pernah kami lihat. "
            "Bila itu Anda, tidak ada yang perlu dilakukan. "
            "Bila bukan, buka Keamanan akun, lupakan perangkat itu, dan akhiri sesinya."
        ),
        page="/akun/keamanan",
        link=_("Buka keamanan akun"),
    ),
    "factor_added": Words(
        topic=Topic.SECURITY,
        title=_("Cara masuk baru di akun Anda"),
        text=_(
            "Pada akun Anda baru saja ditambahkan: {detail}. Bila bukan Anda yang menambahkannya, "
            "hapus di Keamanan akun dan akhiri semua sesi."
        ),
        page="/akun/keamanan",
        link=_("Buka keamanan akun"),
    ),
    "factor_removed": Words(
        topic=Topic.SECURITY,
        title=_("Satu cara masuk dihapus dari akun Anda"),
        text=_(
            "Dari akun Anda baru saja dihapus: {detail}. Bila bukan Anda yang menghapusnya, "
            "akhiri semua sesi di halaman akun dan periksa Keamanan akun."
        ),
        page="/akun/keamanan",
        link=_("Buka keamanan akun"),
    ),
    "factor_cloned": Words(
        topic=Topic.SECURITY,
        title=_("Passkey Anda tampaknya disalin orang"),
        text=_(
            "Sebuah passkey dipakai dengan cara yang hanya mungkin bila ada salinannya. Passkey itu kami matikan. "
            "Buat yang baru di Keamanan akun."
        ),
        page="/akun/keamanan",
        link=_("Buka keamanan akun"),
    ),
    "factor_reset": Words(
        topic=Topic.SECURITY,
        title=_("Semua cara masuk tambahan Anda dihapus"),
        text=_(
            "Dua admin telah memulihkan akses Anda: passkey, aplikasi, dan kode yang lama tidak berlaku lagi. "
            "Pasang yang baru lewat tautan undangan yang kami kirim terpisah."
        ),
        page="/akun/keamanan",
        link=_("Buka keamanan akun"),
    ),
    "session_elsewhere": Words(
        topic=Topic.SECURITY,
        title=_("Sesi Anda dicoba dari tempat lain"),
        text=_(
            "Seseorang mencoba memakai sesi Anda dari {detail}; kami menolaknya. Bila itu bukan Anda, "
            "akhiri semua sesi di halaman akun, lalu periksa perangkat dan cara masuk Anda."
        ),
        page="/akun/keamanan",
        link=_("Buka keamanan akun"),
    ),
    "contact_changed": Words(
        topic=Topic.SECURITY,
        title=_("Cara menghubungi Anda diganti"),
        text=_(
            "Pada akun Anda baru saja diganti: {detail}. Bila bukan Anda yang menggantinya, masuklah, perbaiki di "
            "Cara menghubungi saya, dan akhiri semua sesi."
        ),
        page="/akun/kontak",
        link=_("Lihat cara menghubungi saya"),
    ),
}
