"""Documents of a case: sent or given again on its pages, examined meanwhile, opened by those who may see the case."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mpp.applications.tests.builders import (
    ANOTHER_NURSE,
    a_nurse,
    an_office,
    the_case,
)
from mpp.applications.tests.walking import FIRST, a_citizen, text
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.foundation.looks import Opened, looks_at
from mpp.foundation.ratelimit import buckets
from mpp.uploads import receiving
from mpp.uploads.examination.look import examine
from mpp.uploads.fakes import EICAR, FakeScanner
from mpp.uploads.operations.begin import begin
from mpp.uploads.operations.remove import CaseRestsOnIt, remove
from mpp.uploads.queries import own_uploads
from mpp.uploads.rules import State
from mpp.uploads.tests.builders import a_clean_one, a_pdf, a_picture
from tests.support.signed_in import signed_in
from tests.support.working import the_worker_works

pytestmark = pytest.mark.django_db
PROOF = "competence_file"
#: Made once: every PDF has an id of its own.
PDF, ANOTHER_PDF = a_pdf(), a_pdf(pages=2)


@pytest.fixture(autouse=True)
def a_quick_worker(settings, monkeypatch):
    """No scanner, and the examination in this process; the one of its own is tried with uploads."""
    settings.UPLOADS_SCANNER = lambda: None
    monkeypatch.setattr("mpp.uploads.checking.examined", examine)


@pytest.fixture
def walker(office, nurse):
    buckets.forget()
    walker = a_citizen()
    walker.begin()
    walker.fill("break", {"long_break": "yes"})
    return walker


def upload(data: bytes, name: str = "sertifikat.pdf", **also: str) -> dict[str, object]:
    return {"long_break": "yes", PROOF: SimpleUploadedFile(name, data, "application/pdf")} | also


def examined() -> int:
    return the_worker_works("uploads.")


def opened(browser, path):
    """The answer at the end of the short-lived link."""
    led = browser.get(path)
    assert led.status_code == 302, path
    return browser.get(led["Location"])


def officers_path(walker):
    return f"{walker.base}/berkas/{PROOF}"


def test_a_proof_is_taken_whatever_its_name_says_and_given_back_to_its_owner(walker):
    assert walker.fill("break", upload(a_picture("PNG"), "../../etc/ijazah.pdf")).status_code == 302
    examined()
    assert "ijazah.pdf (PNG," in text(walker.get("isi/break"))
    fetched = opened(walker.browser, f"{walker.base}/berkas/{PROOF}")
    assert fetched.content.startswith(b"\x89PNG")
    assert fetched["Content-Type"] == "image/png"
    assert fetched["Content-Disposition"].startswith('attachment; filename="dokumen-')
    assert "sandbox" in fetched["Content-Security-Policy"]
    assert fetched["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in fetched["Cache-Control"]


def test_nobody_can_open_it_before_it_has_been_examined_and_the_applicant_goes_on(walker):
    walker.fill("break", upload(PDF))
    assert walker.get(f"berkas/{PROOF}").status_code == 404
    assert "Sedang diperiksa" in text(walker.get("isi/break"))
    assert "Berkas sedang diperiksa" in text(walker.get(""))
    examined()
    assert opened(walker.browser, f"{walker.base}/berkas/{PROOF}").content == PDF
    assert "Berkas sedang diperiksa" not in text(walker.get(""))


def test_the_file_stays_when_the_page_is_sent_again_and_goes_when_replaced(walker):
    walker.fill("break", upload(PDF))
    examined()
    assert walker.fill("break", {"long_break": "yes"}).status_code == 302
    assert opened(walker.browser, f"{walker.base}/berkas/{PROOF}").content == PDF
    walker.fill("break", upload(ANOTHER_PDF))
    examined()
    assert opened(walker.browser, f"{walker.base}/berkas/{PROOF}").content == ANOTHER_PDF


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"MZ not a picture", "Isi berkas ini bukan PDF atau foto"),
        (bytes(10 * 1024 * 1024 + 1), "Paling besar 10 MB"),
        (bytes(12 * 1024 * 1024), "Paling besar 10 MB"),
        (b"", "Berkas ini kosong"),
    ],
    ids=["program", "too-large", "far-too-large", "empty"],
)
def test_a_file_that_will_not_do_is_refused_at_once_in_words_that_help(walker, data, said):
    refused = walker.fill("break", upload(data))
    assert refused.status_code == 422
    assert said in text(refused)
    assert walker.get(f"berkas/{PROOF}").status_code == 404


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (a_pdf(password="x"), "PDF ini dikunci dengan kata sandi"),
        (b"%PDF-1.7 broken", "Berkas ini rusak atau tidak lengkap"),
        (a_pdf(AA=pikepdf.Dictionary()), "PDF ini berisi perintah"),
    ],
    ids=["locked", "broken", "active"],
)
def test_a_file_that_is_found_unfit_later_is_asked_for_again_beside_its_question(walker, data, said):
    assert walker.fill("break", upload(data)).status_code == 302
    examined()
    assert said in text(walker.get("isi/break"))
    assert "Berkas tidak dapat dipakai" in text(walker.get(""))
    walker.fill_all({page: FIRST[page] for page in FIRST if page != "break"})
    assert "Masih ada bagian yang belum diisi" in text(walker.get("periksa"))
    walker.fill("break", upload(PDF))
    examined()
    assert walker.hand_in()["Location"].endswith("/terkirim")


def test_no_reference_to_a_file_can_be_typed(walker, office):
    hers = a_clean_one(a_nurse(office, ANOTHER_NURSE))
    for typed, said in (("pdf-1-00", "Pilih berkas yang diminta"), (str(hers.id), "sudah tidak tersimpan")):
        refused = walker.fill("break", {"long_break": "yes", PROOF: typed})
        assert said in text(refused)
    assert str(hers.id) not in walker.get("isi/break").content.decode()


def test_an_upload_that_has_not_come_whole_is_no_answer(walker, nurse):
    unfinished = uuid7()
    begin(upload_id=unfinished, size_bytes=len(PDF), name="a.pdf", actor=nurse, now=utc_now())
    refused = walker.fill("break", {"long_break": "yes", PROOF: str(unfinished)})
    assert "belum terkirim seluruhnya" in text(refused)
    receiving.take(PDF, offset=0, upload_id=unfinished, actor=nurse, now=utc_now())
    assert walker.fill("break", {"long_break": "yes", PROOF: str(unfinished)}).status_code == 302


def test_files_are_counted(walker, settings):
    rule = replace(settings.RATE_LIMITS["upload"], burst=1)
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"upload": rule}
    assert walker.fill("break", upload(PDF)).status_code == 302
    assert walker.fill("break", upload(ANOTHER_PDF)).status_code == 429


def test_a_file_is_for_its_owner_and_for_the_officers_of_its_case(office, walker):
    walker.fill("break", upload(PDF))
    examined()
    path = officers_path(walker)
    officer = signed_in(office.niks[office.clerk.officer_id], role=office.clerk.role)
    assert officer.get(path).status_code == 404, "a draft is nobody's but the applicant's"
    walker.fill_all({page: FIRST[page] for page in FIRST if page != "break"})
    assert walker.hand_in()["Location"].endswith("/terkirim")
    assert opened(officer, path).content == PDF

    a_nurse(office, ANOTHER_NURSE)
    assert a_citizen(ANOTHER_NURSE).browser.get(path).status_code == 404
    bangli = an_office("kabupaten-bangli", registries=office.registries)
    stranger = signed_in(bangli.niks[bangli.clerk.officer_id], role=bangli.clerk.role)
    assert stranger.get(path).status_code == 404
    assert walker.get("berkas/schedule").status_code == 404, "an answer is no file"


def test_a_link_is_good_for_who_was_given_it_and_for_two_minutes(office, walker, monkeypatch):
    walker.fill("break", upload(PDF))
    examined()
    link = walker.browser.get(officers_path(walker))["Location"]
    officer = signed_in(office.niks[office.clerk.officer_id], role=office.clerk.role)
    assert officer.get(link).status_code == 404
    assert walker.browser.get(link + "x").status_code == 404
    assert walker.browser.get(link).status_code == 200
    monkeypatch.setattr("mpp.uploads.links.GOOD_FOR_S", -1)
    assert walker.browser.get(link).status_code == 404


def test_an_officer_who_opens_it_is_noted_for_its_holder(office, walker, nurse):
    walker.fill("break", upload(PDF))
    examined()
    walker.fill_all({page: FIRST[page] for page in FIRST if page != "break"})
    walker.hand_in()
    opened(walker.browser, officers_path(walker))
    officer = signed_in(office.niks[office.clerk.officer_id], role=office.clerk.role)
    assert [each for each in looks_at(nurse.person_id, actor=nurse) if each.kind is Opened.FILE] == []
    opened(officer, officers_path(walker))
    [told] = [each for each in looks_at(nurse.person_id, actor=nurse) if each.kind is Opened.FILE]
    assert (told.role, told.officer_id) == (office.clerk.role, office.clerk.officer_id)
    assert told.object_id == UUID(walker.id)


# A case and its documents


def test_a_case_handed_in_while_its_document_is_examined_waits_for_it_as_for_a_source(office, walker):
    walker.fill("break", upload(PDF))
    walker.fill_all({page: FIRST[page] for page in FIRST if page != "break"})
    assert "Berkas sedang diperiksa" in text(walker.get("periksa"))
    assert walker.hand_in()["Location"].endswith("/terkirim")
    assert the_case(UUID(walker.id), region_id=office.region.id).case.open_facts == 1
    officer = signed_in(office.niks[office.clerk.officer_id], role=office.clerk.role)
    shown = officer.get(f"/kota-banjar/petugas/permohonan/{walker.id}/")
    assert "Sedang diperiksa" in text(shown)
    assert officer.get(officers_path(walker)).status_code == 404
    examined()
    assert the_case(UUID(walker.id), region_id=office.region.id).case.open_facts == 0
    assert opened(officer, officers_path(walker)).content == PDF


def test_a_case_with_a_document_that_turned_out_unfit_cannot_be_approved_and_the_officer_reads_why(
    office, walker, settings
):
    settings.UPLOADS_SCANNER = lambda: FakeScanner()
    walker.fill("break", upload(PDF[:-7] + EICAR + b"\n%%EOF\n"))
    walker.fill_all({page: FIRST[page] for page in FIRST if page != "break"})
    walker.hand_in()
    examined()
    case = the_case(UUID(walker.id), region_id=office.region.id).case
    assert case.open_facts == 1
    officer = signed_in(office.niks[office.clerk.officer_id], role=office.clerk.role)
    assert "Pemindai virus menemukan bahaya" in text(officer.get(f"/kota-banjar/petugas/permohonan/{walker.id}/"))


def an_unfit_one(walker, settings):
    """A case whose document was refused after it had been handed in."""
    settings.UPLOADS_SCANNER = lambda: FakeScanner()
    walker.fill("break", upload(PDF[:-7] + EICAR + b"\n%%EOF\n"))
    walker.fill_all({page: FIRST[page] for page in FIRST if page != "break"})
    walker.hand_in()
    examined()


def test_whose_document_turned_out_unfit_gives_another_and_the_office_goes_on(office, walker, settings):
    an_unfit_one(walker, settings)
    before = the_case(UUID(walker.id), region_id=office.region.id).case
    tracking = walker.get("")
    assert "Satu dokumen tidak dapat dipakai" in text(tracking)
    assert f"{walker.base}/ganti/{PROOF}" in tracking.content.decode()
    page = walker.get(f"ganti/{PROOF}")
    assert "Pemindai virus menemukan bahaya" in text(page)
    assert walker.browser.post(f"{walker.base}/ganti/{PROOF}", upload(ANOTHER_PDF)).status_code == 302
    examined()
    after = the_case(UUID(walker.id), region_id=office.region.id).case
    assert (before.open_facts, after.open_facts) == (1, 0)
    assert (after.state, after.due_on) == (before.state, before.due_on), "the clock runs on"
    assert opened(walker.browser, officers_path(walker)).content == ANOTHER_PDF
    assert "Satu dokumen tidak dapat dipakai" not in text(walker.get(""))


def test_another_document_that_will_not_do_either_is_refused_beside_the_question(walker, settings):
    an_unfit_one(walker, settings)
    for sent, said in (({}, "Pilih berkas"), (upload(b"MZ program"), "Isi berkas ini bukan PDF atau foto")):
        refused = walker.browser.post(f"{walker.base}/ganti/{PROOF}", sent)
        assert refused.status_code == 422
        assert said in text(refused)


def test_a_document_in_order_is_not_replaced_after_handing_in(walker):
    walker.fill("break", upload(PDF))
    walker.fill_all({page: FIRST[page] for page in FIRST if page != "break"})
    walker.hand_in()
    examined()
    assert walker.get(f"ganti/{PROOF}").status_code == 302
    assert walker.browser.post(f"{walker.base}/ganti/{PROOF}", upload(ANOTHER_PDF)).status_code == 302
    assert opened(walker.browser, f"{walker.base}/berkas/{PROOF}").content == PDF
    assert walker.get("ganti/schedule").status_code == 404


def test_officer_and_applicant_look_at_it_page_by_page(office, walker, nurse):
    walker.fill("break", upload(ANOTHER_PDF))
    walker.fill_all({page: FIRST[page] for page in FIRST if page != "break"})
    walker.hand_in()
    examined()
    officer = signed_in(office.niks[office.clerk.officer_id], role=office.clerk.role)
    assert (
        f"{officers_path(walker)}?halaman=1"
        in officer.get(f"/kota-banjar/petugas/permohonan/{walker.id}/").content.decode()
    )
    for browser, back in (
        (walker.browser, f"{walker.base}/"),
        (officer, f"/kota-banjar/petugas/permohonan/{walker.id}/"),
    ):
        page = opened(browser, f"{officers_path(walker)}?halaman=2")
        assert "halaman 2 dari 2" in text(page)
        assert f'href="{back}"' in page.content.decode()
        picture = browser.get(page.content.decode().split('class="mpp-viewer__page" src="')[1].split('"')[0])
        assert picture["Content-Type"] == "image/jpeg"
    [told] = [each for each in looks_at(nurse.person_id, actor=nurse) if each.kind is Opened.FILE]
    assert told.officer_id == office.clerk.officer_id


def test_what_a_case_rests_on_cannot_be_removed_and_is_kept_while_it_is_decided(office, walker, nurse):
    walker.fill("break", upload(PDF))
    [found] = own_uploads(actor=nurse)
    assert found.expires_at is not None
    walker.fill_all({page: FIRST[page] for page in FIRST if page != "break"})
    walker.hand_in()
    examined()
    [found] = own_uploads(actor=nurse)
    assert found.expires_at is None
    with pytest.raises(CaseRestsOnIt):
        remove(upload_id=found.id, actor=nurse, now=utc_now())
    walker.browser.post(
        f"{walker.base}/tarik", {"version": the_case(UUID(walker.id), region_id=nurse.region_id).case.version}
    )
    examined()
    [found] = own_uploads(actor=nurse)
    assert timedelta(days=29) < found.expires_at - utc_now() < timedelta(days=32)


def test_a_document_given_before_can_be_given_again_for_another_case_in_another_region(office, walker, nurse):
    walker.fill("break", upload(PDF, "Ijazah Ners.pdf"))
    examined()
    walker.fill_all({page: FIRST[page] for page in FIRST if page != "break"})
    walker.hand_in()
    an_office("kabupaten-bangli", registries=office.registries)
    again = a_citizen()
    again.begin(region="kabupaten-bangli")
    again.fill("break", {"long_break": "yes"})
    page = again.get("isi/break")
    assert "Anda pernah mengirim dokumen ini. Pakai lagi?" in text(page)
    assert "Ijazah Ners.pdf" in text(page)
    [found] = own_uploads(actor=nurse)
    assert again.fill("break", {"long_break": "yes", PROOF: str(found.id)}).status_code == 302
    assert opened(again.browser, f"{again.base}/berkas/{PROOF}").content == PDF
    [found] = own_uploads(actor=nurse)
    assert len(found.uses) == 2
    assert found.state is State.CLEAN
