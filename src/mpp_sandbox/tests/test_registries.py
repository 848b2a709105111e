"""Dukcapil, KKI, SATUSEHAT and SISDMK over HTTP."""

import base64

import httpx
import pytest

SECRET = ("mpp-digital", "sandbox-secret")
PNG = base64.b64encode(b"\x89PNG a portrait").decode()


def verdict(outside, nik, **elements):
    asked = {"USER_ID": SECRET[0], "PASSWORD": SECRET[1], "IP_USER": "10.0.0.1", "TRESHOLD": 90, "NIK": nik, **elements}
    reply = httpx.post(f"{outside.url}/dukcapil/dukcapil/get_json/mpp-digital/CALL_VERIFY_BY_ELEMEN", json=asked)
    assert reply.status_code == 200
    return reply.json()


@pytest.fixture
def satusehat(outside):
    with httpx.Client(base_url=f"{outside.url}/satusehat") as client:
        form = {"client_id": SECRET[0], "client_secret": SECRET[1]}
        token = client.post("/oauth2/v1/accesstoken", params={"grant_type": "client_credentials"}, data=form).json()
        client.headers["Authorization"] = f"Bearer {token['access_token']}"
        yield client


@pytest.fixture
def sisdmk(outside):
    with httpx.Client(base_url=f"{outside.url}/sisdmk/api") as client:
        token = client.post("/login", json={"username": SECRET[0], "password": SECRET[1]}).json()["token"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def test_dukcapil_gives_verdicts_and_no_data(outside):
    nurse = outside.person("neneng")
    body = verdict(
        outside,
        nurse.nik,
        NAMA_LGKP="NENENG SITI ROHAENI KARTIKAWATY",
        TGL_LHR="17-08-1994",
        JENIS_KLMIN="Perempuan",
        NO_KK=nurse.family_card,
        TMPT_LHR="Bandung",
        NO_RT=nurse.address.rt.lstrip("0"),
    )
    assert body["content"] == [
        {
            "NIK": "Sesuai",
            "NAMA_LGKP": "Sesuai (96)",
            "TGL_LHR": "Sesuai",
            "JENIS_KLMIN": "Sesuai",
            "NO_KK": "Sesuai",
            "TMPT_LHR": "Tidak Sesuai",
            "NO_RT": "Sesuai",
        }
    ]


@pytest.mark.parametrize(
    ("key", "code"),
    [("deceased", "11"), ("duplicate", "12"), ("unknown", "13"), ("inactive", "14"), ("malformed", "15")],
)
def test_dukcapil_says_in_a_row_what_is_the_matter_with_a_nik(outside, key, code):
    assert verdict(outside, outside.person(key).nik)["content"][0]["RESPONSE_CODE"] == code


def test_dukcapil_counts_the_quota_of_each_customer(outside):
    nik = outside.person("neneng").nik
    assert verdict(outside, nik)["quotaLimiter"] == verdict(outside, nik)["quotaLimiter"] + 1
    outside.set("dukcapil", over_quota=True)
    assert verdict(outside, nik)["quotaLimiter"] == 0


def test_dukcapil_compares_a_face_with_a_threshold(outside):
    nurse = outside.person("neneng")
    address = f"{outside.url}/dukcapil/face/mpp-digital/CALL_FACE_MATCH"
    asked = {"USER_ID": SECRET[0], "PASSWORD": SECRET[1], "NIK": nurse.nik, "IMAGE": PNG, "TRESHOLD": 75}
    assert httpx.post(address, json=asked).json()["content"][0]["HASIL"] == "Sesuai"
    outside.set("dukcapil", wrong="other-person")
    assert httpx.post(address, json=asked).json()["content"][0]["HASIL"] == "Tidak Sesuai"


@pytest.mark.parametrize(
    ("key", "status", "is_lifetime"),
    [
        ("neneng", "AKTIF", True),
        ("agus", "AKTIF", False),
        ("lia", "KEDALUWARSA", False),
        ("ade", "NONAKTIF", True),
        ("cucu", "DICABUT", True),
    ],
)
def test_kki_knows_the_state_of_a_registration(outside, key, status, is_lifetime):
    person = outside.person(key)
    reply = httpx.get(f"{outside.url}/kki/api/v1/str", params={"nik": person.nik}, auth=SECRET)
    (row,) = reply.json()["data"]
    assert (row["nik"], row["profesi"], row["status"], row["seumur_hidup"]) == (
        person.nik,
        "perawat",
        status,
        is_lifetime,
    )


def test_kki_tells_professions_apart_and_strangers_nothing(outside):
    address, nik = f"{outside.url}/kki/api/v1/str", outside.person("nuraini").nik
    assert len(httpx.get(address, params={"nik": nik}, auth=SECRET).json()["data"]) == 2
    assert len(httpx.get(address, params={"nik": nik, "profesi": "bidan"}, auth=SECRET).json()["data"]) == 1
    assert httpx.get(address, params={"nik": outside.person("dede").nik}, auth=SECRET).json()["data"] == []
    assert httpx.get(address, params={"nik": nik}).status_code == 401


def test_satusehat_finds_a_practitioner_by_nik_and_reads_one_by_id(outside, satusehat):
    nurse = outside.person("neneng")
    found = satusehat.get(
        "/fhir-r4/v1/Practitioner", params={"identifier": f"https://fhir.kemkes.go.id/id/nik|{nurse.nik}"}
    ).json()
    assert (found["resourceType"], found["total"]) == ("Bundle", 1)
    resource = found["entry"][0]["resource"]
    assert resource["qualification"][0]["code"]["coding"][0]["code"] == "perawat"
    assert "end" not in resource["qualification"][0]["period"]
    assert satusehat.get(f"/fhir-r4/v1/Practitioner/{resource['id']}").json() == resource
    by_name = {"name": "rohaeni", "birthdate": "1994-08-17", "gender": "female"}
    assert satusehat.get("/fhir-r4/v1/Practitioner", params=by_name).json()["total"] == 1


def test_satusehat_answers_with_outcomes_and_asks_for_a_token(outside, satusehat):
    assert satusehat.get("/fhir-r4/v1/Practitioner").json()["resourceType"] == "OperationOutcome"
    assert satusehat.get("/fhir-r4/v1/Practitioner/N9").status_code == 404
    assert httpx.get(f"{outside.url}/satusehat/fhir-r4/v1/Organization").status_code == 401


def test_satusehat_pages_through_the_facilities_of_a_region(satusehat):
    address, params = "/fhir-r4/v1/Organization", {"address-city": "32.79", "_count": "10"}
    codes = []
    for _ in range(3):
        page = satusehat.get(address, params=params).json()
        codes += [entry["resource"]["id"] for entry in page["entry"]]
        address = next((link["url"] for link in page["link"] if link["relation"] == "next"), None)
        params = None
    assert address is None
    assert len(codes) == len(set(codes)) == 25
    assert all(code.startswith("3279") for code in codes)


def test_satusehat_searches_facilities_by_words_in_name_or_district(satusehat):
    found = satusehat.get(
        "/fhir-r4/v1/Organization", params={"address-city": "3279", "_content": "langensari puskesmas"}
    )
    (entry,) = found.json()["entry"]
    assert entry["resource"]["name"] == "Puskesmas Langensari"
    assert satusehat.get(f"/fhir-r4/v1/Organization/{entry['resource']['id']}").json() == entry["resource"]


def test_satusehat_lists_where_somebody_practises(outside, satusehat):
    who = {"identifier": f"https://fhir.kemkes.go.id/id/nik|{outside.person('wawan').nik}"}
    ihs = satusehat.get("/fhir-r4/v1/Practitioner", params=who).json()["entry"][0]["resource"]["id"]
    assert satusehat.get("/fhir-r4/v1/PractitionerRole", params={"practitioner": ihs}).json()["total"] == 2


def test_sisdmk_tells_worker_licences_and_verdict(outside, sisdmk):
    tatang = outside.person("tatang")
    assert sisdmk.get(f"/v1/nakes/{tatang.nik}").json()["data"]["profesi"] == "perawat"
    (licence,) = sisdmk.get(f"/v1/nakes/{tatang.nik}/sip").json()["data"]
    verdict = sisdmk.get(f"/v1/skp/{licence['nomor_str']}").json()["data"]["putusan"]
    assert (licence["status"], verdict) == ("AKTIF", "KURANG")
    assert sisdmk.get(f"/v1/nakes/{outside.person('oman').nik}").status_code == 404
    assert httpx.get(f"{outside.url}/sisdmk/api/v1/nakes/{tatang.nik}").status_code == 401


def test_sisdmk_keeps_a_report_once_and_its_latest_state(outside, sisdmk):
    nurse = outside.person("jakarta-nurse")
    report = {
        "referensi": "r-1",
        "nomor_sip": "440/001/SIP-PR/3174/2026",
        "nik": nurse.nik,
        "profesi": "perawat",
        "nomor_str": "PR1",
        "kode_fasyankes": "317401001",
        "nama_fasyankes": "Puskesmas",
        "kode_wilayah": "31.74",
        "tanggal_terbit": "2026-11-23",
        "berlaku_sampai": "2031-11-23",
        "status": "AKTIF",
    }
    first, again = sisdmk.post("/v1/sip", json=report), sisdmk.post("/v1/sip", json=report)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert sisdmk.post("/v1/sip", json={**report, "nik": "1"}).status_code == 409
    sisdmk.post("/v1/sip", json={**report, "referensi": "r-2", "status": "DICABUT"})
    (licence,) = sisdmk.get(f"/v1/nakes/{nurse.nik}/sip").json()["data"]
    assert licence["status"] == "DICABUT"
    assert sisdmk.post("/v1/sip", json={"nomor_sip": "x", "status": "?"}).status_code == 422
