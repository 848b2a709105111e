"""Both parties hear of a mandate and its use; a case tells its applicant by whom, and whoever may follow it, too."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from mpp.applications.events import ApplicationReturned, ApplicationSubmitted, CaseEvent
from mpp.foundation.actor import ANYONE, Actor
from mpp.foundation.cipher import blind_index
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import announce, operation
from mpp.foundation.outbox import deliver_batch
from mpp.identity.operations.sign_in import sign_in
from mpp.identity.ports import ProvenIdentity
from mpp.identity.rules import Assurance
from mpp.mandates.operations.answer_mandate import confirm, end
from mpp.mandates.operations.begin_acting import begin_acting
from mpp.mandates.operations.offer_mandate import Terms, offer_mandate
from mpp.mandates.operations.prove_child import Child, prove_child
from mpp.mandates.queries import person_with
from mpp.mandates.rules import Act, Kind, Side
from mpp.notifications import listeners
from mpp.notifications.queries import inbox
from mpp.notifications.texts import told
from mpp.tenancy.tests.builders import a_region

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
ELDER, SON = "3279025708440001", "3279026508750002"


def person(nik, name) -> Actor:
    proven = ProvenIdentity(
        provider="ikd", subject=blind_index(nik).hex(), nik=nik, name=name, assurance=Assurance.SUBSTANTIAL
    )
    begun = sign_in(proven=proven, language="id", actor=ANYONE, now=NOON)
    return replace(ANYONE, role="pemohon", person_id=begun.person_id, account_id=begun.account_id)


@pytest.fixture
def elder():
    return person(ELDER, "Mak Icih")


@pytest.fixture
def son():
    return person(SON, "Dadang")


def a_mandate(son, elder, *acts: Act) -> UUID:
    mandate_id = uuid7()
    terms = Terms(
        side=Side.AGENT,
        kind=Kind.RELATIVE,
        label="Ibu",
        proof="",
        ends_on=NOON.date() + timedelta(days=90),
        acts=frozenset(acts),
    )
    offer_mandate(mandate_id=mandate_id, nik=ELDER, terms=terms, actor=son, now=NOON)
    confirm(mandate_id=mandate_id, actor=elder, now=NOON)
    return mandate_id


@operation("tests.happens", by={"pemohon"}, on="application_id")
def happens(*, application_id: UUID, event: CaseEvent, actor: Actor, now: datetime) -> None:
    announce(event)


def a_case_moves(kind, elder, *, by_agent=""):
    event = kind(
        region_id=a_region("kota-banjar").id,
        application_id=uuid7(),
        person_id=elder.person_id,
        service_slug="kia",
        reference="3279-KIA-202611-0001A",
        due_on=date(2026, 11, 27),
        by_agent=by_agent,
    )
    happens(application_id=event.application_id, event=event, actor=elder, now=NOON)


def codes(actor) -> list[str]:
    """What has been told, when everything that was announced has been heard."""
    heard = dict.fromkeys(listeners.TOLD_OF_MANDATES, (listeners.tell_of_mandate,))
    heard |= dict.fromkeys(listeners.TOLD_TO_APPLICANT, (listeners.tell_applicant,))
    deliver_batch(heard, now=lambda: NOON)
    return [notice.code for notice in inbox(actor=actor).notices]


def test_begin_use_and_end_are_told_to_the_other_party(elder, son):
    mandate_id = a_mandate(son, elder, Act.PREPARE)
    assert codes(son) == ["mandate_confirmed"]
    for _time in range(3):
        begin_acting(mandate_id=mandate_id, actor=son, now=NOON)
    assert codes(elder) == ["mandate_used", "mandate_offered"], "a use is told once a day"
    end(mandate_id=mandate_id, actor=elder, now=NOON)
    assert codes(son)[0] == "mandate_ended"


def test_a_parent_is_told_and_a_child_without_an_account_stops_nothing(son):
    child = Child(nik="3279020503170001", name="Raka", birth_date=date(2017, 3, 5), family_card="3279021205160007")
    prove_child(mandate_id=uuid7(), child=child, actor=son, now=NOON)
    assert codes(son) == ["mandate_proven"]
    assert codes(replace(son, person_id=person_with(child.nik))) == ["mandate_proven"]


def test_the_applicant_reads_who_did_it(elder, son):
    a_case_moves(ApplicationSubmitted, elder, by_agent="Dadang, KU-7F3K-9CX2")
    assert codes(elder) == ["submitted"]
    [notice] = inbox(actor=elder).notices
    words = told("submitted", service="KIA", region="Kota Banjar", reference="R", due_on=None, detail=notice.detail)
    assert words.text.endswith("Dilakukan untuk Anda oleh Dadang, KU-7F3K-9CX2.")


@pytest.mark.parametrize(("act", "heard"), [(Act.FOLLOW, ["news_for_another"]), (Act.PREPARE, [])])
def test_news_of_a_case_reach_whoever_may_follow_it_and_nobody_else(elder, son, act, heard):
    a_mandate(son, elder, act)
    a_case_moves(ApplicationReturned, elder)
    assert [code for code in codes(son) if code != "mandate_confirmed"] == heard
    assert "returned" in codes(elder)
