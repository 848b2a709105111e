"""Reserve, sign, record: three steps, each of which may be done again."""

from datetime import timedelta

import pytest
from django.db import connection

from mpp.documents import files, queries, rules
from mpp.documents.models import Document, NumberCounter, Verification
from mpp.documents.operations.record_signed import record_signed
from mpp.documents.operations.reserve import AlreadyIssued
from mpp.documents.ports import Passphrase, SignerLocked, SignerUnavailable, WrongPassphrase
from mpp.documents.queries import DocumentNotFound
from mpp.documents.rules import State
from mpp.documents.signing import sign_and_record
from mpp.documents.tests.builders import (
    AUTHORITY,
    HEAD,
    NOON,
    NURSE,
    REGION,
    a_reservation,
    an_issued_document,
)
from mpp.documents.tests.fakes import FakeSigner
from mpp.foundation.errors import Forbidden
from mpp.foundation.ids import uuid7
from mpp.foundation.scope import entered

pytestmark = pytest.mark.django_db


def rows(sql, actor=HEAD):
    with entered(actor), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def announced() -> list[str]:
    return [name for (name,) in rows("SELECT event FROM outbox")]


# The number


def test_numbers_count_up_by_agency_service_and_year():
    assert [a_reservation().number for _ in range(2)] == [
        "503/0001/SIP-PERAWAT/DPMPTSP-BJR/2026",
        "503/0002/SIP-PERAWAT/DPMPTSP-BJR/2026",
    ]
    next_year = NOON + timedelta(days=60)
    assert a_reservation(issued_on=next_year.date(), now=next_year).number == "503/0001/SIP-PERAWAT/DPMPTSP-BJR/2027"
    assert a_reservation(by=HEAD.acting_in(8), of=NURSE.acting_in(8)).number.startswith("503/0001/")


def test_one_application_has_one_number_for_ever():
    application_id = uuid7()
    assert a_reservation(application_id) == a_reservation(application_id)
    with entered(HEAD):
        assert NumberCounter.objects.get().last == 1


def test_a_letter_that_says_something_else_is_made_anew_under_its_number():
    application_id = uuid7()
    first = a_reservation(application_id)
    before = queries.draft(first.document_id, actor=HEAD).pdf
    assert a_reservation(application_id, holder="Siti Nurhaliza Hasanah, S.Kep.") == first
    assert queries.draft(first.document_id, actor=HEAD).pdf != before


def test_a_letter_that_says_the_same_later_stays_the_same_file():
    application_id = uuid7()
    first = a_reservation(application_id)
    before = queries.draft(first.document_id, actor=HEAD).pdf
    a_reservation(application_id, now=NOON + timedelta(hours=3))
    assert queries.draft(first.document_id, actor=HEAD).pdf == before


def test_an_issued_letter_is_not_made_anew():
    application_id = uuid7()
    an_issued_document(application_id)
    with pytest.raises(AlreadyIssued):
        a_reservation(application_id, holder="Somebody Else")


def test_only_those_who_sign_reserve():
    with pytest.raises(Forbidden):
        a_reservation(by=NURSE)


# The signature


def test_nobody_outside_sees_a_letter_that_is_not_signed():
    application_id = uuid7()
    reservation = a_reservation(application_id)
    with pytest.raises(DocumentNotFound):
        queries.document_of(application_id, actor=NURSE)
    assert queries.document_of(application_id, actor=HEAD).state == State.RESERVED
    assert queries.verification_by_number(reservation.number, reservation.check_code, now=NOON) is None


def test_the_draft_is_sealed_in_the_database_and_gone_once_it_is_signed():
    reservation = a_reservation()
    with entered(HEAD):
        assert b"%PDF" not in bytes(Document.objects.get(id=reservation.document_id).draft)
    recorded = sign(reservation)
    with entered(HEAD):
        assert bytes(Document.objects.get(id=recorded.document_id).draft) == b""


