"""A copied session cookie: refused in the other browser, seen by the administrator, told to whose it is."""

import re

import pytest
from django.test import Client

from mpp.foundation.clock import utc_now
from mpp.foundation.outbox import deliver_batch
from mpp.identity import claims, elsewhere
from mpp.identity.events import SessionElsewhere
from mpp.notifications import listeners
from mpp.tenancy.listeners import record_elsewhere
from mpp.tenancy.queries.access import entries
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, a_region, an_admin, appointed
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
NIK, CITIZEN = "3279014101900001", "3279025708940001"
HEARD = {SessionElsewhere: (record_elsewhere, listeners.tell_of_session_elsewhere)}
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture(autouse=True)
def nothing_told():
    elsewhere._told.clear()


@pytest.fixture
def banjar():
    region = a_region()
    appointed(region, "admin_daerah", nik=NIK, name="Dadan Ramdani", actor=A_NATIONAL_ADMIN)
    return region


def tried_elsewhere(browser, *, address="203.0.113.77"):
    thief = Client(headers={"User-Agent": FIREFOX}, REMOTE_ADDR=address)
    thief.cookies[claims.cookie_name()] = browser.cookies[claims.cookie_name()].value
    return thief.get("/akun/")


def told():
    while deliver_batch(HEARD, now=utc_now):
        pass


def inbox(browser) -> str:
    return re.sub(r"\s+", " ", browser.get("/akun/pesan").content.decode())


def test_it_is_refused_there_and_goes_on_where_it_began(banjar):
    officer = signed_in(NIK, name="Dadan Ramdani", role="admin_daerah")
    assert tried_elsewhere(officer)["Location"].startswith("/masuk")
    assert officer.get("/kota-banjar/petugas/akses").status_code == 200


def test_the_administrator_sees_it_once_however_often_it_is_tried(banjar):
    officer = signed_in(NIK, name="Dadan Ramdani", role="admin_daerah")
    for _ in range(3):
        tried_elsewhere(officer)
    # Another process of ours tells the same attempt again.
    elsewhere._told.clear()
    tried_elsewhere(officer)
    told()
    lines = [each for each in entries(actor=an_admin(banjar)) if each.result == "elsewhere"]
    assert [(each.name, each.detail, each.address) for each in lines] == [
        ("Dadan Ramdani", "admin_daerah", "203.0.113.x")
    ]
    shown = officer.get("/kota-banjar/petugas/akses").content.decode()
    assert "dicoba di peramban lain, ditolak" in shown
    assert "203.0.113.77" not in shown


def test_the_officer_is_told_as_the_person_he_is(banjar):
    tried_elsewhere(signed_in(NIK, name="Dadan Ramdani", role="admin_daerah"))
    told()
    assert "Sesi Anda dicoba dari tempat lain" in inbox(signed_in(NIK, name="Dadan Ramdani"))


def test_a_citizen_is_told_too_and_no_administrator_sees_it(banjar):
    citizen = signed_in(CITIZEN)
    assert tried_elsewhere(citizen).status_code == 302
    told()
    assert "Firefox" in inbox(citizen)
    assert entries(actor=an_admin(banjar)) == ()


def test_a_thief_of_many_networks_fills_no_inbox(banjar):
    officer = signed_in(NIK, name="Dadan Ramdani", role="admin_daerah")
    for number in range(10):
        tried_elsewhere(officer, address=f"203.0.{number}.1")
    told()
    lines = [each for each in entries(actor=an_admin(banjar)) if each.result == "elsewhere"]
    assert len(lines) == elsewhere.MOST_TOLD


def test_the_cookie_of_a_session_that_has_ended_is_no_news(banjar):
    citizen = signed_in(CITIZEN)
    copied = signed_in(CITIZEN)
    copied.cookies[claims.cookie_name()] = citizen.cookies[claims.cookie_name()].value
    citizen.post("/keluar")
    tried_elsewhere(copied)
    told()
    assert "dicoba dari tempat lain" not in inbox(signed_in(CITIZEN))
