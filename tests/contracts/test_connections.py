"""What a region has connected is what it is asked by, from the next question on."""

import pytest

from mpp.config.wiring import evidence_sources
from mpp.evidence.operations.close_source import close_source
from mpp.evidence.operations.connect_source import Access, connect_source
from mpp.evidence.probing import try_now
from mpp.evidence.queries.connections import connections
from mpp.evidence.rules.facts import Source
from mpp.foundation.ids import uuid7
from mpp.tenancy.tests.builders import NOW, a_region, an_admin
from mpp_sandbox.sicantik import APIKEY, BEARER, SALT_KEY

AGREEMENT = {"institution": "32.79", "bearer": BEARER, "apikey": APIKEY, "salt_key": SALT_KEY}


@pytest.fixture
def banjar(db):
    return a_region("kota-banjar")


def opened(region, address: str, **changed: str) -> None:
    now_set = connections(actor=an_admin(region))
    connect_source(
        connection_id=now_set[0].id if now_set else uuid7(),
        source=Source.REGION,
        access=Access(address=address, details=AGREEMENT | changed),
        actor=an_admin(region),
        now=NOW,
    )


def test_what_is_opened_is_asked_and_what_is_closed_no_longer(banjar, outside):
    assert evidence_sources(banjar.id).regional is None
    opened(banjar, f"{outside.url}/sicantik")
    held = evidence_sources(banjar.id).regional.licences(outside.person("nunung").nik)
    assert {licence.region_code for licence in held} == {"32.79"}
    assert evidence_sources(banjar.id) is evidence_sources(banjar.id)
    (now_set,) = connections(actor=an_admin(banjar))
    close_source(connection_id=now_set.id, actor=an_admin(banjar), now=NOW)
    assert evidence_sources(banjar.id).regional is None


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({}, ""),
        ({"bearer": "another"}, "refused-us"),
        ({"apikey": "another"}, "refused-us"),
        ({"salt_key": "another"}, "broken-seal"),
    ],
)
def test_a_try_tells_which_key_is_the_wrong_one(banjar, outside, wrong, reason):
    opened(banjar, f"{outside.url}/sicantik", **wrong)
    assert try_now(Source.REGION, evidence_sources(banjar.id)).reason == reason


def test_a_region_with_its_own_agreement_asks_the_population_register_under_it(banjar, outside):
    national = evidence_sources(banjar.id)
    own = {"customer": "mpp-digital", "user": "mpp-digital", "password": "of-another", "sender": "10.32.79.1"}
    access = Access(address=f"{outside.url}/dukcapil", details=own)
    connect_source(connection_id=uuid7(), source=Source.DUKCAPIL, access=access, actor=an_admin(banjar), now=NOW)
    assert evidence_sources(banjar.id).population is not national.population
    assert try_now(Source.DUKCAPIL, evidence_sources(banjar.id)).reason == "refused-us"
