"""Every agency may be slow, down, over its quota or wrong."""

import time

import httpx
import pytest

from mpp_sandbox.switches import Agency

#: A harmless question for each agency that answers over HTTP.
QUESTIONS = {
    "ikd": "/ikd/jwks",
    "inapas": "/inapas/jwks",
    "kki": "/kki/api/v1/str?nik=1",
    "satusehat": "/satusehat/fhir-r4/v1/Organization",
    "sisdmk": "/sisdmk/api/v1/nakes/1",
}


@pytest.mark.parametrize("agency", QUESTIONS)
def test_a_closed_line_gives_not_a_byte(outside, agency):
    outside.set(agency, down="closed")
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(outside.url + QUESTIONS[agency])


@pytest.mark.parametrize("agency", QUESTIONS)
def test_an_agency_may_be_unavailable_over_quota_or_send_a_page(outside, agency):
    outside.set(agency, down="503")
    assert httpx.get(outside.url + QUESTIONS[agency]).status_code == 503
    outside.set(agency, over_quota=True)
    assert httpx.get(outside.url + QUESTIONS[agency]).status_code == 429
    outside.set(agency, wrong="html")
    assert httpx.get(outside.url + QUESTIONS[agency]).headers["content-type"].startswith("text/html")
    outside.set(agency, wrong="redirect")
    assert httpx.get(outside.url + QUESTIONS[agency]).status_code == 302


def test_half_a_body_breaks_off(outside):
    outside.set("ikd", wrong="half")
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(f"{outside.url}/ikd/jwks")


def test_a_slow_agency_makes_wait_and_the_others_do_not(outside):
    outside.set("kki", slow_ms=150)
    begin = time.monotonic()
    httpx.get(outside.url + QUESTIONS["kki"])
    assert time.monotonic() - begin >= 0.15


def test_a_setting_may_end_by_itself(outside):
    outside.set("ikd", down="503", times=2)
    assert [httpx.get(f"{outside.url}/ikd/jwks").status_code for _ in range(3)] == [503, 503, 200]


def test_somebody_elses_data_looks_in_order_but_is_not(outside):
    outside.set("kki", wrong="other-person")
    asked = outside.person("neneng").nik
    rows = httpx.get(
        f"{outside.url}/kki/api/v1/str", params={"nik": asked}, auth=("mpp-digital", "sandbox-secret")
    ).json()["data"]
    assert rows
    assert all(row["nik"] != asked for row in rows)


def test_switches_are_set_by_json_and_by_page(outside):
    with httpx.Client(base_url=outside.url) as client:
        assert client.put("/switches/state/ikd", json={"down": "503"}).json()["down"] == "503"
        assert client.get("/ikd/jwks").status_code == 503
        assert client.delete("/switches/state").status_code == 204
        assert client.get("/ikd/jwks").status_code == 200
        client.post("/switches/kki", data={"slow_ms": "10", "over_quota": "on"})
        assert client.get("/switches/state").json()["kki"]["over_quota"] is True
        assert "kuota habis" in client.get("/switches/").text
        assert client.put("/switches/state/ikd", json={"down": "perhaps"}).status_code == 400
        assert client.put("/switches/state/nobody", json={}).status_code == 404
        assert set(client.get("/switches/state").json()) == set(Agency)
