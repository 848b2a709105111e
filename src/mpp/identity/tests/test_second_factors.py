"""Second factors as a browser sees them: when one is asked, changing them, guessing, forgetting."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from django.test import Client

from mpp.foundation.actor import system
from mpp.foundation.scope import entered
from mpp.identity import claims
from mpp.identity.models import Session
from mpp.identity.operations.sweep_access import SESSIONS_KEPT, sweep_access
from mpp.identity.queries import open_sessions
from mpp.identity.rules.factors import OF_ONE_CALLER
from mpp.identity.tests.browsing import (
    FACTOR,
    MARKS,
    SECURITY,
    actor,
    add_totp,
    is_in,
    prove,
    session,
    signed_out,
    way_of,
)
from mpp.identity.tests.fakes import siti
from mpp.identity.tests.test_pages import sign_in, text

pytestmark = MARKS


# The seam: a door has said who it is, the session does not count yet


def test_without_a_factor_the_door_is_enough(browser):
    sign_in(browser)
    assert is_in(browser)


def test_with_a_factor_the_session_counts_after_the_proof_only(browser, now):
    sign_in(browser)
    secret = add_totp(browser, now)
    signed_out(browser)
    now.later(minutes=1)
    waiting = sign_in(browser)
    assert waiting["Location"] == "/masuk/langkah-kedua?next=%2Fwhoami"
    assert not is_in(browser)
    assert browser.get("/akun/").status_code == 302
    assert prove(browser, pyotp.TOTP(secret).at(now.at))["Location"] == "/whoami"
    assert is_in(browser)


def test_a_proof_gives_a_new_session_and_the_waiting_one_opens_nothing(browser, now):
    sign_in(browser)
    secret = add_totp(browser, now)
    signed_out(browser)
    now.later(minutes=1)
    sign_in(browser)
    waiting = browser.cookies["sesi"].value
    prove(browser, pyotp.TOTP(secret).at(now.at))
    assert session(browser).session_id != claims.read(waiting).session_id
    browser.cookies["sesi"] = waiting
    assert browser.get(FACTOR)["Location"].startswith("/masuk?")


def test_on_a_known_device_the_factor_may_rest_and_on_a_new_one_it_may_not(browser, now):
    sign_in(browser)
    add_totp(browser, now)
    browser.post(f"{SECURITY}/kapan", {"wish": "new-device"})
    signed_out(browser)
    assert sign_in(browser)["Location"] == "/whoami"
    assert sign_in(Client())["Location"].startswith(FACTOR)


def test_a_forgotten_device_is_a_new_one_and_its_sessions_end(browser, now):
    lost = Client()
    sign_in(browser)
    sign_in(lost)
    add_totp(browser, now)
    browser.post(f"{SECURITY}/kapan", {"wish": "new-device"})
    page = browser.get(SECURITY).content.decode()
    others = re.findall(r'action="([^"]+/lupakan)"', page)
    assert len(others) == 2
    with entered(actor(browser)):
        device_id = Session.objects.get(id=claims.read(lost.cookies["sesi"].value).session_id).device_id
    assert browser.post(f"{SECURITY}/perangkat/{device_id}/lupakan").status_code == 302
    assert not is_in(lost)
    assert sign_in(lost)["Location"].startswith(FACTOR)


# Changing what protects the account


@pytest.mark.parametrize("path", ["passkey", "autentikator", "kontak?jenis=email", "kode-pemulihan"])
def test_an_old_proof_leads_to_a_new_one_and_back(browser, now, path):
    sign_in(browser)
    add_totp(browser, now)
    now.later(minutes=11)
    asked = browser.get(f"{SECURITY}/{path}")
    assert asked.status_code == 302
    assert parse_qs(urlsplit(asked["Location"]).query)["next"] == [f"{SECURITY}/{path}"]


def test_whoever_has_no_factor_signs_in_again_before_adding_the_first(browser, now):
    sign_in(browser)
    now.later(minutes=16)
    asked = browser.get(f"{SECURITY}/passkey", follow=True)
    assert "masuklah sekali lagi" in text(asked)
    assert browser.get("/masuk", {"lagi": "ya", "next": "/whoami"}).status_code == 200


def test_a_factor_is_named_and_removed(browser, now):
    sign_in(browser)
    add_totp(browser, now)
    way = way_of(browser, "totp")
    browser.post(f"{SECURITY}/cara/{way}/nama", {"nama": "Telepon kantor"})
    assert "Telepon kantor" in text(browser.get(SECURITY))
    assert "Isi namanya" in text(browser.post(f"{SECURITY}/cara/{way}/nama", {"nama": ""}))
    assert "Hapus Telepon kantor?" in text(browser.get(f"{SECURITY}/cara/{way}/hapus"))
    assert browser.post(f"{SECURITY}/cara/{way}/hapus").status_code == 302
    signed_out(browser)
    assert sign_in(browser)["Location"] == "/whoami"


def test_nobody_touches_the_factor_of_another_person(browser, now, provider):
    sign_in(browser)
    add_totp(browser, now)
    way = way_of(browser, "totp")
    provider.person = siti(nik="3279010101900009", subject="budi", name="Budi")
    other = Client()
    sign_in(other)
    assert other.post(f"{SECURITY}/cara/{way}/hapus").status_code == 404
    assert other.post(f"{SECURITY}/cara/{way}/nama", {"nama": "x"}).status_code == 404
    assert other.post(f"{FACTOR}/kirim", {"cara": way}).status_code == 404


# Guessing


def test_a_thief_who_guesses_locks_out_himself_and_not_the_owner(browser, now):
    sign_in(browser)
    secret = add_totp(browser, now)
    signed_out(browser)
    now.later(minutes=1)
    sign_in(browser)
    thief = Client(REMOTE_ADDR="203.0.113.9")
    sign_in(thief)
    for _ in range(OF_ONE_CALLER.failures):
        prove(thief, "000000")
    locked = prove(thief, pyotp.TOTP(secret).at(now.at))
    assert "Terlalu banyak percobaan" in text(locked)
    assert prove(browser, pyotp.TOTP(secret).at(now.at)).status_code == 302


# Forgetting


def test_sessions_of_long_ago_are_forgotten(browser, now):
    sign_in(browser)
    signed_out(browser)
    sign_in(browser)
    now.at += SESSIONS_KEPT + timedelta(days=1)
    assert sweep_access(actor=system(), now=now.at) == 2
    sign_in(browser)
    assert sweep_access(actor=system(), now=now.at) == 0
    running = session(browser)
    assert running.session_id in {each.id for each in open_sessions(actor=running.actor(address=""))}
