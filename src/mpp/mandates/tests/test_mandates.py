"""Offering, agreeing and ending, as two people see it in their accounts."""

from datetime import timedelta

import pytest
from lxml import html

from mpp.foundation import hot, ratelimit
from mpp.foundation.actor import Actor
from mpp.foundation.cipher import blind_index
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.mandates.operations.answer_mandate import NotNow, confirm, end, refuse
from mpp.mandates.operations.offer_mandate import TermDoesNotFit, WithOneself
from mpp.mandates.operations.prepare_application import Wish, prepare_application
from mpp.mandates.queries import (
    MandateNotFound,
    PreparationNotFound,
    held,
    own_mandates,
    prepared_by_me,
    prepared_for_me,
    prepared_one,
)
from mpp.mandates.rules import Side, State
from mpp.mandates.tests import builders
from mpp.mandates.tests.builders import today
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/akun/kuasa"
NURSE, CLERK, STRANGER = "3279025708940001", "3279026508950002", "3279011203840009"
NAMES = {NURSE: "Neneng Siti Rohaeni", CLERK: "Wawan Hermawan", STRANGER: "Orang Lain"}


@pytest.fixture(autouse=True)
def full_buckets(settings):
    ratelimit.buckets.forget()


def person(nik) -> Actor:
    signed_in(nik, name=NAMES[nik])
    [(person_id,)] = hot.read("SELECT person_id FROM mpp.person_by_nik(%s)", [blind_index(nik)])
    return Actor(role="pemohon", person_id=person_id, account_id=uuid7())


@pytest.fixture
def nurse():
    return person(NURSE)


@pytest.fixture
def clerk():
    """Who does the paperwork of a clinic."""
    return person(CLERK)


def offered(clerk, nik=NURSE, **changed):
    return builders.offered(clerk, nik, **changed)


def wish() -> Wish:
    answers = {"facility": "327901001", "schedule": [{"day": "mon", "opens": "08:00", "closes": "14:00"}]}
    return Wish(region_id=187, service_slug="sip-perawat", variant="first", place_name="Klinik Melati", answers=answers)


def prepare(clerk, mandate_id):
    preparation_id = uuid7()
    prepare_application(preparation_id=preparation_id, mandate_id=mandate_id, wish=wish(), actor=clerk, now=utc_now())
    return preparation_id


def test_it_holds_once_the_other_agrees_and_then_each_reads_the_other_s_name(nurse, clerk):
    mandate_id = offered(clerk)
    [seen_by_nurse], [seen_by_clerk] = own_mandates(actor=nurse), own_mandates(actor=clerk)
    assert (seen_by_nurse.side, seen_by_nurse.name) == (Side.PRINCIPAL, NAMES[CLERK])
    assert (seen_by_clerk.side, seen_by_clerk.name) == (Side.AGENT, "Neneng")
    with pytest.raises(MandateNotFound):
        held(mandate_id, actor=clerk, on=today())
    with pytest.raises(NotNow):
        confirm(mandate_id=mandate_id, actor=clerk, now=utc_now())
    confirm(mandate_id=mandate_id, actor=nurse, now=utc_now())
    assert held(mandate_id, actor=clerk, on=today()).name == NAMES[NURSE]


@pytest.mark.parametrize("who", ["nurse", "clerk"])
def test_either_party_ends_it_and_it_ends_at_once_for_both(nurse, clerk, who):
    mandate_id = offered(clerk)
    confirm(mandate_id=mandate_id, actor=nurse, now=utc_now())
    end(mandate_id=mandate_id, actor={"nurse": nurse, "clerk": clerk}[who], now=utc_now())
    assert [own_mandates(actor=each)[0].state for each in (nurse, clerk)] == [State.ENDED, State.ENDED]
    with pytest.raises(MandateNotFound):
        prepare(clerk, mandate_id)


def test_after_its_last_day_nothing_can_be_prepared(nurse, clerk):
    mandate_id = offered(clerk)
    confirm(mandate_id=mandate_id, actor=nurse, now=utc_now())
    [mandate] = own_mandates(actor=clerk)
    assert held(mandate_id, actor=clerk, on=mandate.ends_on)
    with pytest.raises(MandateNotFound):
        held(mandate_id, actor=clerk, on=mandate.ends_on + timedelta(days=1))


