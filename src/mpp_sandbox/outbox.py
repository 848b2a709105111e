"""What the product has sent out, kept in memory for people and tests to read."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from threading import Lock

#: Older ones are forgotten.
KEPT = 2000


@dataclass(slots=True)
class Outbox[T]:
    """The latest things sent, newest first, each with a number."""

    _kept: deque[T] = field(default_factory=lambda: deque(maxlen=KEPT))
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _lock: Lock = field(default_factory=Lock)

    def keep(self, build: Callable[[int], T]) -> T:
        """Keep what `build` makes of the next number."""
        with self._lock:
            thing = build(next(self._numbers))
            self._kept.appendleft(thing)
            return thing

    def latest(self) -> tuple[T, ...]:
        """Return everything kept, newest first."""
        with self._lock:
            return tuple(self._kept)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
