"""The worker's door to privacy: reminders, copies to be made, copies whose time is over."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from procrastinate.contrib.django import app as jobs

from mpp.foundation.actor import NATIONAL, system
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.identity.queries import accounts_to_close
from mpp.privacy import copying
from mpp.privacy.operations.ask_for_copy import COPY_JOB
from mpp.privacy.operations.ask_to_close import CaseStillOpen, HoldsPost
from mpp.privacy.operations.carry_out_closing import carry_out_closing
from mpp.privacy.operations.forget_copies import forget_copies
from mpp.privacy.operations.remind_of_requests import remind_of_requests
from mpp.privacy.queries import offices_with_requests


@jobs.periodic(cron="12 * * * *")
@jobs.task(name="privacy.remind_of_requests", queue="housekeeping")
def remind(timestamp: int) -> None:
    """Remind every office of requests it has to answer soon, every hour: the clock knows no office hours.

    timestamp: Unix time for which the job was due
    """
    now = datetime.fromtimestamp(timestamp, UTC)
    for region_id in offices_with_requests(now=now):
        remind_of_requests(round_id=uuid7(), actor=system(region_id), now=now)


@jobs.periodic(cron="32 * * * *")
@jobs.task(name="privacy.close_accounts", queue="housekeeping")
def close_accounts(timestamp: int) -> None:
    """Close the accounts whose days of waiting are over, every hour; one that cannot be closed yet waits.

    timestamp: as above
    """
    now = datetime.fromtimestamp(timestamp, UTC)
    for person_id in accounts_to_close(now=now):
        with suppress(CaseStillOpen, HoldsPost):
            carry_out_closing(person_id=person_id, actor=replace(system(), person_id=person_id), now=now)


@jobs.task(name=COPY_JOB, queue="housekeeping")
def make_copy(copy_id: str, person_id: str) -> None:
    """Make the copy a person has asked for; nothing happens where it is made already."""
    copying.make_copy(UUID(copy_id), actor=replace(system(NATIONAL), person_id=UUID(person_id)), now=utc_now())


@jobs.periodic(cron="41 2 * * *")
@jobs.task(name="privacy.forget_copies", queue="housekeeping")
def forget(timestamp: int) -> None:
    """Delete the files of copies whose week is over, every night.

    timestamp: as above
    """
    copying.delete_files(forget_copies(actor=system(), now=datetime.fromtimestamp(timestamp, UTC)))
