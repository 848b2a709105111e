"""At the counter: an officer vouches for a person, and a code opens one session on the person's own telephone."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from mpp.faces.fakes import FakeFaces
from mpp.foundation import ratelimit
from mpp.foundation.actor import ANYONE, system
from mpp.foundation.clock import utc_now
from mpp.identity import claims
from mpp.identity.operations.record_status import record_status
from mpp.identity.operations.use_entry_code import EntryCodeNotValid, use_entry_code
from mpp.identity.ports import IdentityProviderUnavailable
from mpp.identity.queries import profile
from mpp.identity.queries.proofs import proofs
from mpp.identity.rules import Assurance, PersonStatus
from mpp.identity.tests.fakes import Elements
from mpp.identity.tests.test_nik_door import KK, NAME, NIK, signed_in_session
from mpp.identity.tests.test_sign_in import citizen
from mpp.tenancy.rules import AgencyKind
from mpp.tenancy.tests.builders import a_region, an_agency, appointed
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db

OFFICER_NIK, OFFICER_KK = "3279010101850001", "3279011205080099"


@pytest.fixture(autouse=True)
def elements(settings):
    ratelimit.buckets.forget()
    settings.FACES_ENGINE = FakeFaces
    settings.IDENTITY_ELEMENTS = known = Elements(
        {
            NIK: {"family_card": KK, "name": NAME, "birth_date": "1990-01-01"},
            OFFICER_NIK: {"family_card": OFFICER_KK, "name": "Dede"},
        }
    )
    return known


@pytest.fixture
def officer():
    region = a_region()
    agency_id = an_agency(region, AgencyKind.DPMPTSP, "DPMPTSP")
    appointed(region, "petugas_mpp", agency_id=agency_id, nik=OFFICER_NIK, name="Dede")
    return signed_in(OFFICER_NIK, name="Dede", role="petugas_mpp")


@pytest.fixture
def telephone():
    return Client(headers={"User-Agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140.0"})


def vouched(officer, **changed):
    seen = {"nik": NIK, "family_card": KK, "name": NAME, "document": "ktp-chip", "seen": "on"} | changed
    return officer.post("/kota-banjar/petugas/identitas", {name: value for name, value in seen.items() if value})


def code_in(page):
    return re.search(r'mpp-entry-code" translate="no">([^<]+)<', page.content.decode()).group(1)


def test_a_person_who_was_seen_is_in_on_the_own_telephone(officer, telephone):
    code = code_in(vouched(officer))
    answer = telephone.post("/masuk/kode", {"code": code.lower(), "next": "/kota-banjar/"})
    assert (answer.status_code, answer["Location"]) == (302, "/kota-banjar/")
    session = signed_in_session(telephone)
    assert (session.name, session.assurance) == (NAME, Assurance.HIGH)
    assert profile(actor=citizen(session)).nik == NIK


def test_it_is_the_account_that_other_doors_lead_to(officer, telephone):
    before = signed_in_session(signed_in(NIK, name=NAME))
    telephone.post("/masuk/kode", {"code": code_in(vouched(officer))})
    assert signed_in_session(telephone).account_id == before.account_id


def test_the_officer_is_named_in_the_record(officer, telephone):
    telephone.post("/masuk/kode", {"code": code_in(vouched(officer))})
    its = claims.read(officer.cookies[claims.cookie_name()].value)
    [proof] = proofs(actor=citizen(signed_in_session(telephone)))
    assert proof.provider == "counter"
    assert (proof.officer_id, proof.agency_id, proof.region_id) == (its.officer_id, its.agency_id, its.region_id)
    assert (proof.document, proof.assurance) == ("ktp-chip", Assurance.HIGH)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('mpp.region', %s, true)", [str(its.region_id)])
        cursor.execute("SELECT line FROM audit_line WHERE line LIKE '%identity.witness%'")
        [(line,)] = cursor.fetchall()
    told = json.loads(line)
    assert (told["officer"], told["role"], told["channel"]) == (str(its.officer_id), "petugas_mpp", "counter")
    assert NIK not in line


@pytest.mark.parametrize(
    ("document", "assurance"), [("ktp", Assurance.SUBSTANTIAL), ("letter", Assurance.LOW), ("ikd", Assurance.HIGH)]
)
def test_how_sure_we_are_follows_from_what_was_seen(officer, telephone, document, assurance):
    telephone.post("/masuk/kode", {"code": code_in(vouched(officer, document=document))})
    assert signed_in_session(telephone).assurance is assurance


def test_a_code_serves_once(officer, telephone):
    code = code_in(vouched(officer))
    telephone.post("/masuk/kode", {"code": code})
    again = Client().post("/masuk/kode", {"code": code})
    assert again.status_code == 422
    assert "tidak berlaku" in again.content.decode()
    assert 'id="code-error"' in again.content.decode()
    assert code in again.content.decode()


def test_a_new_code_ends_the_one_before(officer, telephone):
    first = code_in(vouched(officer))
    second = code_in(vouched(officer))
    assert telephone.post("/masuk/kode", {"code": first}).status_code == 422
    assert telephone.post("/masuk/kode", {"code": second}).status_code == 302


def test_a_code_lives_fifteen_minutes(officer):
    code = code_in(vouched(officer))
    with pytest.raises(EntryCodeNotValid):
        use_entry_code(code=code, replaces=None, actor=ANYONE, now=utc_now() + timedelta(minutes=16))
    assert use_entry_code(code=code, replaces=None, actor=ANYONE, now=utc_now() + timedelta(minutes=14))


def test_a_link_alone_signs_nobody_in(officer, telephone):
    code = code_in(vouched(officer))
    page = telephone.get("/masuk/kode", {"k": code})
    assert code in page.content.decode()
    assert claims.cookie_name() not in telephone.cookies
    assert telephone.post("/masuk/kode", {"code": code}).status_code == 302


def test_what_stands_in_the_link_is_shown_as_text_only(telephone):
    page = telephone.get("/masuk/kode", {"k": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def test_codes_cannot_be_tried_out(telephone):
    answers = [telephone.post("/masuk/kode", {"code": f"AAAAA-AAA{number:02d}"}).status_code for number in range(30)]
    assert answers[0] == 422
    assert answers[-1] == 429


def test_the_code_lies_nowhere_in_clear(officer):
    code = code_in(vouched(officer)).replace("-", "")
    person = citizen(signed_in_session(signed_in(NIK, name=NAME))).person_id
    with connection.cursor() as cursor:
        cursor.execute("SELECT mpp.enter('0', %s, '')", [str(person)])
        cursor.execute("SELECT row_to_json(code)::text FROM identity_entrycode code")
        [(row,)] = cursor.fetchall()
    assert code not in row
    assert code.encode().hex() not in row


def test_a_code_for_somebody_who_has_died_meanwhile_opens_nothing(officer, telephone):
    code = code_in(vouched(officer))
    person = citizen(signed_in_session(signed_in(NIK, name=NAME)))
    record_status(
        person_id=person.person_id,
        status=PersonStatus.DECEASED,
        actor=replace(system(), person_id=person.person_id),
        now=utc_now(),
    )
    assert telephone.post("/masuk/kode", {"code": code}).status_code == 422


def test_nobody_vouches_for_himself(officer):
    page = vouched(officer, nik=OFFICER_NIK, family_card=OFFICER_KK, name="Dede")
    assert page.status_code == 422
    assert "rekan" in page.content.decode()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"seen": ""}, "Nyatakan bahwa Anda melihat"),
        ({"document": ""}, "Pilih dokumen"),
        ({"document": "made-up"}, "Pilih dokumen"),
        ({"nik": "12"}, "NIK harus 16 angka"),
        ({"family_card": "3279011205080001"}, "Data kependudukan tidak cocok"),
    ],
)
def test_what_is_missing_or_disagrees_is_said_and_what_was_typed_comes_back(officer, changed, says):
    page = vouched(officer, **changed)
    assert page.status_code == 422
    assert says in page.content.decode()
    assert NAME in page.content.decode()


def test_a_silent_registry_is_said_to_be_silent(officer, elements):
    elements.refusal = IdentityProviderUnavailable(provider="dukcapil")
    assert "tidak menjawab" in vouched(officer).content.decode()


def test_only_counter_officers_of_the_region_vouch(officer):
    assert signed_in(NIK, name=NAME).post("/kota-banjar/petugas/identitas").status_code == 404
    assert Client().get("/kota-banjar/petugas/identitas").status_code == 302
