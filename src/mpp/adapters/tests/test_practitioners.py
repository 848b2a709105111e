"""What the national index says of somebody is believed only where it fits: the person, every page, every practice."""

from datetime import date
from typing import Any

import httpx
import pytest

from mpp.adapters.line import Line, Reason
from mpp.adapters.practitioner_index import SatusehatPractitioners
from mpp.adapters.satusehat import MOST_PAGES, Satusehat, SatusehatSettings
from mpp.evidence.fakes import FakeFacilityRegister
from mpp.evidence.rules.values import Facility, Practitioner
from mpp.foundation.errors import Unavailable

NIK, NUMBER = "3279025708940001", "N10000001"
RSUD = Facility(
    code="327902005", name="RSUD Contoh", kind="rsud", address="Jl. Contoh 2", district="Banjar", region_code="32.79"
)
NIK_SYSTEM = "https://fhir.kemkes.go.id/id/nik"


def a_person(**changed: object) -> dict[str, object]:
    return {
        "resourceType": "Practitioner",
        "id": NUMBER,
        "identifier": [{"system": NIK_SYSTEM, "value": NIK}],
        "name": [{"text": "Neneng"}],
        "qualification": [{"code": {"coding": [{"code": "perawat"}]}}],
    } | changed


def a_role(place: str = RSUD.code, **changed: object) -> dict[str, object]:
    return {
        "resourceType": "PractitionerRole",
        "id": f"{NUMBER}-{place}",
        "active": True,
        "period": {"start": "2026-11-02"},
        "practitioner": {"reference": f"Practitioner/{NUMBER}"},
        "organization": {"reference": f"Organization/{place}", "display": "Menurut peran"},
        "code": [{"coding": [{"code": "perawat"}]}],
    } | changed


def a_bundle(*resources: object, further: str = "") -> dict[str, object]:
    links = [{"relation": "next", "url": further}] if further else []
    entries = [{"resource": each} for each in resources]
    return {"resourceType": "Bundle", "type": "searchset", "link": links, "entry": entries}


