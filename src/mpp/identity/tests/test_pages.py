"""Sign-in and account as a browser sees them."""

import re
import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import psycopg
import pyotp
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from mpp.foundation import ratelimit
from mpp.identity import attempts, claims, stash
from mpp.identity.middleware import NOTED_AFTER
from mpp.identity.operations.end_session import end_session
from mpp.identity.ports import (
    IdentityProviderUnavailable,
    SignInExpired,
    SignInMixedUp,
    SignInUntrusted,
)
from mpp.identity.rules import CITIZEN_LIMITS, OFFICER_LIMITS, PersonStatus
from mpp.identity.seeding import demo_secret, seed_office_factor
from mpp.identity.tests.conftest import AGENT
from mpp.identity.tests.fakes import siti
from mpp.identity.watch import watch
from mpp.ui.access import EVERYONE, SIGNED_IN, open_to

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__), pytest.mark.usefixtures("now", "provider", "posts")]


@open_to("pemohon")
def form(request):
    typed = request.POST or stash.restored_post(request) or {}
    return HttpResponse(f"{request.method} {typed.get('place', '-')} {typed.get('passphrase', '-')}")


@open_to(SIGNED_IN)
def whoami(request):
    actor = request.actor
    return HttpResponse(f"{actor.role} {actor.region_id} {request.account_name}")


@open_to(EVERYONE)
def public(request):
    return HttpResponse(f"{request.method} {request.actor.role or 'nobody'}")


urlpatterns = [
    path("form", form),
    path("form/kirim", form),
    path("whoami", whoami),
    path("public", public),
    # Last: the product takes any first word for a region.
    path("", include("mpp.config.urls")),
]


def begin(browser, next_path="/whoami"):
    """Go as far as the provider and return the state of the attempt."""
    sent_on = browser.get("/masuk/mulai/ikd", {"next": next_path})
    assert sent_on.status_code == 302
    return parse_qs(urlsplit(sent_on["Location"]).query)["state"][0]


def finish(browser, state, **answer):
    return browser.get("/masuk/kembali", {"state": state, **(answer or {"code": "c", "iss": "https://ikd.example"})})


def sign_in(browser, next_path="/whoami"):
    return finish(browser, begin(browser, next_path))


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


# Signing in


def test_the_sign_in_page_offers_each_door_and_keeps_where_one_wanted_to_go(browser):
    page = text(browser.get("/masuk", {"next": "/kota-banjar/layanan/sip-perawat"}))
    assert "/masuk/mulai/ikd?next=%2Fkota-banjar%2Flayanan%2Fsip-perawat" in page
    assert "IKD" in page


def test_signing_in_leads_to_where_one_wanted_to_go(browser):
    answer = sign_in(browser)
    assert (answer.status_code, answer["Location"]) == (302, "/whoami")
    assert text(browser.get("/whoami")) == "pemohon 0 Siti Aminah"


@pytest.mark.parametrize(
    "elsewhere", ["https://jahat.example/", "//jahat.example", "/\\jahat.example", "javascript:x", ""]
)
def test_nobody_is_led_to_another_site(browser, elsewhere):
    assert sign_in(browser, elsewhere)["Location"] == "/"


