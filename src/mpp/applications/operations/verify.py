"""Verify that an application is complete and right, and pass it on.

Writes:  Application; announces ApplicationVerified
Refuses: ApplicationNotFound, NotNow, NotYourTurn, StaleVersion
"""

from dataclasses import replace

from mpp.applications.events import ApplicationVerified
from mpp.applications.operations._act import OFFICERS, Act, Receipt, case_act


@case_act(by=OFFICERS)
def verify(act: Act) -> Receipt:
    """Return the receipt; the case waits for the office of the next step."""
    step, role = act.turn_after(act.reading(act.content))
    after = replace(act.case, step=step, turn_role=role, assigned_to=None)
    return act.record(after, events=[act.fact(ApplicationVerified, after)], params={"next": role})
