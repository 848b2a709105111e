"""How near the last day of a decision is, as an officer counts: in working days."""

from datetime import date
from itertools import takewhile

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mpp.calendars.rules import WorkingCalendar, working_days_after


def due_note(due_on: date | None, today: date, calendar: WorkingCalendar) -> str:
    """Return how near the date is, in words, "" while no clock runs."""
    if due_on is None:
        return ""
    if due_on < today:
        return ngettext("Terlambat %(days)s hari", "Terlambat %(days)s hari", (today - due_on).days) % {
            "days": (today - due_on).days
        }
    left = _working_days_left(due_on, today, calendar)
    if left == 0:
        return _("Hari terakhir")
    return ngettext("%(days)s hari kerja lagi", "%(days)s hari kerja lagi", left) % {"days": left}


def due_tone(due_on: date | None, today: date, calendar: WorkingCalendar) -> str:
    """Return the tone of a due date: red when it is over, yellow on its eve and on the day itself."""
    if due_on is None:
        return "neutral"
    if due_on < today:
        return "danger"
    return "warning" if _working_days_left(due_on, today, calendar) <= 1 else "neutral"


def _working_days_left(due_on: date, today: date, calendar: WorkingCalendar) -> int:
    return sum(1 for _ in takewhile(lambda day: day <= due_on, working_days_after(today, calendar)))
