"""The worker's door to applications: what has to be done because time passes, or because somebody was silent."""

from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app as jobs
from procrastinate.jobs import Job

from mpp.applications import succession
from mpp.applications.naming import confirm_place
from mpp.applications.operations.warn_of_deadlines import warn_of_deadlines
from mpp.calendars.queries import working_calendar
from mpp.calendars.rules import is_working_day, working_days_after
from mpp.evidence.tasks import Patience, pause_s
from mpp.foundation.actor import system
from mpp.foundation.clock import utc_now
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
