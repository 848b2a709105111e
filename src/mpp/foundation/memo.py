"""Answers that a process keeps for some seconds: national facts that nearly every page asks for."""

import time
from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Protocol, cast

from django.db import connection

#: How to empty every memory of this process.
_forgetting: list[Callable[[], None]] = []


def on_forgetting(forget: Callable[[], None]) -> None:
    """Let another memory of this process be emptied with those of this module."""
    _forgetting.append(forget)


def forget_everything() -> None:
    """Throw all kept answers away: for a process that turns to another database."""
    for forget in _forgetting:
        forget()


class Kept[**P, T](Protocol):
    """A reading function whose answers are kept."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T: ...
    def forget(self) -> None:
        """Throw all answers away."""


def kept_for[**P, T](seconds: float) -> Callable[[Callable[P, T]], Kept[P, T]]:
    """Keep the answers of a reading function, by its positional arguments, for so many seconds in this process.

    An answer read inside a transaction is given but not kept: what an open
    transaction sees may never become true for anybody else.
    """

    def decorate(read: Callable[P, T]) -> Kept[P, T]:
        kept: dict[Hashable, tuple[float, T]] = {}

        @wraps(read)
        def remembering(*args: P.args, **kwargs: P.kwargs) -> T:
            found = kept.get(args)
            if found is not None and time.monotonic() < found[0]:
                return found[1]
            answer = read(*args, **kwargs)
            if not connection.in_atomic_block:
                kept[args] = (time.monotonic() + seconds, answer)
            return answer

        vars(remembering)["forget"] = kept.clear
        _forgetting.append(kept.clear)
        return cast(Kept[P, T], remembering)

    return decorate


def known_for_good[**P, T](*, most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep the last answers of a reading function whose arguments alone decide what it reads, so many of them.

    For rows that an edition, a digest or an id without change tells apart: inside a transaction too.
    """

    def decorate(read: Callable[P, T]) -> Callable[P, T]:
        remembering = lru_cache(maxsize=most)(read)
        _forgetting.append(remembering.cache_clear)
        return cast(Callable[P, T], remembering)

    return decorate
