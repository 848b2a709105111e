"""Many letters with one passphrase, which lives in the memory of one worker."""

from datetime import datetime, timedelta

import pytest
from django.db import connection

from mpp.documents import batch, queries
from mpp.documents.operations.signing_queue import NothingToSign, queue_letters
from mpp.documents.ports import Passphrase
from mpp.documents.rules import WORKER_LIVES
from mpp.documents.tests.builders import AUTHORITY, HEAD, NOON, NURSE, a_reservation
from mpp.documents.tests.fakes import FakeSigner
from mpp.documents.tests.test_issuing import sign
from mpp.foundation.actor import Actor
from mpp.foundation.errors import Forbidden
from mpp.foundation.ids import uuid7
from mpp.foundation.scope import entered

pytestmark = pytest.mark.django_db


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def signer() -> FakeSigner:
    return FakeSigner()


@pytest.fixture
def desk(signer, clock) -> batch.SigningDesk:
    desk = batch.SigningDesk(lambda: signer, clock=clock)
    assert desk.work() is False
    return desk


def hand_over(*reservations, batch_id=None, passphrase=FakeSigner.PASSPHRASE, now=NOON, actor=HEAD):
    batch_id = batch_id or uuid7()
    key = queries.signing_key(actor=actor, now=now)
    queue_letters(
        batch_id=batch_id,
        document_ids=[reservation.document_id for reservation in reservations],
        key_id=key.id,
        sealed=batch.seal(key, Passphrase(passphrase), AUTHORITY, batch_id=batch_id),
        actor=actor,
        now=now,
    )
    return batch_id


def progress(batch_id, now=NOON, actor=HEAD):
    return queries.batch_progress(batch_id, actor=actor, now=now)


def test_letter_by_letter_is_signed_and_recorded(desk, signer):
    letters = [a_reservation() for _ in range(3)]
    batch_id = hand_over(*letters)
    assert [desk.work() for _ in range(4)] == [True, True, True, False]
    assert signer.asked == [letter.number for letter in letters]
    assert progress(batch_id).signed == tuple(letter.document_id for letter in letters)
    assert all(queries.document(letter.document_id, actor=HEAD).digest for letter in letters)


def test_a_wrong_passphrase_is_tried_once_and_stops_the_rest(desk, signer):
    batch_id = hand_over(a_reservation(), a_reservation(), passphrase="salah")
    assert [desk.work(), desk.work()] == [True, False]
    assert set(progress(batch_id).problems.values()) == {"wrong-passphrase"}
    assert len(progress(batch_id).problems) == 2
    assert signer._wrong == {AUTHORITY.nik: 1}


def test_what_failed_can_be_handed_over_again(desk):
    letter = a_reservation()
    batch_id = hand_over(letter, passphrase="salah")
    desk.work()
    hand_over(letter, batch_id=batch_id)
    desk.work()
    assert progress(batch_id).signed == (letter.document_id,)


def test_a_dead_service_lets_the_letters_wait(desk, signer, clock):
    batch_id = hand_over(a_reservation())
    signer.is_down = True
    assert desk.work() is False
    signer.is_down = False
    assert desk.work() is False, "it rests for a while"
    assert progress(batch_id).problems == {}
    clock.now += batch.PAUSE
    assert desk.work() is True


def test_after_a_restart_nobody_can_open_the_envelope_and_the_signer_is_asked_again(desk, signer, clock):
    letter = a_reservation()
    batch_id = hand_over(letter)
    clock.now += WORKER_LIVES + timedelta(seconds=1)
    after_restart = batch.SigningDesk(lambda: signer, clock=clock)
    assert after_restart.work() is False
    assert progress(batch_id, clock.now).must_ask_again
    hand_over(letter, batch_id=batch_id, now=clock.now)
    assert not progress(batch_id, clock.now).must_ask_again
    assert after_restart.work() is True
    assert progress(batch_id).signed == (letter.document_id,)


def test_an_envelope_opens_for_its_own_batch_only(desk):
    letter, other_batch = a_reservation(), uuid7()
    key = queries.signing_key(actor=HEAD, now=NOON)
    sealed = batch.seal(key, Passphrase("x"), AUTHORITY, batch_id=uuid7())
    queue_letters(
        batch_id=other_batch, document_ids=[letter.document_id], key_id=key.id, sealed=sealed, actor=HEAD, now=NOON
    )
    desk.work()
    assert progress(other_batch).problems == {letter.document_id: batch.BROKEN_ENVELOPE}


def test_neither_passphrase_nor_signer_stands_in_the_database(desk):
    hand_over(a_reservation())
    with entered(HEAD), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(i)::text, encode(sealed, 'escape') FROM signing_item i")
        [(row, sealed)] = cursor.fetchall()
    for secret in (FakeSigner.PASSPHRASE, AUTHORITY.nik, AUTHORITY.name):
        assert secret not in row + sealed
    desk.work()
    with entered(HEAD), connection.cursor() as cursor:
        cursor.execute("SELECT octet_length(sealed) FROM signing_item")
        assert cursor.fetchall() == [(0,)]


def test_a_letter_signed_in_the_meantime_is_done(desk, signer):
    letter = a_reservation()
    batch_id = hand_over(letter)
    sign(letter)
    assert desk.work() is True
    assert signer.asked == []
    assert progress(batch_id).signed == (letter.document_id,)


def test_only_a_signer_hands_over_and_only_letters_of_his_region(desk):
    letter = a_reservation()
    with pytest.raises(Forbidden):
        hand_over(letter, actor=NURSE)
    with pytest.raises(NothingToSign):
        hand_over(letter, actor=HEAD.acting_in(8))


def test_another_officer_sees_nothing_of_the_batch(desk):
    batch_id = hand_over(a_reservation())
    stranger = Actor(role="kepala_dpmptsp", region_id=HEAD.region_id, person_id=uuid7())
    assert progress(batch_id, actor=stranger).waiting == ()


def test_without_a_living_worker_there_is_no_key(desk):
    assert queries.signing_key(actor=HEAD, now=NOON) is not None
    assert queries.signing_key(actor=HEAD, now=NOON + WORKER_LIVES) is None
