"""Closing an account: asked, waited for, taken back or carried out; and coming back afterwards."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from mpp.applications.operations.withdraw import withdraw
from mpp.applications.queries.tracking import own_cases
from mpp.applications.tests.builders import (
    ANOTHER_NURSE,
    NAMES,
    NURSE,
    a_draft,
    a_nurse,
    a_submitted_case,
    an_issued_case,
    facts_told,
    the_case,
)
from mpp.foundation.actor import ANYONE, system
from mpp.foundation.clock import utc_now
from mpp.foundation.scope import entered
from mpp.identity.events import ClosingAsked, ClosingCalledOff
from mpp.identity.operations.sign_in import sign_in
from mpp.identity.ports import ProvenIdentity
from mpp.identity.queries import accounts_to_close, open_sessions, profile
from mpp.identity.queries.proofs import recognised_as
from mpp.identity.rules import CLOSING_WAITS, Assurance
from mpp.mandates.queries import own_mandates
from mpp.mandates.rules import State as MandateState
from mpp.mandates.tests.builders import offered
from mpp.privacy.operations.ask_to_close import CaseStillOpen, ask_to_close
from mpp.privacy.operations.carry_out_closing import carry_out_closing
from mpp.privacy.tasks import close_accounts
from mpp.privacy.tests.pages import text
from mpp.tenancy.tests.builders import appointed
from mpp.uploads.queries import own_uploads
from mpp.uploads.tests.builders import a_clean_one
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db

PAGE = "/akun/tutup"


def asks(browser):
    return browser.post(PAGE, {"yakin": "on"})


def days_later(days):
    """Let the hourly worker run so many days from now."""
    close_accounts(int((utc_now() + timedelta(days=days)).timestamp()))


def signs_in_again(nik=NURSE, door="ikd"):
    proven = ProvenIdentity(
        provider=door, subject=f"again-{nik}-{door}", nik=nik, name=NAMES[nik], assurance=Assurance.SUBSTANTIAL
    )
    begun = sign_in(proven=proven, language="id", actor=ANYONE, now=utc_now())
    return begun, replace(ANYONE, role="pemohon", person_id=begun.person_id, account_id=begun.account_id)


def rows(person, sql):
    """What the database lets this person see."""
    with entered(person), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_the_page_says_what_ends_and_what_stays(office, nurse):
    an_issued_case(office, nurse)
    a_draft(office, nurse, facility="327909900")
    page = text(signed_in(NURSE, name=NAMES[NURSE]).get(PAGE))
    assert "1 draf dihapus." in page
    assert "1 permohonan yang sudah diajukan, suratnya" in page
    assert "7 hari setelah Anda memintanya" in page
    assert "aturan kami sendiri" in page


def test_asking_ends_every_session_at_once_and_tells_the_person(office, nurse):
    browser, other = signed_in(NURSE, name=NAMES[NURSE]), signed_in(NURSE, name=NAMES[NURSE])
    assert "Centang bila Anda sudah membaca" in text(browser.post(PAGE, {}))
    assert asks(browser)["Location"] == "/akun/tutup/diterima"
    assert "Masuk saja sebelum itu" in text(browser.get("/akun/tutup/diterima"))
    assert open_sessions(actor=nurse) == ()
    assert browser.get("/akun/").status_code == other.get(PAGE).status_code == 302
    [told] = facts_told(ClosingAsked)
    assert told.person_id == nurse.person_id


def test_signing_in_within_the_week_is_the_way_back(office, nurse):
    draft = a_draft(office, nurse)
    asks(signed_in(NURSE, name=NAMES[NURSE]))
    signs_in_again()
    days_later(8)
    assert [each.application_id for each in own_cases(actor=nurse)] == [draft.id]
    assert open_sessions(actor=nurse)
    [told] = facts_told(ClosingCalledOff)
    assert told.person_id == nurse.person_id


def test_after_the_week_everything_ends_and_the_decided_case_stays(office, nurse):
    a_nurse(office, ANOTHER_NURSE)
    issued = an_issued_case(office, nurse)
    a_draft(office, nurse, facility="327909900")
    a_clean_one(nurse)
    offered(nurse, ANOTHER_NURSE)
    asks(signed_in(NURSE, name=NAMES[NURSE]))
    days_later(6)
    assert len(own_cases(actor=nurse)) == 2, "not before the week is over"
    days_later(8)
    assert [each.application_id for each in own_cases(actor=nurse)] == [issued]
    assert own_uploads(actor=nurse) == ()
    assert {each.state for each in own_mandates(actor=nurse)} == {MandateState.ENDED}
    for table in ("factor", "knowndevice", "providerlink", "proof"):
        assert rows(nurse, f"SELECT count(*) FROM identity_{table} WHERE person_id = '{nurse.person_id}'") == [(0,)]
    known = profile(actor=nurse)
    assert (known.email, known.phone, known.birth_date, dict(known.released)) == ("", "", None, {})
    assert recognised_as(NURSE) is None
    assert accounts_to_close(now=utc_now() + timedelta(days=30)) == ()


@pytest.mark.parametrize("door", ["ikd", "nik"])
def test_coming_back_with_the_same_nik_finds_the_old_cases_in_a_fresh_account(office, nurse, door):
    issued = an_issued_case(office, nurse)
    asks(signed_in(NURSE, name=NAMES[NURSE]))
    days_later(8)
    begun, again = signs_in_again(door=door)
    assert begun.person_id == nurse.person_id
    assert [each.application_id for each in own_cases(actor=again)] == [issued]
    assert rows(again, "SELECT is_active, closed_at, closing_at FROM identity_account") == [(True, None, None)]


def test_a_case_that_is_not_decided_stands_against_it_until_it_is_withdrawn(office, nurse):
    case = a_submitted_case(office, nurse)
    browser = signed_in(NURSE, name=NAMES[NURSE])
    page = browser.get(PAGE)
    assert "Masih ada permohonan yang berjalan" in text(page)
    assert f"/kota-banjar/permohonan/{case.application_id}/tarik" in page.content.decode()
    assert "Tutup akun saya" not in text(page)
    assert asks(browser).status_code == 409
    assert open_sessions(actor=nurse)
    version = the_case(case.application_id, region_id=office.region.id).case.version
    withdraw(application_id=case.application_id, version=version, actor=nurse, now=utc_now())
    assert asks(browser).status_code == 302


def test_a_case_handed_in_for_the_person_meanwhile_lets_the_closing_wait(office, nurse, owner):
    asks(owner)
    a_submitted_case(office, nurse)
    days_later(8)
    assert profile(actor=nurse).email
    with pytest.raises(CaseStillOpen):
        carry_out_closing(
            person_id=nurse.person_id,
            actor=replace(system(), person_id=nurse.person_id),
            now=utc_now() + CLOSING_WAITS + timedelta(hours=1),
        )


def test_whoever_holds_a_post_is_sent_to_the_administrator(office, nurse):
    appointed(office.region, "admin_daerah", nik=NURSE, name=NAMES[NURSE])
    browser = signed_in(NURSE, name=NAMES[NURSE])
    assert "Anda memegang jabatan" in text(browser.get(PAGE))
    assert asks(browser).status_code == 409


def test_an_old_proof_has_to_be_renewed_first(office, nurse, monkeypatch):
    browser = signed_in(NURSE, name=NAMES[NURSE])
    later = utc_now() + timedelta(minutes=16)
    monkeypatch.setattr("mpp.ui.middleware.utc_now", lambda: later)
    assert "Sebelum itu buktikan dulu bahwa ini Anda." in text(browser.get(PAGE))
    assert asks(browser)["Location"].startswith("/masuk/langkah-kedua")
    assert open_sessions(actor=nurse)


def test_closing_twice_changes_nothing(office, nurse):
    asks(signed_in(NURSE, name=NAMES[NURSE]))
    days_later(8)
    automation = replace(system(), person_id=nurse.person_id)
    assert not carry_out_closing(person_id=nurse.person_id, actor=automation, now=utc_now() + timedelta(days=9))


def test_nobody_closes_the_account_of_another_person(office, nurse):
    other = a_nurse(office, ANOTHER_NURSE)
    begun, own = signs_in_again()
    ask_to_close(account_id=other.account_id, session_id=begun.session_id, actor=own, now=utc_now())
    assert rows(other, "SELECT closing_at FROM identity_account") == [(None,)]
    assert open_sessions(actor=other)


def test_of_the_person_nothing_is_left_in_clear_or_sealed_but_name_and_nik(office, nurse):
    asks(signed_in(NURSE, name=NAMES[NURSE]))
    days_later(8)
    assert rows(nurse, "SELECT name, contacts_sealed FROM identity_person") == [(NAMES[NURSE], None)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM outbox WHERE payload::text LIKE '%contoh.example%'")
        assert cursor.fetchone() == (0,)
