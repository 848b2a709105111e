"""Who answers for a facility: named by the region's administrator, for a time, seen in the own account."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from lxml import html

from mpp.evidence.fakes import FakeSources
from mpp.evidence.operations.set_quota import set_quota
from mpp.evidence.queries.quota import quotas
from mpp.evidence.rules.facts import Source
from mpp.evidence.rules.values import Facility
from mpp.facilities.operations.name_steward import AlreadyNamed, TermDoesNotFit
from mpp.facilities.queries import is_answered_for, own_duties, stewards
from mpp.facilities.seeding import seed_stewards
from mpp.facilities.tests.builders import NAME, STEWARD, a_steward, named
from mpp.foundation import ratelimit
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, a_region, an_admin, appointed
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
HOSPITAL = "327902005"
SEEDED = Path(__file__).parents[4] / "seeds" / "demo" / "facilities.yaml"
RSUD = (HOSPITAL, "RSUD Contoh")
TODAY = date(2026, 11, 20)
ADMIN = "3279010101900099"


@pytest.fixture(autouse=True)
def full_buckets():
    ratelimit.buckets.forget()


@pytest.fixture
def registries(settings):
    registries = FakeSources()
    settings.EVIDENCE_SOURCES = lambda region_id: registries.as_sources()
    registries.facilities.facilities = (
        Facility(
            code=HOSPITAL,
            name="RSUD Contoh",
            kind="rumah sakit",
            address="Jalan Contoh 2",
            district="Banjar",
            region_code="32.79",
        ),
    )
    return registries


@pytest.fixture
def region():
    return a_region()


@pytest.fixture
def administrator(region, registries):
    appointed(region, "admin_daerah", nik=ADMIN, name="Yayan", actor=A_NATIONAL_ADMIN)
    return signed_in(ADMIN, name="Yayan", role="admin_daerah")


def the_form(**changed) -> dict[str, str]:
    today = utc_now().date()
    return {
        "id": str(UUID(int=7)),
        "cari": "rsud",
        "fasilitas": HOSPITAL,
        "nama": NAME,
        "nik": STEWARD,
        "surat": "12/RS/2026",
        "mulai": today.isoformat(),
        "akhir": (today + timedelta(days=300)).isoformat(),
    } | changed


def test_the_administrator_finds_the_facility_and_names_who_answers_for_it(administrator):
    page = html.fromstring(administrator.get("/kota-banjar/petugas/fasilitas/baru?cari=rsud").content)
    assert page.xpath("//input[@name='fasilitas']/@value") == [HOSPITAL]
    assert administrator.post("/kota-banjar/petugas/fasilitas/baru", the_form()).status_code == 302
    listed = administrator.get("/kota-banjar/petugas/fasilitas?selesai=ditunjuk").content.decode()
    assert "RSUD Contoh" in listed
    assert NAME in listed
    assert STEWARD not in listed, "a NIK is not shown again"


def test_the_search_on_that_page_counts_on_the_quota_of_the_register(region, administrator):
    set_quota(change_id=uuid7(), source=Source.FACILITY, daily_limit=790, actor=A_NATIONAL_ADMIN, now=utc_now())
    page = html.fromstring(administrator.get("/kota-banjar/petugas/fasilitas/baru?cari=rsud").content)
    assert page.xpath("//input[@name='fasilitas']/@value") == [HOSPITAL]
    [(limit, used)] = quotas(actor=an_admin(region), now=utc_now()).values()
    assert (limit.source, used) == (Source.FACILITY, 1)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"nik": "12"}, "NIK terdiri dari 16 angka."),
        ({"fasilitas": "9999"}, "tidak ada dalam daftar daerah Anda"),
        ({"akhir": "2020-01-01"}, "paling lama dua tahun"),
        ({"surat": ""}, "Isi nomor surat penunjukan."),
        ({"nama": ""}, "Isi nama orang itu."),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_what_was_typed_comes_back(administrator, changed, said):
    answer = administrator.post("/kota-banjar/petugas/fasilitas/baru", the_form(**changed))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert 'value="12/RS/2026"' in text or not changed.get("surat", "x")


def test_while_the_register_is_silent_nobody_is_named(region, registries, administrator):
    registries.facilities.is_silent = True
    answer = administrator.post("/kota-banjar/petugas/fasilitas/baru", the_form())
    assert answer.status_code == 422
    assert "sedang tidak menjawab" in answer.content.decode()
    assert stewards(actor=an_admin(region), on=TODAY) == ()


def test_a_term_ends_at_once_when_the_administrator_says_so(region, administrator):
    a_steward(region, RSUD)
    [steward] = stewards(actor=an_admin(region), on=utc_now().date())
    administrator.post(f"/kota-banjar/petugas/fasilitas/{steward.id}/akhiri")
    assert not is_answered_for(HOSPITAL, actor=an_admin(region), on=utc_now().date())


def test_who_answers_for_a_facility_sees_it_in_the_own_account_and_nobody_else_does(region):
    steward = a_steward(region, RSUD)
    assert [duty.facility_name for duty in own_duties(actor=steward, on=TODAY)] == ["RSUD Contoh"]
    assert own_duties(actor=steward, on=date(2028, 1, 1)) == ()
    assert "RSUD Contoh" in signed_in(STEWARD, name=NAME).get("/akun/fasilitas").content.decode()
    assert "Anda belum mewakili fasilitas" in signed_in("3279026508950002").get("/akun/fasilitas").content.decode()


def test_one_person_answers_once_for_a_facility_and_not_for_ever(region):
    named(region, RSUD)
    with pytest.raises(AlreadyNamed):
        named(region, RSUD)
    with pytest.raises(TermDoesNotFit):
        named(region, RSUD, nik=ADMIN, ends_on=date(2036, 1, 1))
    named(region, RSUD, nik=ADMIN)


def test_a_demonstration_names_its_stewards_once_and_anew_when_their_term_is_over(region):
    now = utc_now()
    for at in (now, now + timedelta(days=30), now + timedelta(days=400)):
        assert seed_stewards(SEEDED, now=at) == "1 stewards of facilities"
    there = stewards(actor=an_admin(region), on=now.date())
    assert [each.facility_name for each in there] == ["RSUD Banjar"] * 2
    assert there[0].ends_on < there[1].starts_on


def test_an_administrator_of_another_region_ends_no_term_here(region):
    a_steward(region, RSUD)
    [steward] = stewards(actor=an_admin(region), on=TODAY)
    other = a_region("kabupaten-bangli")
    appointed(other, "admin_daerah", nik="5106010101900099", name="Made", actor=A_NATIONAL_ADMIN)
    stranger = signed_in("5106010101900099", name="Made", role="admin_daerah")
    assert stranger.post(f"/kabupaten-bangli/petugas/fasilitas/{steward.id}/akhiri").status_code == 404
    assert stewards(actor=an_admin(other), on=TODAY) == ()
    assert is_answered_for(HOSPITAL, actor=an_admin(region), on=TODAY)