class Index:
    """Plays SATUSEHAT. people, roles: the pages of the two searches"""

    def __init__(self, people: Any = None, roles: Any = None) -> None:
        self.people = people if isinstance(people, list) else [a_bundle(a_person()) if people is None else people]
        self.roles = roles if isinstance(roles, list) else [a_bundle() if roles is None else roles]
        self.asked: list[httpx.URL] = []

    def respond(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/accesstoken"):
            return httpx.Response(200, json={"access_token": "t", "expires_in": "3599"})
        self.asked.append(request.url)
        pages = self.roles if request.url.path.endswith("PractitionerRole") else self.people
        return httpx.Response(200, json=pages[int(request.url.params.get("_page", 1)) - 1])

    def practitioner(self, **more: Any) -> Practitioner | None:
        line = Line("satusehat", "http://outside.test", transport=httpx.MockTransport(self.respond))
        satusehat = Satusehat(SatusehatSettings(client_id="c", client_secret="s"), line)
        places = FakeFacilityRegister(facilities=(RSUD,))
        return SatusehatPractitioners(satusehat, places, **more).practitioner(NIK)

    def refusal(self) -> str:
        with pytest.raises(Unavailable) as refused:
            self.practitioner()
        return str(refused.value.facts["reason"])


def test_little_is_mandatory_and_the_rest_may_be_missing():
    known = Index().practitioner()
    assert known is not None
    assert (known.number, known.name, known.workplaces) == (NUMBER, "Neneng", ())
    assert [(each.profession, each.number, each.valid_until) for each in known.qualifications] == [
        ("perawat", "", None)
    ]
    assert Index(a_bundle(a_person(qualification=[], active=True))).practitioner() is not None


def test_a_place_is_told_as_the_facility_list_has_it_and_by_its_code_where_it_does_not():
    known = Index(
        roles=a_bundle(a_role(), a_role("999", organization={"reference": "Organization/999"}))
    ).practitioner()
    listed, unlisted = known.workplaces
    assert (listed.place_name, listed.place_address, listed.region_code) == ("RSUD Contoh", "Jl. Contoh 2", "32.79")
    assert (unlisted.place_name, unlisted.region_code) == ("999", "")


def test_a_closed_practice_is_left_out_and_an_ended_one_comes_with_its_day():
    ended = a_role("2", period={"start": "2024", "end": "2025-02"})
    known = Index(roles=a_bundle(a_role(active=False), ended)).practitioner()
    (left,) = known.workplaces
    assert (left.place_code, left.since, left.until) == ("2", date(2024, 1, 1), date(2025, 2, 28))


def test_a_moment_is_its_day_and_no_period_is_no_day():
    open_ended = a_role("2", period={})
    timed = a_role(period={"start": "2026-11-02T08:00:00+07:00"})
    first, second = Index(roles=a_bundle(timed, open_ended)).practitioner().workplaces
    assert (first.since, first.until, second.since) == (date(2026, 11, 2), None, None)


def test_every_page_is_read_and_the_token_stays_with_the_agency():
    elsewhere = "https://elsewhere.example/PractitionerRole?practitioner=N10000001&_page=2"
    index = Index(roles=[a_bundle(a_role(), further=elsewhere), a_bundle(a_role("2"))])
    assert [each.place_code for each in index.practitioner().workplaces] == [RSUD.code, "2"]
    assert {url.host for url in index.asked} == {"outside.test"}


def test_pages_without_end_are_no_answer():
    index = Index(roles=[a_bundle(further="?_page=1")] * (MOST_PAGES + 1))
    assert index.refusal() == Reason.TOO_LARGE
    assert len(index.asked) == 1 + MOST_PAGES


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        (a_bundle(a_person(identifier=[{"system": NIK_SYSTEM, "value": "3279025708940002"}])), Reason.OTHER_SUBJECT),
        (a_bundle(a_person(identifier=[])), Reason.OTHER_SUBJECT),
        (a_bundle(a_person(), a_person(id="N2")), Reason.WRONG_SHAPE),
        (a_bundle(a_person(), a_person()), Reason.WRONG_SHAPE),
        (a_bundle(a_person(id="")), Reason.WRONG_SHAPE),
        (a_bundle(a_person(name=[])), Reason.WRONG_SHAPE),
        (a_bundle(a_person(active="yes")), Reason.WRONG_SHAPE),
        (a_bundle(a_role()), Reason.WRONG_SHAPE),
        (a_bundle() | {"type": "history"}, Reason.WRONG_SHAPE),
        ({"resourceType": "OperationOutcome"}, Reason.WRONG_SHAPE),
        ({}, Reason.WRONG_SHAPE),
    ],
)
def test_a_person_is_believed_only_as_agreed(people, reason):
    assert Index(people).refusal() == reason


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        (a_role(practitioner={"reference": "Practitioner/N2"}), Reason.OTHER_SUBJECT),
        (a_role(practitioner=None), Reason.WRONG_SHAPE),
        (a_role(organization={"display": "RSUD"}), Reason.WRONG_SHAPE),
        (a_role(organization={"reference": "Location/1"}), Reason.WRONG_SHAPE),
        (a_role(period={"start": "02-11-2026"}), Reason.WRONG_SHAPE),
        (a_role(period={"start": "2026-13"}), Reason.WRONG_SHAPE),
        (a_role(period={"end": "2026-02-30"}), Reason.WRONG_SHAPE),
    ],
)
def test_a_practice_is_believed_only_as_agreed(role, reason):
    assert Index(roles=a_bundle(role)).refusal() == reason


def test_of_two_entries_the_one_that_was_closed_does_not_count():
    known = Index(a_bundle(a_person(id="N2", active=False), a_person())).practitioner()
    assert known.number == NUMBER
    assert Index(a_bundle(a_person(active=False))).practitioner() is None


def test_all_questions_together_are_bounded():
    moments = iter([0.0, 1.0, 7.0])
    with pytest.raises(Unavailable) as refused:
        Index(roles=a_bundle(a_role())).practitioner(clock=lambda: next(moments))
    assert refused.value.facts["reason"] == Reason.SLOW
