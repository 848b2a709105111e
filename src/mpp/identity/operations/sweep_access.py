"""Delete what is over: old sessions, questions that nobody answered, guesses that no longer count.

Writes:  Session, Challenge, FactorFailure
Legal:   UU 27/2022 art. 43 (what is no longer needed is erased)
"""

from datetime import datetime, timedelta

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.operation import hot_operation
from mpp.identity.rules.factors import FAILURE_COUNTS_FOR

#: So long a person sees where he was signed in, and an investigation finds it; docs/reference/security-controls.md.
SESSIONS_KEPT = timedelta(days=90)


@hot_operation("identity.sweep_access", by={"sistem"})
def sweep_access(*, actor: Actor, now: datetime) -> int:
    """Return how many sessions were deleted. No audit line: the audit keeps who signed in."""
    [(swept,)] = hot.write("SELECT mpp.sweep_access(%s, %s, %s)", [now, now - SESSIONS_KEPT, now - FAILURE_COUNTS_FOR])
    return int(swept)
