"""Bad input, handled with a clear answer and nothing lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep
from urllib.parse import quote, unquote

import pytest

from mpp.applications.drafting import hand_in
from mpp.applications.operations.submit import NotEligible, submit
from mpp.applications.queries.tracking import own_cases
from mpp.applications.rules import State
from mpp.applications.tests.builders import (
    CLINIC,
    NURSE,
    a_draft,
    a_nurse,
    an_office,
    the_case,
)
from mpp.applications.tests.walking import FIRST, a_citizen, a_complete_draft, text
from mpp.evidence.fakes import FakeRegistrationRegistry
from mpp.foundation.clock import local_date, utc_now
from mpp.foundation.ratelimit import buckets
from mpp.identity import claims
from mpp.identity.rules import Assurance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nurse")]

OWN_PLACE = {"own_place_name": "Praktik", "own_place_address": "Jalan Mawar 2", "own_place_district": "Langensari"}


@pytest.fixture(autouse=True)
def _full_buckets():
    buckets.forget()


@pytest.fixture
def walker(office):
    walker = a_citizen()
    walker.begin()
    return walker


@pytest.fixture
def own(walker):
    """Somebody who is asked for a place of his own: three questions that are typed."""
    walker.fill("practice_mode", {"practice_mode": "own"})
    return walker


def answers(walker, office):
    return the_case(walker.id, region_id=office.region.id).case.opened().answers


# The session ends while one types


def test_what_was_typed_is_there_again_after_signing_in(office, own):
    shown = own.get("isi/own_place").content.decode()
    own.browser.cookies[claims.cookie_name()] = an_old_cookie(own.browser.cookies[claims.cookie_name()].value)
    sent = own.browser.post(
        f"{own.base}/isi/own_place",
        OWN_PLACE | {"version": "1", "own_place_name": "Praktik Mawar"},
        headers={"Referer": f"http://testserver{own.base}/isi/own_place"},
    )
    assert "version" in shown
    assert sent.status_code == 303
    assert "sesi=berakhir" in sent["Location"]
    back = a_citizen()
    path = sent["Location"].partition("next=")[2].partition("&")[0]
    again = back.browser.get(unquote(path))
    assert 'value="Praktik Mawar"' in again.content.decode()
    assert "Yang Anda ketik sebelum sesi berakhir masih ada" in text(again)
    assert "own_place_name" not in answers(own, office), "it is typed, not saved"


def an_old_cookie(cookie: str) -> str:
    told = claims.read(cookie)
    long_ago = utc_now() - timedelta(days=40)
    return claims.write(replace(told, created_at=long_ago, seen_at=long_ago))


# Back, twice, two at once


def test_after_handing_in_the_pages_of_the_draft_lead_to_the_case(office):
    walker = a_complete_draft(office)
    walker.hand_in()
    for page in ("isi/schedule", "data", "data/lapor", "periksa"):
        assert walker.get(page)["Location"] == f"{walker.base}/", page
        late = walker.browser.post(f"{walker.base}/{page}", {"version": "3", "key": "late"})
        assert late["Location"] == f"{walker.base}/", page


def test_pressing_the_last_button_twice_is_one_case_with_one_receipt(office):
    walker = a_complete_draft(office)
    checked = walker.get("periksa").content.decode()
    typed = {name: checked.partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("version", "key")}
    first, second = (walker.browser.post(f"{walker.base}/periksa", typed) for _ in range(2))
    assert first["Location"] == second["Location"] == f"{walker.base}/terkirim"
    history = the_case(walker.id, region_id=office.region.id).history
    assert [event.act for event in history] == ["submit"]


def test_a_second_window_that_is_behind_is_told_and_keeps_what_was_typed(office, own):
    seen_by_both = own.get("isi/own_place").content.decode()
    version = seen_by_both.partition('name="version" value="')[2].partition('"')[0]
    own.fill("schedule", FIRST["schedule"])
    late = own.fill("own_place", OWN_PLACE | {"own_place_name": "Dari jendela kedua"}, version=version)
    assert late.status_code == 409
    assert "baru saja disimpan di jendela atau perangkat lain" in text(late)
    assert 'value="Dari jendela kedua"' in late.content.decode()
    assert "own_place_name" not in answers(own, office)
    # The page that was given back knows the present version: sent again, it is saved.
    version = late.content.decode().partition('name="version" value="')[2].partition('"')[0]
    assert own.fill("own_place", OWN_PLACE, version=version).status_code == 302


def test_a_second_window_cannot_send_what_its_owner_has_not_seen(office):
    walker = a_complete_draft(office)
    checked = walker.get("periksa").content.decode()
    version = checked.partition('name="version" value="')[2].partition('"')[0]
    walker.fill("schedule", {"schedule-sun-opens": "8", "schedule-sun-closes": "9"})
    late = walker.browser.post(f"{walker.base}/periksa", {"version": version, "key": "of-the-first-window"})
    assert late.status_code == 409
    assert "baru saja berubah di jendela lain" in text(late)
    assert "Minggu 08.00-09.00" in text(late)
    assert the_case(walker.id, region_id=office.region.id).case.state is State.DRAFT


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 400, "٣"])
def test_a_version_that_is_none_is_an_old_one(office, version):
    walker = a_complete_draft(office)
    assert (
        walker.browser.post(f"{walker.base}/periksa", {"version": version, "key": "of-this-sending"}).status_code == 409
    )
    assert walker.fill("schedule", FIRST["schedule"], version=version or "0").status_code == 409


@pytest.mark.parametrize("key", ["", "short", "x" * 500, "\x00" * 20])
def test_a_key_that_is_none_does_no_harm(office, key):
    walker = a_complete_draft(office)
    checked = walker.get("periksa").content.decode()
    version = checked.partition('name="version" value="')[2].partition('"')[0]
    sent = walker.browser.post(f"{walker.base}/periksa", {"version": version, "key": key})
    assert sent["Location"] == f"{walker.base}/terkirim"
    again = walker.browser.post(f"{walker.base}/periksa", {"version": version, "key": key})
    assert again["Location"] in (f"{walker.base}/", f"{walker.base}/terkirim")


# What is typed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Praktik\x00 Mawar", "Praktik Mawar"),
        ("Praktik \u202egnuwaR\u202c", "Praktik gnuwaR"),
        ("\ufeffPraktik\u200f  Mawar ", "Praktik Mawar"),
        ("Praktik 🌺 Mawar", "Praktik 🌺 Mawar"),
        ("👩🏽\u200d⚕️ Praktik", "👩🏽\u200d⚕️ Praktik"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("Cafe\u0301", "Café"),
        ("ممارسة", "ممارسة"),
    ],
    ids=["null", "override", "marks", "flower", "nurse", "script", "composed", "arabic"],
)
def test_what_nobody_can_see_goes_and_everything_else_stays(office, own, typed, kept):
    assert own.fill("own_place", OWN_PLACE | {"own_place_name": typed}).status_code == 302
    assert answers(own, office)["own_place_name"] == kept
    checked = own.get("periksa").content.decode()
    assert "<script>alert" not in checked
    assert own.get("isi/own_place").status_code == 200


@pytest.mark.parametrize("typed", ["\x00", "\u202e\u200f", " \t\n "])
def test_what_is_nothing_but_invisible_is_nothing(own, typed):
    refused = own.fill("own_place", OWN_PLACE | {"own_place_name": typed})
    assert refused.status_code == 422
    assert "Isi bagian ini" in text(refused)


def test_of_several_faults_each_says_which_question_it_is_about(own):
    refused = text(own.fill("own_place", {}))
    for question in ("Nama tempat praktik", "Alamat lengkap", "Kecamatan"):
        assert f"{question}: isi bagian ini" in refused


def test_a_name_of_300_characters_is_told_its_limit_and_stays_on_the_page(own):
    refused = own.fill("own_place", OWN_PLACE | {"own_place_name": "Praktik " * 40})
    assert refused.status_code == 422
    assert "Paling banyak 120 karakter" in text(refused)
    assert ("Praktik " * 40).strip() in refused.content.decode()


def test_a_person_of_300_characters_can_apply(office):
    name = "Raden Ajeng " + "Kusumaningtyas " * 19
    walker = a_complete_draft(office, name=name.strip()[:300])
    assert walker.hand_in()["Location"].endswith("/terkirim")


def test_a_text_of_a_megabyte_is_refused_and_not_given_back_whole(own):
    refused = own.fill("own_place", OWN_PLACE | {"own_place_address": "x" * 1_000_000})
    assert refused.status_code == 422
    assert "Paling banyak 400 karakter" in text(refused)
    assert len(refused.content) < 100_000


@pytest.mark.parametrize("page", ["isi/own_place", "data/lapor", "periksa"])
def test_ten_megabytes_get_a_clear_answer(own, page):
    refused = own.browser.post(f"{own.base}/{page}", OWN_PLACE | {"own_place_name": "x" * 10_000_000})
    assert refused.status_code == 413
    assert "Yang Anda kirim terlalu besar" in text(refused)


def test_thousands_of_fields_get_a_clear_answer(own):
    refused = own.browser.post(f"{own.base}/isi/own_place", {f"f{n}": "x" for n in range(2000)})
    assert refused.status_code == 413


@pytest.mark.parametrize("words", ["\x00", "%", "'; drop table application; --", "x" * 5000, "🌺", "\u202e"])
def test_strange_words_in_a_search_find_nothing_and_break_nothing(walker, words):
    assert walker.get("isi/facility", cari_fasilitas=words).status_code == 200


def test_an_answer_that_is_no_option_is_refused(office, walker):
    assert walker.fill("practice_mode", {"practice_mode": "anywhere"}).status_code == 422
    assert walker.fill("facility", {"facility": "../../etc"}).status_code == 422
    assert "practice_mode" not in answers(walker, office)


def test_fields_that_the_page_does_not_ask_are_not_kept(office, walker):
    walker.fill("practice_mode", {"practice_mode": "facility", "truth_statement": "yes", "declared_at": "x"})
    assert set(answers(walker, office)) == {"practice_mode"}


# Dates in the region's zone


@pytest.mark.parametrize(
    ("slug", "hour_utc", "is_over"),
    [
        ("kota-banjar", 16, False),
        ("kota-banjar", 18, True),
        ("kabupaten-asmat", 14, False),
        ("kabupaten-asmat", 16, True),
    ],
)
def test_a_registration_ends_with_the_day_of_the_region(office, settings, slug, hour_utc, is_over):
    """The last day is over at midnight in Banjar (UTC+7) and two hours earlier in Asmat (UTC+9)."""
    here = office if slug == "kota-banjar" else an_office(slug, registries=office.registries)
    now = datetime(2026, 11, 23, hour_utc, 0, tzinfo=UTC)
    nurse = a_nurse(office, registered_until=datetime(2026, 11, 23, tzinfo=UTC).date()).acting_in(here.region.id)
    case = a_draft(here, nurse, now=now)
    assert (local_date(now, here.region.timezone).day == 24) == is_over
    if is_over:
        with pytest.raises(NotEligible):
            hand_in(
                case.id, version=case.version, key="of-this-sending", assurance=Assurance.HIGH, actor=nurse, now=now
            )
    else:
        hand_in(case.id, version=case.version, key="of-this-sending", assurance=Assurance.HIGH, actor=nurse, now=now)


def test_a_registration_that_ended_yesterday_is_told_with_its_day(office):
    yesterday = local_date(utc_now(), office.region.timezone) - timedelta(days=1)
    a_nurse(office, registered_until=yesterday)
    walker = a_citizen()
    walker.begin()
    told = text(walker.get())
    assert "berakhir pada" in told
    assert "Urus STR baru di Konsil Kesehatan Indonesia" in told


# Sources that are slow or silent


class Slow(FakeRegistrationRegistry):
    def registrations(self, nik):
        sleep(5)
        return super().registrations(nik)


def test_a_page_does_not_wait_for_a_source_that_takes_five_seconds(office, settings):
    known = office.registries.as_sources()
    settings.EVIDENCE_SOURCES = lambda region_id: replace(known, registration=Slow())
    walker = a_citizen()
    began = monotonic()
    walker.begin()
    assert monotonic() - began < 4.5
    assert "Data Anda Sudah terisi dari sumber resmi. Periksa saja. Sebagian menunggu" in text(walker.get())


def test_with_every_source_silent_one_can_apply_all_the_same(office):
    registries = office.registries
    for each in (registries.population, registries.registration, registries.workforce, registries.facilities):
        each.is_silent = True
    walker = a_citizen()
    walker.begin()
    assert "Menunggu jawaban sumbernya" in text(walker.get("data"))
    walker.fill_all(FIRST)
    checked = text(walker.get("periksa"))
    assert "Konsil Kesehatan Indonesia belum menjawab tentang STR Anda." in checked
    assert walker.hand_in()["Location"].endswith("/terkirim")
    case = the_case(walker.id, region_id=office.region.id).case
    assert case.open_facts == 5
    assert case.place == CLINIC


def test_silent_sources_are_asked_again_on_request(office):
    office.registries.registration.is_silent = True
    walker = a_citizen()
    walker.begin()
    assert "Tanyakan lagi sekarang" in text(walker.get("data"))
    office.registries.registration.is_silent = False
    assert walker.browser.post(f"{walker.base}/data")["Location"] == f"{walker.base}/data"
    known = text(walker.get("data"))
    assert "Tanyakan lagi sekarang" not in known
    assert f"PR{NURSE[2:]}" in known


# Floods


def test_saving_submitting_and_searching_are_counted(office, settings):
    walker = a_complete_draft(office)
    settings.RATE_LIMITS = {name: replace(rule, burst=1) for name, rule in settings.RATE_LIMITS.items()}
    buckets.forget()
    for send in (
        lambda: walker.fill("schedule", FIRST["schedule"]),
        lambda: walker.browser.post(f"{walker.base}/periksa", {"version": "0", "key": "of-this-sending"}),
        lambda: walker.get("isi/facility", cari_fasilitas="melati"),
    ):
        assert send().status_code != 429
        flooded = send()
        assert flooded.status_code == 429
        assert "Terlalu banyak permintaan" in text(flooded)
        assert int(flooded["Retry-After"]) > 0


def test_two_who_send_the_same_at_the_same_moment_get_the_same_receipt(office, nurse):
    """Both have read the case before either has written it."""
    case, key, now = a_draft(office, nurse), "of-this-sending", utc_now()
    seen = [submit.look(application_id=case.id, actor=nurse, now=now, key=key) for _ in range(2)]
    first, second = (
        submit(application_id=case.id, version=case.version, key=key, actor=nurse, now=now, seen=each) for each in seen
    )
    assert first == second
    assert [own.state for own in own_cases(actor=nurse)] == [State.SUBMITTED]


# Not sure enough who this is


def test_whoever_signed_in_by_a_weak_way_is_led_to_a_surer_one_and_loses_nothing(office):
    walker = a_complete_draft(office)
    cookie = claims.cookie_name()
    sure = walker.browser.cookies[cookie].value
    checked = walker.get("periksa").content.decode()
    typed = {name: checked.partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("version", "key")}
    walker.browser.cookies[cookie] = claims.write(replace(claims.read(sure), assurance=Assurance.LOW))
    surer = f"/masuk/lebih-yakin?perlu=substantial&next={quote(f'{walker.base}/periksa', safe='')}"
    assert walker.get("periksa")["Location"].startswith(surer)
    assert walker.browser.post(f"{walker.base}/periksa", typed)["Location"].startswith(surer)
    assert the_case(walker.id, region_id=office.region.id).history == ()
    walker.browser.cookies[cookie] = sure
    assert walker.browser.post(f"{walker.base}/periksa", typed)["Location"] == f"{walker.base}/terkirim"
