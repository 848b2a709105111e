"""What tests of second factors do in a browser: adding, proving, signing out."""

import re

import pyotp
import pytest

from mpp.identity import claims
from mpp.identity.queries.factors import factors
from mpp.identity.tests.authenticators import SoftPasskey
from mpp.identity.tests.test_pages import text

#: Every module of these tests is marked so.
MARKS = [
    pytest.mark.django_db,
    pytest.mark.urls("mpp.identity.tests.test_pages"),
    pytest.mark.usefixtures("now", "provider", "posts"),
]

NIK = "3279014101900001"
ANDROID = "Mozilla/5.0 (Linux; Android 15) Chrome/140.0"
SECURITY, FACTOR = "/akun/keamanan", "/masuk/langkah-kedua"


def session(browser):
    return claims.read(browser.cookies[claims.cookie_name()].value)


def actor(browser):
    return session(browser).actor(address="127.0.0.1")


def is_in(browser):
    return browser.get("/whoami").status_code == 200


def signed_out(browser):
    browser.post("/keluar")
    return browser


def hidden(answer, name):
    return re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())[1]


def add_totp(browser, now):
    """Add an authenticator, and return its secret."""
    page = browser.get(f"{SECURITY}/autentikator")
    secret = re.search(r"secret=([A-Z2-7]{32})", page.content.decode())[1]
    code = pyotp.TOTP(secret).at(now.at)
    answer = browser.post(
        f"{SECURITY}/autentikator", {"titipan": hidden(page, "titipan"), "kode": code, "nama": "Ponsel"}
    )
    assert answer.status_code == 302, text(answer)
    return secret


def add_passkey(browser, passkey=None):
    """Add a passkey, and return it with the answer of the page."""
    passkey = passkey or SoftPasskey()
    options = browser.post(f"{SECURITY}/passkey/mulai").json()
    return passkey, browser.post(f"{SECURITY}/passkey", {"nama": "Telepon", "passkey": passkey.made(options)})


def add_contact(browser, couriers, kind="email", to="siti@contoh.example"):
    browser.post(f"{SECURITY}/kontak", {"jenis": kind, "ke": to})
    answer = browser.post(f"{SECURITY}/kontak/kode", {"jenis": kind, "kode": couriers.code})
    assert answer.status_code == 302, text(answer)


def prove(browser, code, *, way=""):
    return browser.post(FACTOR, {"kode": code, "cara": way, "next": "/whoami"})


def way_of(browser, kind):
    return next(str(each.id) for each in factors(actor=actor(browser)) if each.kind == kind)


def prove_by_passkey(browser, passkey):
    options = browser.post(f"{FACTOR}/passkey").json()
    return browser.post(FACTOR, {"passkey": passkey.signed(options), "cara": "passkey", "next": "/whoami"})
