"""How somebody was proven in a session, as other packages read it."""

from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from django.test import Client

from mpp.faces.fakes import FakeFaces
from mpp.foundation.ids import uuid7
from mpp.identity.queries import Proven, how_proven
from mpp.identity.tests.browsing import actor, add_totp, prove, session, way_of
from mpp.identity.tests.fakes import Elements
from mpp.identity.tests.test_nik_door import KK, NAME, NIK, go_through, numbers
from mpp.identity.tests.test_pages import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "provider", "posts")]


@pytest.fixture(autouse=True)
def agreeing(settings):
    faces = FakeFaces()
    settings.IDENTITY_ELEMENTS = Elements({NIK: {"family_card": KK, "name": NAME, "birth_date": "1990-01-01"}})
    settings.FACES_ENGINE = lambda: faces


def proven_in(browser):
    return how_proven(session(browser).session_id, actor=actor(browser))


def test_the_door_is_known_and_the_factor_that_was_proven_after_it(browser, now):
    sign_in(browser)
    assert proven_in(browser) == Proven(door="ikd", is_anew=True)
    add_totp(browser, now)
    assert proven_in(browser) == Proven(door="ikd", is_anew=True, factor="totp")


def test_a_face_that_was_seen_before_is_not_said_to_be_seen_now(browser, now):
    go_through(browser)
    assert proven_in(browser) == Proven(door="nik", is_anew=True)
    secret = add_totp(browser, now)
    again = Client()
    numbers(again)
    now.at += timedelta(minutes=1)
    prove(again, pyotp.TOTP(secret).at(now.at), way=way_of(again, "totp"))
    assert proven_in(again) == Proven(door="nik", is_anew=False, factor="totp")


def test_nothing_is_said_of_the_session_of_somebody_else(browser):
    sign_in(browser)
    stranger = replace(actor(browser), person_id=uuid7())
    assert how_proven(session(browser).session_id, actor=stranger) == Proven()
