"""Outbox: facts leave in the same transaction that made them true; a worker delivers each to its listeners.

Inside the house a listener's effect and the note that it heard are one transaction: exactly once. What leaves the house
goes on as a job and may arrive twice there.
"""

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

import structlog
from django.db import connection, transaction

from mpp.foundation.actor import NATIONAL, Actor, system
from mpp.foundation.codec import from_json, to_json
from mpp.foundation.ids import uuid7
from mpp.foundation.scope import entered

log = structlog.get_logger()


class Event(Protocol):
    """A fact: a frozen dataclass of ids and codes, never personal values."""

    @property
    def region_id(self) -> int: ...


class Listener(Protocol):
    """An operation that hears a fact; it may be called again when its transaction failed."""

    __name__: str
    __module__: str

    def __call__(self, *, event: Any, actor: Actor, now: datetime) -> None: ...


type Listeners = Mapping[type, Sequence[Listener]]

#: The fact that a listener is hearing.
_fact_id: ContextVar[UUID] = ContextVar("mpp_fact_id")

#: A failing listener is tried again after 2, 4, 8 ... seconds, at most an hour apart.
LONGEST_PAUSE = timedelta(hours=1)


def fact_id() -> UUID:
    """Return the id of the fact being heard, the same at every delivery: a listener knows by it what it has heard."""
    return _fact_id.get()


def announce(event: Event) -> None:
    """Write `event` to the outbox, inside the running operation."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO outbox (id, region_id, event, payload) VALUES (%s, %s, %s, %s::jsonb)",
            [uuid7(), event.region_id, type(event).__name__, to_json(event).decode()],
        )


def deliver_batch(listeners: Listeners, *, now: Callable[[], datetime], limit: int = 100) -> int:
    """Deliver up to `limit` waiting facts and return how many were taken; 0 means the outbox is empty."""
    kinds = {kind.__name__: kind for kind in listeners}
    with entered(system(), operation="foundation.deliver"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, region_id, event, payload::text, heard, attempts FROM outbox "
            "WHERE next_at <= clock_timestamp() ORDER BY next_at, id LIMIT %s FOR UPDATE SKIP LOCKED",
            [limit],
        )
        taken = cursor.fetchall()
        for event_id, region_id, name, payload, heard, attempts in taken:
            kind = kinds.get(name)
            failed = False
            _fact_id.set(event_id)
            for listener in listeners[kind] if kind else ():
                key = f"{listener.__module__}.{listener.__name__}"
                if key in heard:
                    continue
                try:
                    with transaction.atomic():
                        listener(event=from_json(kind, payload), actor=system(region_id), now=now())
                except Exception:
                    log.exception(
                        "listener-failed", listener=key, event_name=name, event_id=str(event_id), attempts=attempts + 1
                    )
                    failed = True
                else:
                    heard = [*heard, key]
            if failed:
                pause = min(LONGEST_PAUSE, timedelta(seconds=2 ** min(attempts + 1, 12)))
                cursor.execute(
                    "UPDATE outbox SET heard = %s, attempts = attempts + 1, "
                    "next_at = clock_timestamp() + make_interval(secs => %s) WHERE id = %s",
                    [heard, pause.total_seconds(), event_id],
                )
            else:
                cursor.execute("DELETE FROM outbox WHERE id = %s", [event_id])
    return len(taken)


def waiting() -> tuple[int, int]:
    """Return how many facts wait and how many of them have failed before, for the state of the system."""
    with entered(Actor(region_id=NATIONAL)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(*) FILTER (WHERE attempts > 0) FROM outbox")
        total, failing = cursor.fetchone()
    return total, failing
