"""Correcting how one is reached: by a code that goes to the new address, telling the former one."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client

from mpp.foundation.actor import system
from mpp.foundation.scope import entered
from mpp.identity.events import ContactChanged
from mpp.identity.models import Person
from mpp.identity.operations.forget_former_contact import forget_former_contact
from mpp.identity.operations.send_code import MOST_CODES
from mpp.identity.queries import profile
from mpp.identity.queries.contacts import former_addresses
from mpp.identity.rules.contacts import MOST_CODES_TO_AN_ADDRESS
from mpp.identity.rules.factors import CODE_TRIES, FactorKind
from mpp.identity.tests.browsing import FACTOR, MARKS, actor, add_contact, add_totp, way_of
from mpp.identity.tests.conftest import NOON
from mpp.identity.tests.fakes import siti
from mpp.identity.tests.test_pages import sign_in, text

pytestmark = MARKS

CONTACTS, OLD, NEW = "/akun/kontak", "siti@contoh.example", "siti.baru@contoh.example"
NUMBER = "+6281234567890"


def ask(browser, to=NEW, word="surel"):
    return browser.post(f"{CONTACTS}/{word}", {"ke": to})


def answer(browser, code, word="surel"):
    return browser.post(f"{CONTACTS}/{word}/kode", {"kode": code})


def corrected(browser, couriers, to=NEW, word="surel"):
    ask(browser, to, word)
    done = answer(browser, couriers.code, word)
    assert done["Location"] == f"{CONTACTS}?selesai={word}", text(done)


def facts():
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload->>'kind' FROM outbox WHERE event = %s", [ContactChanged.__name__])
        return [kind for (kind,) in cursor.fetchall()]


def test_the_code_goes_to_the_new_address_and_only_then_it_is_used(browser, couriers):
    sign_in(browser)
    assert ask(browser)["Location"] == f"{CONTACTS}/surel/kode"
    assert couriers.sent[-1]["to"] == NEW
    assert profile(actor=actor(browser)).email == OLD
    assert answer(browser, couriers.code)["Location"] == f"{CONTACTS}?selesai=surel"
    assert profile(actor=actor(browser)).email == NEW
    page = text(browser.get(CONTACTS))
    assert NEW in page
    assert "Dari Anda sendiri" in page
    assert "IKD menyebut si***@contoh.example" in page
    assert facts() == ["email"]


def test_a_mobile_number_is_added_as_people_type_it(browser, couriers):
    sign_in(browser)
    corrected(browser, couriers, "0812-3456-7890", "ponsel")
    assert profile(actor=actor(browser)).phone == NUMBER


def test_the_former_address_waits_to_be_told_and_is_then_forgotten(browser, couriers):
    sign_in(browser)
    corrected(browser, couriers)
    corrected(browser, couriers, "siti.lagi@contoh.example")
    citizen = actor(browser)
    assert former_addresses(FactorKind.EMAIL, actor=citizen) == (OLD, NEW)
    automation = replace(system(), person_id=citizen.person_id)
    forget_former_contact(person_id=citizen.person_id, kind=FactorKind.EMAIL, actor=automation, now=NOON)
    assert former_addresses(FactorKind.EMAIL, actor=citizen) == ()
    assert profile(actor=citizen).email == "siti.lagi@contoh.example"


def test_the_own_word_stays_when_the_provider_says_otherwise_again(browser, couriers, provider):
    sign_in(browser)
    corrected(browser, couriers)
    provider.person = siti(email="lama@contoh.example", phone="+628111111111")
    sign_in(browser)
    known = profile(actor=actor(browser))
    assert (known.email, known.released_email, known.phone) == (NEW, "lama@contoh.example", "+628111111111")


def test_codes_for_signing_in_go_to_the_new_address_too(browser, couriers):
    sign_in(browser)
    add_contact(browser, couriers, "email", OLD)
    corrected(browser, couriers)
    browser.post("/keluar")
    sign_in(browser)
    browser.post(f"{FACTOR}/kirim", {"cara": way_of(browser, "email"), "next": "/whoami"})
    assert couriers.sent[-1]["to"] == NEW


def test_a_factor_at_another_address_stays_where_it_is(browser, couriers):
    sign_in(browser)
    add_contact(browser, couriers, "email", "khusus@contoh.example")
    corrected(browser, couriers)
    browser.post("/keluar")
    sign_in(browser)
    browser.post(f"{FACTOR}/kirim", {"cara": way_of(browser, "email"), "next": "/whoami"})
    assert couriers.sent[-1]["to"] == "khusus@contoh.example"


def test_a_number_that_is_lost_is_used_no_more_and_opens_nothing(browser, couriers):
    sign_in(browser)
    add_contact(browser, couriers, "email", OLD)
    assert "Jangan pakai siti@contoh.example lagi?" in text(browser.get(f"{CONTACTS}/surel/lepas"))
    assert browser.post(f"{CONTACTS}/surel/lepas")["Location"] == f"{CONTACTS}?selesai=lepas"
    assert profile(actor=actor(browser)).email == ""
    assert "Tidak dipakai lagi atas permintaan Anda" in text(browser.get(CONTACTS))
    assert browser.get(f"{CONTACTS}/surel/lepas")["Location"] == CONTACTS
    browser.post("/keluar")
    assert sign_in(browser)["Location"] == "/whoami"


# What goes wrong


@pytest.mark.parametrize(("word", "typed", "said"), [
    ("surel", "", "Isi alamat surel Anda."),
    ("surel", "siti@", "Alamat surel ini belum lengkap"),
    ("ponsel", "", "Isi nomor ponsel Anda."),
    ("ponsel", "021-555", "Tulis nomor ponsel Indonesia"),
])  # fmt: skip
def test_what_is_no_address_is_told_beside_the_field_and_comes_back(browser, word, typed, said):
    sign_in(browser)
    page = ask(browser, typed, word)
    assert page.status_code == 422
    assert said in text(page)
    assert f'value="{typed}"' in text(page) or not typed


def test_a_wrong_code_changes_nothing_and_after_five_the_right_one_is_wrong_too(browser, couriers):
    sign_in(browser)
    ask(browser)
    wrong = "000000" if couriers.code != "000000" else "111111"
    for _ in range(CODE_TRIES):
        assert answer(browser, wrong).status_code == 422
    assert answer(browser, couriers.code).status_code == 422
    assert profile(actor=actor(browser)).email == OLD


def test_a_code_serves_once_and_for_ten_minutes_and_only_the_latest(browser, couriers, now):
    sign_in(browser)
    ask(browser)
    first = couriers.code
    assert browser.post(f"{CONTACTS}/surel/kode/lagi")["Location"] == f"{CONTACTS}/surel/kode?lagi=ya"
    assert couriers.sent[-1]["to"] == NEW
    assert "Kode sebelumnya tidak berlaku lagi" in text(browser.get(f"{CONTACTS}/surel/kode", {"lagi": "ya"}))
    if first != couriers.code:
        assert answer(browser, first).status_code == 422
    now.later(minutes=11)
    assert answer(browser, couriers.code)["Location"] == f"{CONTACTS}/surel"
    ask(browser)
    used = couriers.code
    assert answer(browser, used).status_code == 302
    assert answer(browser, used)["Location"] == f"{CONTACTS}/surel"


def test_a_code_that_was_sent_to_the_mailbox_proves_no_number(browser, couriers):
    sign_in(browser)
    ask(browser)
    assert answer(browser, couriers.code, "ponsel")["Location"] == f"{CONTACTS}/ponsel"


def test_a_code_of_one_session_proves_nothing_in_another(browser, couriers):
    sign_in(browser)
    ask(browser)
    other = Client()
    sign_in(other)
    assert answer(other, couriers.code)["Location"] == f"{CONTACTS}/surel"


def test_the_account_must_have_been_proven_a_moment_ago(browser, now):
    sign_in(browser)
    add_totp(browser, now)
    now.later(minutes=11)
    for path in ("surel", "surel/kode", "surel/lepas"):
        assert browser.get(f"{CONTACTS}/{path}")["Location"].startswith(FACTOR)


def test_whoever_asks_for_too_many_codes_is_told(browser, couriers):
    sign_in(browser)
    for _ in range(MOST_CODES):
        assert ask(browser).status_code == 302
    assert "Terlalu banyak kode" in text(ask(browser))
    assert browser.post(f"{CONTACTS}/surel/kode/lagi")["Location"].endswith("lagi=gagal")
    assert len(couriers.sent) == MOST_CODES


def people(provider, count):
    for number in range(count):
        provider.person = siti(nik=f"32790101019{number:05}", subject=f"s{number}", name=f"Warga {number}")
        browser = Client()
        sign_in(browser)
        yield browser


def test_a_family_shares_one_telephone(couriers, provider):
    for browser in people(provider, 4):
        corrected(browser, couriers, NUMBER, "ponsel")
        assert profile(actor=actor(browser)).phone == NUMBER


def test_nobody_is_harassed_with_codes_by_many_accounts(couriers, provider):
    for browser in people(provider, MOST_CODES_TO_AN_ADDRESS):
        assert ask(browser, NEW).status_code == 302
    *_, one_more = people(provider, MOST_CODES_TO_AN_ADDRESS + 1)
    assert "Terlalu banyak kode" in text(ask(one_more, NEW.upper()))
    assert ask(one_more, "lain@contoh.example").status_code == 302


def test_a_courier_that_is_down_is_told_and_what_was_typed_comes_back(browser, couriers):
    sign_in(browser)
    couriers.is_down = True
    page = text(ask(browser))
    assert "Kode tidak dapat dikirim ke sana sekarang" in page
    assert NEW in page


def test_addresses_lie_nowhere_in_clear(browser, couriers):
    sign_in(browser)
    corrected(browser, couriers)
    with entered(actor(browser)):
        assert NEW.encode() not in bytes(Person.objects.get().contacts_sealed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('mpp.region', '0', true)")
        cursor.execute("SELECT string_agg(line, '') FROM audit_line")
        assert NEW not in cursor.fetchone()[0]
