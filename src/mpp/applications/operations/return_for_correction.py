"""Return an application with the full list of its gaps, each at its field.

Writes:  Application; announces ApplicationReturned
Refuses: ApplicationNotFound, ReasonsMissing, NotNow, NotYourTurn, StaleVersion
Legal:   a response of the office: the clock stands still until the applicant submits again
"""

from collections.abc import Sequence
from dataclasses import replace

from mpp.applications.content import Content, Gap
from mpp.applications.events import ApplicationReturned
from mpp.applications.operations._act import OFFICERS, Act, ReasonsMissing, Receipt, case_act
from mpp.calendars.rules import working_days_elapsed


@case_act(by=OFFICERS)
def return_for_correction(act: Act, *, gaps: Sequence[Gap]) -> Receipt:
    """Return the receipt; the case waits for the applicant. gaps: all of them, at least one, each with its words"""
    if not gaps or any(not gap.text.strip() for gap in gaps):
        raise ReasonsMissing(field="gaps")
    return returned(act, act.content, gaps)


def returned(act: Act, content: Content, gaps: Sequence[Gap]) -> Receipt:
    """Record that the case waits for the applicant, with the clock standing still. content: as it is from now on"""
    case = act.case
    used = case.days_used + working_days_elapsed(case.submitted_at or act.now, act.now, act.calendar)
    # What was late stays late: a return gives no office back the days it has lost.
    is_over = act.offer.working_days is not None and used >= act.offer.working_days
    due_on = case.due_on if is_over else None
    after = replace(case, step="", turn_role="", assigned_to=None, due_on=due_on, days_used=used)
    return act.record(
        after,
        content=replace(content, gaps=tuple(gaps)),
        events=[act.fact(ApplicationReturned, after)],
        params={"fields": [gap.field for gap in gaps]},
        note="\n".join(gap.text for gap in gaps),
    )
