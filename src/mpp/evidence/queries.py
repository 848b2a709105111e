"""Reads: what is known about a person, who asked about him, and how the sources do."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """How one source answered the acting region of late.

    median_ms, slowest_ms: half, and 95 of 100 questions took no longer     last_reason: of the latest silence
    """

    source: Source
    asked: int
    silent: int
    last_answer_at: datetime | None
    last_silence_at: datetime | None
    last_reason: str
    median_ms: int
    slowest_ms: int

    @property
    def is_answering(self) -> bool:
        """Whether the latest question got an answer."""
        if self.last_answer_at is None:
            return False
        return self.last_silence_at is None or self.last_answer_at >= self.last_silence_at


@query
def source_health(*, actor: Actor, now: datetime, within: timedelta = timedelta(hours=24)) -> tuple[SourceHealth, ...]:
    """Return how each source that the acting region asked has answered `within` the last hours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM mpp.source_health(%s)", [now - within])
        rows = cursor.fetchall()
    return tuple(
        SourceHealth(
            source=Source(source),
            asked=asked,
            silent=silent,
            last_answer_at=answer_at,
            last_silence_at=silence_at,
            last_reason=reason,
            median_ms=round(median),
            slowest_ms=round(slowest),
        )
        for source, asked, silent, answer_at, silence_at, reason, median, slowest in rows
    )
