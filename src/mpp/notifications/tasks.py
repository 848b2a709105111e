"""The worker's door to notifications: letters leave here."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import structlog
from django.utils import translation
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mpp.foundation.actor import system
from mpp.foundation.clock import utc_now
from mpp.identity.operations.forget_former_contact import forget_former_contact
from mpp.identity.queries import Profile, profile
from mpp.identity.queries.contacts import former_addresses
from mpp.identity.rules.factors import FactorKind
from mpp.notifications import wired
from mpp.notifications.letters import (
    FAREWELL_JOB,
    INVITATION_JOB,
    MAIL_JOB,
    OFFICE_MAIL_JOB,
    TEXT_JOB,
    deadline_message,
    farewell_message,
    farewell_words,
    invitation_message,
    message_of,
    text_of,
)
from mpp.notifications.operations.record_mailed import record_mailed
from mpp.notifications.ports import MailRefused, MailUnavailable, TextUnavailable
from mpp.notifications.queries import letter, letter_by_text
from mpp.tenancy.queries import agencies, region_by_id
from mpp.tenancy.queries.access import invitation_letter

log = structlog.get_logger(__name__)

#: Tried again after 4, 16, 64 ... seconds, the last time after about a day.
PATIENCE = RetryStrategy(max_attempts=9, exponential_wait=4, retry_exceptions={MailUnavailable, TextUnavailable})


@app.task(name=MAIL_JOB, queue="mail", retry=PATIENCE)
def send_mail(notice_id: str, person_id: str) -> None:
    """Send the e-mail of a notice; nothing happens where it has left already or no address is known."""
    actor = replace(system(), person_id=UUID(person_id))
    found = letter(UUID(notice_id), actor=actor)
    if found is None or not found.email:
        return
    try:
        wired.mailer().send(message_of(found))
    except MailRefused:
        # The inbox has it; an address that is none does not become one by waiting.
        log.warning("mail-refused", notice_id=notice_id)
        return
    record_mailed(notice_id=UUID(notice_id), actor=actor, now=utc_now())


@app.task(name=TEXT_JOB, queue="mail", retry=PATIENCE)
def send_text(notice_id: str, person_id: str) -> None:
    """Send the text message of a notice; nothing happens where no number is known (any more)."""
    actor, texter = replace(system(), person_id=UUID(person_id)), wired.texter()
    found = letter_by_text(UUID(notice_id), actor=actor)
    if found and found.phone and texter:
        texter(to=found.phone, text=text_of(found), reference=notice_id)


@app.task(name=FAREWELL_JOB, queue="mail", retry=PATIENCE)
def tell_former_address(person_id: str, kind: str, fact_id: str) -> None:
    """Tell the addresses that a person has replaced, then forget them; nothing happens where they were told."""
    actor = replace(system(), person_id=UUID(person_id))
    known = profile(actor=actor)
    for number, address in enumerate(former_addresses(FactorKind(kind), actor=actor)):
        reference = f"{fact_id}-{number}"
        if kind == FactorKind.EMAIL:
            _farewell_by_mail(known, address, reference)
        elif texter := wired.texter():
            with translation.override(known.language):
                texter(to=address, text=farewell_words().text, reference=reference)
    forget_former_contact(person_id=UUID(person_id), kind=FactorKind(kind), actor=actor, now=utc_now())


def _farewell_by_mail(known: Profile, address: str, reference: str) -> None:
    try:
        wired.mailer().send(farewell_message(known, address, letter_id=reference))
    except MailRefused:
        # Nobody reads there any more: that may well be why it was replaced.
        log.warning("mail-refused", person_id=str(known.person_id))


@app.task(name=INVITATION_JOB, queue="mail", retry=PATIENCE)
def send_invitation(invitation_id: str) -> None:
    """Send the link to a post; nothing happens where it was replaced or used meanwhile."""
    found = invitation_letter(UUID(invitation_id), now=utc_now())
    if found is None:
        return
    try:
        wired.mailer().send(invitation_message(found, letter_id=UUID(invitation_id)))
    except MailRefused:
        # The administrator sees that nobody has come, and corrects the address.
        log.warning("mail-refused", invitation_id=invitation_id)


@app.task(name=OFFICE_MAIL_JOB, queue="mail", retry=PATIENCE)
def send_office_mail(
    letter_id: str, region_id: int, agency_id: str, service_slug: str, reference: str, due_on: str
) -> None:
    """Remind an office of a case that it must decide; nothing happens where the office has no address.

    due_on: ISO date, "" for none
    """
    region = region_by_id(region_id)
    office = next((each for each in agencies(region_id) if each.id == UUID(agency_id)), None)
    if region is None or office is None or not office.email:
        return
    message = deadline_message(
        office,
        region.slug,
        letter_id=UUID(letter_id),
        service_slug=service_slug,
        reference=reference,
        due_on=date.fromisoformat(due_on) if due_on else None,
    )
    try:
        wired.mailer().send(message)
    except MailRefused:
        log.warning("mail-refused", agency_id=agency_id)