def sign(reservation, *, signer=None, passphrase=FakeSigner.PASSPHRASE, actor=HEAD):
    return sign_and_record(
        reservation.document_id,
        signer=signer or FakeSigner(),
        authority=AUTHORITY,
        passphrase=Passphrase(passphrase),
        actor=actor,
        now=NOON,
    )


def down() -> FakeSigner:
    signer = FakeSigner()
    signer.is_down = True
    return signer


def locked() -> FakeSigner:
    signer = FakeSigner()
    signer._wrong[AUTHORITY.nik] = 3
    return signer


@pytest.mark.parametrize(
    ("signer", "passphrase", "refusal"),
    [
        (FakeSigner, "salah", WrongPassphrase),
        (locked, FakeSigner.PASSPHRASE, SignerLocked),
        (down, FakeSigner.PASSPHRASE, SignerUnavailable),
    ],
)
def test_a_failed_signature_keeps_the_number_and_leaves_the_letter_waiting(signer, passphrase, refusal):
    application_id = uuid7()
    reservation = a_reservation(application_id)
    with pytest.raises(refusal):
        sign(reservation, signer=signer(), passphrase=passphrase)
    assert queries.document_of(application_id, actor=HEAD).state == State.RESERVED
    assert announced() == []
    assert sign(reservation).number == reservation.number


def test_the_recorded_letter_is_announced_and_can_be_had_and_verified():
    application_id = uuid7()
    recorded = an_issued_document(application_id)
    shown = queries.document_of(application_id, actor=NURSE)
    pdf = queries.signed_pdf(shown.id, actor=NURSE)
    assert announced() == ["DocumentIssued"]
    assert (shown.state, shown.digest, shown.size_bytes) == (State.ACTIVE, recorded.digest, len(pdf))
    assert rules.digest_of(pdf) == recorded.digest
    assert queries.verification_by_token(shown.token, now=NOON).number == recorded.number


def test_whoever_records_later_gets_the_first_file():
    recorded = an_issued_document()
    again = record_signed(document_id=recorded.document_id, digest="f" * 64, size_bytes=1, actor=HEAD, now=NOON)
    assert again == recorded
    assert announced() == ["DocumentIssued"]
    with entered(HEAD):
        assert Verification.objects.count() == 1


def test_a_letter_is_not_signed_twice():
    application_id = uuid7()
    an_issued_document(application_id)
    with pytest.raises(DocumentNotFound):
        queries.draft(rules.document_id(application_id, "practice_licence"), actor=HEAD)


def test_the_store_holds_nothing_that_anybody_can_read(settings):
    an_issued_document()
    [stored] = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert b"%PDF" not in stored.read_bytes()


def test_a_file_of_another_document_does_not_open():
    recorded = an_issued_document()
    with pytest.raises(Exception, match="does not belong"):
        files.load(recorded.digest, document_id=uuid7(), region_id=REGION)


# Who may know


def test_another_person_cannot_even_learn_that_the_document_exists():
    application_id = uuid7()
    recorded = an_issued_document(application_id)
    for stranger in (
        NURSE.__class__(role="pemohon", region_id=REGION, person_id=uuid7()),
        NURSE.acting_in(8),
        NURSE.__class__(region_id=REGION),
        NURSE.__class__(role="pengawas_nasional", region_id=REGION, person_id=uuid7()),
        HEAD.acting_in(8),
    ):
        with pytest.raises(DocumentNotFound):
            queries.signed_pdf(recorded.document_id, actor=stranger)
        with pytest.raises(DocumentNotFound):
            queries.document_of(application_id, actor=stranger)
    assert queries.signed_pdf(recorded.document_id, actor=HEAD)


def test_each_step_leaves_one_line_in_the_chain_of_the_document():
    recorded = an_issued_document()
    lines = rows(f"SELECT line FROM audit_line WHERE chain_id = '{recorded.document_id}' ORDER BY seq")
    assert ['"op":"documents.reserve"' in lines[0][0], '"op":"documents.record_signed"' in lines[1][0]] == [True, True]
    assert all("Siti" not in line and AUTHORITY.nik not in line for (line,) in lines)
