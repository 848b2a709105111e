"""Reads: how the sources have answered of late; figures only, of the acting region."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from mpp.evidence.rules.facts import Source
from mpp.foundation.actor import Actor
from mpp.foundation.scope import query


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
