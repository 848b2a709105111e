"""Look at a case that is not one's own work: with a purpose and the letter that orders it, told to the applicant.

Writes:  a look, and an audit line of its own
Refuses: NothingOrdersIt
Legal:   UU 27/2022 art. 31 and 32 (all processing is recorded and told)
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation import looks
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError
from mpp.foundation.looks import Opened
from mpp.foundation.operation import operation
from mpp.privacy.rules import INSPECTION_PURPOSES


class NothingOrdersIt(DomainError):
    """No purpose is chosen, or no letter named."""

    code, title = "nothing-orders-the-inspection", "Please say for which purpose, and by which letter"


@operation("privacy.inspect_case", by={"auditor"}, on="inspection_id")
def inspect_case(
    *, inspection_id: UUID, application_id: UUID, of: UUID, purpose: str, basis: str, actor: Actor, now: datetime
) -> None:
    """Note the look before the case is shown.

    of: the applicant     basis: number and date of the letter of assignment     actor: in the region of the case
    """
    if purpose not in INSPECTION_PURPOSES or not basis.strip():
        raise NothingOrdersIt
    looks.note(Opened.CASE, application_id, of=of, actor=actor, now=now, purpose=purpose, basis=basis.strip())
    note(application=application_id, purpose=purpose)
