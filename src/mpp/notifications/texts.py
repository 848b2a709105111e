"""What notices say, by code: rendered at reading time, in the language of the reader."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mpp.notifications.rules import Topic
from mpp.ui.formats import long_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """title: the subject of the e-mail too     text: one or two sentences; both may name {service}, {region},
    {reference}, {due_on} and {detail}     without_date: said instead of `text` where no date is promised

    topic: by which the person chooses channels
    page, link: where a notice leads that is about no case, and what its link says; `/petugas/...` lies in the region
    """

    title: str | Promise
    text: str | Promise
    without_date: str | Promise | None = None
    page: str = ""
    link: str | Promise = ""
    topic: Topic = Topic.CASE


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
    "deadline_near": Words(
        title=_("Tenggat permohonan {service} hampir habis"),
        text=_("Permohonan {reference} harus diputuskan paling lambat {due_on}. Setelah itu berlaku akibat hukumnya."),
        without_date=_("Permohonan {reference} hampir melewati tenggatnya."),
    ),
    "copy_ready": Words(
        title=_("Salinan data Anda siap diunduh"),
        text=_("Salinan semua data Anda di MPP Digital sudah jadi. Unduh sebelum {due_on}; setelah itu kami hapus."),
        page="/akun/data-saya/salinan",
        link=_("Unduh salinan"),
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
    "request_answered": Words(
        title=_("Permintaan Anda tentang data pribadi sudah dijawab"),
        text=_("Permintaan {reference} sudah dijawab. Jawaban dan alasannya ada di akun Anda."),
        page="/akun/permintaan-data",
        link=_("Baca jawaban"),
    ),
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
    "prepared": Words(
        title=_("Permohonan sudah disiapkan untuk Anda"),
        text=_("Periksa isinya. Anda sendiri yang melengkapi dan mengirimnya, atau menolaknya."),
        page="/akun/kuasa",
        link=_("Lihat persiapan"),
    ),
}


def with_words(code: str) -> str:
    """Return the code; one without words is a defect (KeyError), seen before anybody is told nothing."""
    WORDS[code]
    return code


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice in words. page, link: as in `Words`, "" for notices about a case"""

    title: str
    text: str
    page: str = ""
    link: str = ""


#: What a notice about the account names, by its code; anything else is a name already.
DETAILS: dict[str, str | Promise] = {
    "passkey": _("passkey"),
    "totp": _("aplikasi autentikator"),
    "email": _("kode lewat surel"),
    "sms": _("kode lewat SMS"),
    "address-email": _("alamat surel"),
    "address-sms": _("nomor ponsel"),
    "": _("perangkat yang tidak menyebut namanya"),
}


def told(code: str, *, service: str, region: str, reference: str, due_on: date | None, detail: str = "") -> Told:
    """Return a notice in the current language."""
    words = WORDS[code]
    given = {
        "service": service,
        "region": region,
        "reference": reference,
        "due_on": long_date(due_on) if due_on else "",
        "detail": str(DETAILS.get(detail, detail)),
    }
    text = words.text if due_on or words.without_date is None else words.without_date
    told_text = str(text).format(**given)
    if detail and not words.page:
        # About a case: somebody did it in the applicant's name.
        told_text += " " + gettext("Dilakukan untuk Anda oleh {detail}.").format(**given)
    return Told(
        title=str(words.title).format(**given),
        text=told_text,
        page=words.page,
        link=str(words.link),
    )
