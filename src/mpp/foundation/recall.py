"""Recall: take an answer only where this process still remembers it, and ask nobody.

Whoever counts questions, because an agency limits them, looks first for what costs none.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from mpp.foundation.errors import Unavailable

_is_on: ContextVar[bool] = ContextVar("mpp_recall", default=False)

#: Reason of the refusal of whoever would have to ask.
FORGOTTEN = "not-remembered"


def is_on() -> bool:
    """Return whether nobody may be asked now; whoever remembers nothing raises Unavailable with reason FORGOTTEN."""
    return _is_on.get()


@contextmanager
def only() -> Iterator[None]:
    """Let nobody be asked while the block runs."""
    before = _is_on.set(True)
    try:
        yield
    finally:
        _is_on.reset(before)


def remembers(question: Callable[[], object]) -> bool:
    """Return whether `question` is answered without asking anybody."""
    try:
        with only():
            question()
    except Unavailable:
        return False
    return True
