from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.utils import translation

from mpp.foundation.actor import ANYONE, Actor, system
from mpp.foundation.errors import NotFound
from mpp.foundation.ids import uuid7
from mpp.identity.operations.choose_language import choose_language
from mpp.identity.operations.sign_in import sign_in
from mpp.identity.tests.fakes import siti
from mpp.notifications import tasks
from mpp.notifications.operations.mark_read import mark_read
from mpp.notifications.operations.notify_officer import notify_officer
from mpp.notifications.operations.notify_person import About, notify_person
from mpp.notifications.ports import MailRefused, MailUnavailable
from mpp.notifications.queries import PAGE_SIZE, inbox, letter
from mpp.notifications.texts import WORDS, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("posts")]

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
ABOUT = About(
    region_id=7,
    application_id=uuid7(),
    service_slug="sip-perawat",
    reference="3279-SIPPERAWAT-202611-0001A",
    due_on=date(2026, 11, 27),
)
OFFICER = Actor(role="verifikator_dinkes", region_id=7, person_id=uuid7(), account_id=uuid7(), officer_id=uuid7())


def a_citizen(**changed) -> Actor:
    begun = sign_in(proven=siti(**changed), language="id", actor=ANYONE, now=NOON)
    return replace(ANYONE, role="pemohon", person_id=begun.person_id, account_id=begun.account_id)


def tell(citizen, *, code="submitted", fact_id=None, about=ABOUT, now=NOON) -> UUID:
    notice_id = uuid7()
    notify_person(
        notice_id=notice_id,
        person_id=citizen.person_id,
        fact_id=fact_id or uuid7(),
        code=code,
        about=about,
        actor=replace(system(7), person_id=citizen.person_id),
        now=now,
    )
    return notice_id


def tell_officer(officer_id, *, fact_id=None, region_id=7):
    return notify_officer(
        notice_id=uuid7(),
        officer_id=officer_id,
        fact_id=fact_id or uuid7(),
        code="deadline_near",
        about=replace(ABOUT, region_id=region_id),
        actor=system(region_id),
        now=NOON,
    )


def waiting_jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'notifications.send_mail'")
        return [row[0] for row in cursor.fetchall()]


def test_a_person_finds_the_notice_in_the_inbox_and_a_letter_is_on_its_way():
    citizen = a_citizen()
    notice_id = tell(citizen)
    [notice] = inbox(actor=citizen).notices
    assert (notice.id, notice.code, notice.reference, notice.is_unread) == (
        notice_id,
        "submitted",
        ABOUT.reference,
        True,
    )
    assert len(waiting_jobs()) == 1


def test_a_fact_that_comes_again_tells_nobody_twice():
    citizen, fact_id = a_citizen(), uuid7()
    tell(citizen, fact_id=fact_id)
    tell(citizen, fact_id=fact_id)
    assert len(inbox(actor=citizen).notices) == 1
    assert len(waiting_jobs()) == 1


def test_a_job_holds_ids_and_nothing_personal():
    citizen = a_citizen()
    notice_id = tell(citizen)
    [given] = waiting_jobs()
    assert set(str(given).split()) & {"siti", "3279014101900001"} == set()
    assert str(notice_id) in str(given)


def test_nobody_reads_the_inbox_of_another():
    tell(a_citizen())
    stranger = a_citizen(subject="budi", nik="3279010101900009", name="Budi")
    assert inbox(actor=stranger).notices == ()
    with pytest.raises(NotFound):
        inbox(actor=Actor(role="pemohon"))


def test_what_was_read_is_not_new_and_what_came_after_still_is():
    citizen = a_citizen()
    tell(citizen)
    shown = tell(citizen, code="returned")
    tell(citizen, code="issued")
    assert mark_read(newest_id=shown, actor=citizen, now=NOON) == 2
    assert [notice.is_unread for notice in inbox(actor=citizen).notices] == [True, False, False]
    assert inbox(actor=citizen).unread == 1


def test_a_full_inbox_comes_in_pages():
    citizen = a_citizen()
    for _ in range(PAGE_SIZE + 1):
        tell(citizen)
    first = inbox(actor=citizen)
    second = inbox(actor=citizen, before=first.before)
    assert (len(first.notices), len(second.notices), second.before) == (PAGE_SIZE, 1, None)


