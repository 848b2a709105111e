"""Reads: how the sources have answered of late; figures only, of the acting region."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from mpp.evidence.models import SourceWatch
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
    return _read("SELECT * FROM mpp.source_health(%s)", now - within)


@query
def source_health_nation(
    *, actor: Actor, now: datetime, within: timedelta = timedelta(hours=24)
) -> tuple[SourceHealth, ...]:
    """Return how each source has answered all regions together."""
    return _read("SELECT * FROM mpp.source_health_nation(%s)", now - within)


def _read(statement: str, since: datetime) -> tuple[SourceHealth, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [since])
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


@query
def certificates(owner: int, *, actor: Actor) -> dict[Source, datetime | None]:
    """Return when the certificate of each source ends, None where TLS is not spoken; what was never seen is left out.

    owner: the region whose agreements these are, NATIONAL for the nation's
    """
    rows = SourceWatch.objects.filter(owner=owner).values_list("source", "certificate_until")
    return {Source(source): until for source, until in rows}
