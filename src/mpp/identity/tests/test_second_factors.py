"""Second factors as a browser sees them: adding, proving, losing, and everything somebody might try."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from django.db import connection
from django.test import Client

from mpp.foundation import hot
from mpp.foundation.actor import system
from mpp.foundation.scope import entered
from mpp.identity import claims
from mpp.identity.models import Challenge, Factor, RecoveryCode, Session
from mpp.identity.operations.sweep_access import SESSIONS_KEPT, sweep_access
from mpp.identity.queries.factors import factors
from mpp.identity.rules.factors import CODE_TRIES, OF_ONE_CALLER
from mpp.identity.seeding import demo_secret, seed_office_factor
from mpp.identity.tests.authenticators import SoftPasskey
from mpp.identity.tests.fakes import siti
from mpp.identity.tests.test_pages import sign_in, text, urlpatterns

__all__ = ["urlpatterns"]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("mpp.identity.tests.test_pages"),
    pytest.mark.usefixtures("now", "provider", "posts"),
]

NIK = "3279014101900001"
ANDROID = "Mozilla/5.0 (Linux; Android 15) Chrome/140.0"
SECURITY, FACTOR = "/akun/keamanan", "/masuk/langkah-kedua"


@pytest.fixture
def browser():
    return Client(headers={"User-Agent": ANDROID})


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


def prove(browser, code, *, way=""):
    return browser.post(FACTOR, {"kode": code, "cara": way, "next": "/whoami"})


def way_of(browser, kind):
    return next(str(each.id) for each in factors(actor=actor(browser)) if each.kind == kind)


def prove_by_passkey(browser, passkey):
    options = browser.post(f"{FACTOR}/passkey").json()
    return browser.post(FACTOR, {"passkey": passkey.signed(options), "cara": "passkey", "next": "/whoami"})


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


# Authenticator apps


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


# Passkeys


def test_a_passkey_signs_in(browser, now):
    sign_in(browser)
    passkey, added = add_passkey(browser)
    assert added["Location"] == "/akun/keamanan?selesai=tambah"
    signed_out(browser)
    assert sign_in(browser)["Location"].startswith(FACTOR)
    assert prove_by_passkey(browser, passkey)["Location"] == "/whoami"
    assert is_in(browser)


def test_several_passkeys_serve_and_each_only_once_on_the_list(browser):
    sign_in(browser)
    first, _ = add_passkey(browser)
    second, _ = add_passkey(browser)
    _, again = add_passkey(browser, first)
    assert again.status_code == 422
    assert len(factors(actor=actor(browser))) == 2
    signed_out(browser)
    sign_in(browser)
    assert prove_by_passkey(browser, second).status_code == 302


def test_the_passkey_of_a_telephone_that_never_counts_serves_for_ever(browser):
    sign_in(browser)
    passkey, _ = add_passkey(browser, SoftPasskey(counter=-1))
    for _ in range(2):
        signed_out(browser)
        sign_in(browser)
        assert prove_by_passkey(browser, passkey).status_code == 302


def test_a_copied_passkey_is_refused_and_taken_away(browser):
    sign_in(browser)
    passkey, _ = add_passkey(browser, SoftPasskey(counter=7))
    signed_out(browser)
    sign_in(browser)
    passkey.counter = 3
    assert prove_by_passkey(browser, passkey).status_code == 422
    assert not is_in(browser)
    with entered(actor(browser)):
        assert Factor.objects.get().end_reason == "cloned"


ELSEWHERE = [
    {"origin": "http://testserver.jahat.example"},
    {"origin": "https://testserver"},
    {"origin": "http://testserver:8080"},
    {"host": "jahat.example"},
    {"is_verified": False},
]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_a_passkey_serves_only_here_and_only_after_checking_the_person(browser, elsewhere):
    sign_in(browser)
    passkey, _ = add_passkey(browser)
    signed_out(browser)
    sign_in(browser)
    for name, value in elsewhere.items():
        setattr(passkey, name, value)
    assert prove_by_passkey(browser, passkey).status_code == 422
    assert not is_in(browser)


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_a_passkey_is_made_only_here_and_only_after_checking_the_person(browser, elsewhere):
    sign_in(browser)
    _, refused = add_passkey(browser, SoftPasskey(**elsewhere))
    assert refused.status_code == 422
    assert factors(actor=actor(browser)) == ()


def test_an_answer_serves_once_in_the_session_that_was_asked_and_in_time(browser, now):
    sign_in(browser)
    passkey, _ = add_passkey(browser, SoftPasskey(counter=-1))
    signed_out(browser)
    sign_in(browser)
    answer = passkey.signed(browser.post(f"{FACTOR}/passkey").json())
    sent = {"passkey": answer, "cara": "passkey", "next": "/whoami"}
    thief = Client()
    sign_in(thief)
    assert thief.post(FACTOR, sent).status_code == 422
    assert browser.post(FACTOR, sent).status_code == 302
    signed_out(browser)
    sign_in(browser)
    assert browser.post(FACTOR, sent).status_code == 422
    late = passkey.signed(browser.post(f"{FACTOR}/passkey").json())
    now.later(minutes=6)
    assert browser.post(FACTOR, {**sent, "passkey": late}).status_code == 422


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", "x" * 20_000, '{"response": {"clientDataJSON": "%%%"}}'])
def test_what_is_no_answer_is_refused_in_words(browser, answer):
    sign_in(browser)
    add_passkey(browser)
    refused = browser.post(FACTOR, {"passkey": answer, "cara": "passkey"})
    assert refused.status_code == 422
    refused = browser.post(f"{SECURITY}/passkey", {"nama": "x", "passkey": answer})
    assert refused.status_code == 422


# Codes that are sent


def add_contact(browser, couriers, kind="email", to="siti@contoh.example"):
    browser.post(f"{SECURITY}/kontak", {"jenis": kind, "ke": to})
    answer = browser.post(f"{SECURITY}/kontak/kode", {"jenis": kind, "kode": couriers.code})
    assert answer.status_code == 302, text(answer)


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
    assert "paling banyak enam kode" in text(answer)


# Recovery codes


def test_a_recovery_code_opens_once(browser, now):
    sign_in(browser)
    add_totp(browser, now)
    page = browser.post(f"{SECURITY}/kode-pemulihan")
    codes = re.findall(r"<code>([0-9A-Z]{5}-[0-9A-Z]{5})</code>", page.content.decode())
    assert len(codes) == 10
    with entered(actor(browser)):
        assert codes[0].replace("-", "").encode() not in bytes(RecoveryCode.objects.first().digest)
    for expected in (302, 422):
        signed_out(browser)
        sign_in(browser)
        assert prove(browser, codes[0].lower(), way="pemulihan").status_code == expected


def test_new_recovery_codes_end_the_old_ones(browser, now):
    sign_in(browser)
    add_totp(browser, now)
    old = re.findall(r"<code>([0-9A-Z-]{11})</code>", browser.post(f"{SECURITY}/kode-pemulihan").content.decode())
    browser.post(f"{SECURITY}/kode-pemulihan")
    signed_out(browser)
    sign_in(browser)
    assert prove(browser, old[0], way="pemulihan").status_code == 422


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


# Posts


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
    assert hot.read("SELECT mpp.session_is_open(%s)", [session(browser).session_id]) == [(True,)]
