"""Being known more surely in the middle of something: only what is missing is asked, and nothing is typed again."""

from dataclasses import replace

import pyotp
import pytest
from django.test import Client

from mpp.faces.fakes import FakeFaces
from mpp.identity import claims
from mpp.identity.rules import Assurance
from mpp.identity.tests.browsing import FACTOR, add_totp, prove, session
from mpp.identity.tests.test_nik_door import begun, send
from mpp.identity.tests.test_pages import sign_in, text
from mpp.identity.views.step_up import step_up_href

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "provider", "posts")]

NEXT = "/permohonan/1/periksa"
FACE = "/masuk/nik/wajah"


@pytest.fixture(autouse=True)
def faces(settings):
    fake = FakeFaces()
    settings.FACES_ENGINE = lambda: fake
    return fake


def asked(needed=Assurance.SUBSTANTIAL):
    return step_up_href(needed=needed, next_path=NEXT, back_path="/permohonan/1/")


def weakly(browser):
    """Let the browser's session be one that began by a weak way."""
    name = claims.cookie_name()
    browser.cookies[name] = claims.write(replace(claims.read(browser.cookies[name].value), assurance=Assurance.LOW))
    return browser


@pytest.fixture
def weak(browser):
    sign_in(browser)
    return weakly(browser)


def test_the_camera_is_enough_for_whoever_is_signed_in_and_no_number_is_typed(weak):
    before = session(weak)
    page = text(weak.get(asked()))
    assert "NIK dan nama tidak perlu ditulis lagi" in page
    assert "Pakai kunci masuk" not in page
    assert weak.post(asked(), {"cara": "wajah"})["Location"] == FACE
    camera = text(weak.get(FACE))
    assert "NIK dan nomor KK" not in camera
    assert "/masuk/lebih-yakin?" in camera
    assert send(weak, begun(weak)).json() == {"next": NEXT}
    after = session(weak)
    assert (after.person_id, after.assurance) == (before.person_id, Assurance.SUBSTANTIAL)


def test_another_face_changes_nothing(weak, faces):
    faces.likes = 10.0
    weak.post(asked(), {"cara": "wajah"})
    assert send(weak, begun(weak)).json()["next"].startswith("/masuk/nik/hasil/")
    assert session(weak).assurance is Assurance.LOW


def test_whoever_was_seen_before_only_proves_the_own_factor(weak, now, faces):
    weak.post(asked(), {"cara": "wajah"})
    send(weak, begun(weak))
    secret = add_totp(weak, now)
    now.later(minutes=5)
    seen = faces.compared
    weakly(weak)
    assert "Anda pernah kami kenali" in text(weak.get(asked()))
    assert weak.post(asked(), {"cara": "kunci"})["Location"].startswith(FACTOR)
    assert prove(weak, pyotp.TOTP(secret).at(now.at)).status_code == 302
    assert (session(weak).assurance, faces.compared) == (Assurance.SUBSTANTIAL, seen)


def test_a_way_that_is_not_enough_is_not_offered(weak, provider, settings):
    door = provider.door()
    settings.IDENTITY_DOORS = lambda: {"ikd": door, "small": replace(door, reaches=Assurance.SUBSTANTIAL)}
    page = text(weak.get(asked(Assurance.HIGH)))
    assert "/masuk/mulai/ikd?" in page
    assert "/masuk/mulai/small?" not in page
    assert "Periksa wajah" not in page
    assert weak.post(asked(Assurance.HIGH), {"cara": "wajah"}).status_code == 200
    settings.FACES_ENGINE = lambda: None
    assert "Periksa wajah" not in text(weak.get(asked()))


def test_whoever_is_known_surely_goes_on_at_once(browser):
    sign_in(browser)
    assert browser.get(asked())["Location"] == NEXT


def test_addresses_that_make_no_sense_lead_nowhere(weak):
    assert weak.get("/masuk/lebih-yakin?perlu=certain").status_code == 404
    assert weak.get("/masuk/lebih-yakin").status_code == 200
    away = weak.get("/masuk/lebih-yakin?perlu=substantial&next=//elsewhere.example&kembali=https://elsewhere.example")
    assert "elsewhere.example" not in text(away).partition("<main")[2]
    assert Client().get(asked())["Location"].startswith("/masuk?next=")
