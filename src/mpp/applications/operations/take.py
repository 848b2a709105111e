"""Take a case, or take it over from a colleague of the same role.

Writes:  Application
Refuses: ApplicationNotFound, NotNow, NotYourTurn, StaleVersion
"""

from dataclasses import replace

from mpp.applications.operations._act import OFFICERS, Act, Receipt, case_act


@case_act(by=OFFICERS)
def take(act: Act) -> Receipt:
    """Return the receipt; the case stands in the officer's own list."""
    return act.record(replace(act.case, assigned_to=act.actor.officer_id))
