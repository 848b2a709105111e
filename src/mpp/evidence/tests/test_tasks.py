"""The worker asks again for what was silent, at growing pauses, until it is told."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from procrastinate.contrib.django import app as jobs
from procrastinate.testing import InMemoryConnector

from mpp.evidence.events import FactsPending
from mpp.evidence.gathering import applicant
from mpp.evidence.queries import facts_of
from mpp.evidence.rules.facts import Key, State
from mpp.evidence.tasks import (
    GIVE_UP_AFTER,
    LONGEST_PAUSE_S,
    Patience,
    StillSilent,
    ask_later,
    confirm_pending,
    pause_s,
)
from mpp.evidence.tests.builders import BANJAR, NIK, NOON, PLACE, the_registries
from mpp.foundation.actor import ANYONE, system
from mpp.foundation.ids import uuid7
from mpp.identity.operations.sign_in import sign_in
from mpp.identity.ports import ProvenIdentity
from mpp.identity.queries import profile
from mpp.identity.rules import Assurance

pytestmark = pytest.mark.django_db


@pytest.fixture
def registries(settings):
    fakes = the_registries()
    settings.EVIDENCE_SOURCES = lambda region_id: fakes.as_sources()
    return fakes


@pytest.fixture
def neneng():
    """Return the id of a nurse who has signed in."""
    proven = ProvenIdentity(
        provider="ikd",
        subject="pairwise-neneng",
        nik=NIK,
        name="NENENG SITI ROHAENI",
        assurance=Assurance.SUBSTANTIAL,
        birth_date=date(1994, 8, 17),
        released={"birthplace": "Banjar", "address": "Jl. Contoh 1"},
    )
    return sign_in(proven=proven, language="id", actor=ANYONE, now=NOON).person_id


def test_an_applicant_is_who_the_digital_identity_said(neneng):
    told = applicant(profile(actor=replace(system(BANJAR), person_id=neneng)))
    assert (told.nik, told.released_at, told.reference) == (NIK, NOON, "ikd")
    assert told.released == {
        Key.NAME: "NENENG SITI ROHAENI",
        Key.BIRTH_DATE: "1994-08-17",
        Key.BIRTH_PLACE: "Banjar",
        Key.ADDRESS: "Jl. Contoh 1",
    }
    assert NIK not in repr(told)


def ask_again(person_id, *keys: Key) -> None:
    confirm_pending(
        region_id=BANJAR,
        person_id=str(person_id),
        case_id=str(uuid7()),
        keys=[key.value for key in keys],
        profession="perawat",
        place_code=PLACE,
    )


def test_what_is_answered_at_last_is_kept(registries, neneng):
    registries.registration.is_silent = True
    with pytest.raises(StillSilent, match="registrations"):
        ask_again(neneng, Key.REGISTRATIONS, Key.LICENCES)
    registries.registration.is_silent = False
    ask_again(neneng, Key.REGISTRATIONS, Key.LICENCES)
    kept = facts_of(neneng, [Key.REGISTRATIONS, Key.LICENCES], actor=replace(system(BANJAR), person_id=neneng))
    assert [fact.state for fact in kept] == [State.KNOWN, State.KNOWN]


def test_a_pending_fact_becomes_a_job_without_personal_values():
    event = FactsPending(
        region_id=BANJAR,
        person_id=uuid7(),
        case_id=uuid7(),
        keys=("registrations",),
        profession="perawat",
        place_code=PLACE,
    )
    with jobs.replace_connector(InMemoryConnector()) as app:
        ask_later(event=event, actor=system(BANJAR), now=NOON)
        (job,) = app.connector.jobs.values()
    assert job["task_name"] == "evidence.confirm_pending"
    assert set(job["args"]) == {"region_id", "person_id", "case_id", "keys", "profession", "place_code"}


def test_pauses_grow_to_an_hour_and_never_meet():
    assert 60 <= pause_s(0) <= 90
    assert LONGEST_PAUSE_S <= pause_s(50) <= LONGEST_PAUSE_S * 1.5
    assert len({pause_s(3) for _ in range(20)}) > 1


def test_after_the_office_has_long_decided_nobody_is_asked_any_more():
    decide = Patience().get_retry_decision
    assert decide(exception=StillSilent(), job=SimpleNamespace(attempts=GIVE_UP_AFTER - 1)) is not None
    assert decide(exception=StillSilent(), job=SimpleNamespace(attempts=GIVE_UP_AFTER)) is None