def test_whoever_is_signed_in_is_not_asked_again(browser):
    sign_in(browser)
    assert browser.get("/masuk", {"next": "/whoami"})["Location"] == "/whoami"


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(browser):
    cookie = sign_in(browser).cookies["sesi"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"


def test_signing_in_gives_a_new_session_and_ends_the_old_one(browser):
    first = sign_in(browser).cookies["sesi"].value
    second = sign_in(browser).cookies["sesi"].value
    old, new = claims.read(first), claims.read(second)
    assert old.session_id != new.session_id
    thief = Client(headers=AGENT)
    thief.cookies["perangkat"] = browser.cookies["perangkat"].value
    thief.cookies["sesi"] = first
    watch.forget()
    assert thief.get("/whoami").status_code == 302


def test_a_planted_cookie_is_worth_nothing(browser):
    browser.cookies["sesi"] = "planted"
    assert browser.get("/whoami").status_code == 302


def test_two_tabs_may_sign_in_at_once(browser):
    one, two = begin(browser, "/whoami"), begin(browser, "/public")
    assert finish(browser, one)["Location"] == "/whoami"
    assert finish(browser, two)["Location"] == "/public"


# Refusals: each a page with words, a way on, and no session


def refused(browser, answer, status, words):
    assert answer.status_code == status
    assert words in text(answer)
    assert "Masuk dari awal" in text(answer)
    assert "Nomor rujukan" in text(answer)
    assert browser.get("/whoami").status_code == 302


def test_a_person_who_cancels_is_told_so_and_may_begin_again(browser):
    answer = finish(browser, begin(browser, "/form"), error="access_denied")
    refused(browser, answer, 409, "Anda belum masuk")
    assert "/masuk?next=%2Fform" in text(answer)


def test_an_answer_serves_once(browser, provider):
    state = begin(browser)
    finish(browser, state)
    browser.cookies.pop("sesi")
    refused(browser, finish(browser, state), 409, "sudah tidak berlaku")
    assert len(provider.answers) == 1


def test_going_back_to_the_answer_in_the_history_does_no_harm(browser, provider):
    state = begin(browser)
    finish(browser, state)
    assert finish(browser, state)["Location"] == "/"
    assert len(provider.answers) == 1


def test_an_answer_in_another_browser_is_refused(browser, provider):
    state = begin(browser)
    other = Client()
    refused(other, finish(other, state), 409, "sudah tidak berlaku")
    assert provider.answers == []


@pytest.mark.parametrize("state", ["", "x", "masuk", "\x00", "é" * 500])
def test_an_invented_state_is_refused(browser, state):
    begin(browser)
    refused(browser, finish(browser, state), 409, "sudah tidak berlaku")


def test_an_attempt_lasts_ten_minutes(browser, monkeypatch):
    state = begin(browser)
    later = time.time() + attempts.LASTS_SECONDS + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    refused(browser, finish(browser, state), 409, "sudah tidak berlaku")


@pytest.mark.parametrize(
    ("refusal", "status", "words"),
    [
        (IdentityProviderUnavailable(), 503, "sedang tidak menjawab"),
        (SignInExpired(), 409, "sudah terpakai atau kedaluwarsa"),
        (SignInMixedUp(), 403, "bukan dari layanan identitas yang Anda pilih"),
        (SignInUntrusted(reason="invalid_claim: nonce"), 403, "tidak dapat dipercaya"),
    ],
)
def test_each_trouble_of_the_provider_has_its_words(browser, provider, refusal, status, words):
    provider.refusal = refusal
    refused(browser, finish(browser, begin(browser)), status, words)


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        ({"error": "temporarily_unavailable"}, 503, "sedang tidak menjawab"),
        ({"error": "invalid_scope"}, 403, "tidak dapat dipercaya"),
        ({"iss": "https://ikd.example"}, 403, "tidak dapat dipercaya"),
    ],
)
def test_an_error_instead_of_a_code_has_its_words(browser, answer, status, words):
    refused(browser, finish(browser, begin(browser), **answer), status, words)


def test_a_provider_that_is_down_is_told_before_leaving(browser, provider):
    provider.is_down = IdentityProviderUnavailable()
    refused(browser, browser.get("/masuk/mulai/ikd"), 503, "sedang tidak menjawab")


def test_an_unknown_door_leads_nowhere(browser):
    assert browser.get("/masuk/mulai/pusaka").status_code == 404


def test_a_nik_that_is_none_is_told_in_plain_words(browser, provider):
    provider.person = siti(nik="123")
    refused(browser, sign_in(browser), 422, "NIK harus 16 angka")


def test_a_person_whom_the_registry_says_dead_reads_what_to_do(browser, registry):
    registry.says = PersonStatus.DECEASED
    refused(browser, sign_in(browser), 403, "datanglah ke Disdukcapil dengan KTP-el")


def test_knocking_without_end_is_answered_with_a_pause(browser, settings):
    for _ in range(settings.RATE_LIMITS["sign-in"].burst):
        ratelimit.spend("sign-in", address="127.0.0.1")
    answer = browser.get("/masuk/mulai/ikd")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) >= 1


# The session


def test_signing_out_ends_the_session_everywhere(browser):
    cookie = sign_in(browser).cookies["sesi"].value
    assert browser.post("/keluar")["Location"] == "/masuk?keluar=ya"
    copy = Client()
    copy.cookies["sesi"] = cookie
    assert copy.get("/whoami").status_code == 302


def test_a_get_does_not_sign_out(browser):
    sign_in(browser)
    assert browser.get("/keluar").status_code == 405
    assert browser.get("/whoami").status_code == 200


def test_a_session_out_of_use_ends_and_one_in_use_goes_on(browser, now):
    sign_in(browser)
    for _ in range(3):
        now.later(seconds=CITIZEN_LIMITS.idle.total_seconds() - 60)
        assert browser.get("/whoami").status_code == 200
    now.later(seconds=CITIZEN_LIMITS.idle.total_seconds())
    assert browser.get("/whoami").status_code == 302


def test_a_session_in_use_ends_at_its_age(browser, now):
    sign_in(browser)
    start = now.at
    while now.at < start + CITIZEN_LIMITS.absolute:
        assert browser.get("/whoami").status_code == 200
        now.later(minutes=50)
    assert browser.get("/whoami").status_code == 302


