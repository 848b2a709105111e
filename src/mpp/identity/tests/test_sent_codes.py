"""Codes by e-mail and SMS: how long they live, how often one may guess or ask."""

import pytest
from django.db import connection

from mpp.foundation.scope import entered
from mpp.identity.models import Challenge
from mpp.identity.rules.factors import CODE_TRIES
from mpp.identity.tests.browsing import FACTOR, MARKS, SECURITY, actor, add_contact, prove, signed_out, way_of
from mpp.identity.tests.test_pages import sign_in, text

pytestmark = MARKS


@pytest.mark.parametrize(("kind", "typed", "to"), [("email", "siti@contoh.example", "siti@contoh.example"),
                                                   ("sms", "0812 3456 7890", "+6281234567890")])  # fmt: skip
def test_a_code_is_sent_and_opens(browser, couriers, kind, typed, to):
    sign_in(browser)
    add_contact(browser, couriers, kind, typed)
    signed_out(browser)
    sign_in(browser)
    way = way_of(browser, kind)
    assert "terkirim" in browser.post(f"{FACTOR}/kirim", {"cara": way, "next": "/whoami"})["Location"]
    assert couriers.sent[-1]["to"] == to
    page = text(browser.get(FACTOR, {"cara": way, "terkirim": "ya"}))
    assert to not in page
    assert prove(browser, couriers.code, way=way)["Location"] == "/whoami"


def test_a_code_dies_after_ten_minutes_and_after_the_next_one(browser, couriers, now):
    sign_in(browser)
    add_contact(browser, couriers)
    signed_out(browser)
    sign_in(browser)
    way = way_of(browser, "email")
    browser.post(f"{FACTOR}/kirim", {"cara": way})
    first = couriers.code
    browser.post(f"{FACTOR}/kirim", {"cara": way})
    if first != couriers.code:
        assert prove(browser, first, way=way).status_code == 422
    now.later(minutes=10)
    assert prove(browser, couriers.code, way=way).status_code == 422


def test_after_five_wrong_tries_the_right_code_is_wrong_too(browser, couriers):
    sign_in(browser)
    add_contact(browser, couriers)
    signed_out(browser)
    sign_in(browser)
    way = way_of(browser, "email")
    browser.post(f"{FACTOR}/kirim", {"cara": way})
    for _ in range(CODE_TRIES):
        prove(browser, f"{(int(couriers.code) + 1) % 10**6:06}", way=way)
    assert prove(browser, couriers.code, way=way).status_code == 422


def test_neither_code_nor_address_lies_in_clear(browser, couriers):
    sign_in(browser)
    add_contact(browser, couriers)
    with entered(actor(browser)), connection.cursor() as cursor:
        assert couriers.code.encode() not in b"".join(bytes(row.digest) for row in Challenge.objects.all())
        cursor.execute("SELECT string_agg(f::text, '') || (SELECT string_agg(c::text, '') FROM identity_challenge c) "
                       "FROM identity_factor f")  # fmt: skip
        assert "siti@contoh" not in cursor.fetchone()[0]


def test_who_sends_too_many_codes_is_told_and_a_silent_gateway_too(browser, couriers):
    sign_in(browser)
    couriers.is_down = True
    answer = browser.post(f"{SECURITY}/kontak", {"jenis": "email", "ke": "siti@contoh.example"})
    assert "tidak dapat dikirim" in text(answer)
    assert 'value="siti@contoh.example"' in answer.content.decode()
    couriers.is_down = False
    for _ in range(6):
        answer = browser.post(f"{SECURITY}/kontak", {"jenis": "email", "ke": "siti@contoh.example"})
    assert "Terlalu banyak kode" in text(answer)
