"""Withdraw an open application: the applicant's own act.

Writes:  Application, its place is free again; announces ApplicationWithdrawn
Refuses: ApplicationNotFound, NotNow, StaleVersion
"""

from dataclasses import replace

from mpp.applications.events import ApplicationWithdrawn
from mpp.applications.operations._act import Act, Receipt, case_act


@case_act(by={"pemohon"}, for_another={"hand_in"})
def withdraw(act: Act) -> Receipt:
    """Return the receipt; the case is closed."""
    after = replace(act.case, step="", turn_role="", assigned_to=None, due_on=None, decided_at=act.now)
    return act.record(after, events=[act.fact(ApplicationWithdrawn, after)])
