"""Signing in by NIK and face as a browser sees it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mpp.faces.fakes import SHADE_OF, FakeFaces, a_picture
from mpp.faces.rules import Pose
from mpp.foundation import ratelimit
from mpp.foundation.digest import sha256
from mpp.foundation.scope import entered
from mpp.identity import claims
from mpp.identity.models import Proof, Session
from mpp.identity.ports import IdentityProviderUnavailable
from mpp.identity.queries import profile
from mpp.identity.rules import Assurance
from mpp.identity.tests.browsing import add_totp
from mpp.identity.tests.fakes import Elements
from mpp.identity.tests.test_pages import sign_in, text
from mpp.identity.tests.test_sign_in import citizen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "provider", "posts")]

NIK, KK, NAME = "3279014101900001", "3279011205080007", "Siti Aminah"


@pytest.fixture(autouse=True)
def elements(settings):
    settings.IDENTITY_ELEMENTS = known = Elements({NIK: {"family_card": KK, "name": NAME, "birth_date": "1990-01-01"}})
    return known


@pytest.fixture(autouse=True)
def faces(settings):
    fake = FakeFaces()
    settings.FACES_ENGINE = lambda: fake
    return fake


def numbers(browser, *, next_path="/kota-banjar/layanan/", **changed):
    typed = {"nik": NIK, "family_card": KK, "name": NAME, "next": next_path} | changed
    return browser.post("/masuk/nik", typed)


def begun(browser):
    return browser.post("/masuk/nik/wajah/mulai").json()


def upload(tag, pose, number):
    return SimpleUploadedFile(f"{tag}.png", a_picture(SHADE_OF[Pose(pose)], number=number), content_type="image/png")


def frames(drawn, *, first=0):
    return {
        f"pose-{place}": [upload("frame", pose, first + 3 * place + number) for number in range(3)]
        for place, pose in enumerate(drawn["poses"])
    }


def send(browser, drawn, **changed):
    form = {"challenge": drawn["challenge"], "nonce": drawn["nonce"], **frames(drawn)} | changed
    return browser.post("/masuk/nik/wajah/kirim", form)


def go_through(browser, **given):
    numbers(browser, **given)
    return send(browser, begun(browser))


def signed_in_session(browser):
    return claims.read(browser.cookies[claims.cookie_name()].value)


def test_numbers_that_agree_and_a_living_face_lead_in_and_on(browser):
    answer = go_through(browser)
    assert answer.json() == {"next": "/kota-banjar/layanan/"}
    session = signed_in_session(browser)
    assert (session.name, session.assurance) == (NAME, Assurance.SUBSTANTIAL)
    assert "masuk-nik" not in browser.cookies or not browser.cookies["masuk-nik"].value
    assert browser.get("/akun/").status_code == 200


def test_whoever_came_by_another_door_finds_the_same_account_with_what_it_released(browser):
    sign_in(browser)
    before = signed_in_session(browser)
    other = Client()
    go_through(other)
    after = signed_in_session(other)
    assert (after.account_id, after.person_id) == (before.account_id, before.person_id)
    assert after.session_id != before.session_id
    known = profile(actor=citizen(after))
    assert (known.source, known.email, known.released) == ("ikd", "siti@contoh.example", {"birthplace": "Banjar"})


def test_what_the_registry_agreed_with_is_known_of_somebody_new(browser):
    go_through(browser)
    known = profile(actor=citizen(signed_in_session(browser)))
    assert (known.nik, known.name, str(known.birth_date), known.source) == (NIK, NAME, "1990-01-01", "nik")


def test_the_account_keeps_by_which_door_it_was_proven_and_when(browser, now):
    go_through(browser)
    sign_in(Client())
    with entered(citizen(signed_in_session(browser))):
        kept = {proof.provider: (proof.assurance, proof.proven_at) for proof in Proof.objects.all()}
    assert kept == {"nik": (Assurance.SUBSTANTIAL, now.at), "ikd": (Assurance.SUBSTANTIAL, now.at)}


@pytest.mark.parametrize(
    "changed",
    [{"nik": "3279014101900009"}, {"family_card": "3279011205080008"}, {"name": "Somebody Else"}],
    ids=["unknown", "other-card", "other-name"],
)
def test_it_is_not_told_what_disagrees_nor_whether_there_is_such_a_nik(browser, changed):
    answer, usual = numbers(browser, **changed), numbers(Client(), name="Nobody Knows")
    assert answer.status_code == 422
    assert "masuk-nik" not in answer.cookies

    def without_what_was_typed(page):
        return re.sub(r'value="[^"]*"', "", text(page))

    assert without_what_was_typed(answer) == without_what_was_typed(usual)


def test_the_dead_and_the_doubled_hear_the_same_as_the_unknown(browser, elements):
    elements.known.clear()
    assert numbers(browser).status_code == 422


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("nik", "123", "NIK harus 16 angka."),
        ("nik", "", "Tulis NIK Anda"),
        ("family_card", "3279 0112 0508 000", "Nomor KK harus 16 angka."),
        ("name", "  ", "Tulis nama lengkap"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_comes_back(browser, elements, field, value, says):
    answer = numbers(browser, **{field: value})
    page = text(answer)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in page
    assert says in page
    assert KK in page or field == "family_card"
    assert elements.asked == 0
    assert answer["Cache-Control"] == "no-store"


def test_spaces_in_the_numbers_are_welcome(browser):
    assert numbers(browser, nik="3279 0141 0190 0001", family_card="3279.0112.0508.0007").status_code == 303


def test_a_silent_registry_is_said_to_be_silent(browser, elements):
    elements.refusal = IdentityProviderUnavailable(provider="dukcapil")
    assert numbers(browser).status_code == 503


def test_the_family_cards_of_one_person_cannot_be_tried_out_from_many_addresses(browser):
    tries = [
        numbers(Client(REMOTE_ADDR=f"192.0.2.{number}"), family_card=f"32790112050800{number:02d}").status_code
        for number in range(10, 20)
    ]
    assert tries[0] == 422
    assert tries[-1] == 429
    assert numbers(Client(REMOTE_ADDR="192.0.2.99"), nik="3279014101900002").status_code == 422


@pytest.mark.parametrize("elsewhere", ["https://jahat.example/", "//jahat.example", "/\\jahat.example", ""])
def test_nobody_is_led_to_another_site(browser, elsewhere):
    assert go_through(browser, next_path=elsewhere).json() == {"next": "/"}


def test_without_numbers_that_agree_no_page_behind_them_opens(browser):
    assert browser.get("/masuk/nik/wajah")["Location"] == "/masuk/nik"
    assert browser.get("/masuk/nik/foto")["Location"] == "/masuk/nik"
    for path in ("mulai", "janji", "kirim"):
        assert browser.post(f"/masuk/nik/wajah/{path}").status_code == 409


def test_the_numbers_wait_half_an_hour_for_the_face_in_a_cookie_that_nobody_reads(browser, now):
    answer = numbers(browser)
    cookie = answer.cookies["masuk-nik"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/masuk/nik")
    assert NIK not in cookie.value
    now.later(minutes=29)
    assert browser.get("/masuk/nik/wajah").status_code == 200
    now.later(minutes=2)
    assert browser.get("/masuk/nik/wajah").status_code == 302


def test_a_cookie_that_was_changed_opens_nothing(browser):
    numbers(browser)
    value = browser.cookies["masuk-nik"].value
    browser.cookies["masuk-nik"] = value[:-6] + "AAAA" + value[-2:]
    assert browser.get("/masuk/nik/wajah").status_code == 302


def test_only_the_page_with_the_camera_may_use_it(browser):
    numbers(browser)
    assert browser.get("/masuk/nik/wajah")["Permissions-Policy"].startswith("camera=(self)")
    for path in ("/masuk/nik", "/masuk/nik/foto", "/masuk", "/"):
        assert "camera=()" in browser.get(path)["Permissions-Policy"]


@pytest.mark.parametrize(("likes", "word"), [(70, "unsure"), (10, "unlike")])
def test_whoever_is_not_accepted_reads_why_and_finds_other_ways(browser, faces, likes, word):
    faces.likes = likes
    answer = go_through(browser)
    assert answer.json() == {"next": f"/masuk/nik/hasil/{word}"}
    assert claims.cookie_name() not in browser.cookies
    page = text(browser.get(answer.json()["next"]))
    assert "loket" in page
    assert "/masuk?next=" in page
    assert ("Coba lagi dengan kamera" in page) == (word == "unlike")


def test_frames_told_beforehand_may_come_late(browser, now):
    numbers(browser)
    drawn = begun(browser)
    pictures = frames(drawn)
    digests = [sha256(file.read()).hex() for files in pictures.values() for file in files]
    now.later(seconds=12)
    told = browser.post(
        "/masuk/nik/wajah/janji", {"challenge": drawn["challenge"], "nonce": drawn["nonce"], "digest": digests}
    )
    assert told.status_code == 204
    now.later(seconds=100)
    assert send(browser, drawn).json()["next"] == "/kota-banjar/layanan/"


def test_frames_that_come_too_late_are_said_to_be_late(browser, now):
    numbers(browser)
    drawn = begun(browser)
    now.later(seconds=25)
    assert send(browser, drawn).json()["next"] == "/masuk/nik/hasil/too-late"


def test_the_same_frames_sent_twice_begin_one_session(browser):
    numbers(browser)
    drawn = begun(browser)
    kept = browser.cookies["masuk-nik"].value
    assert send(browser, drawn).json()["next"] == "/kota-banjar/layanan/"
    browser.cookies["masuk-nik"] = kept
    assert send(browser, drawn).json()["next"] == "/masuk/nik/hasil/habis"
    with entered(citizen(signed_in_session(browser))):
        assert Session.objects.count() == 1


@pytest.mark.parametrize(
    "spoilt",
    [
        {"nonce": "guessed"},
        {"challenge": "no-uuid"},
        {"challenge": "01890000-0000-7000-8000-000000000000"},
        {"pose-0": []},
        {"pose-1": ["text instead of a file"]},
    ],
)
def test_what_makes_no_sense_is_answered_and_signs_nobody_in(browser, spoilt):
    numbers(browser)
    answer = send(browser, begun(browser), **spoilt)
    assert answer.json()["next"].startswith("/masuk/nik/hasil/")
    assert claims.cookie_name() not in browser.cookies


def test_what_is_no_picture_is_said_to_be_none(browser):
    numbers(browser)
    answer = send(browser, begun(browser), **{"pose-0": [SimpleUploadedFile("a.jpg", b"<script>", "image/jpeg")]})
    assert answer.json()["next"] == "/masuk/nik/hasil/foto"


def test_after_five_failures_the_face_rests_and_other_doors_stay_open(browser, faces, now):
    faces.likes = 5
    for number in range(5):
        numbers(browser)
        ratelimit.buckets.forget()
        drawn = begun(browser)
        send(browser, drawn, **frames(drawn, first=60 * number))
        now.later(seconds=30)
    answer = browser.post("/masuk/nik/wajah/mulai")
    assert (answer.status_code, answer.json()["next"]) == (429, "/masuk/nik/hasil/terlalu-sering")
    assert sign_in(browser).status_code == 302


def test_photos_do_without_a_script_and_make_less_sure(browser):
    numbers(browser)
    assert "Mulai" in text(browser.get("/masuk/nik/foto"))
    page = browser.post("/masuk/nik/foto").content.decode()
    hidden = dict(re.findall(r'name="(challenge|nonce)" value="([^"]+)"', page))
    asked = (
        ["straight", "blink", "side"]
        if page.index("Pejamkan") < page.index("samping")
        else ["straight", "side", "blink"]
    )
    answer = browser.post(
        "/masuk/nik/foto", hidden | {f"pose-{place}": upload("foto", pose, place) for place, pose in enumerate(asked)}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/kota-banjar/layanan/")
    assert signed_in_session(browser).assurance is Assurance.LOW


def test_photos_may_take_ten_minutes(browser, now):
    numbers(browser)
    page = browser.post("/masuk/nik/foto").content.decode()
    hidden = dict(re.findall(r'name="(challenge|nonce)" value="([^"]+)"', page))
    now.later(minutes=11)
    answer = browser.post("/masuk/nik/foto", hidden | {f"pose-{n}": upload("foto", "straight", n) for n in range(3)})
    assert answer["Location"] == "/masuk/nik/hasil/too-late"


def test_an_installation_without_a_face_engine_does_not_offer_the_door(browser, settings):
    settings.FACES_ENGINE = lambda: None
    assert "/masuk/nik" not in text(browser.get("/masuk"))
    assert browser.get("/masuk/nik").status_code == 404


def test_a_new_session_has_a_new_id_whatever_the_browser_carried(browser):
    browser.cookies[claims.cookie_name()] = "planted"
    go_through(browser)
    assert signed_in_session(browser) is not None


def test_the_page_about_the_check_says_what_it_cannot_stop(browser):
    page = text(browser.get("/masuk/pemeriksaan-wajah"))
    assert "kamera virtual" in page
    assert "ISO 30107-3" in page
    browser.cookies["bahasa"] = "en"
    assert "virtual camera" in text(browser.get("/masuk/pemeriksaan-wajah"))


def test_the_number_of_the_person_is_in_no_log(browser, capsys, caplog):
    numbers(browser, name="Somebody Else")
    go_through(browser)
    told = capsys.readouterr()
    assert NIK not in told.out + told.err + caplog.text


def test_whoever_was_seen_once_and_holds_a_factor_is_not_looked_at_again(browser, faces, now):
    go_through(browser)
    add_totp(browser, now)
    again, compared = Client(), faces.compared
    answer = numbers(again)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/masuk/langkah-kedua")
    session = signed_in_session(again)
    assert session.is_pending, "numbers alone let nobody in"
    assert session.assurance is Assurance.SUBSTANTIAL
    assert again.get("/akun/").status_code == 302
    assert faces.compared == compared


def test_without_a_factor_the_face_is_asked_for_each_time(browser):
    go_through(browser)
    assert numbers(Client())["Location"] == "/masuk/nik/wajah"


def test_a_factor_alone_does_for_nobody_whose_face_was_never_seen(browser, now):
    sign_in(browser)
    add_totp(browser, now)
    assert numbers(Client())["Location"] == "/masuk/nik/wajah"


def test_one_telephone_does_not_try_the_faces_of_a_whole_village(browser):
    numbers(browser)
    answers = [browser.post("/masuk/nik/wajah/mulai") for _ in range(18)]
    assert answers[0].status_code == 200
    assert answers[-1].json()["next"] == "/masuk/nik/hasil/terlalu-cepat"
    other = Client()
    numbers(other)
    assert other.post("/masuk/nik/wajah/mulai").status_code == 200
