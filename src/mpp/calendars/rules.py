"""Working days, office hours and deadlines, counted on the office's own calendar and in its own zone.

Time is stored in UTC and decided here in the zone of the region: the same instant may fall on two dates. A filing after
office hours counts as made on the next working day, day 1 is the working day after it, and a period of N working days
ends when the office closes on day N. Legal basis of each period: the service standard.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

#: Weekday (Monday 0) -> the local times at which the office opens and closes; a weekday left out is never worked.
OfficeHours = Mapping[int, tuple[time, time]]

#: Year -> its days on which the office is closed although the week would have it open.
ClosedDays = Callable[[int], Collection[date]]

_ONE_DAY = timedelta(days=1)
#: Longer than any run of closed days; a calendar that exceeds it is wrong, and must not hang whoever counts on it.
_LONGEST_CLOSURE = 60


def are_possible(hours: OfficeHours) -> bool:
    """Tell whether an office can work so: on at least one weekday, opening before it closes."""
    return bool(hours) and set(hours) <= set(range(7)) and all(opens < closes for opens, closes in hours.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """When one office works.

    zone: IANA name such as Asia/Jayapura     hours: at least one weekday, each opening before it closes
    closed_days: national holidays, joint leave and the region's own days
    """

    zone: str
    hours: OfficeHours
    closed_days: ClosedDays

    def __post_init__(self) -> None:
        if not are_possible(self.hours):
            raise ValueError("an office works on at least one weekday, 0 (Monday) to 6, and opens before it closes")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch in which the clock runs: from a complete filing to the return that stops it (None while it runs)."""

    started_at: datetime
    stopped_at: datetime | None = None


def is_working_day(day: date, calendar: WorkingCalendar) -> bool:
    """Tell whether the office works on the local date `day`."""
    return day.weekday() in calendar.hours and day not in calendar.closed_days(day.year)


def working_days_after(day: date, calendar: WorkingCalendar) -> Iterator[date]:
    """Yield the working days after `day`, without end."""
    idle = 0
    while True:
        day += _ONE_DAY
        if is_working_day(day, calendar):
            idle = 0
            yield day
        elif (idle := idle + 1) > _LONGEST_CLOSURE:
            raise ValueError(f"the calendar knows no working day in the {_LONGEST_CLOSURE} days before {day}")


def closing_moment(day: date, calendar: WorkingCalendar) -> datetime:
    """Return the UTC moment at which the office closes on `day`, a working day of its week."""
    _, closes = calendar.hours[day.weekday()]
    return datetime.combine(day, closes, tzinfo=ZoneInfo(calendar.zone)).astimezone(UTC)


def counts_as_filed_on(filed_at: datetime, calendar: WorkingCalendar) -> date:
    """Return day 0: the local working day on which a filing counts as made, the next one when the office had closed."""
    day = filed_at.astimezone(ZoneInfo(calendar.zone)).date()
    if is_working_day(day, calendar) and filed_at < closing_moment(day, calendar):
        return day
    return next(working_days_after(day, calendar))


def due_date(filed_at: datetime, *, working_days: int, calendar: WorkingCalendar) -> date:
    """Return the last local day on which the office still decides in time.

    filed_at: moment of the complete filing     working_days: >= 1
    """
    if working_days < 1:
        raise ValueError("a period lasts at least one working day")
    days = working_days_after(counts_as_filed_on(filed_at, calendar), calendar)
    for _ in range(working_days - 1):
        next(days)
    return next(days)


def due_moment(filed_at: datetime, *, working_days: int, calendar: WorkingCalendar) -> datetime:
    """Return the UTC moment at which the period is over: the office closes on the due date."""
    return closing_moment(due_date(filed_at, working_days=working_days, calendar=calendar), calendar)


def working_days_elapsed(filed_at: datetime, now: datetime, calendar: WorkingCalendar) -> int:
    """Return how many working days of the period are over at `now`; 0 until the office closes on day 1."""
    days = working_days_after(counts_as_filed_on(filed_at, calendar), calendar)
    return sum(1 for _ in takewhile(lambda day: closing_moment(day, calendar) <= now, days))


def working_days_left(runs: Sequence[Run], now: datetime, *, working_days: int, calendar: WorkingCalendar) -> int:
    """Return how many working days of the period remain at `now`; 0 or less when it is over, by how many days.

    runs: in order of time; between two of them the clock stands still
    """
    return working_days - sum(working_days_elapsed(run.started_at, run.stopped_at or now, calendar) for run in runs)


def due_date_after_pauses(runs: Sequence[Run], *, working_days: int, calendar: WorkingCalendar) -> date | None:
    """Return the due date of a case whose clock was stopped by returns; None while it stands still.

    What was left when the clock stopped continues on the working day after the resubmission. A period that was over
    before a return stays over: a return cannot give an office back the days it has lost.
    """
    left = working_days
    for run in runs:
        elapsed = 0 if run.stopped_at is None else working_days_elapsed(run.started_at, run.stopped_at, calendar)
        if run.stopped_at is None or elapsed >= left:
            return due_date(run.started_at, working_days=left, calendar=calendar)
        left -= elapsed
    return None
