"""Two at once: true commits by two threads at the same moment, on a database of the module's own."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import override_settings

from mpp.applications import issuing
from mpp.applications.content import Gap, Verdict
from mpp.applications.events import CaseEvent
from mpp.applications.operations._act import NoPlaceLeft, PlaceTaken
from mpp.applications.operations.recommend import recommend
from mpp.applications.operations.return_for_correction import return_for_correction
from mpp.applications.operations.verify import verify
from mpp.applications.queries.tracking import own_cases
from mpp.applications.rules import State
from mpp.applications.tests.acting import a_mandate, a_service_for_agents
from mpp.applications.tests.builders import (
    NOON,
    a_draft,
    a_nurse,
    a_recommended_case,
    a_submitted_case,
    a_verified_case,
    an_approved_case,
    an_office,
    facts_told,
    hand_in,
    sign,
    the_case,
)
from mpp.calendars.operations.declare_local_holiday import declare_local_holiday
from mpp.documents.events import DocumentIssued
from mpp.documents.queries import DocumentNotFound, document_of
from mpp.documents.tests.fakes import FakeSigner
from mpp.evidence.rules.values import Facility
from mpp.foundation.actor import ANYONE, NATIONAL, system
from mpp.foundation.clock import utc_now
from mpp.foundation.errors import StaleVersion
from mpp.foundation.ids import uuid7
from mpp.foundation.outbox import deliver_batch
from mpp.foundation.scope import entered
from mpp.identity.operations.sign_in import sign_in
from mpp.identity.ports import ProvenIdentity
from mpp.identity.queries import profile
from mpp.identity.rules import Assurance
from mpp.mandates.acting import MandateOver, authority_of, held_now
from mpp.mandates.operations.answer_mandate import end
from mpp.tenancy.tests.builders import an_admin
from tests.support.databases import connected_to

#: Each race is run so often: one meeting may miss the moment.
ROUNDS = range(3)
PLACES = ("327909900", "327909901", "327909902", "327909903")


@pytest.fixture(scope="module")
def office(databases, django_db_setup, django_db_blocker, tmp_path_factory):
    """Kota Banjar at work, on a database where everything is committed."""
    clone, signer = databases.clone(), FakeSigner()
    with django_db_blocker.unblock(), connected_to(clone.url):
        office = an_office()
        office.registries.facilities.facilities += tuple(
            Facility(
                code=code, name="Klinik", kind="klinik", address="Jalan Contoh", district="Banjar", region_code="32.79"
            )
            for code in PLACES
        )
        with override_settings(
            EVIDENCE_SOURCES=lambda region_id: office.registries.as_sources(),
            DOCUMENTS_SIGNER=lambda: signer,
            MEDIA_ROOT=tmp_path_factory.mktemp("files"),
        ):
            yield office
    databases.drop(clone.name)


_numbers = iter(range(1, 10_000))


@pytest.fixture
def nurses(office):
    """Nurses whom no other race has met."""

    def another():
        number = next(_numbers)
        return a_nurse(office, f"32790257080{number:05d}", name=f"Perawat {number}")

    return another


def at_once(*acts):
    """Run the acts at the same moment and return what came of each: its answer, or its refusal."""
    together, came = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            together.wait(timeout=20)
            came[place] = act()
        except Exception as refusal:
            came[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=given) for given in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return came


def lines_of(office, chain_id):
    with entered(system(office.region.id)), connection.cursor() as cursor:
        cursor.execute("SELECT line FROM audit_line WHERE chain_id = %s ORDER BY seq", [chain_id])
        return [line for (line,) in cursor.fetchall()]


def refusals(came):
    return [each for each in came if isinstance(each, Exception)]


@pytest.mark.parametrize("_", ROUNDS)
def test_one_key_sent_twice_at_once_is_one_submission_with_one_answer(office, nurses, _):
    nurse = nurses()
    draft = a_draft(office, nurse)
    first, second = at_once(*[lambda: hand_in(office, draft, nurse, key="double-click")] * 2)
    assert first == second
    assert first.state is State.SUBMITTED
    assert len(lines_of(office, draft.id)) == 1


def test_one_key_sent_twice_at_once_to_an_act_of_the_orm_is_one_act(office):
    holiday_id = uuid7()
    given = {
        "holiday_id": holiday_id,
        "day": date(2026, 12, 30),
        "name_id": "Hari jadi kota",
        "name_en": "Founding day",
        "basis": "SK 1/2026",
        "actor": an_admin(office.region),
        "now": NOON,
        "key": "double-click",
    }
    assert at_once(*[lambda: declare_local_holiday(**given)] * 3) == [None, None, None]
    assert len(lines_of(office, holiday_id)) == 1


@pytest.mark.parametrize("_", ROUNDS)
def test_of_two_officers_on_one_case_the_second_is_told(office, nurses, _):
    seen = a_submitted_case(office, nurses())
    given = {"application_id": seen.application_id, "version": seen.version, "now": NOON}
    came = at_once(
        *[lambda officer=officer: verify(**given, actor=officer) for officer in (office.clerk, office.another_clerk)]
    )
    [refusal] = refusals(came)
    assert isinstance(refusal, StaleVersion)
    assert len(lines_of(office, seen.application_id)) == 2


@pytest.mark.parametrize("_", ROUNDS)
def test_of_two_different_acts_on_one_case_one_is_done(office, nurses, _):
    seen = a_verified_case(office, nurses())
    given = {
        "application_id": seen.application_id,
        "version": seen.version,
        "actor": office.health_officer,
        "now": NOON,
    }
    came = at_once(
        lambda: recommend(**given, verdict=Verdict.POSITIVE, text=""),
        lambda: return_for_correction(**given, gaps=(Gap("schedule", "Jam praktik belum lengkap."),)),
    )
    assert len(refusals(came)) == 1
    case = the_case(seen.application_id, region_id=office.region.id).case
    assert (case.version, case.chain_seq) == (seen.version + 1, 3)


@pytest.mark.parametrize("_", ROUNDS)
def test_of_two_submissions_for_one_place_the_second_is_refused(office, nurses, _):
    nurse = nurses()
    drafts = [a_draft(office, nurse), a_draft(office, nurse)]
    [refusal] = refusals(at_once(*[lambda draft=draft: hand_in(office, draft, nurse) for draft in drafts]))
    assert isinstance(refusal, PlaceTaken)


@pytest.mark.parametrize("_", ROUNDS)
def test_of_two_submissions_for_the_last_place_the_second_is_refused(office, nurses, _):
    nurse = nurses()
    for place in PLACES[:2]:
        a_submitted_case(office, nurse, facility=place)
    drafts = [a_draft(office, nurse, facility=place) for place in PLACES[2:]]
    [refusal] = refusals(at_once(*[lambda draft=draft: hand_in(office, draft, nurse) for draft in drafts]))
    assert isinstance(refusal, NoPlaceLeft)
    assert sorted(own.state for own in own_cases(actor=nurse)) == [State.DRAFT, *[State.SUBMITTED] * 3]


@pytest.mark.parametrize("_", ROUNDS)
def test_two_signatures_at_once_are_one_letter(office, nurses, _):
    ready = an_approved_case(office, nurses())
    came = at_once(*[lambda: sign(office, ready)] * 2)
    # Whoever comes when the letter is recorded is told so; whoever signed it meanwhile gets the first one.
    assert all(isinstance(each, DocumentNotFound) for each in refusals(came))
    assert len(refusals(came)) < 2
    [facts] = [each for each in facts_told(DocumentIssued) if each.application_id == ready.application_id]
    assert document_of(ready.application_id, actor=office.head).digest == facts.digest


def test_cases_approved_and_numbered_at_once_have_their_own_numbers_without_a_gap(office, nurses):
    receipts = [a_recommended_case(office, nurses()) for _ in range(4)]

    def make_ready(receipt):
        case = the_case(receipt.application_id, region_id=office.region.id).case
        return issuing.make_ready(
            case, office.offer, version=case.version, key="", region=office.region, actor=office.head, now=NOON
        )

    came = at_once(*[lambda receipt=receipt: make_ready(receipt) for receipt in receipts])
    assert refusals(came) == []
    serials = sorted(int(ready.number.split("/")[1]) for ready in came)
    assert serials == list(range(serials[0], serials[0] + 4))


def test_one_case_made_ready_twice_at_once_has_one_number(office, nurses):
    receipt = a_recommended_case(office, nurses())
    case = the_case(receipt.application_id, region_id=office.region.id).case
    given = {"version": case.version, "region": office.region, "actor": office.head, "now": NOON}
    came = at_once(*[lambda: issuing.make_ready(case, office.offer, key="double-click", **given)] * 2)
    # Each asks the sources first, which saves the case: the other may be told that it has changed.
    assert all(isinstance(each, StaleVersion) for each in refusals(came))
    again = the_case(receipt.application_id, region_id=office.region.id).case
    issuing.make_ready(again, office.offer, key="next-click", **given | {"version": again.version})
    with entered(system(office.region.id)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM document WHERE application_id = %s", [case.id])
        assert cursor.fetchone() == (1,)


def test_two_workers_deliver_each_fact_once(office, nurses):
    while deliver_batch({}, now=lambda: NOON):
        """What earlier races have left is nobody's here."""
    expected = [a_submitted_case(office, nurses()).application_id for _ in range(8)]
    heard = []

    def hear(*, event, actor, now):
        heard.append(event.application_id)

    hear.__module__ = "tests.races"
    facts = dict.fromkeys(CaseEvent.__subclasses__(), (hear,))

    def work():
        while deliver_batch(facts, now=lambda: NOON, limit=2):
            """Go on until the outbox is empty."""

    assert refusals(at_once(work, work, work)) == []
    assert sorted(heard) == sorted(expected)


