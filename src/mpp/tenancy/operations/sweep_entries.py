"""Delete lines about entries of posts from more than a year ago, in all regions.

Writes:  OfficeEntry
Legal:   UU 27/2022 art. 43 (what is no longer needed is erased)
"""

from datetime import datetime

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.operation import hot_operation
from mpp.tenancy.rules import ENTRIES_KEPT


@hot_operation("tenancy.sweep_entries", by={"sistem"})
def sweep_entries(*, actor: Actor, now: datetime) -> int:
    """Return how many were deleted. No audit line: the audit keeps who did what."""
    [(swept,)] = hot.write("SELECT mpp.sweep_entries(%s)", [now - ENTRIES_KEPT])
    return int(swept)
