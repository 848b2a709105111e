"""Administrators are warned before a certificate ends and while a quota runs out, each time once."""

import json
from datetime import datetime, timedelta

import pytest
from django.db import connection

from mpp.evidence.operations.connect_source import Access, connect_source
from mpp.evidence.ports import ShownCertificate
from mpp.evidence.rules.facts import Source
from mpp.evidence.rules.watch import STAGES, days_left, is_nearer, stage_of
from mpp.evidence.tests.builders import NOON
from mpp.evidence.tests.test_quota import a_quota, storm
from mpp.evidence.watching import NATIONAL_SOURCES, look_at_all
from mpp.foundation.actor import NATIONAL, system
from mpp.foundation.errors import Unavailable
from mpp.foundation.ids import uuid7
from mpp.foundation.scope import entered
from mpp.tenancy.tests.builders import a_region, an_admin, an_agency

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("left", "stage"),
    [
        (60 * DAY, None),
        (31 * DAY, None),
        (30 * DAY, 30),
        (8 * DAY, 30),
        (7 * DAY, 7),
        (DAY, 1),
        (DAY / 2, 0),
        (-DAY, 0),
    ],
)
def test_the_nearer_the_end_the_louder(left, stage):
    assert stage_of(NOON + left, NOON) == stage
    assert days_left(NOON + left, NOON) == left // DAY


def test_each_stage_is_told_once():
    assert is_nearer(30, None)
    assert not is_nearer(30, 30)
    assert is_nearer(7, 30)
    assert not is_nearer(None, None)
    assert sorted(STAGES) == list(STAGES)


def told() -> list[dict]:
    with entered(system()), connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM outbox WHERE event = 'SourceNeedsCare' ORDER BY id")
        return [json.loads(payload) for (payload,) in cursor.fetchall()]


@pytest.fixture
def shown(settings) -> dict[tuple[Source, int], ShownCertificate | None]:
    """What each source shows; one that is not there does not answer."""
    certificates: dict[tuple[Source, int], ShownCertificate | None] = {
        (source, NATIONAL): None for source in NATIONAL_SOURCES
    }

    def look(source: Source, owner: int) -> ShownCertificate | None:
        if (source, owner) not in certificates:
            raise Unavailable(source="certificate")
        return certificates[source, owner]

    settings.EVIDENCE_CERTIFICATE = look
    return certificates


def ending(at: datetime, fingerprint: str = "a" * 64) -> ShownCertificate:
    return ShownCertificate(at, fingerprint)


@pytest.mark.django_db
def test_a_certificate_is_warned_of_at_each_stage_once_and_a_new_one_is_another_matter(shown):
    shown[Source.KKI, NATIONAL] = ending(NOON + 20 * DAY)
    for hour in range(3):
        look_at_all(NOON + hour * DAY / 24)
    assert [(each["source"], each["trouble"]) for each in told()] == [("kki", "certificate")]
    look_at_all(NOON + 14 * DAY)
    assert len(told()) == 2
    shown[Source.KKI, NATIONAL] = ending(NOON + 400 * DAY, "b" * 64)
    look_at_all(NOON + 15 * DAY)
    assert len(told()) == 2
    look_at_all(NOON + 380 * DAY)
    assert len(told()) == 3


@pytest.mark.django_db
def test_the_region_is_warned_of_its_own_agreement(shown):
    banjar = a_region("kota-banjar")
    own = {"customer": "c", "user": "u", "password": "p", "sender": "10.0.0.1"}
    access = Access(address="https://dukcapil.kemendagri.go.id", details=own)
    connect_source(connection_id=uuid7(), source=Source.DUKCAPIL, access=access, actor=an_admin(banjar), now=NOON)
    look_at_all(NOON)
    assert told() == [], "a source that does not answer is no certificate that ends"
    shown[Source.DUKCAPIL, banjar.id] = ending(NOON + 3 * DAY)
    look_at_all(NOON)
    assert [(each["region_id"], each["trouble"]) for each in told()] == [(banjar.id, "certificate")]


@pytest.mark.django_db
def test_a_quota_that_runs_out_is_told_once_a_day(shown):
    banjar = a_region("kota-banjar")
    an_agency(banjar)
    a_quota(79)
    evening = NOON.replace(hour=14)  # nine in Jakarta
    look_at_all(evening)
    assert told() == []
    storm(banjar, now=evening)
    look_at_all(evening)
    look_at_all(evening)
    assert [each["trouble"] for each in told()] == ["quota"]