@pytest.mark.parametrize("turn", ROUNDS)
def test_the_same_person_by_two_doors_at_once_is_one_person_with_one_account(office, turn):
    nik = f"327902570799{turn:04d}"

    def come_in(door):
        given = {"subject": f"{door}-{nik}", "nik": nik, "name": "Siti Aminah", "assurance": Assurance.SUBSTANTIAL}
        return sign_in(proven=ProvenIdentity(provider=door, **given), language="id", actor=ANYONE, now=NOON)

    came = at_once(lambda: come_in("ikd"), lambda: come_in("inapas"))
    assert refusals(came) == []
    assert len({begun.person_id for begun in came}) == 1
    assert len({begun.account_id for begun in came}) == 1
    assert len({begun.session_id for begun in came}) == 2
    assert come_in("ikd").person_id == come_in("inapas").person_id == came[0].person_id


@pytest.mark.parametrize("_", ROUNDS)
def test_a_mandate_that_ends_while_its_agent_hands_in_ends_before_it_or_after_and_never_in_between(office, nurses, _):
    a_service_for_agents("relative")
    nurse, relative = nurses(), nurses()
    nik = profile(actor=nurse).nik
    mandate_id, draft = a_mandate(relative, nurse, nik=nik), a_draft(office, nurse, now=utc_now())
    held = held_now(mandate_id, agent_id=relative.person_id, region_id=office.region.id, now=utc_now())
    authority = authority_of(mandate_id, held, agent_id=relative.person_id, agent_name="Perawat")
    agent = replace(relative, person_id=nurse.person_id, authority=authority)
    handed_in, ended = at_once(
        lambda: hand_in(office, draft, agent, now=utc_now()),
        lambda: end(mandate_id=mandate_id, actor=replace(nurse, region_id=NATIONAL), now=utc_now()),
    )
    assert ended is None
    state = the_case(draft.id, region_id=office.region.id).case.state
    if isinstance(handed_in, MandateOver):
        assert state is State.DRAFT
        assert lines_of(office, draft.id) == []
    else:
        assert state is handed_in.state is State.SUBMITTED
    with pytest.raises(MandateOver):
        hand_in(office, draft, agent, now=utc_now(), key="another-sending")
