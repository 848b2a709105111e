"""What it costs to know who asks: the share of a request mix that goes into sessions, posts and proofs.

`python -m bench.knowing` measures and prints it by itself; `make bench` puts it into docs/benchmarks.md.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from bench.client import Asked
from bench.figures import Chapter, Figure
from bench.installation import Installation, installed
from bench.profile import STATE_DIR, answer

if TYPE_CHECKING:
    # It knows the product's rows, so it is reached only once Django has been set up.
    from bench.people import Place

#: Of the CPU time of the mix.
MOST_PERCENT = 5.0
#: Readings of what has ended, for what one of them costs in the database.
ASKED_OF_DATABASE = 2_000


class Clock:
    """Seconds of this thread spent in what was wrapped; what runs inside another part counts once."""

    def __init__(self) -> None:
        self.of: Counter[str] = Counter()
        self.calls, self._inside = 0, False

    @property
    def seconds(self) -> float:
        return sum(self.of.values())

    def around[**P, T](self, name: str, part: Callable[P, T]) -> Callable[P, T]:
        """Return the same function, with its time noted under a name."""

        @wraps(part)
        def noted(*args: P.args, **kwargs: P.kwargs) -> T:
            if self._inside:
                return part(*args, **kwargs)
            self._inside, began = True, time.thread_time()
            try:
                return part(*args, **kwargs)
            finally:
                self.of[name] += time.thread_time() - began  # type: ignore[assignment]  # a Counter adds up any number
                self.calls += 1
                self._inside = False

        return noted


@contextmanager
def noted(clock: Clock) -> Iterator[None]:
    """Note the time of everything by which a request finds out who asks, as what, and how surely."""
    from mpp.identity import claims, middleware
    from mpp.identity.claims import SessionClaims
    from mpp.identity.middleware import SessionMiddleware

    parts: list[tuple[str, Any, str]] = [
        ("signature of the cookie", claims, "read"),
        ("age, browser, whether it was ended", SessionMiddleware, "_holds"),
        ("that it is in use, and the post still held", SessionMiddleware, "_note_use"),
        ("who acts", SessionClaims, "actor"),
        ("who acts", middleware, "_nobody"),
    ]
    with ExitStack() as stack:
        for words, where, name in parts:
            stack.enter_context(patch.object(where, name, clock.around(words, getattr(where, name))))
        yield


def chapter(installation: Installation, place: "Place", tokens: Sequence[str], *, count: int) -> Chapter:
    """Return the share. count: requests of the mix, in the proportions of the national peak"""
    from mpp.config.wsgi import application
    from mpp.identity.watch import watch

    for each in mix(installation.owner_url, place, tokens, count // 4):
        answer(application, each)
    asked = mix(installation.owner_url, place, tokens, count)
    clock, looked_up = Clock(), Clock()
    with noted(clock), patch.object(watch, "_feed", looked_up.around("read", watch._feed)):
        app, database = time.process_time(), installation.database_cpu()
        for each in asked:
            answer(application, each)
        app, database = time.process_time() - app, installation.database_cpu() - database
    in_database = looked_up.calls * _one_reading(installation)
    percent = (clock.seconds + in_database) / (app + database) * 100
    web_us, database_us = (seconds * 1e6 / len(asked) for seconds in (clock.seconds, in_database))
    return Chapter(
        title="Knowing who asks",
        words=f"{len(asked):,} requests in the proportions of the national peak, answered inside one process; nearly "
        "each signed-in one has a session of its own.",
        figures=(
            Figure(
                name="sessions, posts and proofs, of the CPU of the mix",
                to_reach=f"< {MOST_PERCENT:g} %",
                reached=f"{percent:.1f} % (web {web_us:.0f} us, database {database_us:.0f} us a request)",
                is_reached=percent < MOST_PERCENT,
                note=", ".join(f"{words} {part * 1e6 / len(asked):.0f} us" for words, part in clock.of.most_common())
                + f"; which sessions have ended was read {looked_up.calls} times",
            ),
        ),
    )


def mix(owner_url: str, place: "Place", tokens: Sequence[str], count: int) -> list[Asked]:
    """Return requests in the proportions of the peak, the kinds spread evenly."""
    from bench.costs import asked_of
    from bench.peak import PER_SECOND, READS, SAVES, SUBMISSIONS

    rates = {"submit": SUBMISSIONS, "save": SAVES, **READS}
    found = []
    for kind, rate in rates.items():
        # Saves and looks come four to a case.
        number = max(8, count * rate // PER_SECOND // 4 * 4)
        found += [(place_in, each) for place_in, each in _spread(asked_of(kind, owner_url, place, tokens, number))]
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def _spread(asked: Sequence[Asked]) -> Iterator[tuple[float, Asked]]:
    """Yield the requests with their place between 0 and 1; each keeps its order."""
    for number, each in enumerate(asked):
        yield (number + 0.5) / len(asked), each


def _one_reading(installation: Installation) -> float:
    """Return the CPU seconds of the database that reading once what has ended costs."""
    from mpp.foundation.clock import utc_now
    from mpp.identity.watch import watch

    go_on, _ = watch._feed(None, utc_now())
    began = installation.database_cpu()
    for _ in range(ASKED_OF_DATABASE):
        watch._feed(go_on, utc_now())
    return (installation.database_cpu() - began) / ASKED_OF_DATABASE


def main() -> int:
    """Measure it by itself, and print it."""
    with installed(STATE_DIR / "knowing") as installation:
        from bench.cases import load, tokens
        from bench.people import the_country, the_place

        place = the_place()
        country = the_country(place)
        load(installation.owner_url, country, first=0, stop=20_000)
        found = chapter(installation, place, tokens(country, 1_000, size=20_000), count=2_000)
    print(found.title, found.words, *found.figures, *(each.note for each in found.figures), sep="\n")
    return 0 if all(each.is_reached for each in found.figures) else 1


if __name__ == "__main__":
    sys.exit(main())
