"""Reads: what is known about a person, and who asked about him."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mpp.evidence.models import Attribute, SourceCall
from mpp.evidence.rules.facts import Fact, Key, LegalBasis, Purpose, Source, State
from mpp.foundation.actor import Actor
from mpp.foundation.cipher import open_json
from mpp.foundation.scope import query

#: Whose rows these are is decided by row security: they are the acting person's own, or none.


@query
def facts_of(person_id: UUID, keys: Collection[Key], *, actor: Actor) -> tuple[Fact, ...]:
    """Return the latest answer of each source about `keys`; nothing about anybody but the acting person."""
    rows = Attribute.objects.filter(person_id=person_id, key__in=list(keys)).order_by("key", "source")
    return tuple(_fact(row) for row in rows)


def place_of(person_id: UUID, key: str, source: str) -> str:
    """Return to which row a value is sealed: its natural key, known before the row is."""
    return f"{person_id}/{key}/{source}"


def _fact(row: Attribute) -> Fact:
    value = None
    if row.value_sealed is not None:
        place = place_of(row.person_id, row.key, row.source)
        value = open_json(bytes(row.value_sealed), table="evidence_attribute", field="value", row=place)
    return Fact(
        key=Key(row.key),
        value=value,
        source=Source(row.source),
        state=State(row.state),
        purpose=Purpose(row.purpose),
        legal_basis=LegalBasis(row.legal_basis),
        fetched_at=row.fetched_at,
        reference=row.reference,
        valid_until=row.valid_until,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One line of the ledger, for the person it is about. reason: "" where the source answered"""

    asked_at: datetime
    source: Source
    key: Key
    purpose: Purpose
    legal_basis: LegalBasis
    region_id: int
    agency_id: UUID | None
    role: str
    reason: str


@query
def calls_about(person_id: UUID, *, actor: Actor, before: datetime | None = None, limit: int = 100) -> tuple[Call, ...]:
    """Return which data were fetched about the acting person, by whom, when and why, latest first.

    before: only what is older
    """
    calls = SourceCall.objects.filter(person_id=person_id)
    rows = (calls.filter(asked_at__lt=before) if before else calls).order_by("-asked_at", "key")[:limit]
    return tuple(
        Call(
            asked_at=row.asked_at,
            source=Source(row.source),
            key=Key(row.key),
            purpose=Purpose(row.purpose),
            legal_basis=LegalBasis(row.legal_basis),
            region_id=row.region_id,
            agency_id=row.agency_id,
            role=row.role,
            reason=row.reason,
        )
        for row in rows
    )
