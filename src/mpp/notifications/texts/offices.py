"""Posts, requests to answer and sources: told to officers."""

from django.utils.translation import gettext_lazy as _

from mpp.notifications.texts._words import Words

WORDS: dict[str, Words] = {
    "plh_named": Words(
        title=_("Anda ditunjuk menjadi Plh. pimpinan kantor"),
        text=_(
            "Mulai {due_on} Anda menjalankan tugas pimpinan kantor Anda selama ia berhalangan. "
            "Pada hari itu pilih jabatan tersebut di halaman kapasitas."
        ),
        without_date=_("Anda ditunjuk menjalankan tugas pimpinan kantor Anda selama ia berhalangan."),
        page="/akun/kapasitas",
        link=_("Pilih kapasitas"),
    ),
    "plh_recalled": Words(
        title=_("Tugas Anda sebagai Plh. berakhir"),
        text=_("Penunjukan Anda sebagai Plh. pimpinan kantor dicabut. Yang sudah Anda tanda tangani tetap berlaku."),
        page="/akun/kapasitas",
        link=_("Pilih kapasitas"),
    ),
    "post_passed_on": Words(
        title=_("Pimpinan kantor menunjuk Plh."),
        text=_("Mulai {due_on} seorang Plh. menjalankan jabatan pimpinan kantor. Anda dapat mencabutnya."),
        without_date=_("Seorang Plh. menjalankan jabatan pimpinan kantor. Anda dapat mencabutnya."),
        page="/petugas/kantor",
        link=_("Lihat kantor dan petugas"),
    ),
    "request_made": Words(
        title=_("Permintaan baru tentang data pribadi"),
        text=_(
            "Permintaan {reference} harus dijawab dalam 3 x 24 jam sejak diterima. Jam berjalan juga pada hari libur."
        ),
        page="/petugas/permintaan-data",
        link=_("Buka permintaan"),
    ),
    "request_near": Words(
        title=_("Permintaan data pribadi hampir lewat waktu"),
        text=_("Permintaan {reference} belum dijawab dan batas 3 x 24 jam hampir habis atau sudah lewat."),
        page="/petugas/permintaan-data",
        link=_("Buka permintaan"),
    ),
    "steward_left": Words(
        title=_("Sebuah fasilitas kehilangan penanggung jawabnya"),
        text=_(
            "Penanggung jawab {reference} mengakhiri sendiri tugasnya. Selama belum ada penggantinya, fasilitas itu "
            "tidak dapat mengonfirmasi siapa yang berpraktik di sana."
        ),
        page="/petugas/fasilitas",
        link=_("Buka penanggung jawab fasilitas"),
    ),
    "source_certificate": Words(
        title=_("Sertifikat sebuah sumber data segera berakhir"),
        text=_("Sertifikat {reference} berakhir {due_on}. Sesudah itu sumber ini tidak dapat ditanya."),
        without_date=_("Sertifikat {reference} segera berakhir. Sesudah itu sumber ini tidak dapat ditanya."),
        page="/petugas/sumber",
        link=_("Buka sumber data"),
    ),
    "source_quota": Words(
        title=_("Kuota sebuah sumber data hampir habis"),
        text=_("Kuota {reference} hari ini tinggal kurang dari 20%. Bila habis, data ditanyakan lagi kemudian."),
        page="/petugas/sumber",
        link=_("Buka sumber data"),
    ),
}
