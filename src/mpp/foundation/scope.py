"""Scope: which region, person and operation the database sees while a block runs.

Row security follows the region and the person, the write guard follows the operation. A nested block puts back what
the outer one had, because a transaction-local setting outlives a savepoint.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from uuid import UUID

from django.db import connection, transaction

from mpp.foundation.actor import Actor


@dataclass(frozen=True, slots=True)
class Scope:
    region_id: int
    person_id: UUID | None
    operation: str

    def settings(self) -> list[str]:
        """Return the three settings as the database keeps them; an empty text means none."""
        return [str(self.region_id), str(self.person_id or ""), self.operation]


_current: ContextVar[Scope | None] = ContextVar("mpp_scope", default=None)


def current() -> Scope | None:
    """Return the scope of the running block, None outside."""
    return _current.get()


@contextmanager
def entered(actor: Actor, *, operation: str = "") -> Iterator[None]:
    """Run a block as `actor`: in a transaction that may only read, or as `operation` in one that may write."""
    scope, outer = Scope(actor.region_id, actor.person_id, operation), _current.get()
    if outer is not None and (outer.region_id, outer.person_id) == (scope.region_id, scope.person_id) and not operation:
        yield
        return
    nested = connection.in_atomic_block
    enter = "SELECT mpp.enter(%s, %s, %s)"
    if not operation and not nested:
        enter += ", set_config('transaction_read_only', 'on', true)"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(enter, scope.settings())
        before = cursor.fetchone()[0]
        token = _current.set(scope)
        try:
            yield
        finally:
            _current.reset(token)
        if nested:
            cursor.execute("SELECT mpp.enter(%s, %s, %s)", before)


def query[**P, T](read: Callable[P, T]) -> Callable[P, T]:
    """Let `read` run in a read-only transaction with the scope of its keyword argument `actor`.

    Outside an operation the transaction cannot write at all; inside one it joins it.
    """

    @wraps(read)
    def scoped(*args: P.args, **kwargs: P.kwargs) -> T:
        actor = kwargs["actor"]
        if not isinstance(actor, Actor):
            raise TypeError(f"{read.__qualname__} needs an Actor")
        with entered(actor):
            return read(*args, **kwargs)

    return scoped
