"""Which factor opens a post, and that an officer is never left without one."""

import pyotp
from django.test import Client

from mpp.identity.seeding import demo_secret, seed_office_factor
from mpp.identity.tests.browsing import (
    ANDROID,
    FACTOR,
    MARKS,
    NIK,
    SECURITY,
    add_contact,
    add_passkey,
    add_totp,
    is_in,
    prove,
    signed_out,
    way_of,
)
from mpp.identity.tests.test_pages import sign_in, text

pytestmark = MARKS


def enter_office(browser, posts, now):
    """Sign in and go on in the post, with the authenticator of a demonstration."""
    post = posts.appoint(NIK)
    seed_office_factor(NIK, "Siti Aminah", now=now.at)
    assert sign_in(browser)["Location"].startswith(FACTOR)
    assert prove(browser, pyotp.TOTP(demo_secret(NIK)).at(now.at))["Location"].startswith("/akun/kapasitas")
    entered_post = browser.post("/akun/kapasitas", {"capacity": str(post.appointment_id)})
    assert entered_post["Location"] == "/kota-banjar/petugas/"


def test_a_post_is_entered_with_a_factor_that_an_invitation_has_found_good(browser, posts, now):
    enter_office(browser, posts, now)
    assert text(browser.get("/whoami")) == "verifikator_dinkes 7 Siti Aminah"


def test_without_such_a_factor_no_post_is_entered(browser, posts, now):
    post = posts.appoint(NIK)
    sign_in(browser)
    refused = browser.post("/akun/kapasitas", {"capacity": str(post.appointment_id)})
    assert refused.status_code == 422
    assert "tautan undangan" in text(refused)
    add_totp(browser, now)
    assert browser.post("/akun/kapasitas", {"capacity": str(post.appointment_id)}).status_code == 422
    assert text(browser.get("/whoami")).startswith("pemohon")


def test_the_wish_not_to_be_asked_opens_no_post(browser, posts, now):
    enter_office(browser, posts, now)
    browser.post(f"{SECURITY}/kapan", {"wish": "never"})
    signed_out(browser)
    sign_in(browser)
    [post] = posts(next(iter(posts._held)), at=now.at)
    asked = browser.post("/akun/kapasitas", {"capacity": str(post.appointment_id)})
    assert asked["Location"].startswith(FACTOR)


def test_a_code_by_mail_opens_no_post(browser, posts, now, couriers):
    enter_office(browser, posts, now)
    add_contact(browser, couriers)
    signed_out(browser)
    sign_in(browser)
    way = way_of(browser, "email")
    browser.post(f"{FACTOR}/kirim", {"cara": way})
    prove(browser, couriers.code, way=way)
    [post] = posts(next(iter(posts._held)), at=now.at)
    asked = browser.post("/akun/kapasitas", {"capacity": str(post.appointment_id)})
    assert asked["Location"].startswith(FACTOR)


def test_the_last_factor_of_an_officer_cannot_be_removed_but_one_of_two_can(browser, posts, now):
    enter_office(browser, posts, now)
    way = way_of(browser, "totp")
    assert "Satu-satunya untuk jabatan" in text(browser.get(SECURITY))
    refused = browser.post(f"{SECURITY}/cara/{way}/hapus")
    assert (refused.status_code, "paling sedikit satu" in text(refused)) == (409, True)
    add_passkey(browser)
    assert browser.post(f"{SECURITY}/cara/{way}/hapus").status_code == 302


def test_an_officers_cookie_opens_nothing_in_another_browser(browser, posts, now):
    enter_office(browser, posts, now)
    stolen = browser.cookies["sesi"].value
    for thief in (Client(headers={"User-Agent": ANDROID}), Client(headers={"User-Agent": "Firefox/130 Windows"})):
        thief.cookies["sesi"] = stolen
        assert thief.get("/whoami").status_code == 302
    # With both cookies it still says that it is another browser.
    thief.cookies["perangkat"] = browser.cookies["perangkat"].value
    assert thief.get("/whoami").status_code == 302
    assert is_in(browser)


def test_an_update_of_the_browser_ends_no_session(browser, posts, now):
    enter_office(browser, posts, now)
    browser.defaults["HTTP_USER_AGENT"] = ANDROID.replace("140", "141")
    assert is_in(browser)
