"""A bearer token of one system: fetched when needed, shared by all threads, fetched anew when it is no longer taken."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mpp.adapters.line import Answer, Reason
from mpp.foundation.errors import Unavailable

#: A token is replaced this long before its end, so that none ends on the way.
_MARGIN_S = 30.0


@dataclass(slots=True)
class Bearer:
    """fetch: returns a new token and for how many seconds it is good; raises Unavailable"""

    fetch: Callable[[], tuple[str, float]]
    clock: Callable[[], float] = time.monotonic
    _token: str = ""
    _good_until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, question: Callable[[Mapping[str, str]], Answer]) -> Answer:
        """Return the answer to a question that is given the headers to send; a token refused once is replaced once."""
        token = self._current()
        try:
            return question(_headers(token))
        except Unavailable as refusal:
            if refusal.facts.get("reason") != Reason.REFUSED_US.value:
                raise
        self._forget(token)
        return question(_headers(self._current()))

    def _current(self) -> str:
        # The lock is held while fetching: the others wait for the same token instead of asking for one each.
        with self._lock:
            if self.clock() >= self._good_until:
                self._token, lifetime_s = self.fetch()
                self._good_until = self.clock() + max(lifetime_s - _MARGIN_S, 1.0)
            return self._token

    def _forget(self, token: str) -> None:
        with self._lock:
            if self._token == token:
                self._good_until = 0.0


def _headers(token: str) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {token}"}
