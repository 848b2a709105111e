"""Whether a session is still open, asked of the database at most every few seconds by each process.

Ending a session, or a death entered by the registry, is thereby seen everywhere within `KEPT_SECONDS`.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from uuid import UUID

from mpp.foundation import hot

KEPT_SECONDS = 5.0
MOST_KEPT = 50_000


class SessionWatch:
    """The answers of the last seconds; safe for threads."""

    def __init__(
        self, ask: Callable[[UUID], bool], *, clock: Callable[[], float] = time.monotonic, most: int = MOST_KEPT
    ) -> None:
        self._ask = ask
        self._clock = clock
        self._most = most
        self._lock = Lock()
        self._known: OrderedDict[UUID, tuple[bool, float]] = OrderedDict()

    def is_open(self, session_id: UUID) -> bool:
        """Return whether the session has not been ended."""
        now = self._clock()
        with self._lock:
            answer, until = self._known.get(session_id, (False, 0.0))
        if now < until:
            return answer
        answer = self._ask(session_id)
        with self._lock:
            self._known[session_id] = (answer, now + KEPT_SECONDS)
            self._known.move_to_end(session_id)
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return answer

    def forget(self, session_id: UUID) -> None:
        """Ask again at the next request: the session was just ended here."""
        with self._lock:
            self._known.pop(session_id, None)


def _ask_database(session_id: UUID) -> bool:
    [(is_open,)] = hot.read("SELECT mpp.session_is_open(%s)", [session_id])
    return bool(is_open)


watch = SessionWatch(_ask_database)