def test_an_officer_has_an_inbox_in_the_region_of_the_post():
    tell_officer(OFFICER.officer_id)
    tell_officer(uuid7())
    tell_officer(OFFICER.officer_id, region_id=8)
    assert [notice.code for notice in inbox(actor=OFFICER).notices] == ["deadline_near"]
    mark_read(newest_id=inbox(actor=OFFICER).notices[0].id, actor=OFFICER, now=NOON)
    assert inbox(actor=OFFICER).unread == 0


# Letters


def send(citizen, notice_id):
    tasks.send_mail(notice_id=str(notice_id), person_id=str(citizen.person_id))


def test_a_letter_goes_once_to_the_address_of_the_account(mailer):
    citizen = a_citizen()
    notice_id = tell(citizen)
    send(citizen, notice_id)
    send(citizen, notice_id)
    [message] = mailer.sent
    assert message.to == "siti@contoh.example"
    assert "Yth. Siti Aminah," in message.text
    assert ABOUT.reference in message.text
    assert "27 November 2026" in message.html
    assert "/akun/pesan" in message.text
    assert "3279014101900001" not in message.text + message.html
    assert str(notice_id) in message.message_id


def test_a_letter_is_written_in_the_language_of_the_account(mailer):
    citizen = a_citizen()
    choose_language(account_id=citizen.account_id, language="en", actor=citizen, now=NOON)
    send(citizen, tell(citizen))
    [message] = mailer.sent
    assert message.subject.startswith("We have received")
    assert "Dear Siti Aminah," in message.text


def test_without_an_address_the_inbox_is_enough(mailer):
    citizen = a_citizen(email="")
    send(citizen, tell(citizen))
    assert mailer.sent == []


def test_a_server_that_is_away_is_tried_again(mailer):
    citizen = a_citizen()
    notice_id = tell(citizen)
    mailer.refusal = MailUnavailable()
    with pytest.raises(MailUnavailable):
        send(citizen, notice_id)
    mailer.refusal = None
    send(citizen, notice_id)
    assert len(mailer.sent) == 1


def test_an_address_that_is_none_is_given_up(mailer):
    citizen = a_citizen()
    notice_id = tell(citizen)
    mailer.refusal = MailRefused()
    send(citizen, notice_id)
    assert letter(notice_id, actor=citizen) is not None


def test_a_name_cannot_write_html_into_a_letter(mailer):
    citizen = a_citizen(name="<b>Siti</b> & Co")
    send(citizen, tell(citizen))
    [message] = mailer.sent
    assert "&lt;b&gt;Siti" in message.html
    assert "<b>Siti</b> & Co" in message.text


# Words


def test_nobody_is_told_something_without_words():
    with pytest.raises(KeyError, match="hearsay"):
        tell(a_citizen(), code="hearsay")


@pytest.mark.parametrize("code", WORDS)
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("due_on", [None, date(2026, 11, 27)])
def test_no_placeholder_is_left_in_any_language(code, language, due_on):
    with translation.override(language):
        words = told(code, service="SIP Perawat", region="Kota Banjar", reference="REF-1", due_on=due_on)
    assert "{" not in words.title + words.text
    assert "  " not in words.text
    assert " ." not in words.text


# The page


def signed_in_browser(client):
    state = client.get("/masuk/mulai/ikd")["Location"].split("state=")[1].split("&")[0]
    client.get("/masuk/kembali", {"state": state, "code": "c"})
    return client


@pytest.mark.usefixtures("provider")
def test_the_inbox_is_a_page(client):
    citizen = a_citizen()
    browser = signed_in_browser(client)
    assert "Belum ada pesan" in browser.get("/akun/pesan").content.decode()
    newest = tell(citizen)
    page = browser.get("/akun/pesan").content.decode()
    assert ABOUT.reference in page
    assert "baru" in page
    assert browser.post("/akun/pesan", {"newest": str(newest)})["Location"] == "/akun/pesan"
    assert "Tandai" not in browser.get("/akun/pesan").content.decode()


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("newest", ["", "x"])
def test_a_broken_mark_is_not_found(client, newest):
    assert signed_in_browser(client).post("/akun/pesan", {"newest": newest}).status_code == 404


def test_the_inbox_needs_a_session(client):
    assert client.get("/akun/pesan")["Location"].startswith("/masuk?next=")
