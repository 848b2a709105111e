"""The worker's door to notifications: letters leave here."""

from dataclasses import replace
from uuid import UUID

import structlog
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mpp.foundation.actor import system
from mpp.foundation.clock import utc_now
from mpp.notifications import wired
from mpp.notifications.letters import message_of
from mpp.notifications.operations.notify_person import MAIL_JOB
from mpp.notifications.operations.record_mailed import record_mailed
from mpp.notifications.ports import MailRefused, MailUnavailable
from mpp.notifications.queries import letter

log = structlog.get_logger(__name__)

#: Tried again after 4, 16, 64 ... seconds, the last time after about a day.
PATIENCE = RetryStrategy(max_attempts=9, exponential_wait=4, retry_exceptions={MailUnavailable})


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
