"""What is kept at health facilities about a person: in the own copy, among who looked, and when the account closes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mpp.applications.tests.builders import ANOTHER_NURSE, HOSPITAL, a_nurse, a_submitted_case
from mpp.facilities import own_data
from mpp.facilities.operations.answer_practice import confirm_practice
from mpp.facilities.queries import is_answered_for, own_duties, stewards
from mpp.facilities.tests.builders import NAME, STEWARD, a_question, a_steward
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.foundation.looks import looks_at
from mpp.privacy.tasks import close_accounts
from mpp.privacy.tests.pages import text
from mpp.tenancy.tests.builders import an_admin
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
RSUD = (HOSPITAL, "RSUD Contoh")


@pytest.fixture
def steward(office):
    return a_steward(office.region, RSUD)


@pytest.fixture
def asked(office, nurse, steward):
    """The nurse's case, of which the hospital has been asked."""
    case = a_submitted_case(office, nurse, facility=HOSPITAL)
    a_question(office.region, RSUD, about=nurse, application_id=case.application_id)
    return case


def at_the_hospital():
    """The steward reads who wants to practise at his hospital."""
    browser = signed_in(STEWARD, name=NAME)
    return browser.get("/kota-banjar/fasilitas")


def part_of(person):
    return own_data.part(person, utc_now())


def test_what_a_facility_reads_of_a_person_is_told_to_that_person_once_a_visit(office, nurse, asked, owner):
    for _ in range(2):
        assert at_the_hospital().status_code == 200
    [look] = looks_at(nurse.person_id, actor=nurse)
    assert look.object_id == asked.application_id
    shown = text(owner.get("/akun/siapa-melihat"))
    assert f"Membaca nama, profesi, dan jam praktik Anda {asked.reference}" in shown
    assert "RSUD Contoh" in shown
    assert NAME not in shown, "a steward stands for the facility"


def test_the_page_asks_the_database_as_often_for_two_as_for_one(office, nurse, asked, django_assert_num_queries):
    browser = signed_in(STEWARD, name=NAME)
    browser.get("/kota-banjar/fasilitas")
    with CaptureQueriesContext(connection) as alone:
        browser.get("/kota-banjar/fasilitas")
    other = a_nurse(office, ANOTHER_NURSE)
    case = a_submitted_case(office, other, facility=HOSPITAL)
    a_question(office.region, RSUD, about=other, application_id=case.application_id)
    with django_assert_num_queries(len(alone)):
        browser.get("/kota-banjar/fasilitas")


def test_the_own_copy_holds_questions_and_duties_and_nobody_else(office, nurse, steward, asked):
    mine, of_the_steward = part_of(nurse), part_of(steward)
    [question] = mine.data["asked_about_me"]
    assert question["told"]["name"] == "Neneng Siti"
    assert (question["facility_name"], question["state"]) == ("RSUD Contoh", "waiting")
    assert mine.data["answers_for"] == []
    [duty] = of_the_steward.data["answers_for"]
    assert (duty["facility_name"], duty["decree"], duty["answers"]) == ("RSUD Contoh", "12/RS/2026", 0)
    assert of_the_steward.data["asked_about_me"] == []
    assert "Konfirmasi tempat praktik: RSUD Contoh" in {each.title for each in mine.groups}
    assert part_of(a_nurse(office, ANOTHER_NURSE)).data == {"asked_about_me": [], "answers_for": []}


def test_own_data_names_on_which_ground_it_is_kept(office, nurse, steward, asked, owner):
    assert "Konfirmasi tempat praktik: RSUD Contoh" in text(owner.get("/akun/data-saya"))
    assert "Penanggung jawab RSUD Contoh" in text(signed_in(STEWARD, name=NAME).get("/akun/data-saya"))


def test_with_the_account_ends_the_duty_and_what_was_confirmed_stays(office, nurse, steward, asked):
    [request] = part_of(nurse).data["asked_about_me"]
    today, browser = utc_now().date(), signed_in(STEWARD, name=NAME)
    request_id = a_question(office.region, RSUD, about=nurse, application_id=uuid7())
    confirm_practice(
        round_id=uuid7(), request_ids=[request_id], from_on=today, today=today, actor=steward, now=utc_now()
    )
    assert "1 tugas sebagai penanggung jawab fasilitas berakhir." in text(browser.get("/akun/tutup"))
    browser.post("/akun/tutup", {"yakin": "on"})
    close_accounts(int((utc_now() + timedelta(days=8)).timestamp()))
    later = today + timedelta(days=8)
    assert own_duties(actor=steward, on=later) == ()
    assert stewards(actor=an_admin(office.region), on=later) == ()
    assert not is_answered_for(HOSPITAL, actor=an_admin(office.region), on=later)
    assert {each["state"] for each in part_of(nurse).data["asked_about_me"]} == {request["state"], "confirmed"}
