"""A copy of all one's data: made once, complete, for its person alone, gone after a week."""

import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from procrastinate.contrib.django.models import ProcrastinateJob

from mpp.applications.tests.builders import ANOTHER_NURSE, NAMES, NOON, NURSE, an_issued_case, facts_told, the_case
from mpp.foundation import looks
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.foundation.looks import Opened
from mpp.privacy import copying, tasks
from mpp.privacy.events import DataCopyReady
from mpp.privacy.operations.ask_for_copy import CopyUnderWay, ask_for_copy
from mpp.privacy.queries import copies
from mpp.privacy.rules import COPY_AGAIN_AFTER, COPY_KEPT_FOR, CopyState
from mpp.privacy.tests.pages import text
from mpp.uploads.tests.builders import a_clean_one
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/akun/data-saya/salinan"


def made(nurse, *, language="id"):
    copy_id = uuid7()
    ask_for_copy(copy_id=copy_id, language=language, actor=nurse, now=utc_now())
    tasks.make_copy(str(copy_id), str(nurse.person_id))
    return copy_id


def archive(browser, copy_id) -> ZipFile:
    answer = browser.get(f"{PAGE}/{copy_id}")
    assert answer["Cache-Control"] == "no-store"
    return ZipFile(BytesIO(answer.content))


def test_it_holds_account_answers_of_registries_cases_letters_notices_and_looks(office, nurse, owner):
    case = the_case(an_issued_case(office, nurse), region_id=office.region.id).case
    looks.note(Opened.CASE, case.id, of=nurse.person_id, actor=office.clerk, now=utc_now())
    proof = a_clean_one(nurse, name="ijazah.pdf")
    found = archive(owner, made(nurse))
    data = json.loads(found.read("data.json"))["parts"]
    assert set(data) == {
        "account",
        "registries",
        "applications",
        "applications_of_regions",
        "documents_given",
        "facilities",
        "mandates",
        "notices",
        "privacy",
    }
    assert data["account"]["profile"]["nik"] == NURSE
    [application] = data["applications"]
    assert application["reference"] == case.reference
    assert application["content"]["answers"]["practice_mode"] == "facility"
    assert {"submit", "approve"} <= {event["act"] for event in application["history"]}
    assert data["registries"]["facts"]
    assert data["registries"]["questions"]
    assert [each["kind"] for each in data["privacy"]["looks"]] == ["case"]
    assert found.read(f"{case.reference}/surat.pdf").startswith(b"%PDF")
    assert found.read(f"{proof.id}.pdf").startswith(b"%PDF")
    page = found.read("data-saya.html").decode()
    for words in (NAMES[NURSE], NURSE, case.reference, "Klinik Pratama Melati", "Konsil Kesehatan Indonesia"):
        assert words in page


def test_its_readable_half_speaks_the_language_it_was_asked_in(office, nurse, owner):
    page = archive(owner, made(nurse, language="en")).read("my-data.html").decode()
    assert "All my data at MPP Digital" in page
    assert "Full name" in page


def test_names_of_officers_are_not_given_away(office, nurse, owner):
    an_issued_case(office, nurse)
    found = archive(owner, made(nurse))
    for name in found.namelist():
        assert b"Dadan Ramdani" not in found.read(name)


def test_the_page_asks_for_it_once_and_the_person_is_told_when_it_is_ready(owner, nurse):
    assert owner.post(PAGE).status_code == 302
    assert "Sedang disusun" in text(owner.get(PAGE))
    assert owner.post(PAGE).status_code == 409
    [job] = ProcrastinateJob.objects.filter(task_name="privacy.make_copy")
    tasks.make_copy(**job.args)
    assert [fact.person_id for fact in facts_told(DataCopyReady)] == [nurse.person_id]
    assert "Siap diunduh" in text(owner.get(PAGE))


def test_a_job_that_comes_twice_makes_one_copy(nurse):
    copy_id = made(nurse)
    [before] = copies(actor=nurse)
    tasks.make_copy(str(copy_id), str(nurse.person_id))
    assert copies(actor=nurse) == (before,)


def test_another_one_can_be_asked_for_after_an_hour(nurse):
    ask_for_copy(copy_id=uuid7(), language="id", actor=nurse, now=NOON)
    with pytest.raises(CopyUnderWay):
        ask_for_copy(copy_id=uuid7(), language="id", actor=nurse, now=NOON + timedelta(minutes=59))
    ask_for_copy(copy_id=uuid7(), language="id", actor=nurse, now=NOON + COPY_AGAIN_AFTER)


def test_nobody_else_gets_it(office, nurse):
    copy_id = made(nurse)
    for browser in (signed_in(ANOTHER_NURSE), signed_in(office.niks[office.head.officer_id], role="kepala_dpmptsp")):
        assert browser.get(f"{PAGE}/{copy_id}").status_code == 404


def test_it_lies_sealed_and_is_deleted_after_a_week(nurse, owner):
    copy_id = made(nurse)
    with default_storage.open(f"copies/{copy_id}") as stored:
        assert not stored.read().startswith(b"PK")
    tasks.forget((utc_now() + COPY_KEPT_FOR - timedelta(minutes=5)).timestamp())
    assert default_storage.exists(f"copies/{copy_id}")
    tasks.forget((utc_now() + COPY_KEPT_FOR + timedelta(minutes=5)).timestamp())
    assert not default_storage.exists(f"copies/{copy_id}")
    assert [each.state for each in copies(actor=nurse)] == [CopyState.GONE]
    assert owner.get(f"{PAGE}/{copy_id}").status_code == 404


def test_each_package_says_on_which_ground_it_holds_what(office, nurse, owner):
    an_issued_case(office, nurse)
    bases = {
        ground.basis
        for holding in copying.holdings()
        for ground in holding.grounds(replace(nurse, region_id=0), utc_now())
    }
    assert bases == {"consent", "public_task", "legal_duty"}
    shown = text(owner.get("/akun/data-saya"))
    for words in ("Persetujuan Anda", "Tugas pelayanan publik", "Kewajiban hukum", "Konsil Kesehatan Indonesia"):
        assert words in shown
