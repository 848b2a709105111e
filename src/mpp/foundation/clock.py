"""Time: stored in UTC, decided in the region's zone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def utc_now() -> datetime:
    """Return this moment; only doors (views, workers, commands) ask it, everything below is given `now`."""
    return datetime.now(UTC)


def local_date(moment: datetime, zone: str) -> date:
    """Return the calendar date of `moment` in `zone`, an IANA name such as Asia/Jayapura."""
    return moment.astimezone(ZoneInfo(zone)).date()
