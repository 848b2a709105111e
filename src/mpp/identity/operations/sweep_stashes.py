"""Delete what nobody came back for: forms typed when a session ended.

Writes:  Stash
Legal:   UU 27/2022 art. 43 (what is no longer needed is erased)
"""

from datetime import datetime

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.operation import hot_operation


@hot_operation("identity.sweep_stashes", by={"sistem"})
def sweep_stashes(*, actor: Actor, now: datetime) -> int:
    """Return how many were deleted. No audit line: nothing anybody has done is undone."""
    [(swept,)] = hot.write("SELECT mpp.stash_sweep(%s)", [now])
    return int(swept)
