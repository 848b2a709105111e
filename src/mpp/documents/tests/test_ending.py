"""A document that no longer holds, and that verification says so at once."""

from datetime import date, timedelta

import pytest

from mpp.documents import queries
from mpp.documents.operations.end import NotInForce, reinstate, revoke, supersede, suspend
from mpp.documents.queries import DocumentNotFound
from mpp.documents.rules import State
from mpp.documents.tests.builders import HEAD, NOON, NURSE, a_reservation, an_issued_document
from mpp.documents.tests.test_issuing import announced
from mpp.foundation.errors import Forbidden
from mpp.foundation.ids import uuid7

pytestmark = pytest.mark.django_db


def seen(application_id, now=NOON) -> State:
    view = queries.document_of(application_id, actor=HEAD)
    return queries.verification_by_token(view.token, now=now).state


def test_a_revoked_licence_shows_so_at_once_and_is_announced():
    application_id = uuid7()
    recorded = an_issued_document(application_id)
    revoke(document_id=recorded.document_id, reason="str-revoked", actor=HEAD, now=NOON)
    assert seen(application_id) == State.REVOKED
    assert queries.document_of(application_id, actor=NURSE).reason == "str-revoked"
    assert announced() == ["DocumentIssued", "DocumentRevoked"]


def test_a_suspended_licence_can_hold_again():
    application_id = uuid7()
    recorded = an_issued_document(application_id)
    suspend(document_id=recorded.document_id, reason="under-inspection", actor=HEAD, now=NOON)
    assert seen(application_id) == State.SUSPENDED
    reinstate(document_id=recorded.document_id, actor=HEAD, now=NOON)
    assert seen(application_id) == State.ACTIVE


def test_a_renewed_licence_supersedes_the_one_before():
    application_id = uuid7()
    supersede(document_id=an_issued_document(application_id).document_id, actor=HEAD, now=NOON)
    assert seen(application_id) == State.SUPERSEDED


def test_what_is_not_in_force_cannot_be_ended():
    reservation = a_reservation()
    with pytest.raises(NotInForce):
        revoke(document_id=reservation.document_id, reason="x", actor=HEAD, now=NOON)


def test_a_citizen_and_another_region_cannot_end_it():
    recorded = an_issued_document()
    with pytest.raises(Forbidden):
        revoke(document_id=recorded.document_id, reason="x", actor=NURSE, now=NOON)
    with pytest.raises(DocumentNotFound):
        revoke(document_id=recorded.document_id, reason="x", actor=HEAD.acting_in(8), now=NOON)


def test_a_term_ends_at_midnight_in_the_region():
    application_id = uuid7()
    an_issued_document(application_id, valid_until=date(2026, 11, 20))
    last_second = NOON.replace(hour=16, minute=59, second=59)  # 23:59:59 in Jakarta
    assert seen(application_id, last_second) == State.ACTIVE
    assert seen(application_id, last_second + timedelta(seconds=1)) == State.EXPIRED
