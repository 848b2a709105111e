"""When administrators are warned of a source: before its certificate ends, and while its quota is nearly used up."""

from datetime import datetime, timedelta

#: Days before the end at which the administrators are told, and told again; 0 is the end itself.
STAGES = (0, 1, 7, 30)


def days_left(until: datetime, now: datetime) -> int:
    """Return the whole days until a certificate ends, 0 on its last day and below 0 once it has ended."""
    return (until - now) // timedelta(days=1)


def stage_of(until: datetime, now: datetime) -> int | None:
    """Return how near the end is: the smallest of STAGES not passed yet, None while it is far."""
    left = days_left(until, now)
    return next((stage for stage in STAGES if left <= stage), None)


def is_nearer(stage: int | None, before: int | None) -> bool:
    """Return whether the administrators are to be told again."""
    return stage is not None and (before is None or stage < before)
