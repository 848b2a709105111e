"""Which sessions have ended: a process learns it from one statement every other second, whoever asks it meanwhile.

Ending a session, or a death entered by the registry, is thereby seen everywhere within `KNOWN_FOR` seconds. A process
that cannot learn it lets nobody in. A cookie that the feed should not know of is found out when its use is noted.
"""

import time
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

from mpp.foundation import hot, memo
from mpp.identity.rules import CITIZEN_LIMITS, OFFICER_LIMITS

#: Seconds after which the feed is read again, and for which what was read may be relied on when that takes long.
READ_EVERY, KNOWN_FOR = 2.0, 5.0
#: Seconds after which everything is read anew, which also forgets what has run out.
READ_ANEW_AFTER = 600.0
#: A session that ended longer ago has run out for want of use, even if the clocks of two servers differ by minutes.
MATTERS_FOR = max(CITIZEN_LIMITS.idle, OFFICER_LIMITS.idle) + timedelta(minutes=15)

#: (since which transaction, None for all; ended after) -> (from which to go on, sessions)
type Feed = Callable[[int | None, datetime], tuple[int, Collection[UUID]]]


class SessionWatch:
    """The sessions that ended lately; safe for threads."""

    def __init__(self, feed: Feed, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._feed, self._clock, self._learning = feed, clock, Lock()
        self.forget()

    def forget(self) -> None:
        """Know nothing: all is read before the next answer."""
        self._ended: set[UUID] = set()
        self._go_on: int | None = None
        self._learned_at = self._all_read_at = float("-inf")

    def is_open(self, session_id: UUID, *, now: datetime) -> bool:
        """Return whether the session has not been ended. now: by the clock by which sessions end"""
        self._learn(now)
        return session_id not in self._ended

    def ended(self, session_id: UUID) -> None:
        """Know at once of a session that was just ended here, and read before the next answer what ended with it."""
        with self._learning:
            self._ended.add(session_id)
            self._learned_at = float("-inf")

    def _learn(self, now: datetime) -> None:
        age = self._clock() - self._learned_at
        # One thread reads. The others go on with what is known; once that is too old, they wait for it.
        if age < READ_EVERY or not self._learning.acquire(blocking=age >= KNOWN_FOR):
            return
        try:
            began = self._clock()
            if began - self._learned_at >= READ_EVERY:
                self._read(began, now)
        finally:
            self._learning.release()

    def _read(self, began: float, now: datetime) -> None:
        # Where a reading fails, the next one asks for all: it may be another database that answers by then.
        since, self._go_on = self._go_on, None
        if began - self._all_read_at >= READ_ANEW_AFTER:
            since = None
        go_on, ended = self._feed(since, now - MATTERS_FOR)
        if since is None:
            self._ended, self._all_read_at = set(ended), began
        else:
            self._ended.update(ended)
        self._go_on, self._learned_at = go_on, began


def _read_database(since: int | None, after: datetime) -> tuple[int, Collection[UUID]]:
    [(go_on, ended)] = hot.read("SELECT * FROM mpp.sessions_ended(%s::bigint, %s)", [since, after])
    return go_on, ended


watch = SessionWatch(_read_database)
memo.on_forgetting(watch.forget)
