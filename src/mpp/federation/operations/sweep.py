"""Delete tokens and sign-ins that open nothing any more.

Writes:  Token, Grant
Legal:   UU 27/2022 art. 43 (what is no longer needed is erased)
"""

from datetime import datetime

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.operation import hot_operation


@hot_operation("federation.sweep", by={"sistem"})
def sweep(*, actor: Actor, now: datetime) -> int:
    """Return how many rows went. No audit line: nothing anybody has done is undone."""
    [(swept,)] = hot.write("SELECT mpp.federation_sweep(%s)", [now])
    return int(swept)
