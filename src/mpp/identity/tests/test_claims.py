from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from mpp.foundation.ids import uuid7
from mpp.identity import claims
from mpp.identity.claims import SessionClaims
from mpp.identity.rules import CITIZEN_LIMITS, OFFICER_LIMITS, Assurance
from mpp.identity.tests.conftest import NOON

SITI = SessionClaims(
    session_id=uuid7(),
    account_id=uuid7(),
    person_id=uuid7(),
    name="Siti Aminah",
    role="pemohon",
    region_id=0,
    officer_id=None,
    agency_id=None,
    assurance=Assurance.HIGH,
    device="Chrome, Android",
    created_at=NOON,
    seen_at=NOON,
)
OFFICER = replace(SITI, role="kepala_dinkes", region_id=7, officer_id=uuid7(), agency_id=uuid7())


@given(st.text(max_size=300), st.sampled_from([SITI, OFFICER]))
def test_what_is_written_reads_back(name, who):
    told = replace(who, name=name.encode("utf-8", "replace").decode())
    assert claims.read(claims.write(told)) == told


@given(st.integers(0, 10_000), st.characters(codec="ascii"))
def test_a_changed_character_makes_it_worthless(place, character):
    text = claims.write(OFFICER)
    changed = text[: place % len(text)] + character + text[place % len(text) + 1 :]
    assert changed == text or claims.read(changed) is None


@pytest.mark.parametrize("text", ["", ":", "a.b.c", "null", signing.Signer(salt="another").sign("W10")])
def test_what_we_have_not_written_says_nothing(text):
    assert claims.read(text) is None


def test_a_cookie_of_an_older_format_says_nothing(monkeypatch):
    monkeypatch.setattr(claims, "FORMAT", 0)
    text = claims.write(SITI)
    monkeypatch.undo()
    assert claims.read(text) is None


def test_a_name_of_300_characters_still_fits_into_a_cookie():
    assert len(claims.write(replace(OFFICER, name="ꦱ" * 300))) < 4000


def test_an_officers_session_runs_out_before_a_citizens():
    assert not SITI.has_run_out(NOON + OFFICER_LIMITS.idle)
    assert OFFICER.has_run_out(NOON + OFFICER_LIMITS.idle)
    in_use = OFFICER.seen(NOON + OFFICER_LIMITS.absolute - timedelta(seconds=1))
    assert in_use.has_run_out(NOON + OFFICER_LIMITS.absolute)
    assert SITI.has_run_out(NOON + CITIZEN_LIMITS.idle)


def test_the_actor_carries_capacity_and_office():
    actor = OFFICER.actor(address="192.0.2.1")
    assert (actor.role, actor.region_id, actor.officer_id) == ("kepala_dinkes", 7, OFFICER.officer_id)
    assert (actor.person_id, actor.account_id, actor.address) == (OFFICER.person_id, OFFICER.account_id, "192.0.2.1")


def test_over_https_the_cookie_is_bound_to_this_host(settings):
    settings.COOKIES_ARE_SECURE = True
    assert claims.cookie_name() == "__Host-sesi"
