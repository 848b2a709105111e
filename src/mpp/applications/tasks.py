"""The worker's door to applications: what has to be done because time passes, or because somebody was silent."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app as jobs
from procrastinate.jobs import Job

from mpp.applications import succession
from mpp.applications.naming import confirm_place
from mpp.applications.operations.delete_draft import delete_draft
from mpp.applications.operations.warn_of_deadlines import warn_of_deadlines
from mpp.applications.operations.warn_of_drafts import warn_of_drafts
from mpp.applications.queries.case import ApplicationNotFound
from mpp.applications.queries.drafts import drafts_over
from mpp.applications.rules import DRAFT_KEPT_DAYS, DRAFT_WARNED_DAYS
from mpp.calendars.queries import working_calendar
from mpp.calendars.rules import is_working_day, working_days_after
from mpp.evidence.tasks import Patience, pause_s
from mpp.foundation.actor import system
from mpp.foundation.clock import local_date, utc_now
from mpp.foundation.ids import uuid7
from mpp.tenancy.queries import region_by_id, regions_with_offices

#: Local hour at which an office is told, before its day begins.
TOLD_AT_HOUR = 7


@jobs.periodic(cron="2 * * * *")
@jobs.task(name="applications.warn_of_deadlines", queue="housekeeping")
def warn(timestamp: int) -> None:
    """Tell every region, at its own hour of a working day, what must be decided by the next working day.

    timestamp: Unix time for which the job was due
    """
    now = datetime.fromtimestamp(timestamp, UTC)
    for region_id in sorted(regions_with_offices()):
        due_on = told_today(region_id, now)
        if due_on:
            warn_of_deadlines(round_id=uuid7(), due_on=due_on, actor=system(region_id), now=now)


def told_today(region_id: int, now: datetime) -> date | None:
    """Return the day of which a region is told at `now`, None outside its hour and on days its offices are closed."""
    region = region_by_id(region_id)
    if region is None:
        return None
    local = now.astimezone(ZoneInfo(region.timezone))
    calendar = working_calendar(region_id, region.timezone)
    if local.hour != TOLD_AT_HOUR or not is_working_day(local.date(), calendar):
        return None
    return next(working_days_after(local.date(), calendar))


@jobs.periodic(cron="20 2 * * *")
@jobs.task(name="applications.end_drafts", queue="housekeeping")
def end_drafts(timestamp: int) -> None:
    """Warn people of drafts that will end, and delete those whose last day is over, every night.

    timestamp: as above
    """
    now = datetime.fromtimestamp(timestamp, UTC)
    for region_id in sorted(regions_with_offices()):
        region = region_by_id(region_id)
        if region:
            end_drafts_of(region_id, local_date(now, region.timezone), now)


def end_drafts_of(region_id: int, today: date, now: datetime) -> None:
    """Do it for one region. today: its own date"""
    actor = system(region_id)
    for application_id, person_id in drafts_over(on=today, actor=actor):
        # Somebody may have gone on with it, or deleted it, a moment ago.
        with suppress(ApplicationNotFound):
            delete_draft(application_id=application_id, actor=replace(actor, person_id=person_id), now=now)
    warn_of_drafts(
        round_id=uuid7(),
        untouched_since=now - timedelta(days=DRAFT_KEPT_DAYS - DRAFT_WARNED_DAYS),
        ends_on=today + timedelta(days=DRAFT_WARNED_DAYS),
        actor=actor,
        now=now,
    )


@jobs.task(name="applications.name_place", queue="sources", retry=Patience())
def name_place(*, region_id: int, application_id: str) -> None:
    """Look up the facility that an applicant has typed, until its register answers."""
    confirm_place(UUID(application_id), actor=system(region_id), now=utc_now())


class Duty(BaseRetryStrategy):
    """Comes again until it is done: what the law has us report is not given up."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        return RetryDecision(retry_in={"seconds": round(pause_s(job.attempts))})


@jobs.task(name="applications.report_licence", queue="sources", retry=Duty())
def report_licence(*, region_id: int, application_id: str) -> None:
    """Tell the workforce register how the licence of a case stands."""
    succession.report_licence(UUID(application_id), region_id=region_id)
