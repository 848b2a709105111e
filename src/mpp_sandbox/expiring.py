"""Things in memory that end by themselves."""

import time
from collections.abc import Callable, Iterator
from threading import Lock


class Expiring[T]:
    """Values by key, each kept for the same time. Safe for threads; costs no more for being long in use."""

    def __init__(self, lifetime_s: int) -> None:
        self.lifetime_s = lifetime_s
        self._kept: dict[str, tuple[float, T]] = {}
        self._lock = Lock()

    def put(self, key: str, value: T) -> None:
        """Keep a value from now on."""
        with self._lock:
            self._forget_the_old()
            self._kept[key] = (time.monotonic() + self.lifetime_s, value)

    def get(self, key: str) -> T | None:
        """Return a value, None when there is none any more."""
        with self._lock:
            self._forget_the_old()
            found = self._kept.get(key)
            return found[1] if found else None

    def pop(self, key: str) -> T | None:
        """Return a value for the last time."""
        with self._lock:
            self._forget_the_old()
            found = self._kept.pop(key, None)
            return found[1] if found else None

    def forget(self, condition: Callable[[T], bool]) -> None:
        """Let all values end that meet a condition."""
        with self._lock:
            self._kept = {key: kept for key, kept in self._kept.items() if not condition(kept[1])}

    def _forget_the_old(self) -> None:
        for key in list(self._expired()):
            del self._kept[key]

    def _expired(self) -> Iterator[str]:
        # In the order of keeping, which with one lifetime is the order of ending.
        now = time.monotonic()
        for key, (ends_at, _) in self._kept.items():
            if ends_at > now:
                return
            yield key
