"""Letters of made-up people, for tests and benches."""

from datetime import UTC, date, datetime

from mpp.documents.letters.content import Identification, Letterhead, PracticeLicence, PracticeTime, Signatory
from mpp.documents.operations.record_signed import Recorded
from mpp.documents.operations.reserve import Reservation, reserve
from mpp.documents.ports import Passphrase, SigningAuthority
from mpp.documents.rules import document_id
from mpp.documents.signing import sign_and_record
from mpp.documents.tests.fakes import FakeSigner
from mpp.foundation.actor import Actor
from mpp.foundation.ids import uuid7

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


REGION = 7
NURSE = Actor(role="pemohon", region_id=REGION, person_id=uuid7(), account_id=uuid7())
HEAD = Actor(
    role="kepala_dpmptsp",
    region_id=REGION,
    person_id=uuid7(),
    officer_id=uuid7(),
    agency_id=uuid7(),
    account_id=uuid7(),
)
AUTHORITY = SigningAuthority(nik="3279011203700001", name="Raden Contoh Wibisana", capacity="Plt. Kepala Dinas")
NUMBER_FORMAT = "503/{serial:04d}/SIP-PERAWAT/{agency}/{year}"


def a_reservation(application_id=None, *, of=NURSE, by=HEAD, now=NOON, **changes) -> Reservation:
    """Reserve the number of a nurse's licence. changes: of the letter, see `a_licence`"""
    application_id = application_id or uuid7()
    return reserve(
        document_id=document_id(application_id, "practice_licence"),
        application_id=application_id,
        person_id=of.person_id,
        service_slug="sip-perawat",
        agency_code="DPMPTSP-BJR",
        number_format=NUMBER_FORMAT,
        zone="Asia/Jakarta",
        letter=a_licence(**changes),
        actor=by,
        now=now,
    )


def an_issued_document(application_id=None, *, of=NURSE, by=HEAD, signer=None, now=NOON, **changes) -> Recorded:
    """Reserve, sign and record a nurse's licence. signer: a `FakeSigner` when left out"""
    reservation = a_reservation(application_id, of=of, by=by, now=now, **changes)
    return sign_and_record(
        reservation.document_id,
        signer=signer or FakeSigner(),
        authority=AUTHORITY,
        passphrase=Passphrase(FakeSigner.PASSPHRASE),
        actor=by,
        now=now,
    )
