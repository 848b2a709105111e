"""What a person asks about the own data: a clock of three days, an office that answers, a person who is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from mpp.applications.tests.builders import ANOTHER_NURSE, NAMES, NOON, a_nurse, a_submitted_case, facts_told
from mpp.foundation.actor import NATIONAL, Actor, system
from mpp.foundation.cipher import blind_index
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.foundation.looks import Opened, looks_at
from mpp.foundation.scope import entered
from mpp.privacy import tasks
from mpp.privacy.events import DataRequestAnswered, DataRequestNear
from mpp.privacy.models import DataRequest
from mpp.privacy.operations.answer_request import RequestClosed, answer_request
from mpp.privacy.operations.make_request import TooManyRequests, make_request
from mpp.privacy.operations.withdraw_request import withdraw_request
from mpp.privacy.queries import RequestNotFound, office_request, office_requests, own_request, own_requests
from mpp.privacy.rules import (
    CLOCK,
    MOST_OPEN,
    REMINDED_AT,
    Outcome,
    RequestKind,
    RequestState,
    due_at,
    hours_left,
    reminders_due,
)
from mpp.privacy.tests.pages import text
from mpp.tenancy.queries import capacities_of
from mpp.tenancy.tests.builders import appointed
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
LIST = "/akun/permintaan-data"
DESK = "/kota-banjar/petugas/permintaan-data"
ADMIN_NIK = "3279010101900099"
WORDS = "Nama jalan pada alamat praktik saya keliru."


@pytest.fixture
def admin(office) -> Actor:
    """Whoever answers for personal data in the region."""
    appointed(office.region, "admin_daerah", nik=ADMIN_NIK, name="Yayan Suryana")
    [post] = capacities_of(blind_index(ADMIN_NIK), at=utc_now())
    return Actor(
        role="admin_daerah",
        region_id=office.region.id,
        person_id=uuid7(),
        account_id=uuid7(),
        officer_id=post.officer_id,
    )


@pytest.fixture
def desk(office, admin):
    return signed_in(ADMIN_NIK, name="Yayan Suryana", role="admin_daerah")


def a_request(nurse, *, kind=RequestKind.CORRECTION, now=NOON, **given):
    request_id = uuid7()
    make_request(request_id=request_id, kind=kind, application_id=None, text=WORDS, actor=nurse, now=now, **given)
    return request_id


@given(made=st.datetimes().map(lambda at: at.replace(tzinfo=NOON.tzinfo)), later=st.timedeltas())
def test_the_clock_runs_three_times_twenty_four_hours_and_reminders_never_go_back(made, later):
    try:
        due, now = due_at(made), made + later
    except OverflowError:
        return
    assert due - made == CLOCK == timedelta(days=3)
    assert (hours_left(due, now) < 0) is (now > due)
    assert 0 <= reminders_due(due, now) <= len(REMINDED_AT)
    if now >= due:
        assert reminders_due(due, now) == len(REMINDED_AT)


def test_a_request_is_made_on_a_page_and_says_when_the_answer_is_due(office, nurse, owner):
    case = a_submitted_case(office, nurse)
    form = html.fromstring(owner.get(f"{LIST}/baru").content.decode())
    key = form.xpath("//input[@name='key']/@value")[0]
    sent = {"jenis": "correction", "tentang": str(case.application_id), "isi": WORDS, "key": key}
    answer = owner.post(f"{LIST}/baru", sent)
    assert answer.status_code == 302
    shown = text(owner.get(answer["Location"]))
    assert "Permintaan Anda sudah kami terima" in shown
    assert "Kota Banjar" in shown
    assert WORDS in shown
    assert owner.post(f"{LIST}/baru", sent)["Location"] == answer["Location"]
    assert len(own_requests(actor=nurse)) == 1


def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays(owner):
    answer = owner.post(f"{LIST}/baru", {"tentang": "akun", "isi": WORDS, "key": "x"})
    assert answer.status_code == 422
    assert "Pilih apa yang Anda minta." in text(answer)
    assert WORDS in text(answer)


def test_a_request_about_somebody_else_s_application_is_not_made(office, nurse, owner):
    other = a_submitted_case(office, a_nurse(office, ANOTHER_NURSE))
    sent = {"jenis": "erasure", "tentang": str(other.application_id), "isi": WORDS, "key": "x"}
    assert owner.post(f"{LIST}/baru", sent).status_code == 422
    assert own_requests(actor=nurse) == ()


def test_the_office_sees_who_asks_masked_and_the_person_reads_that_it_was_opened(nurse, desk):
    request_id = a_request(nurse)
    shown = text(desk.get(f"{DESK}/{request_id}"))
    assert NAMES["3279025708940001"] in shown
    assert "3279********0001" in shown
    assert WORDS in shown
    assert [look.kind for look in looks_at(nurse.person_id, actor=nurse)] == [Opened.REQUEST]


def test_the_answer_reaches_the_person_with_its_reasons(nurse, owner, desk):
    request_id = a_request(nurse, now=utc_now())
    answer = desk.post(f"{DESK}/{request_id}", {"hasil": "partly", "jawaban": "Alamat praktik sudah diperbaiki."})
    assert answer["Location"] == f"{DESK}?selesai=dijawab"
    shown = text(owner.get(f"{LIST}/{request_id}"))
    assert "Dipenuhi sebagian" in shown
    assert "Alamat praktik sudah diperbaiki." in shown
    assert [fact.request_id for fact in facts_told(DataRequestAnswered)] == [request_id]


def test_an_answer_without_words_is_none(nurse, desk):
    request_id = a_request(nurse)
    answer = desk.post(f"{DESK}/{request_id}", {"hasil": "refused", "jawaban": "  "})
    assert answer.status_code == 422
    assert own_request(request_id, actor=nurse).state is RequestState.OPEN


def test_of_two_answers_the_second_is_refused(nurse, admin):
    request_id = a_request(nurse)
    answer_request(request_id=request_id, outcome=Outcome.GRANTED, text="Sudah.", actor=admin, now=NOON)
    with pytest.raises(RequestClosed):
        answer_request(request_id=request_id, outcome=Outcome.REFUSED, text="Tidak.", actor=admin, now=NOON)
    with pytest.raises(RequestClosed):
        withdraw_request(request_id=request_id, actor=nurse, now=NOON)


def test_a_request_taken_back_is_gone_for_the_office(nurse, admin):
    request_id = a_request(nurse)
    withdraw_request(request_id=request_id, actor=nurse, now=NOON)
    assert office_requests(actor=admin) == ()
    with pytest.raises(RequestNotFound):
        office_request(request_id, actor=admin)


def test_nobody_is_reminded_twice_of_the_same_hour(office, nurse):
    a_request(nurse)
    for hours in (47, 48, 50, 71, 72, 90):
        tasks.remind((NOON + timedelta(hours=hours)).timestamp())
    assert len(facts_told(DataRequestNear)) == 2


def test_requests_are_not_there_for_other_people_and_other_regions(office, nurse, admin):
    request_id = a_request(nurse)
    for stranger in (a_nurse(office, ANOTHER_NURSE),):
        with pytest.raises(RequestNotFound):
            own_request(request_id, actor=stranger)
    with pytest.raises(RequestNotFound):
        office_request(request_id, actor=replace(admin, region_id=office.region.id + 1))


def test_a_request_about_the_account_goes_to_the_nation(nurse):
    request_id = a_request(nurse.acting_in(NATIONAL))
    national = Actor(role="admin_nasional", person_id=uuid7(), account_id=uuid7(), officer_id=uuid7())
    assert office_request(request_id, actor=national).text == WORDS


def test_too_many_waiting_requests_are_refused(nurse, owner):
    for _ in range(MOST_OPEN):
        a_request(nurse)
    with pytest.raises(TooManyRequests):
        a_request(nurse)
    sent = {"jenis": "stop", "tentang": "akun", "isi": WORDS, "key": "x"}
    assert "Tunggu jawabannya" in text(owner.post(f"{LIST}/baru", sent))


def test_the_words_lie_sealed(office, nurse):
    request_id = a_request(nurse)
    with entered(system(office.region.id)):
        row = DataRequest.objects.get(id=request_id)
    assert b"alamat" not in bytes(row.text_sealed)
