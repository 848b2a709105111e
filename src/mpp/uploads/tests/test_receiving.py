"""Documents on their way in: in pieces or whole, counted, sealed, in quarantine until they have been examined."""

from datetime import timedelta

import pytest
from django.db import connection

from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.uploads import receiving, tasks
from mpp.uploads.fakes import FakeScanner
from mpp.uploads.operations.begin import EmptyUpload, QuotaFull, TooLarge, begin
from mpp.uploads.operations.record_piece import WrongOffset
from mpp.uploads.operations.remove import remove
from mpp.uploads.ports import ScannerUnavailable
from mpp.uploads.queries import (
    UploadNotFound,
    bytes_of_person,
    bytes_of_region,
    content,
    own_uploads,
    stored,
    upload,
)
from mpp.uploads.receiving import UnfitBeginning
from mpp.uploads.rules import Kind, State
from mpp.uploads.tests.bad_files import INFECTED
from mpp.uploads.tests.builders import a_citizen, a_clean_one, a_pdf, a_picture, examined, files_in, given

pytestmark = pytest.mark.django_db


def test_a_document_that_came_whole_waits_in_quarantine_where_nobody_can_open_it():
    holder = a_citizen()
    upload_id = given(holder)
    found = upload(upload_id, actor=holder)
    assert found.state is State.QUARANTINED
    assert found.name == "ijazah.pdf"
    with pytest.raises(UploadNotFound):
        content(stored(upload_id, actor=holder))


def test_pieces_that_follow_each_other_make_the_document():
    holder, data, upload_id = a_citizen(), a_pdf(pages=3), uuid7()
    begin(upload_id=upload_id, size_bytes=len(data), name="a.pdf", actor=holder, now=utc_now())
    there = 0
    while there < len(data):
        there = receiving.take(
            data[there : there + 100], offset=there, upload_id=upload_id, actor=holder, now=utc_now()
        )
    kept = examined(upload_id, holder=holder)
    assert (kept.state, kept.kind, kept.pages) == (State.CLEAN, Kind.PDF, 3)
    assert content(stored(upload_id, actor=holder)) == data


def test_a_piece_at_another_place_is_refused_and_leaves_nothing_behind(a_store_of_its_own):
    holder, upload_id = a_citizen(), uuid7()
    begin(upload_id=upload_id, size_bytes=1000, name="", actor=holder, now=utc_now())
    receiving.take(b"%PDF-1.7" + bytes(92), offset=0, upload_id=upload_id, actor=holder, now=utc_now())
    for offset, size in ((0, 100), (50, 100), (200, 100), (100, 901)):
        with pytest.raises(WrongOffset) as refusal:
            receiving.take(b"%PDF-1.7".ljust(size), offset=offset, upload_id=upload_id, actor=holder, now=utc_now())
        assert refusal.value.facts["offset"] == 100
    assert len(files_in(a_store_of_its_own)) == 1


def test_what_is_no_document_is_refused_by_its_first_bytes():
    with pytest.raises(UnfitBeginning):
        given(a_citizen(), b"MZ\x90\x00 this program cannot be run")


def test_an_empty_document_and_ten_gigabytes_are_refused_before_a_byte_comes():
    holder = a_citizen()
    for size, refusal in ((0, EmptyUpload), (10 * 2**30, TooLarge), (10 * 2**20 + 1, TooLarge)):
        with pytest.raises(refusal):
            begin(upload_id=uuid7(), size_bytes=size, name="", actor=holder, now=utc_now())
    assert own_uploads(actor=holder) == ()


def test_nothing_in_the_store_can_be_read_and_nothing_tells_whose_it_is(a_store_of_its_own):
    holder = a_citizen()
    found = a_clean_one(holder, name="neneng-ktp.pdf")
    [path] = files_in(a_store_of_its_own)
    assert path.name == found.digest
    assert b"PDF" not in path.read_bytes()
    assert holder.person_id.hex not in str(path)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('mpp.person', %s, true)", [str(holder.person_id)])
        cursor.execute("SELECT upload::text FROM upload")
        assert "neneng" not in str(cursor.fetchall())


def test_the_document_of_somebody_else_does_not_exist():
    upload_id, stranger = given(a_citizen()), a_citizen()
    with pytest.raises(UploadNotFound):
        upload(upload_id, actor=stranger)
    with pytest.raises(UploadNotFound):
        receiving.take(b"x", offset=0, upload_id=upload_id, actor=stranger, now=utc_now())
    with pytest.raises(UploadNotFound):
        remove(upload_id=upload_id, actor=stranger, now=utc_now())


