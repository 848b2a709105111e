"""Letters of made-up people, for tests and benches."""

from datetime import UTC, date, datetime

from mpp.documents.letters.content import Identification, Letterhead, PracticeLicence, PracticeTime, Signatory

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
TOKEN = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

AN_IDENTIFICATION = Identification(
    number="503/0007/SIP-PERAWAT/DPMPTSP-BJR/2026",
    check_code="7K3M90TX",
    address=f"https://mpp.example/verifikasi/{TOKEN}",
    desk="https://mpp.example/verifikasi",
)


def a_letterhead(**changes) -> Letterhead:
    values = {
        "government": "Pemerintah Kota Banjar",
        "agency": "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        "address": "Jalan Contoh Nomor 12, Banjar, Jawa Barat",
        "contact": "dpmptsp@banjar.example",
    }
    return Letterhead(**(values | changes))


def a_licence(**changes) -> PracticeLicence:
    values = {
        "letterhead": a_letterhead(),
        "title": "Surat Izin Praktik Perawat",
        "holder": "Siti Nurhaliza Hasanah",
        "nik": "3279********0001",
        "profession": "Perawat (Ners)",
        "registration_number": "AB00000000000017",
        "registration_until": None,
        "place": "RSUD Contoh Kota Banjar",
        "place_address": "Jalan Melati Nomor 5, Hegarsari, Pataruman, Kota Banjar",
        "schedule": (PracticeTime(days="Senin-Jumat", hours="08.00-14.00"),),
        "issued_at": "Banjar",
        "issued_on": date(2026, 11, 20),
        "valid_until": date(2031, 11, 20),
        "legal_basis": ("Undang-Undang Nomor 17 Tahun 2023 Pasal 263-264", "Peraturan Pemerintah Nomor 28 Tahun 2024"),
        "signatory": Signatory(name="Raden Contoh Wibisana", capacity="Kepala Dinas", acting="Plt."),
    }
    return PracticeLicence(**(values | changes))
