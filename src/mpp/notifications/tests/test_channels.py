"""What people are told by which channel: the inbox always, e-mail and SMS as they choose, warnings never silenced."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mpp.foundation.actor import ANYONE, NATIONAL, system
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.identity.operations.sign_in import sign_in
from mpp.identity.tests.fakes import siti
from mpp.notifications.operations.choose_channels import WarningsSwitchedOff, choose_channels
from mpp.notifications.operations.notify_person import About, notify_person
from mpp.notifications.ports import TextUnavailable
from mpp.notifications.queries import inbox, wishes
from mpp.notifications.rules import USUAL, Channel, Topic, ways
from mpp.notifications.tasks import send_text
from mpp.notifications.texts import WORDS
from tests.support.signed_in import signed_in
from tests.support.working import the_worker_works

PAGE, NUMBER = "/akun/pemberitahuan", "+6281234567890"
channels = some.frozensets(some.sampled_from(Channel))


@given(some.sampled_from(Topic), channels, channels)
def test_nothing_goes_where_nobody_is_and_only_warnings_go_where_nobody_asked(topic, chosen, reaching):
    by = ways(topic, chosen=chosen, reaching=reaching)
    assert by <= reaching
    assert by <= chosen or topic is Topic.SECURITY


@given(channels, channels)
def test_a_warning_reaches_whoever_can_be_reached(chosen, reaching):
    assert bool(ways(Topic.SECURITY, chosen=chosen, reaching=reaching)) == bool(reaching)


def test_what_changes_an_account_is_a_warning():
    warnings = {code for code, words in WORDS.items() if words.topic is Topic.SECURITY}
    assert {"new_device", "factor_added", "contact_changed", "closing_asked", "session_elsewhere"} <= warnings


@pytest.fixture
def person(db):
    """Siti, with a mailbox and a telephone."""
    begun = sign_in(proven=siti(phone=NUMBER), language="id", actor=ANYONE, now=utc_now())
    return replace(ANYONE, role="pemohon", person_id=begun.person_id, account_id=begun.account_id)


def wants(person, **by):
    chosen = {Topic(topic): tuple(map(Channel, names.split())) for topic, names in by.items()}
    choose_channels(person_id=person.person_id, wishes={**USUAL, **chosen}, actor=person, now=utc_now())


def told(person, code):
    notify_person(
        notice_id=uuid7(),
        person_id=person.person_id,
        fact_id=uuid7(),
        code=code,
        about=About(region_id=NATIONAL, detail="Chrome, Android"),
        actor=replace(system(), person_id=person.person_id),
        now=utc_now(),
    )
    the_worker_works("notifications.")


def test_whoever_has_chosen_nothing_is_told_by_mail(person, mailer, texter):
    told(person, "new_device")
    assert (len(mailer.sent), texter.sent) == (1, [])


def test_news_by_text_message_says_where_the_rest_is(person, mailer, texter):
    wants(person, case="sms")
    told(person, "mandate_confirmed")
    [message] = texter.sent
    assert mailer.sent == []
    assert message["to"] == NUMBER
    assert message["text"].startswith("Kuasa sudah disetujui. Baca di http")


def test_whoever_wants_no_news_finds_it_in_the_inbox_and_is_warned_all_the_same(person, mailer, texter):
    wants(person, case="", reminder="")
    told(person, "mandate_confirmed")
    told(person, "new_device")
    assert [message.subject for message in mailer.sent] == ["Akun Anda masuk dari perangkat baru"]
    assert [each.code for each in inbox(actor=person).notices] == ["new_device", "mandate_confirmed"]


def test_a_warning_takes_the_other_way_where_the_chosen_one_leads_nowhere(db, mailer, texter):
    begun = sign_in(proven=siti(phone=NUMBER, email=""), language="id", actor=ANYONE, now=utc_now())
    person = replace(ANYONE, role="pemohon", person_id=begun.person_id, account_id=begun.account_id)
    told(person, "new_device")
    told(person, "mandate_confirmed")
    assert len(texter.sent) == 1


def test_a_notice_goes_by_both_ways_where_both_are_wanted(person, mailer, texter):
    wants(person, security="email sms")
    told(person, "new_device")
    assert (len(mailer.sent), len(texter.sent)) == (1, 1)


def test_a_gateway_that_is_down_is_tried_again(person, mailer, texter):
    wants(person, security="sms")
    texter.refusal = TextUnavailable()
    with pytest.raises(TextUnavailable):
        told(person, "new_device")
    texter.refusal = None
    send_text(notice_id=str(inbox(actor=person).notices[0].id), person_id=str(person.person_id))
    assert len(texter.sent) == 1


def test_warnings_cannot_be_switched_off(person):
    with pytest.raises(WarningsSwitchedOff):
        wants(person, security="")
    answer = signed_in(siti().nik).post(PAGE, {"case": ["email"]})
    assert answer.status_code == 422
    assert "Peringatan keamanan tidak dapat dimatikan" in answer.content.decode()
    assert wishes(actor=person) == USUAL


def test_the_wishes_are_kept_and_shown_again(person):
    browser = signed_in(siti().nik, phone=NUMBER)
    assert NUMBER in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, {"case": ["email", "sms"], "security": ["sms"]})["Location"] == f"{PAGE}?selesai=ya"
    assert wishes(actor=person) == {
        Topic.CASE: {Channel.EMAIL, Channel.SMS},
        Topic.REMINDER: set(),
        Topic.SECURITY: {Channel.SMS},
    }
    page = browser.get(PAGE, {"selesai": "ya"}).content.decode()
    assert "Pilihan Anda sudah disimpan" in page
    assert page.count(" checked") == 3


def test_where_nobody_carries_text_messages_none_are_offered(person, settings):
    settings.NOTIFICATIONS_TEXTER = lambda: None
    page = signed_in(siti().nik).get(PAGE).content.decode()
    assert 'value="email"' in page
    assert 'value="sms"' not in page


def test_an_invented_channel_is_refused(person):
    assert signed_in(siti().nik).post(PAGE, {"case": ["pigeon"], "security": ["email"]}).status_code == 422
