"""Drafts end: deleted by their person, or by rule when nobody goes on with them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mpp.applications import drafting
from mpp.applications.events import DraftEnds
from mpp.applications.operations.delete_draft import delete_draft
from mpp.applications.queries.case import ApplicationNotFound
from mpp.applications.queries.tracking import own_cases
from mpp.applications.rules import DRAFT_KEPT_DAYS, DRAFT_WARNED_DAYS
from mpp.applications.tasks import end_drafts_of
from mpp.applications.tests.builders import (
    ANOTHER_NURSE,
    NOON,
    a_draft,
    a_nurse,
    a_submitted_case,
    facts_told,
    the_case,
)
from mpp.applications.tests.walking import a_citizen, text
from mpp.foundation.actor import system
from mpp.foundation.clock import local_date
from mpp.uploads.operations.rest_on import rest_on
from mpp.uploads.queries import of_case, own_uploads
from mpp.uploads.tests.builders import a_clean_one

pytestmark = pytest.mark.django_db

UNTOUCHED = timedelta(days=DRAFT_KEPT_DAYS - DRAFT_WARNED_DAYS, hours=1)


def night(office, after):
    """Let the worker's night pass, so long after noon."""
    now = NOON + after
    end_drafts_of(office.region.id, local_date(now, office.region.timezone), now)


def test_a_draft_is_deleted_for_good_after_a_question(office, nurse):
    walker = a_citizen()
    walker.begin()
    assert f'href="{walker.base}/hapus"' in walker.get().content.decode()
    assert "Hapus draf ini?" in text(walker.get("hapus"))
    assert walker.browser.post(f"{walker.base}/hapus")["Location"] == "/akun/permohonan?selesai=hapus"
    assert "Draf sudah dihapus" in text(walker.browser.get("/akun/permohonan", {"selesai": "hapus"}))
    assert walker.get().status_code == 404
    assert own_cases(actor=nurse) == ()


def test_what_was_handed_in_is_not_deleted(office, nurse):
    case = a_submitted_case(office, nurse)
    with pytest.raises(ApplicationNotFound):
        delete_draft(application_id=case.application_id, actor=nurse, now=NOON)
    walker = a_citizen()
    walker.base = f"/{office.region.slug}/permohonan/{case.application_id}"
    assert walker.browser.post(f"{walker.base}/hapus")["Location"] == f"{walker.base}/"
    assert the_case(case.application_id, region_id=office.region.id).case.reference == case.reference


def test_nobody_deletes_the_draft_of_another_person(office, nurse):
    draft = a_draft(office, nurse)
    with pytest.raises(ApplicationNotFound):
        delete_draft(application_id=draft.id, actor=a_nurse(office, ANOTHER_NURSE), now=NOON)
    stranger = a_citizen(ANOTHER_NURSE)
    stranger.base = f"/{office.region.slug}/permohonan/{draft.id}"
    assert stranger.browser.post(f"{stranger.base}/hapus").status_code == 404
    assert own_cases(actor=nurse)


def test_a_document_stays_its_holders_and_is_kept_no_longer_for_the_draft(office, nurse):
    draft = a_draft(office, nurse)
    given = a_clean_one(nurse).id
    rest_on(
        person_id=nurse.person_id,
        application_id=draft.id,
        service_slug=draft.service_slug,
        answers={"competence_file": given},
        actor=nurse,
        now=NOON,
    )
    delete_draft(application_id=draft.id, actor=nurse, now=NOON)
    assert of_case(draft.id, holder=nurse.person_id, actor=nurse) == {}
    assert [each.id for each in own_uploads(actor=nurse)] == [given]


def test_a_draft_that_nobody_goes_on_with_is_warned_of_once_and_then_deleted(office, nurse):
    draft = a_draft(office, nurse)
    night(office, UNTOUCHED)
    [told] = facts_told(DraftEnds)
    assert (told.application_id, told.person_id) == (draft.id, nurse.person_id)
    night(office, UNTOUCHED + timedelta(days=1))
    assert facts_told(DraftEnds) == []
    night(office, UNTOUCHED + timedelta(days=DRAFT_WARNED_DAYS))
    assert own_cases(actor=nurse), "the last day is not over"
    night(office, UNTOUCHED + timedelta(days=DRAFT_WARNED_DAYS + 1))
    assert own_cases(actor=nurse) == ()


def test_whoever_saves_one_page_keeps_the_draft(office, nurse):
    draft = a_draft(office, nurse)
    night(office, UNTOUCHED)
    facts_told(DraftEnds)
    warned = the_case(draft.id, region_id=office.region.id).case
    assert warned.due_on is not None
    drafting.save_answers(warned, office.offer, {"long_break": "yes"}, actor=nurse, now=NOON + UNTOUCHED)
    assert the_case(draft.id, region_id=office.region.id).case.due_on is None
    night(office, UNTOUCHED + timedelta(days=DRAFT_WARNED_DAYS + 1))
    assert own_cases(actor=nurse)


def test_a_case_with_an_office_never_ends_by_time(office, nurse):
    a_submitted_case(office, nurse)
    night(office, timedelta(days=400))
    night(office, timedelta(days=800))
    assert facts_told(DraftEnds) == []
    assert own_cases(actor=nurse)


def test_the_automation_deletes_for_the_person_alone(office, nurse):
    draft = a_draft(office, nurse)
    other = a_nurse(office, ANOTHER_NURSE)
    with pytest.raises(ApplicationNotFound):
        delete_draft(
            application_id=draft.id, actor=replace(system(office.region.id), person_id=other.person_id), now=NOON
        )
