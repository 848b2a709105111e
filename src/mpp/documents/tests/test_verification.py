"""What a stranger learns from number, code or file, and that guessing does not help."""

import pytest

from mpp.documents import queries
from mpp.documents.rules import printed_code
from mpp.documents.tests.builders import HEAD, NOON, NURSE, an_issued_document
from mpp.foundation.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown():
    application_id = uuid7()
    an_issued_document(application_id)
    return queries.document_of(application_id, actor=NURSE)


def test_number_and_check_code_find_the_document_however_they_are_typed(shown):
    typed = (f" {shown.number.lower()} ", printed_code(shown.check_code).lower())
    assert queries.verification_by_number(*typed, now=NOON).document_id == shown.id


def test_the_number_alone_tells_nothing(shown):
    for guess in ("", "00000000", shown.check_code[:-1], shown.check_code + "0"):
        assert queries.verification_by_number(shown.number, guess, now=NOON) is None


def test_a_file_is_found_by_its_digest(shown):
    assert queries.verification_by_digest(["0" * 64, shown.digest], now=NOON).document_id == shown.id
    assert queries.verification_by_digest(["0" * 64], now=NOON) is None
    assert queries.verification_by_digest([], now=NOON) is None


def test_a_stranger_reads_initials_and_no_place_of_practice(shown):
    found = queries.verification_by_token(shown.token, now=NOON)
    assert found.masked_name == "S*** N*** H***"
    assert "Nurhaliza" not in repr(found)
    assert found.office == "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"


def test_two_regions_may_use_one_number(shown):
    other_id = uuid7()
    an_issued_document(other_id, by=HEAD.acting_in(8), of=NURSE.acting_in(8))
    other = queries.document_of(other_id, actor=NURSE.acting_in(8))
    assert other.number == shown.number
    found = [queries.verification_by_number(one.number, one.check_code, now=NOON).document_id for one in (shown, other)]
    assert found == [shown.id, other.id]


@pytest.mark.parametrize("token", ["", "x", "0" * 32, "'; DROP TABLE verification; --", "\x00"])
def test_a_token_that_is_none_of_ours_finds_nothing(token, shown):
    assert queries.verification_by_token(token.replace("\x00", ""), now=NOON) is None