# Room


def test_a_person_may_keep_so_much_and_no_more(settings):
    holder, data = a_citizen(), a_pdf()
    settings.UPLOADS_LIMITS = settings.UPLOADS_LIMITS | {"person_bytes": 2 * len(data)}
    first = given(holder, data)
    given(holder, data)
    with pytest.raises(QuotaFull) as refusal:
        given(holder, data)
    assert refusal.value.facts["whose"] == "person"
    remove(upload_id=first, actor=holder, now=utc_now())
    assert bytes_of_person(actor=holder) == len(data)
    given(holder, data)


def test_a_region_may_keep_so_much_whoever_sends_it(settings):
    data = a_pdf()
    settings.UPLOADS_LIMITS = settings.UPLOADS_LIMITS | {"region_bytes": 2 * len(data)}
    given(a_citizen(), data)
    given(a_citizen(), data)
    with pytest.raises(QuotaFull) as refusal:
        given(a_citizen(), data)
    assert refusal.value.facts["whose"] == "region"
    given(a_citizen(region_id=2), data)


def test_what_is_counted_is_what_is_kept():
    holder = a_citizen()
    photo = a_picture("JPEG", (3600, 400))
    kept = a_clean_one(holder, photo)
    assert kept.size_bytes != len(photo)
    assert bytes_of_person(actor=holder) == bytes_of_region(1, actor=holder) == kept.size_bytes
    remove(upload_id=kept.id, actor=holder, now=utc_now())
    assert bytes_of_person(actor=holder) == bytes_of_region(1, actor=holder) == 0


# The scanner


def test_a_document_with_a_virus_is_refused_and_its_bytes_are_gone(a_store_of_its_own):
    holder = a_citizen()
    found = examined(given(holder, INFECTED.make()), holder=holder, scanner=FakeScanner())
    assert (found.state, found.reason) == (State.REFUSED, "file-infected")
    assert files_in(a_store_of_its_own) == []
    assert stored(found.id, actor=holder).key_sealed == b""


def test_while_the_scanner_is_silent_the_document_stays_in_quarantine():
    holder = a_citizen()
    upload_id = given(holder)
    with pytest.raises(ScannerUnavailable):
        examined(upload_id, holder=holder, scanner=FakeScanner(is_down=True))
    assert upload(upload_id, actor=holder).state is State.QUARANTINED
    assert examined(upload_id, holder=holder, scanner=FakeScanner()).state is State.CLEAN


def test_a_document_is_examined_once_however_often_the_job_comes():
    holder = a_citizen()
    upload_id = given(holder)
    before = examined(upload_id, holder=holder)
    assert examined(upload_id, holder=holder) == before


def test_a_document_removed_while_it_waits_is_not_examined():
    holder = a_citizen()
    upload_id = given(holder)
    remove(upload_id=upload_id, actor=holder, now=utc_now())
    assert examined(upload_id, holder=holder).state is State.REMOVED


# Going


def test_a_removed_document_has_lost_its_key_and_the_worker_deletes_its_bytes(a_store_of_its_own):
    holder = a_citizen()
    found = a_clean_one(holder)
    remove(upload_id=found.id, actor=holder, now=utc_now())
    assert stored(found.id, actor=holder).key_sealed == b""
    assert own_uploads(actor=holder) == ()
    tasks.forget_bytes(upload_id=str(found.id))
    assert files_in(a_store_of_its_own) == []


def test_the_worker_removes_what_the_rule_no_longer_keeps(monkeypatch):
    holder = a_citizen()
    unfinished, unused = uuid7(), given(holder)
    begin(upload_id=unfinished, size_bytes=1000, name="", actor=holder, now=utc_now())
    later(monkeypatch, days=2)
    assert {each.id for each in own_uploads(actor=holder)} == {unused}
    later(monkeypatch, days=31)
    assert own_uploads(actor=holder) == ()
    later(monkeypatch, days=62)
    with pytest.raises(UploadNotFound):
        upload(unused, actor=holder)


def later(monkeypatch, **after):
    moment = utc_now() + timedelta(**after)
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "utc_now", lambda: moment)
        tasks.sweep(0)