def test_use_is_noted_every_few_minutes_only(browser, now):
    sign_in(browser)
    now.later(seconds=NOTED_AFTER.total_seconds() - 1)
    assert "sesi" not in browser.get("/whoami").cookies
    now.later(seconds=1)
    assert "sesi" in browser.get("/whoami").cookies


def test_a_session_that_the_feed_has_missed_is_found_out_when_its_use_is_noted(browser, now, monkeypatch):
    monkeypatch.setattr(watch, "_feed", lambda since, after: (1, ()))
    begun = claims.read(sign_in(browser).cookies["sesi"].value)
    end_session(session_id=begun.session_id, reason="by-owner", actor=begun.actor(address=""), now=now.at)
    copied = browser.cookies["sesi"].value
    now.at += NOTED_AFTER
    assert browser.get("/whoami").cookies["sesi"].value == ""
    browser.cookies["sesi"] = copied
    assert browser.get("/whoami").status_code == 302


def test_nobody_is_let_in_while_it_cannot_be_read_who_was_signed_out(browser, monkeypatch):
    sign_in(browser)

    def silent(since, after):
        raise psycopg.OperationalError

    monkeypatch.setattr(watch, "_feed", silent)
    watch.forget()
    with pytest.raises(psycopg.OperationalError):
        browser.get("/whoami")
    assert Client().get("/public").status_code == 200


def test_a_request_of_a_known_session_asks_the_database_nothing(browser, django_assert_num_queries, settings):
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "RegionMiddleware" not in each]
    sign_in(browser)
    browser.get("/whoami")
    with django_assert_num_queries(0):
        browser.get("/whoami")


# What was typed when the session ended


def typed_too_late(browser, now, path="/form", **kwargs):
    now.later(seconds=CITIZEN_LIMITS.idle.total_seconds())
    given = {"place": "Puskesmas Banjar 1", "passphrase": "rahasia", "csrfmiddlewaretoken": "x"}
    return browser.post(path, given, **kwargs)


def back_to_the_form(browser, answer):
    next_path = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
    return browser.get(sign_in(browser, next_path)["Location"])


def test_what_was_typed_is_there_after_signing_in_again(browser, now):
    sign_in(browser)
    answer = typed_too_late(browser, now)
    assert answer.status_code == 303
    assert "Isian terakhir Anda kami simpan" in text(browser.get(answer["Location"]))
    assert text(back_to_the_form(browser, answer)) == "GET Puskesmas Banjar 1 -"


def test_it_comes_back_on_the_page_where_the_form_stood(browser, now):
    sign_in(browser)
    answer = typed_too_late(browser, now, "/form/kirim", headers={"Referer": "http://testserver/form?langkah=2"})
    assert "%2Fform%3Fpulihkan" in answer["Location"]
    assert text(back_to_the_form(browser, answer)) == "GET Puskesmas Banjar 1 -"


def test_another_person_at_the_same_device_does_not_see_it(browser, now, provider):
    sign_in(browser)
    answer = typed_too_late(browser, now)
    provider.person = siti(subject="budi", nik="3279010101900009", name="Budi")
    assert text(back_to_the_form(browser, answer)) == "GET - -"


def test_it_is_kept_for_two_hours(browser, now):
    sign_in(browser)
    answer = typed_too_late(browser, now)
    now.later(seconds=stash.KEPT_FOR.total_seconds())
    assert text(back_to_the_form(browser, answer)) == "GET - -"


def test_a_form_that_needs_no_session_goes_through(browser, now):
    sign_in(browser)
    assert text(typed_too_late(browser, now, "/public")) == "POST nobody"


@pytest.mark.parametrize("wish", ["", "x", "0199a000-0000-7000-8000-000000000001"])
def test_an_invented_stash_is_an_empty_form(browser, wish):
    sign_in(browser)
    assert text(browser.get("/form", {stash.PARAMETER: wish})) == "GET - -"


# Capacities


def come_as_officer(browser, now):
    """Sign in with the second factor that opens a post."""
    seed_office_factor("3279014101900001", "Siti Aminah", now=now.at)
    sign_in(browser)
    code = pyotp.TOTP(demo_secret("3279014101900001")).at(now.at)
    return browser.post("/masuk/langkah-kedua", {"kode": code, "next": "/whoami"})


