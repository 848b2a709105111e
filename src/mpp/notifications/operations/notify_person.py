"""Tell a person something about the own case or account: in the inbox, and by the channels he has chosen.

Writes:  PersonNotice; enqueues the jobs that send e-mail and text message
Legal:   UU 25/2009 art. 18 (whoever applies is told how the service goes on)
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from procrastinate.contrib.django import app as jobs

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation
from mpp.notifications.letters import MAIL_JOB, TEXT_JOB
from mpp.notifications.models import PersonNotice
from mpp.notifications.queries import ways_to
from mpp.notifications.rules import Channel
from mpp.notifications.texts import WORDS, with_words

#: Channel -> the job that sends a notice by it.
JOBS = {Channel.EMAIL: MAIL_JOB, Channel.SMS: TEXT_JOB}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a notice is about: ids and codes, from which every text is made when it is read.

    region_id: NATIONAL for what concerns no region     application_id, service_slug: none where it is about no case
    detail: what a notice about the account names: a device, or a kind of factor; of a case, who did it for another
    """

    region_id: int
    application_id: UUID | None = None
    service_slug: str = ""
    reference: str = ""
    due_on: date | None = None
    detail: str = ""


@operation("notifications.notify_person", by={"sistem"}, on="notice_id")
def notify_person(
    *,
    notice_id: UUID,
    person_id: UUID,
    fact_id: UUID,
    code: str,
    about: About,
    actor: Actor,
    now: datetime,
) -> bool:
    """Return whether it was news: a fact that comes again tells nobody twice.

    actor: the automation, acting for that person
    """
    _, is_new = PersonNotice.objects.get_or_create(
        person_id=person_id,
        fact_id=fact_id,
        defaults={
            "id": notice_id,
            "code": with_words(code),
            "created_at": now,
            "about_region_id": about.region_id,
            "application_id": about.application_id,
            "service_slug": about.service_slug,
            "reference": about.reference,
            "due_on": about.due_on,
            "detail": about.detail,
        },
    )
    if is_new:
        for channel in sorted(ways_to(WORDS[code].topic, actor=actor)):
            jobs.configure_task(JOBS[channel], queue="mail").defer(notice_id=str(notice_id), person_id=str(person_id))
    note(code=code, fact=fact_id, is_new=is_new)
    return is_new
