"""What the acts on a request share: its answer, and the fact that says so."""

from datetime import datetime

from mpp.facilities.events import PracticeAnswered
from mpp.facilities.models import PracticeRequest
from mpp.facilities.rules import State, next_state
from mpp.foundation.operation import announce


def settle(row: PracticeRequest, act: str, now: datetime, **answer: object) -> bool:
    """Give a locked request its answer and announce it; return False, and change nothing, where it has one."""
    state = next_state(act, State(row.state))
    if state is None:
        return False
    row.state, row.answered_at = state, now
    for name, value in answer.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "answered_at", *answer])
    announce(
        PracticeAnswered(
            region_id=row.region_id,
            request_id=row.id,
            application_id=row.application_id,
            person_id=row.person_id,
            state=state,
        )
    )
    return True
