"""Codes of an authenticator app: once, in time, and never in clear."""

from datetime import timedelta

import pyotp
import pytest
from django.db import connection
from django.test import Client

from mpp.foundation.scope import entered
from mpp.identity.queries.factors import factors
from mpp.identity.tests.browsing import MARKS, SECURITY, actor, add_totp, hidden, is_in, prove, signed_out
from mpp.identity.tests.fakes import siti
from mpp.identity.tests.test_pages import sign_in, text

pytestmark = MARKS


def test_a_code_serves_once(browser, now):
    sign_in(browser)
    secret = add_totp(browser, now)
    signed_out(browser)
    sign_in(browser)
    replayed = prove(browser, pyotp.TOTP(secret).at(now.at))
    assert replayed.status_code == 422
    assert "salah atau sudah tidak berlaku" in text(replayed)
    assert not is_in(browser)


@pytest.mark.parametrize(("seconds", "is_right"), [(-30, True), (0, True), (30, True), (-90, False), (90, False)])
def test_a_clock_may_be_off_by_half_a_minute(browser, now, seconds, is_right):
    sign_in(browser)
    secret = add_totp(browser, now)
    signed_out(browser)
    now.later(minutes=5)
    sign_in(browser)
    prove(browser, pyotp.TOTP(secret).at(now.at + timedelta(seconds=seconds)))
    assert is_in(browser) is is_right


def test_an_authenticator_counts_only_after_its_first_code(browser, now):
    sign_in(browser)
    page = browser.get(f"{SECURITY}/autentikator")
    answer = browser.post(
        f"{SECURITY}/autentikator", {"titipan": hidden(page, "titipan"), "kode": "000000", "nama": "Ponsel"}
    )
    assert answer.status_code == 422
    assert hidden(answer, "titipan")
    assert 'value="Ponsel"' in answer.content.decode()
    assert factors(actor=actor(browser)) == ()


def test_a_secret_of_another_person_or_of_long_ago_is_not_taken(browser, now, provider):
    sign_in(browser)
    theirs = hidden(browser.get(f"{SECURITY}/autentikator"), "titipan")
    provider.person = siti(nik="3279010101900009", subject="budi", name="Budi")
    other = Client()
    sign_in(other)
    answer = other.post(f"{SECURITY}/autentikator", {"titipan": theirs, "kode": "123456", "nama": "x"})
    assert "terlalu lama terbuka" in text(answer)


def test_the_secret_lies_nowhere_in_clear(browser, now):
    sign_in(browser)
    secret = add_totp(browser, now)
    with entered(actor(browser)), connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(f::text, '') FROM identity_factor f")
        assert secret not in cursor.fetchone()[0]
