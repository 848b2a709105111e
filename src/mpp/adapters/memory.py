"""Ask the same question once: one flight at a time, and its answer for a few minutes."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future

from mpp.foundation import recall
from mpp.foundation.errors import Unavailable


class Memory[T]:
    """Answers of the last minutes in this process.

    keep_s: how long an answer serves     most: how many are kept; the oldest goes first
    Refusals are handed to everybody who waits for the same answer, and never kept.
    """

    def __init__(self, *, keep_s: float, most: int = 2000, clock: Callable[[], float] = time.monotonic) -> None:
        self._keep_s = keep_s
        self._most = most
        self._clock = clock
        self._flights: OrderedDict[Hashable, tuple[float, Future[T]]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, question: Hashable, ask: Callable[[], T]) -> T:
        """Return the answer to `question`, from memory, from a flight under way, or by asking.

        Refuses: Unavailable, where nobody may be asked (`foundation.recall`) and nothing is remembered
        """
        if recall.is_on():
            return self._recalled(question)
        mine: Future[T] = Future()
        with self._lock:
            started_at, flight = self._flights.get(question, (0.0, mine))
            is_old = flight.done() and self._clock() - started_at > self._keep_s
            if flight is mine or is_old:
                flight = mine
                self._flights[question] = (self._clock(), mine)
                self._flights.move_to_end(question)
                while len(self._flights) > self._most:
                    self._flights.popitem(last=False)
        if flight is mine:
            self._ask(question, ask, mine)
        return flight.result()

    def _recalled(self, question: Hashable) -> T:
        with self._lock:
            started_at, flight = self._flights.get(question, (0.0, None))
        if flight is None or not flight.done() or self._clock() - started_at > self._keep_s:
            raise Unavailable(reason=recall.FORGOTTEN)
        return flight.result()

    def _ask(self, question: Hashable, ask: Callable[[], T], flight: Future[T]) -> None:
        try:
            flight.set_result(ask())
        except BaseException as refusal:
            with self._lock:
                if self._flights.get(question, (0.0, None))[1] is flight:
                    del self._flights[question]
            flight.set_exception(refusal)
