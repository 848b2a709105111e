"""Acting for another: told to both parties."""

from django.utils.translation import gettext_lazy as _

from mpp.notifications.texts._words import Words

WORDS: dict[str, Words] = {
    "mandate_offered": Words(
        title=_("Ada yang menawarkan kuasa kepada Anda"),
        text=_("Baca siapa dan untuk apa, lalu setujui atau tolak. Tanpa persetujuan Anda, tidak ada yang berlaku."),
        page="/akun/kuasa",
        link=_("Lihat tawaran"),
    ),
    "mandate_confirmed": Words(
        title=_("Kuasa sudah disetujui"),
        text=_("Kuasa yang Anda tawarkan sudah disetujui dan sekarang berlaku."),
        page="/akun/kuasa",
        link=_("Lihat kuasa"),
    ),
    "mandate_ended": Words(
        title=_("Kuasa sudah berakhir"),
        text=_("Pihak lain menolak atau mengakhiri kuasa. Sejak itu tidak ada yang dapat dilakukan dengannya."),
        page="/akun/kuasa",
        link=_("Lihat kuasa"),
    ),
    "mandate_proven": Words(
        title=_("Kuasa baru berlaku"),
        text=_(
            "Kuasa yang menyangkut Anda dicatat di loket atau dicocokkan dengan kartu keluarga. "
            "Lihat siapa dan untuk apa."
        ),
        page="/akun/kuasa",
        link=_("Lihat kuasa"),
    ),
    "mandate_used": Words(
        title=_("Hari ini ada yang bertindak untuk Anda"),
        text=_("Penerima kuasa Anda mulai bertindak untuk Anda. Semua yang dilakukannya tercatat pada kuasa itu."),
        page="/akun/kuasa",
        link=_("Lihat pemakaiannya"),
    ),
    "news_for_another": Words(
        title=_("Kabar tentang permohonan yang Anda urus untuk orang lain"),
        text=_(
            "Permohonan {reference} untuk {service} di {region} berubah keadaannya. "
            "Bertindaklah untuk orang itu di halaman Kuasa untuk membacanya."
        ),
        page="/akun/kuasa",
        link=_("Buka halaman Kuasa"),
    ),
    "prepared": Words(
        title=_("Permohonan sudah disiapkan untuk Anda"),
        text=_("Periksa isinya. Anda sendiri yang melengkapi dan mengirimnya, atau menolaknya."),
        page="/akun/kuasa",
        link=_("Lihat persiapan"),
    ),
}
