"""At the counter: an officer hears from somebody who cannot use an account that another shall act for him."""

from datetime import timedelta

import pytest
from lxml import html

from mpp.foundation import ratelimit
from mpp.foundation.actor import Actor
from mpp.foundation.clock import local_date, utc_now
from mpp.foundation.ids import uuid7
from mpp.mandates.operations.offer_mandate import ZONE
from mpp.mandates.queries import own_mandates, person_with
from mpp.mandates.rules import Act, Proof, Side, State
from mpp.tenancy.rules import AgencyKind
from mpp.tenancy.tests.builders import a_region, an_admin, an_agency, appointed
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/kota-banjar/petugas/kuasa"
ELDER, SON, OFFICER = "3279025708440001", "3279026508750002", "3279011203840009"
ELDER_NAME, SON_NAME, OFFICER_NAME = "Mak Icih", "Dadang Suryana", "Siti Rohmah"


@pytest.fixture(autouse=True)
def full_buckets():
    ratelimit.buckets.forget()


@pytest.fixture
def desk():
    """The browser of an officer at the counter of Kota Banjar."""
    region = a_region("kota-banjar")
    agency_id = an_agency(region, AgencyKind.DPMPTSP, "DPMPTSP")
    appointed(region, "petugas_mpp", agency_id=agency_id, nik=OFFICER, name=OFFICER_NAME, actor=an_admin(region))
    return signed_in(OFFICER, name=OFFICER_NAME, role="petugas_mpp")


def person(nik, name) -> Actor:
    signed_in(nik, name=name)
    return Actor(role="pemohon", person_id=person_with(nik), account_id=uuid7())


def typed(**changed):
    usual = {
        "nik": ELDER,
        "wakil": SON,
        "jenis": "relative",
        "boleh": ["prepare", "hand_in"],
        "bukti": "KTP-el keduanya",
        "akhir": str(local_date(utc_now(), ZONE) + timedelta(days=90)),
        "disaksikan": "on",
        "key": "a-key",
    }
    return usual | changed


def text(answer) -> str:
    [main] = html.fromstring(answer.content.decode()).xpath("//main")
    return " ".join(" ".join(main.itertext()).split())


def test_it_holds_at_once_and_names_the_officer(desk):
    elder, son = person(ELDER, ELDER_NAME), person(SON, SON_NAME)
    said = text(desk.post(PAGE, typed()))
    assert f"{SON_NAME} sekarang dapat bertindak untuk {ELDER_NAME}" in said
    [hers], [his] = own_mandates(actor=elder), own_mandates(actor=son)
    assert (hers.side, his.side, his.state) == (Side.PRINCIPAL, Side.AGENT, State.ACTIVE)
    assert (his.proven_by, his.witness_name) == (Proof.WITNESSED, OFFICER_NAME)
    assert his.acts == {Act.PREPARE, Act.HAND_IN}
    shown = text(signed_in(ELDER, name=ELDER_NAME).get(f"/akun/kuasa/{his.mandate_id}"))
    assert f"Disaksikan petugas {OFFICER_NAME} di loket" in shown


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"nik": "12"}, "NIK harus 16 angka."),
        ({"wakil": ELDER}, "Kuasa berlaku antara dua orang."),
        ({"wakil": OFFICER}, "Anda tidak dapat menyaksikan kuasa Anda sendiri."),
        ({"wakil": "3279010101010001"}, "Orang ini belum punya akun."),
        ({"boleh": []}, "Pilih sedikitnya satu."),
        ({"bukti": ""}, "Tulis surat atau dokumen yang Anda lihat."),
        ({"akhir": "2020-01-01"}, "Pilih hari yang akan datang"),
        ({"disaksikan": ""}, "Nyatakan bahwa Anda mendengar kehendaknya sendiri."),
        ({"jenis": "clinic"}, "Pilih alasannya."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(desk, changed, words):
    elder, _son = person(ELDER, ELDER_NAME), person(SON, SON_NAME)
    answer = desk.post(PAGE, typed(**changed))
    assert answer.status_code == 422
    assert words in text(answer)
    assert own_mandates(actor=elder) == ()
