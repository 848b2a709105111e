"""Let the copies go whose week is over.

Writes:  DataCopy
Legal:   UU 27/2022 art. 16 (data are deleted when their purpose is over)
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.operation import hot_operation


@hot_operation("privacy.forget_copies", by={"sistem"})
def forget_copies(*, actor: Actor, now: datetime) -> tuple[UUID, ...]:
    """Return which copies are gone, of all people, so that their files can be deleted.

    No audit line: the asking for a copy and its making keep theirs.
    """
    return tuple(copy_id for (copy_id,) in hot.write("SELECT * FROM mpp.data_copy_sweep(%s)", [now]))
