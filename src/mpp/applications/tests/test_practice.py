"""The facility confirms by itself that somebody will practise there: asked, answered, refused, silent, asked anew."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from mpp.applications import listeners
from mpp.applications.asking import ask_facility, stop_asking, take_in_practice
from mpp.applications.events import ApplicationReturned, ApplicationSubmitted, ApplicationWithdrawn
from mpp.applications.operations.approve import FactsOpen, approve
from mpp.applications.operations.withdraw import withdraw
from mpp.applications.rules import State
from mpp.applications.tests.builders import (
    CLINIC,
    HOSPITAL,
    NOON,
    NURSE,
    a_nurse,
    a_recommended_case,
    a_submitted_case,
    confirmed_today,
    hand_in,
    the_case,
)
from mpp.evidence.rules.facts import Key, Source, best
from mpp.evidence.rules.facts import State as FactState
from mpp.facilities.events import PracticeAnswered, PracticeAsked, PracticeReminded
from mpp.facilities.operations.answer_practice import ReasonMissing, confirm_practice, refuse_practice
from mpp.facilities.operations.mind_requests import mind_requests
from mpp.facilities.operations.name_steward import end_steward
from mpp.facilities.queries import RequestNotFound, asked_of_me, stewards
from mpp.facilities.rules import State as Request
from mpp.facilities.tests.builders import NAME, a_steward
from mpp.foundation import ratelimit
from mpp.foundation.actor import system
from mpp.foundation.ids import uuid7
from mpp.foundation.outbox import deliver_batch
from mpp.tenancy.tests.builders import an_admin
from mpp.uploads.events import UploadChecked
from mpp.uploads.queries import own_uploads
from mpp.uploads.tests.builders import a_pdf, examined
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
LISTENERS = {
    ApplicationSubmitted: (ask_facility,),
    ApplicationWithdrawn: (stop_asking,),
    PracticeAnswered: (take_in_practice,),
}
RSUD = (HOSPITAL, "RSUD Contoh")
TODAY, TUESDAY, WEDNESDAY = NOON.date(), date(2026, 11, 24), date(2026, 11, 25)


@pytest.fixture(autouse=True)
def full_buckets():
    ratelimit.buckets.forget()


@pytest.fixture
def steward(office):
    return a_steward(office.region, RSUD)


def own_browser():
    return signed_in(NURSE, name="NENENG SITI ROHAENI")


def desk_of(office):
    return signed_in(office.niks[office.clerk.officer_id], role="verifikator_dpmptsp")


def delivered(now=NOON):
    """Let everybody hear what has happened, and what follows from it; return who was to be told of what."""
    told = []

    def tells(*, event, actor, now):
        told.append((type(event), event.person_id))

    people = dict.fromkeys((PracticeAsked, PracticeReminded, ApplicationReturned), (tells,))
    while deliver_batch(LISTENERS | people, now=lambda: now):
        pass
    return told


def at_the_hospital(office, nurse, **given):
    receipt = a_submitted_case(office, nurse, facility=HOSPITAL, **given)
    delivered()
    return receipt.application_id


def now_of(office, application_id):
    return the_case(application_id, region_id=office.region.id).case


def said(office, application_id):
    return best(now_of(office, application_id).opened().facts, Key.PRACTICE)


def asked(steward):
    [first, *_rest] = asked_of_me(actor=steward, on=TODAY)
    return first


def confirm(steward, request_id, **changed):
    usual = {"round_id": uuid7(), "request_ids": [request_id], "from_on": date(2026, 12, 1), "today": TODAY}
    return confirm_practice(**usual | changed, actor=steward, now=NOON)


def refuse(steward, request_id, words="Belum ada perjanjian kerja."):
    refuse_practice(request_id=request_id, words=words, today=TODAY, actor=steward, now=NOON)


def mind(office, today):
    mind_requests(round_id=uuid7(), today=today, actor=system(office.region.id), now=NOON)


def test_handing_in_asks_the_facility_and_the_case_waits_for_its_word(office, nurse, steward):
    before = a_submitted_case(office, nurse, facility=HOSPITAL)
    open_before = now_of(office, before.application_id).open_facts
    told = delivered()
    case = now_of(office, before.application_id)
    request = asked(steward)
    assert (request.subject.name, request.subject.profession) == (case.applicant_name, "Perawat")
    assert request.subject.schedule == ({"day": "mon", "opens": "08:00", "closes": "14:00"},)
    assert request.due_on == TUESDAY, "two working days after Friday"
    assert case.open_facts == open_before + 1
    assert case.due_on == before.due_on, "the period of the office runs on"
    assert told == [(PracticeAsked, steward.person_id)]


def test_what_the_facility_confirms_is_a_fact_with_its_origin(office, nurse, steward):
    application_id = at_the_hospital(office, nurse)
    assert confirm(steward, asked(steward).id) == 1
    delivered()
    fact = said(office, application_id)
    assert (fact.state, fact.source) == (FactState.KNOWN, Source.STEWARD)
    assert fact.value["by"] == NAME
    assert fact.value["from_on"] == "2026-12-01"
    assert fact.fetched_at == NOON
    assert now_of(office, application_id).open_facts == 0


def test_a_second_confirmation_changes_nothing(office, nurse, steward):
    application_id = at_the_hospital(office, nurse)
    request_id = asked(steward).id
    confirm(steward, request_id)
    delivered()
    before = now_of(office, application_id)
    assert confirm(steward, request_id, from_on=date(2027, 1, 1)) == 0
    delivered()
    assert now_of(office, application_id) == before
    with pytest.raises(ReasonMissing):
        refuse(steward, request_id, words=" ")
    refuse(steward, request_id)
    delivered()
    assert now_of(office, application_id) == before, "who has confirmed does not refuse afterwards"


def test_what_the_facility_refuses_returns_to_the_applicant_with_its_words(office, nurse, steward):
    application_id = at_the_hospital(office, nurse)
    refuse(steward, asked(steward).id)
    told = delivered()
    case = now_of(office, application_id)
    assert case.state is State.RETURNED
    assert case.due_on is None, "the clock stands still while it is mended"
    [gap] = case.opened().gaps
    assert (gap.field, gap.text) == ("facility", "RSUD Contoh: Belum ada perjanjian kerja.")
    assert told == [(ApplicationReturned, nurse.person_id)]


def test_handed_in_again_the_facility_is_asked_again(office, nurse, steward):
    application_id = at_the_hospital(office, nurse)
    refuse(steward, asked(steward).id)
    delivered()
    later = NOON + timedelta(minutes=5)
    hand_in(office, now_of(office, application_id), nurse, now=later)
    delivered(later)
    assert [each.state for each in asked_of_me(actor=steward, on=TODAY)] == [Request.WAITING, Request.REFUSED]


def test_a_silent_facility_is_reminded_and_then_costs_the_applicant_nothing(office, nurse, steward):
    application_id = at_the_hospital(office, nurse)
    mind(office, TUESDAY)
    mind(office, TUESDAY)
    assert delivered() == [(PracticeReminded, steward.person_id)], "once"
    mind(office, WEDNESDAY)
    delivered()
    assert said(office, application_id).state is FactState.ABSENT
    assert now_of(office, application_id).open_facts == 0


def test_nothing_is_signed_while_the_facility_may_still_answer(office, nurse, steward):
    receipt = a_recommended_case(office, nurse, facility=HOSPITAL)
    delivered()
    version = confirmed_today(office, receipt)
    with pytest.raises(FactsOpen):
        approve(application_id=receipt.application_id, version=version, actor=office.head, now=NOON)
    confirm(steward, asked(steward).id)
    delivered()
    version = confirmed_today(office, receipt)
    approve(application_id=receipt.application_id, version=version, actor=office.head, now=NOON)


def test_with_the_mandate_ends_what_the_person_may_see_and_answer(office, nurse, steward):
    application_id = at_the_hospital(office, nurse)
    request_id = asked(steward).id
    [mandate] = stewards(actor=an_admin(office.region), on=TODAY)
    end_steward(steward_id=mandate.id, today=TODAY, actor=an_admin(office.region), now=NOON)
    assert asked_of_me(actor=steward, on=TODAY) == ()
    with pytest.raises(RequestNotFound):
        confirm(steward, request_id)
    mind(office, TODAY)
    delivered()
    assert said(office, application_id).state is FactState.ABSENT, "nobody is left to ask"


def test_a_facility_nobody_answers_for_is_not_asked_and_nothing_waits(office, nurse, steward):
    receipt = a_submitted_case(office, nurse, facility=CLINIC)
    before = now_of(office, receipt.application_id)
    delivered()
    assert now_of(office, receipt.application_id) == before
    assert asked_of_me(actor=steward, on=TODAY) == ()


def test_of_a_withdrawn_case_the_facility_is_asked_no_more(office, nurse, steward):
    application_id = at_the_hospital(office, nurse)
    version = now_of(office, application_id).version
    withdraw(application_id=application_id, version=version, actor=nurse, now=NOON)
    delivered()
    assert asked(steward).state is Request.LAPSED


def test_whoever_answers_for_one_facility_answers_for_no_other(office, nurse, steward):
    at_the_hospital(office, nurse)
    other = a_steward(office.region, (CLINIC, "Klinik"), nik="3279011505800008", name="Orang Lain")
    assert asked_of_me(actor=other, on=TODAY) == ()
    with pytest.raises(RequestNotFound):
        confirm(other, asked(steward).id)
    with pytest.raises(RequestNotFound):
        refuse(other, asked(steward).id)


def test_the_page_confirms_many_at_once_and_refuses_one_with_words(office, nurse, steward):
    for each in (nurse, a_nurse(office, "3279026508950002")):
        at_the_hospital(office, each)
    browser = signed_in("3279011505800007", name=NAME)
    page = browser.get("/kota-banjar/fasilitas").content.decode()
    ids = [str(each.id) for each in asked_of_me(actor=steward, on=TODAY)]
    assert all(each in page for each in ids)
    empty = browser.post("/kota-banjar/fasilitas", {"mulai": "2026-12-01"})
    assert empty.status_code == 422
    assert "Centang sedikitnya satu orang." in empty.content.decode()
    silent = browser.post(f"/kota-banjar/fasilitas/{ids[0]}/tolak", {"alasan": ""})
    assert silent.status_code == 422
    browser.post("/kota-banjar/fasilitas", {"permintaan": ids, "mulai": "2026-12-01"})
    assert {each.state for each in asked_of_me(actor=steward, on=TODAY)} == {Request.CONFIRMED}
    assert "Tidak ada yang menunggu jawaban Anda" in browser.get("/kota-banjar/fasilitas").content.decode()


def test_applicant_and_officer_read_how_it_stands(office, nurse, steward):
    application_id = at_the_hospital(office, nurse)
    own, desk = own_browser(), desk_of(office)
    tracking, case = f"/kota-banjar/permohonan/{application_id}/", f"/kota-banjar/petugas/permohonan/{application_id}/"
    assert "RSUD Contoh diminta mengonfirmasi" in own.get(tracking).content.decode()
    assert "sudah diminta mengonfirmasi dan belum menjawab" in desk.get(case).content.decode()
    confirm(steward, asked(steward).id)
    delivered()
    assert "RSUD Contoh sudah mengonfirmasi" in own.get(tracking).content.decode()
    assert NAME in desk.get(case).content.decode()


def sends_the_letter(office, nurse, application_id):
    """The nurse sends the letter on the page of the case, and the worker examines it."""
    path = f"/kota-banjar/permohonan/{application_id}/ganti/facility_letter"
    browser = own_browser()
    assert "Anda tidak wajib mengirimnya" in browser.get(path).content.decode()
    assert browser.post(path, {"facility_letter": ContentFile(a_pdf(), name="surat.pdf")}).status_code == 302
    [letter] = own_uploads(actor=nurse)
    examined(letter.id, holder=nurse)
    listeners.take_in_document(
        event=UploadChecked(
            region_id=office.region.id,
            upload_id=letter.id,
            person_id=nurse.person_id,
            is_clean=True,
            application_ids=(application_id,),
        ),
        actor=system(office.region.id),
        now=NOON,
    )
    return browser.get(f"/kota-banjar/permohonan/{application_id}/").content.decode()


def test_whoever_has_the_letter_sends_it_instead_of_waiting_for_the_facility(office, nurse, steward):
    application_id = at_the_hospital(office, nurse)
    before = now_of(office, application_id)
    page = sends_the_letter(office, nurse, application_id)
    after = now_of(office, application_id)
    assert (before.open_facts, after.open_facts) == (1, 0)
    assert (after.state, after.due_on) == (before.state, before.due_on), "the clock runs on"
    assert "Permohonan tidak menunggu jawaban fasilitas lagi." in page
    assert "ganti/facility_letter" not in page
    confirm(steward, asked(steward).id)
    delivered()
    assert said(office, application_id).state is FactState.KNOWN, "the facility may still say it itself"


def test_at_a_facility_nobody_answers_for_the_letter_may_be_sent_and_is_not_needed(office, nurse):
    application_id = a_submitted_case(office, nurse, facility=CLINIC).application_id
    assert now_of(office, application_id).open_facts == 0
    tracking = own_browser().get(f"/kota-banjar/permohonan/{application_id}/")
    assert "ganti/facility_letter" in tracking.content.decode()
    sends_the_letter(office, nurse, application_id)
    desk = desk_of(office)
    assert (
        "Surat dari fasilitas diunggah"
        in desk.get(f"/kota-banjar/petugas/permohonan/{application_id}/").content.decode()
    )


def test_of_a_facility_that_has_confirmed_no_letter_is_taken_or_asked_for(office, nurse, steward):
    application_id = at_the_hospital(office, nurse)
    confirm(steward, asked(steward).id)
    delivered()
    own, desk = f"/kota-banjar/permohonan/{application_id}/", f"/kota-banjar/petugas/permohonan/{application_id}/"
    browser = own_browser()
    assert "ganti/facility_letter" not in browser.get(own).content.decode()
    assert browser.get(f"{own}ganti/facility_letter").status_code == 302
    officer = desk_of(office)
    assert "gap-facility_letter" not in officer.get(desk).content.decode()


def test_an_officer_asks_for_the_letter_as_one_gap_and_the_form_takes_it(office, nurse):
    receipt = a_submitted_case(office, nurse, facility=CLINIC)
    desk = f"/kota-banjar/petugas/permohonan/{receipt.application_id}/"
    officer = desk_of(office)
    assert 'name="gap-facility_letter"' in officer.get(desk).content.decode()
    sent = {"version": receipt.version, "gap-facility_letter": "Kirim surat dari kliniknya."}
    assert officer.post(f"{desk}kembalikan", sent).status_code == 302
    [gap] = now_of(office, receipt.application_id).opened().gaps
    assert (gap.field, gap.text) == ("facility_letter", "Kirim surat dari kliniknya.")
    page = own_browser().get(f"/kota-banjar/permohonan/{receipt.application_id}/isi/facility_letter")
    assert "Kirim surat dari kliniknya." in page.content.decode()
