"""What a region's administrator reads about documents: how full, what was refused, whether a scanner looks."""

from datetime import UTC, datetime

import pytest

from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, a_region, appointed
from mpp.uploads.ports import ScannerUnavailable
from mpp.uploads.tests.builders import a_citizen, a_clean_one, a_pdf, a_picture, examined, given
from mpp.uploads.views.room import definitions_of
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/kota-banjar/petugas/dokumen-warga"
ADMIN = "3279010101900099"


class AScanner:
    """Names itself as it was told to, or is silent."""

    def __init__(self, said: str = "") -> None:
        self.said = said

    def version(self) -> str:
        if not self.said:
            raise ScannerUnavailable
        return self.said


@pytest.fixture
def region():
    return a_region()


@pytest.fixture
def read(region):
    appointed(region, "admin_daerah", nik=ADMIN, name="Yayan", actor=A_NATIONAL_ADMIN)
    browser = signed_in(ADMIN, name="Yayan", role="admin_daerah")
    return lambda: " ".join(browser.get(PAGE).content.decode().split())


def test_an_empty_room_says_so(read):
    text = read()
    assert "Belum ada dokumen." in text
    assert "Tidak ada yang ditolak." in text
    assert "Tidak dipasang: dokumen tidak dipindai terhadap virus." in text


def test_kinds_and_refusals_are_counted_and_nobody_is_named(region, read):
    citizen = a_citizen(region.id)
    a_clean_one(citizen, a_pdf(), name="ijazah-neneng.pdf")
    a_clean_one(citizen, a_picture("PNG"))
    examined(given(citizen, a_pdf(password="x")), holder=citizen)
    a_clean_one(a_citizen(region.id + 1), a_picture("JPEG"))
    text = read()
    assert ">PNG</th>" in text
    assert ">PDF</th>" in text
    assert ">JPEG</th>" not in text, "that one lies in another region"
    assert "PDF ini dikunci dengan kata sandi" in text
    assert "neneng" not in text


@pytest.mark.parametrize(("quota", "warned"), [(10**9, False), (3000, True)])
def test_it_warns_before_the_room_is_full(settings, region, read, quota, warned):
    a_clean_one(a_citizen(region.id), b"%PDF" and a_pdf(pages=20))
    settings.UPLOADS_LIMITS = {**settings.UPLOADS_LIMITS, "region_bytes": quota}
    assert ("Ruang dokumen hampir penuh" in read()) is warned


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("ClamAV 1.4.1/27450/Sat Nov 21 09:30:12 2026", "Definisi virus dari"),
        ("ClamAV 1.4.1/27450/Mon Jan  6 09:30:12 2020", "Sudah lama; minta operator memperbaruinya."),
        ("ClamAV 1.4.1", "Pemindai tidak menyebut tanggal definisinya."),
        ("", "Tidak menjawab: dokumen baru menunggu"),
    ],
)
def test_the_scanner_says_how_old_its_definitions_are(settings, read, said, words):
    settings.UPLOADS_SCANNER = lambda: AScanner(said)
    assert words in read()


def test_the_day_of_the_definitions_is_read_as_clamd_writes_it():
    assert definitions_of("ClamAV 1.4.1/27450/Sat Nov 21 09:30:12 2026") == datetime(
        2026, 11, 21, 9, 30, 12, tzinfo=UTC
    )
    assert definitions_of("ClamAV 1.4.1/27450/Xxx Yyy 21 09:30:12 2026") is None
