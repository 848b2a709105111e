"""Whoever is reached elsewhere from now on is told so at the former address too."""

from dataclasses import replace

import pytest

from mpp.foundation.actor import ANYONE
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.identity.operations.correct_contact import correct_contact
from mpp.identity.operations.proving import Caller
from mpp.identity.operations.send_code import CORRECT, send_code_to_new_address
from mpp.identity.operations.sign_in import sign_in
from mpp.identity.queries.contacts import former_addresses
from mpp.identity.rules.factors import FactorKind
from mpp.identity.tests.fakes import siti
from mpp.notifications.ports import MailRefused
from mpp.notifications.queries import inbox
from tests.support.working import the_worker_works

pytestmark = pytest.mark.django_db

OLD, NEW = siti().email, "baru@contoh.example"


@pytest.fixture
def person():
    """Siti, as she acts, and her session."""
    begun = sign_in(proven=siti(), language="id", actor=ANYONE, now=utc_now())
    return replace(ANYONE, role="pemohon", person_id=begun.person_id, account_id=begun.account_id), begun.session_id


def corrects(person, to, kind=FactorKind.EMAIL):
    actor, session_id = person
    given = {"session_id": session_id, "actor": actor, "now": utc_now()}
    made = send_code_to_new_address(challenge_id=uuid7(), kind=kind, to=to, purpose=CORRECT, **given)
    outcome = correct_contact(person_id=actor.person_id, code=made.code, caller=Caller(device_key=None), **given)
    assert outcome.is_proven


def test_news_goes_to_the_new_address_and_a_farewell_to_the_former_one(person, mailer):
    corrects(person, NEW)
    the_worker_works("notifications.")
    assert {message.to for message in mailer.sent} == {OLD, NEW}
    [farewell] = [message for message in mailer.sent if message.to == OLD]
    assert "tidak dipakai lagi" in farewell.subject
    assert NEW not in farewell.text + farewell.html
    [notice] = inbox(actor=person[0]).notices
    assert (notice.code, notice.detail) == ("contact_changed", "address-email")
    assert former_addresses(FactorKind.EMAIL, actor=person[0]) == ()


def test_a_former_mailbox_that_is_gone_holds_nothing_up(person, mailer):
    corrects(person, NEW)
    mailer.refusal = MailRefused()
    the_worker_works("notifications.")
    assert former_addresses(FactorKind.EMAIL, actor=person[0]) == ()


def test_a_former_number_is_told_by_a_text_message(person, mailer, texter):
    corrects(person, "+6281200000001", FactorKind.SMS)
    corrects(person, "+6281200000002", FactorKind.SMS)
    the_worker_works("notifications.")
    assert [message["to"] for message in texter.sent] == ["+6281200000001"]
    assert "mengganti alamat ini" in texter.sent[0]["text"]
