"""Answers that look right and are not are refused with their reason; a token that is no longer taken is replaced."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from mpp.adapters.bearer import Bearer
from mpp.adapters.facility_register import SatusehatFacilities
from mpp.adapters.line import Answer, Line, Reason
from mpp.adapters.population_registry import DukcapilRegistry, DukcapilSettings
from mpp.adapters.registration_registry import KkiRegistry
from mpp.adapters.satusehat import Satusehat, SatusehatSettings
from mpp.adapters.workforce_registry import SisdmkRegistry
from mpp.foundation.errors import Unavailable

NIK = "3279025708940001"


def a_line(answers: Callable[[httpx.Request], httpx.Response]) -> Line:
    return Line("kki", "http://outside.test", transport=httpx.MockTransport(answers))


def always(body: Any) -> Line:
    return a_line(lambda request: httpx.Response(200, json=body))


def the_reason(ask: Callable[[], object]) -> str:
    with pytest.raises(Unavailable) as refusal:
        ask()
    return str(refusal.value.facts["reason"])


def a_row(**changed: object) -> dict[str, object]:
    row: dict[str, object] = {
        "nik": NIK,
        "nomor_str": "PR64527392687760",
        "profesi": "perawat",
        "seumur_hidup": True,
        "berlaku_sampai": None,
        "status": "AKTIF",
    }
    return row | changed


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ([a_row(nik="3279025708940002")], Reason.OTHER_SUBJECT),
        ([a_row(), a_row(nik=None)], Reason.OTHER_SUBJECT),
        ([a_row(status="OK")], Reason.WRONG_SHAPE),
        ([a_row(status=None)], Reason.WRONG_SHAPE),
        ([a_row(nomor_str="")], Reason.WRONG_SHAPE),
        ([a_row(nomor_str="X" * 33)], Reason.WRONG_SHAPE),
        ([a_row(nomor_str="A\x00B")], Reason.WRONG_SHAPE),
        ([a_row(berlaku_sampai="31-12-2026", seumur_hidup=False)], Reason.WRONG_SHAPE),
        ([a_row(berlaku_sampai="2026-12-31")], Reason.WRONG_SHAPE),
        ([a_row(seumur_hidup=False)], Reason.WRONG_SHAPE),
        ({"nik": NIK}, Reason.WRONG_SHAPE),
        (None, Reason.WRONG_SHAPE),
        (["AKTIF"], Reason.WRONG_SHAPE),
    ],
)
def test_a_registration_is_believed_only_as_agreed(data, reason):
    registry = KkiRegistry(always({"status": True, "data": data}), user="u", password="p")
    assert the_reason(lambda: registry.registrations(NIK)) == reason


def dukcapil(body: Any) -> DukcapilRegistry:
    settings = DukcapilSettings(customer_id="c", user_id="u", password="p", ip_user="192.0.2.1")
    return DukcapilRegistry(settings, always(body))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"RESPONSE_CODE": "05", "RESPON": "Kuota habis"}, Reason.OVER_QUOTA),
        ({"RESPONSE_CODE": "02", "RESPON": "USER ID salah"}, Reason.REFUSED_US),
        ({"RESPONSE_CODE": "99", "RESPON": "?"}, Reason.WRONG_SHAPE),
        ({"NIK": "3279025708940002", "NAMA_LGKP": "Sesuai (100)"}, Reason.OTHER_SUBJECT),
        ({"NIK": "Tidak Sesuai", "NAMA_LGKP": "Sesuai (100)"}, Reason.WRONG_SHAPE),
        ({"NIK": "Sesuai"}, Reason.WRONG_SHAPE),
        ({"NIK": "Sesuai", "NAMA_LGKP": "NENENG"}, Reason.WRONG_SHAPE),
    ],
)
def test_a_verdict_is_believed_only_as_agreed(row, reason):
    registry = dukcapil({"content": [row]})
    assert the_reason(lambda: registry.match(NIK, {"name": "Neneng"})) == reason


@pytest.mark.parametrize("body", [{}, {"content": []}, {"content": [{}, {}]}, {"content": "Sesuai"}, [], 3])
def test_two_answers_or_none_about_one_person_are_no_answer(body):
    assert the_reason(lambda: dukcapil(body).match(NIK, {})) == Reason.WRONG_SHAPE


def test_a_verdict_may_carry_its_similarity():
    verdict = dukcapil({"content": [{"NIK": "Sesuai", "NAMA_LGKP": "Sesuai (96)"}]}).match(NIK, {"name": "Neneng"})
    assert (verdict.elements["name"].matched, verdict.elements["name"].score) == (True, 96)


def an_organization(**changed: object) -> dict[str, object]:
    code = {"url": "city", "valueCode": "3279"}
    address = {
        "text": "Jl. Contoh 1",
        "district": "Pataruman",
        "extension": [
            {"url": "https://fhir.kemkes.go.id/r4/StructureDefinition/administrativeCode", "extension": [code]}
        ],
    }
    return {
        "resourceType": "Organization",
        "id": "327901001",
        "name": "Puskesmas Contoh",
        "identifier": [],
        "type": [{"coding": [{"code": "puskesmas"}]}],
        "address": [address],
    } | changed


def facilities(body: Any) -> SatusehatFacilities:
    def respond(request: httpx.Request) -> httpx.Response:
        is_token = request.url.path.endswith("/accesstoken")
        return httpx.Response(200, json={"access_token": "t", "expires_in": "3599"} if is_token else body)

    return SatusehatFacilities(Satusehat(SatusehatSettings(client_id="c", client_secret="s"), a_line(respond)))


def test_a_facility_may_lack_a_permit():
    found = facilities(an_organization()).facility("327901001")
    assert found is not None
    assert (found.region_code, found.permit_number, found.permit_until) == ("32.79", "", None)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (an_organization(id="327901002"), Reason.OTHER_SUBJECT),
        (an_organization(resourceType="Location"), Reason.WRONG_SHAPE),
        (an_organization(address=[]), Reason.WRONG_SHAPE),
        (an_organization(address=[{"text": "Jl.", "extension": []}]), Reason.WRONG_SHAPE),
        (an_organization(type=[]), Reason.WRONG_SHAPE),
        ([], Reason.WRONG_SHAPE),
    ],
)
def test_a_facility_is_believed_only_as_agreed(body, reason):
    assert the_reason(lambda: facilities(body).facility("327901001")) == reason


def test_a_facility_of_another_region_is_not_offered():
    bundle = {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": an_organization()}]}
    assert len(facilities(bundle).search("puskesmas", "32.79", 5)) == 1
    assert the_reason(lambda: facilities(bundle).search("puskesmas", "51.06", 5)) == Reason.OTHER_SUBJECT


def test_a_token_that_is_no_longer_taken_is_replaced_once():
    logins, taken = [], {"second"}

    def respond(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/login":
            logins.append(request)
            token = ["first", "second", "third"][len(logins) - 1]
            return httpx.Response(200, json={"token": token, "expires_in": 3600})
        if request.headers["Authorization"].removeprefix("Bearer ") not in taken:
            return httpx.Response(401, json={})
        return httpx.Response(404, json={"status": False})

    registry = SisdmkRegistry(a_line(respond), user="u", password="p")
    assert registry.health_worker(NIK) is None
    assert registry.health_worker("3279025708940002") is None
    assert len(logins) == 2

    taken.clear()
    assert the_reason(lambda: registry.health_worker("3279025708940003")) == Reason.REFUSED_US
    assert len(logins) == 3


def test_a_token_is_replaced_before_it_ends():
    moments, fetched = iter([100.0, 100.0, 120.0, 131.0, 131.0]), []

    def fetch() -> tuple[str, float]:
        fetched.append(1)
        return f"token-{len(fetched)}", 60.0

    bearer = Bearer(fetch, clock=lambda: next(moments))
    shown = [bearer.ask(lambda headers: Answer(status=200, body=headers["Authorization"])).body for _ in range(3)]
    assert shown == ["Bearer token-1", "Bearer token-1", "Bearer token-2"]
