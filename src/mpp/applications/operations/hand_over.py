"""Hand a case to a colleague of the same role.

Writes:  Application
Refuses: ApplicationNotFound, NoSuchColleague, NotNow, NotYourTurn, StaleVersion
"""

from dataclasses import replace
from uuid import UUID

from mpp.applications.operations._act import OFFICERS, Act, Receipt, case_act
from mpp.foundation.errors import DomainError
from mpp.tenancy.queries import colleagues


class NoSuchColleague(DomainError):
    code, title = "no-such-colleague", "Nobody of this name holds this role in the region today"


@case_act(by=OFFICERS)
def hand_over(act: Act, *, to_officer_id: UUID) -> Receipt:
    """Return the receipt; the case stands in the colleague's list."""
    if to_officer_id not in colleagues(act.case.region_id, act.case.turn_role, on=act.today):
        raise NoSuchColleague
    return act.record(replace(act.case, assigned_to=to_officer_id), params={"to": to_officer_id})
