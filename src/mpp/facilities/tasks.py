"""The worker's door: every working morning facilities are reminded, and what waits too long is given up."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from procrastinate.contrib.django import app as jobs

from mpp.calendars.queries import working_calendar
from mpp.calendars.rules import is_working_day
from mpp.facilities.operations.mind_requests import mind_requests
from mpp.facilities.queries import waiting_regions
from mpp.foundation.actor import system
from mpp.foundation.ids import uuid7
from mpp.tenancy.queries import region_by_id

#: Local hour at which facilities are reminded.
TOLD_AT_HOUR = 8


@jobs.periodic(cron="6 * * * *")
@jobs.task(name="facilities.mind_requests", queue="housekeeping")
def mind(timestamp: int) -> None:
    """Mind the requests of every region at its own hour of a working day. timestamp: Unix time the job was due"""
    now = datetime.fromtimestamp(timestamp, UTC)
    for region_id in waiting_regions():
        region = region_by_id(region_id)
        if region is None:
            continue
        local = now.astimezone(ZoneInfo(region.timezone))
        if local.hour == TOLD_AT_HOUR and is_working_day(local.date(), working_calendar(region_id, region.timezone)):
            mind_requests(round_id=uuid7(), today=local.date(), actor=system(region_id), now=now)
