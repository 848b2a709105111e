"""What happens to a case: told to its applicant, to its office, and to the facility it names."""

from django.utils.translation import gettext_lazy as _

from mpp.notifications.rules import Topic
from mpp.notifications.texts._words import Words

WORDS: dict[str, Words] = {
    "submitted": Words(
        title=_("Permohonan {service} sudah kami terima"),
        text=_(
            "Permohonan {reference} untuk {service} sudah diterima {region}. "
            "Kantor harus memutuskan paling lambat {due_on}."
        ),
        without_date=_("Permohonan {reference} untuk {service} sudah diterima {region}."),
    ),
    "returned": Words(
        title=_("Permohonan {service} perlu Anda perbaiki"),
        text=_(
            "Petugas {region} meminta perbaikan pada permohonan {reference}. Semua yang perlu diperbaiki ditandai "
            "pada isiannya. Selama menunggu Anda, tenggat kantor berhenti berjalan."
        ),
    ),
    "recommended": Words(
        title=_("Rekomendasi untuk permohonan {service} sudah diberikan"),
        text=_(
            "Dinas teknis di {region} sudah memberi pendapat atas permohonan {reference}. "
            "Langkah berikutnya: keputusan pejabat yang berwenang, paling lambat {due_on}."
        ),
        without_date=_(
            "Dinas teknis di {region} sudah memberi pendapat atas permohonan {reference}. "
            "Langkah berikutnya: keputusan pejabat yang berwenang."
        ),
    ),
    "approved": Words(
        title=_("Permohonan {service} disetujui"),
        text=_("Permohonan {reference} disetujui di {region}. Surat sedang ditandatangani secara elektronik."),
    ),
    "issued": Words(
        title=_("{service} Anda sudah terbit"),
        text=_(
            "Surat untuk permohonan {reference} sudah ditandatangani dan terbit di {region}. "
            "Unduh suratnya di akun Anda; siapa pun dapat memeriksa keasliannya lewat kode QR."
        ),
    ),
    "rejected": Words(
        title=_("Permohonan {service} ditolak"),
        text=_(
            "Permohonan {reference} ditolak oleh {region}. Alasan dan dasar hukumnya tertulis di akun Anda, "
            "juga apa yang dapat Anda lakukan selanjutnya."
        ),
    ),
    "withdrawn": Words(
        title=_("Permohonan {service} ditarik kembali"),
        text=_("Permohonan {reference} di {region} sudah ditarik atas permintaan Anda. Tidak ada langkah lagi."),
    ),
    "draft_ends": Words(
        topic=Topic.REMINDER,
        title=_("Draf {service} akan dihapus"),
        text=_(
            "Draf Anda untuk {service} di {region} lama tidak dilanjutkan. Setelah {due_on} kami menghapusnya. "
            "Ingin melanjutkan? Buka dan simpan satu halaman saja."
        ),
        without_date=_(
            "Draf Anda untuk {service} di {region} lama tidak dilanjutkan dan akan kami hapus. "
            "Ingin melanjutkan? Buka dan simpan satu halaman saja."
        ),
        page="/akun/permohonan",
    ),
    "deadline_near": Words(
        title=_("Tenggat permohonan {service} hampir habis"),
        text=_("Permohonan {reference} harus diputuskan paling lambat {due_on}. Setelah itu berlaku akibat hukumnya."),
        without_date=_("Permohonan {reference} hampir melewati tenggatnya."),
    ),
    "document_refused": Words(
        title=_("Satu dokumen pada permohonan {service} tidak dapat dipakai"),
        text=_(
            "Permohonan {reference} tetap berjalan. Buka permohonan itu untuk membaca sebabnya, lalu kirim dokumen "
            "pengganti."
        ),
    ),
    "practice_asked": Words(
        title=_("Ada yang akan berpraktik di fasilitas Anda"),
        text=_("Konfirmasi siapa yang akan berpraktik di fasilitas yang Anda wakili di {region}. Cukup satu klik."),
        page="/akun/fasilitas",
        link=_("Lihat permintaan"),
    ),
    "practice_reminded": Words(
        title=_("Konfirmasi tempat praktik masih ditunggu"),
        text=_(
            "Sebuah permohonan menunggu jawaban fasilitas yang Anda wakili di {region}. Tanpa jawaban, petugas "
            "memutuskan menurut pernyataan pemohon."
        ),
        page="/akun/fasilitas",
        link=_("Jawab sekarang"),
    ),
    "practice_confirmed": Words(
        title=_("Fasilitas sudah mengonfirmasi tempat praktik Anda"),
        text=_("Fasilitas menyatakan Anda akan berpraktik di sana. Permohonan {reference} berjalan terus."),
    ),
}