def test_the_principal_cannot_act_by_her_own_mandate_and_a_stranger_by_none(nurse, clerk):
    mandate_id = offered(clerk)
    confirm(mandate_id=mandate_id, actor=nurse, now=utc_now())
    for actor in (nurse, person(STRANGER)):
        with pytest.raises(MandateNotFound):
            prepare(actor, mandate_id)
    with pytest.raises(MandateNotFound):
        end(mandate_id=mandate_id, actor=person(STRANGER), now=utc_now())


def test_what_is_prepared_is_the_principal_s_and_the_agent_sees_his_own_work_only(nurse, clerk):
    mandate_id = offered(clerk)
    confirm(mandate_id=mandate_id, actor=nurse, now=utc_now())
    preparation_id = prepare(clerk, mandate_id)
    [waiting] = prepared_for_me(actor=nurse)
    assert (waiting.id, waiting.agent_name) == (preparation_id, f"Klinik Melati ({NAMES[CLERK]})")
    assert waiting.answers["facility"] == "327901001"
    assert [each.id for each in prepared_by_me(held(mandate_id, actor=clerk, on=today()), actor=clerk)] == [
        preparation_id
    ]
    for actor in (clerk, person(STRANGER)):
        with pytest.raises(PreparationNotFound):
            prepared_one(preparation_id, actor=actor)


def test_a_nik_without_an_account_looks_like_one_that_has_not_answered(nurse, clerk):
    offered(clerk)
    offered(clerk, nik="3279010101010001")
    first, second = own_mandates(actor=clerk)
    assert (first.state, first.name) == (second.state, second.name)


def test_a_refused_offer_is_over(nurse, clerk):
    mandate_id = offered(clerk)
    refuse(mandate_id=mandate_id, actor=nurse, now=utc_now())
    with pytest.raises(NotNow):
        confirm(mandate_id=mandate_id, actor=nurse, now=utc_now())


def test_with_oneself_and_for_ever_is_refused(clerk):
    with pytest.raises(WithOneself):
        offered(clerk, nik=CLERK)
    with pytest.raises(TermDoesNotFit):
        offered(clerk, ends_on=today() + timedelta(days=500))
    with pytest.raises(TermDoesNotFit):
        offered(clerk, ends_on=today() - timedelta(days=1))


def text(answer) -> str:
    [main] = html.fromstring(answer.content.decode()).xpath("//main")
    return " ".join(" ".join(main.itertext()).split())


def test_two_people_make_and_end_it_on_their_pages(nurse):
    clinic, hers = signed_in(CLERK, name=NAMES[CLERK]), signed_in(NURSE, name=NAMES[NURSE])
    key = html.fromstring(clinic.get(f"{PAGE}/baru").content.decode()).xpath("//input[@name='key']/@value")[0]
    sent = {
        "pihak": "agent",
        "jenis": "clinic",
        "nik": f"{NURSE[:6]} {NURSE[6:12]} {NURSE[12:]}",
        "sebutan": "Neneng",
        "bukti": "Klinik Melati",
        "akhir": str(today() + timedelta(days=90)),
        "key": key,
    }
    for _click in range(2):
        assert clinic.post(f"{PAGE}/baru", sent)["Location"] == f"{PAGE}?selesai=ditawarkan"
    [mandate] = own_mandates(actor=nurse)
    assert "Wawan Hermawan" in text(hers.get(PAGE))
    assert "Siapkan permohonan" not in text(clinic.get(PAGE))
    assert hers.post(f"{PAGE}/{mandate.mandate_id}/setuju")["Location"] == f"{PAGE}?selesai=setuju"
    assert "Siapkan permohonan" in text(clinic.get(PAGE))
    assert clinic.post(f"{PAGE}/{mandate.mandate_id}/akhiri")["Location"] == f"{PAGE}?selesai=akhiri"
    assert hers.post(f"{PAGE}/{mandate.mandate_id}/setuju")["Location"] == f"{PAGE}?selesai=terlambat"
    assert "Sudah berakhir" in text(hers.get(PAGE))


def test_what_is_wrong_with_an_offer_is_said_at_its_field(nurse):
    browser = signed_in(NURSE, name=NAMES[NURSE])
    answer = browser.post(f"{PAGE}/baru", {"jenis": "guardian", "nik": "12", "sebutan": "Ibu", "akhir": "kemarin"})
    assert answer.status_code == 422
    for words in (
        "Pilih siapa yang bertindak.",
        "NIK harus 16 angka.",
        "Isi tanggal yang benar.",
        "nomor dan tanggal penetapan pengadilan",
    ):
        assert words in text(answer)
