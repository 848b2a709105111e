"""The calendar pages of a region and of the nation; regions and calendars meet here, no browser is needed."""

import re
from datetime import date

import pytest

from mpp.calendars.queries import local_holidays, office_hours, working_calendar
from mpp.calendars.rules import is_working_day
from mpp.foundation.actor import system
from mpp.foundation.ids import uuid7
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, a_region, appointed
from tests.support.signed_in import a_browser, signed_in

pytestmark = pytest.mark.django_db

ADMIN_NIK, NATIONAL_NIK = "5106031605920001", "3174011104780001"
CALENDAR = "/kabupaten-bangli/petugas/kalender"
#: A Wednesday that is a holiday nowhere else.
GALUNGAN = date(2027, 1, 13)


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def bangli():
    return a_region("kabupaten-bangli")


@pytest.fixture
def admin(bangli):
    appointed(bangli, "admin_daerah", nik=ADMIN_NIK, actor=A_NATIONAL_ADMIN)
    return signed_in(ADMIN_NIK, role="admin_daerah")


@pytest.fixture
def national_admin():
    appointed(None, "admin_nasional", nik=NATIONAL_NIK, actor=system())
    return signed_in(NATIONAL_NIK, role="admin_nasional")


def a_holiday(**typed):
    return {
        "id": str(uuid7()),
        "tanggal": GALUNGAN.isoformat(),
        "nama": "Hari Raya Galungan",
        "nama_en": "Galungan",
        "dasar": "Edaran contoh 1/2026",
    } | typed


def test_a_region_adds_a_day_of_its_own_and_takes_it_back(bangli, admin):
    sent = a_holiday()
    assert admin.post(CALENDAR, sent)["Location"] == f"{CALENDAR}?selesai=libur"
    assert admin.post(CALENDAR, sent)["Location"] == f"{CALENDAR}?selesai=libur", "sent twice"
    assert local_holidays(bangli.id, 2027) == {GALUNGAN}
    assert "Hari itu sudah libur" in text(admin.post(CALENDAR, a_holiday()))

    admin.post(f"{CALENDAR}/libur/{sent['id']}/batalkan")
    assert local_holidays(bangli.id, 2027) == frozenset()
    assert admin.post(f"{CALENDAR}/libur/{sent['id']}/batalkan").status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"tanggal": ""}, "Isi tanggal libur."),
        ({"tanggal": "besok"}, "Isi tanggal yang benar."),
        ({"nama": ""}, "Isi nama hari libur."),
        ({"dasar": ""}, "Isi dasar keputusannya."),
    ],
)
def test_a_faulty_day_is_given_back(admin, typed, said):
    refused = admin.post(CALENDAR, a_holiday(**typed))
    assert refused.status_code == 422
    assert said in text(refused)


def the_week(**changed):
    week = {f"buka{day}": "07:30" for day in range(5)} | {f"tutup{day}": "15:30" for day in range(5)}
    return week | changed


def test_a_region_sets_its_hours(bangli, admin):
    assert b'value="07:30"' in admin.get(f"{CALENDAR}/jam").content
    saved = admin.post(f"{CALENDAR}/jam", the_week(buka5="08:00", tutup5="12:00"))
    assert saved["Location"] == f"{CALENDAR}?selesai=jam"
    assert sorted(office_hours(bangli.id)) == [0, 1, 2, 3, 4, 5]
    assert "08.00–12.00" in text(admin.get(CALENDAR))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (the_week(tutup0=""), "Isi jam buka dan jam tutup, atau kosongkan keduanya."),
        (the_week(tutup0="07:00"), "Jam tutup harus sesudah jam buka."),
        (the_week(tutup0="25:00"), "Isi jam seperti 07:30."),
        ({}, "Kantor harus buka paling sedikit satu hari seminggu."),
    ],
)
def test_impossible_hours_are_given_back(admin, typed, said):
    refused = admin.post(f"{CALENDAR}/jam", typed)
    assert refused.status_code == 422
    assert said in text(refused)


def test_the_nation_corrects_its_list(national_admin):
    sent = {
        "id": str(uuid7()),
        "tanggal": GALUNGAN.isoformat(),
        "keadaan": "libur",
        "nama": "Cuti bersama contoh",
        "nama_en": "Example leave",
        "dasar": "SKB contoh",
    }
    page = "/nasional/kalender"
    assert national_admin.post(page, sent | {"keadaan": ""}).status_code == 422
    assert national_admin.post(page, sent).status_code == 302
    assert not is_working_day(GALUNGAN, working_calendar(1, "Asia/Jakarta"))
    assert "Cuti bersama contoh" in text(national_admin.get(page))


@pytest.mark.parametrize("path", [CALENDAR, f"{CALENDAR}/jam"])
def test_only_the_administrator_of_the_region_sees_its_calendar(bangli, admin, path):
    assert admin.get(path).status_code == 200
    assert admin.get("/nasional/kalender").status_code == 404
    assert a_browser().get(path).status_code == 302
    assert signed_in("3279025708940001").get(path).status_code == 404


def test_a_day_is_withdrawn_by_sending_a_form_only(admin):
    assert admin.get(f"{CALENDAR}/libur/{uuid7()}/batalkan").status_code == 405
