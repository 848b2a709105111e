"""Reads: the sources that a region has opened for itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from mpp.evidence.models import Connection
from mpp.evidence.rules.facts import Source
from mpp.foundation.actor import Actor
from mpp.foundation.cipher import open_json
from mpp.foundation.scope import query


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionView:
    """How a region reaches a source (`models.Connection`). details: opened, secrets too, for adapters only"""

    id: UUID
    region_id: int
    source: Source
    address: str
    details: Mapping[str, str] = field(repr=False, hash=False)
    certificate: str = field(repr=False)
    daily_limit: int
    is_open: bool
    changed_at: datetime
    secrets_changed_at: datetime


@query
def connections(*, actor: Actor) -> tuple[ConnectionView, ...]:
    """Return the sources of the acting region's own, the closed ones too, by name of the source."""
    return tuple(view_of(row) for row in Connection.objects.order_by("source"))


@query
def connection_to(source: Source, *, actor: Actor) -> ConnectionView | None:
    """Return how the acting region reaches that source, None where it never opened one of its own."""
    row = Connection.objects.filter(source=source).first()
    return view_of(row) if row else None


@query
def connected(*, actor: Actor) -> tuple[tuple[int, Source], ...]:
    """Return (region, source) of every open source of a region's own, in the whole nation."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM mpp.connected_sources()")
        return tuple((region_id, Source(source)) for region_id, source in cursor.fetchall())


def view_of(row: Connection) -> ConnectionView:
    """Return a row as other packages see it."""
    return ConnectionView(
        id=row.id,
        region_id=row.region_id,
        source=Source(row.source),
        address=row.address,
        details=open_json(row.details_sealed, **place_of_details(row.id, row.region_id)),
        certificate=row.certificate,
        daily_limit=row.daily_limit,
        is_open=row.is_open,
        changed_at=row.changed_at,
        secrets_changed_at=row.secrets_changed_at,
    )


def place_of_details(connection_id: UUID, region_id: int) -> dict[str, Any]:
    """Return to which place the details are sealed."""
    return {"table": "evidence_connection", "field": "details", "row": connection_id, "region": region_id}
