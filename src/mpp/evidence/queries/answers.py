"""Reads: how often the sources have answered during a period; figures only."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from mpp.evidence.rules.facts import Source
from mpp.foundation.actor import Actor
from mpp.foundation.scope import query


@dataclass(frozen=True, slots=True)
class Answers:
    """Questions to one source, and how many of them it left without an answer."""

    asked: int
    silent: int

    @property
    def success(self) -> float:
        """Which part was answered."""
        return 1 - self.silent / self.asked


@query
def source_answers(*, actor: Actor, since: datetime, until: datetime) -> dict[Source, Answers]:
    """Return the figures of each source that was asked for the acting region."""
    return _read("SELECT * FROM mpp.source_answers(%s, %s)", since, until)


@query
def source_answers_nation(*, actor: Actor, since: datetime, until: datetime) -> dict[Source, Answers]:
    """Return the figures of each source over all regions together."""
    return _read("SELECT * FROM mpp.source_answers_nation(%s, %s)", since, until)


def _read(statement: str, since: datetime, until: datetime) -> dict[Source, Answers]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [since, until])
        return {Source(source): Answers(asked, silent) for source, asked, silent in cursor.fetchall()}
