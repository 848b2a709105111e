"""What a fault says to a person. Codes are stored and compared, sentences only shown."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from mpp.eforms.form import Fault

#: Fault code -> sentence (msgid: Indonesian) with its named parameters.
TEXTS: Mapping[str, Promise] = {
    "blank": gettext_lazy("Isi bagian ini"),
    "not-chosen": gettext_lazy("Pilih salah satu"),
    "not-an-option": gettext_lazy("Pilih dari daftar yang tersedia"),
    "too-long": gettext_lazy("Terlalu panjang. Paling banyak %(max)s karakter"),
    "wrong-form": gettext_lazy("Bentuknya belum sesuai. Lihat contoh di atas kolom"),
    "date-blank": gettext_lazy("Isi tanggalnya"),
    "date-incomplete": gettext_lazy("Lengkapi tanggal, bulan, dan tahun"),
    "date-not-real": gettext_lazy("Tanggal ini tidak ada dalam kalender. Contoh yang benar: 27 3 2026"),
    "no-facility": gettext_lazy("Pilih satu fasilitas kesehatan"),
    "no-hours": gettext_lazy("Isi jam praktik paling sedikit untuk satu hari"),
    "hour-not-real": gettext_lazy("%(day)s: tulis jam buka dan jam tutup, misalnya 08.00 dan 14.00"),
    "closes-before-opens": gettext_lazy("%(day)s: jam tutup harus sesudah jam buka"),
    "not-declared": gettext_lazy("Centang pernyataan ini untuk melanjutkan"),
    "no-file": gettext_lazy("Pilih berkas yang diminta"),
    "file-empty": gettext_lazy("Berkas ini kosong. Pilih berkas lain"),
    "file-too-large": gettext_lazy(
        "Berkas ini terlalu besar. Paling besar %(max_mb)s MB; foto dengan ukuran lebih kecil juga boleh"
    ),
    "file-unknown": gettext_lazy("Isi berkas ini bukan PDF atau foto. Kirim PDF, JPG, PNG, atau HEIC"),
    "file-damaged": gettext_lazy("Berkas ini rusak atau tidak lengkap. Buka dahulu di perangkat Anda, lalu kirim lagi"),
    "file-locked": gettext_lazy("PDF ini dikunci dengan kata sandi. Simpan tanpa kata sandi, lalu kirim lagi"),
    "file-active": gettext_lazy(
        "PDF ini berisi perintah yang berjalan sendiri. Cetak ke PDF (“Simpan sebagai PDF”), lalu kirim hasilnya"
    ),
    "file-carries-files": gettext_lazy(
        "PDF ini membawa berkas lain di dalamnya. Cetak ke PDF (“Simpan sebagai PDF”), lalu kirim hasilnya"
    ),
    "file-two-kinds": gettext_lazy(
        "Berkas ini berisi dua jenis berkas sekaligus. Cetak ke PDF (“Simpan sebagai PDF”), lalu kirim hasilnya"
    ),
    "file-too-many-pages": gettext_lazy(
        "PDF ini terlalu tebal. Paling banyak %(max_pages)s halaman; kirim halaman yang diminta saja"
    ),
    "file-too-many-pixels": gettext_lazy(
        "Foto ini terlalu besar. Paling besar %(max_megapixels)s megapiksel; ambil foto dengan ukuran lebih kecil"
    ),
    "file-too-complex": gettext_lazy(
        "Berkas ini terlalu rumit untuk dibuka dengan aman. Kirim foto atau hasil pindaian halamannya"
    ),
    "file-infected": gettext_lazy(
        "Pemindai virus menemukan bahaya di berkas ini. Jangan buka berkas itu; kirim dokumen dari perangkat lain"
    ),
    "file-no-room": gettext_lazy(
        "Tempat simpan berkas Anda penuh (%(max_room_mb)s MB). Hapus berkas lama di “Dokumen saya”, lalu kirim lagi"
    ),
    "file-no-room-here": gettext_lazy(
        "Tempat simpan berkas di daerah ini sedang penuh. Coba lagi besok, atau serahkan dokumennya di loket MPP"
    ),
    "file-unfinished": gettext_lazy("Berkas ini belum terkirim seluruhnya. Pilih berkasnya sekali lagi"),
    "file-gone": gettext_lazy("Berkas ini sudah tidak tersimpan. Kirim sekali lagi"),
}

#: Day key -> name.
DAY_NAMES: Mapping[str, Promise] = {
    "mon": gettext_lazy("Senin"),
    "tue": gettext_lazy("Selasa"),
    "wed": gettext_lazy("Rabu"),
    "thu": gettext_lazy("Kamis"),
    "fri": gettext_lazy("Jumat"),
    "sat": gettext_lazy("Sabtu"),
    "sun": gettext_lazy("Minggu"),
}


def sentence(fault: Fault) -> str:
    """Return what `fault` says, in the language of the request."""
    params = dict(fault.params)
    if "day" in params:
        params["day"] = str(DAY_NAMES[str(params["day"])])
    return str(TEXTS[fault.code]) % params
