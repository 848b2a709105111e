"""Stop asking a source of the region's own.

Writes:  Connection
Refuses: NotFound
"""

from datetime import datetime
from uuid import UUID

from mpp.evidence.models import Connection
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import NotFound
from mpp.foundation.operation import operation


@operation("evidence.close_source", by={"admin_daerah", "sistem"}, on="connection_id")
def close_source(*, connection_id: UUID, actor: Actor, now: datetime) -> None:
    """Close it; what it handed out stays sealed, so that it can be opened again."""
    row = Connection.objects.select_for_update(of=("self",)).filter(id=connection_id).first()
    if row is None:
        raise NotFound
    row.is_open, row.changed_at = False, now
    row.save(update_fields=["is_open", "changed_at"])
    note(source=row.source)