def test_an_officer_is_asked_in_which_capacity_to_go_on(browser, posts, now):
    post = posts.appoint("3279014101900001")
    assert come_as_officer(browser, now)["Location"] == "/akun/kapasitas?next=%2Fwhoami"
    page = text(browser.get("/akun/kapasitas"))
    assert "Verifikator Dinas Kesehatan" in page
    chosen = browser.post("/akun/kapasitas", {"capacity": str(post.appointment_id), "next": "/whoami"})
    assert chosen["Location"] == "/kota-banjar/petugas/"
    assert text(browser.get("/whoami")) == "verifikator_dinkes 7 Siti Aminah"
    back = browser.post("/akun/kapasitas", {"capacity": "pemohon", "next": "/whoami"})
    assert back["Location"] == "/whoami"
    assert text(browser.get("/whoami")) == "pemohon 0 Siti Aminah"


def test_choosing_a_capacity_ends_the_session_of_the_old_one(browser, posts, now):
    post = posts.appoint("3279014101900001")
    before = come_as_officer(browser, now).cookies["sesi"].value
    browser.post("/akun/kapasitas", {"capacity": str(post.appointment_id)})
    copy = Client(headers=AGENT)
    copy.cookies["perangkat"] = browser.cookies["perangkat"].value
    copy.cookies["sesi"] = before
    assert copy.get("/whoami").status_code == 302


@pytest.mark.parametrize("capacity", ["", "kepala_dinkes", "0199a000-0000-7000-8000-000000000001"])
def test_a_post_that_is_not_held_cannot_be_chosen(browser, posts, capacity):
    posts.appoint("3279010101900009")
    sign_in(browser)
    answer = browser.post("/akun/kapasitas", {"capacity": capacity})
    assert answer.status_code == 422
    assert "Pilih salah satu" in text(answer)
    assert text(browser.get("/whoami")).startswith("pemohon")


def test_an_officers_session_is_shorter(browser, posts, now):
    post = posts.appoint("3279014101900001")
    come_as_officer(browser, now)
    browser.post("/akun/kapasitas", {"capacity": str(post.appointment_id)})
    now.later(seconds=OFFICER_LIMITS.idle.total_seconds())
    assert browser.get("/whoami").status_code == 302


def test_a_post_that_ends_takes_the_session_with_it_within_minutes(browser, posts, now):
    post = posts.appoint("3279014101900001")
    come_as_officer(browser, now)
    browser.post("/akun/kapasitas", {"capacity": str(post.appointment_id)})
    posts.end("3279014101900001")
    now.at += NOTED_AFTER
    browser.get("/whoami")
    now.at += timedelta(seconds=1)
    assert browser.get("/whoami").status_code == 302


# The account


def test_the_account_shows_what_is_known_with_the_nik_masked(browser):
    sign_in(browser)
    page = text(browser.get("/akun/"))
    assert "3279********0001" in page
    assert "3279014101900001" not in page
    assert "siti@contoh.example" in page
    assert "Chrome, Android" in page


def test_another_device_can_be_signed_out(browser):
    sign_in(browser)
    lost = Client()
    sign_in(lost)
    lost_session = claims.read(lost.cookies["sesi"].value).session_id
    assert browser.post(f"/akun/sesi/{lost_session}/akhiri")["Location"] == "/akun/?selesai=sesi"
    assert lost.get("/whoami").status_code == 302
    assert browser.get("/whoami").status_code == 200


def test_all_other_devices_can_be_signed_out_at_once(browser):
    others = [Client(), Client()]
    for each in (*others, browser):
        sign_in(each)
    browser.post("/akun/sesi/akhiri-lainnya")
    assert [each.get("/whoami").status_code for each in (*others, browser)] == [302, 302, 200]


def test_a_session_of_somebody_else_cannot_be_ended_nor_seen(browser, provider):
    sign_in(browser)
    provider.person = siti(subject="budi", nik="3279010101900009", name="Budi")
    stranger = Client()
    sign_in(stranger)
    session = claims.read(browser.cookies["sesi"].value).session_id
    assert stranger.post(f"/akun/sesi/{session}/akhiri").status_code == 404
    assert str(session) not in text(stranger.get("/akun/"))
    assert browser.get("/whoami").status_code == 200


def test_the_language_of_notices_can_be_chosen(browser):
    sign_in(browser)
    answer = browser.post("/akun/bahasa", {"language": "en"})
    assert answer["Location"] == "/bahasa/en?kembali=%2Fakun%2F%3Fselesai%3Dbahasa"
    assert re.search(r'value="en" checked', text(browser.get("/akun/")))


@pytest.mark.parametrize("path", ["/akun/", "/akun/kapasitas"])
def test_the_account_needs_a_session(browser, path):
    assert browser.get(path)["Location"].startswith("/masuk?next=")


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_account_page_costs_the_same_with_one_session_and_with_three(
    browser, sessions, django_assert_max_num_queries
):
    for _ in range(sessions - 1):
        sign_in(Client())
    sign_in(browser)
    with django_assert_max_num_queries(27):
        browser.get("/akun/")
