"""One question travels at a time: whoever asks the same meanwhile waits for its answer instead of asking again."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any


class SingleFlight:
    """The questions under way in this process; safe for threads. Nothing is kept once a question has landed."""

    def __init__(self) -> None:
        self._under_way: dict[Hashable, Future[Any]] = {}
        self._lock = Lock()

    def ask[T](self, question: Hashable, put: Callable[[], T]) -> T:
        """Return what `put` answers, or what it answers to somebody who has put the same question just before.

        Raises what `put` raises, for everybody who waits.
        """
        with self._lock:
            before = self._under_way.get(question)
            if before is None:
                mine: Future[T] = Future()
                self._under_way[question] = mine
        if before is not None:
            return before.result()  # type: ignore[no-any-return]  # the same question has the same kind of answer
        try:
            answer = put()
        except BaseException as refusal:
            mine.set_exception(refusal)
            raise
        else:
            mine.set_result(answer)
            return answer
        finally:
            with self._lock:
                del self._under_way[question]
