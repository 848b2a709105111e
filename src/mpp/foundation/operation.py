"""Operations: the only writers. One act, one transaction, one audit line.

`@operation` wraps an act that uses the ORM; `@hot_operation` one of the few that write with a single guarded statement
(which then does inside the database what `operation` does around the act).
"""

import inspect
import typing
from collections.abc import Callable, Collection, Iterator, Set
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import transaction

from mpp.foundation import audit, behalf, idempotency
from mpp.foundation.actor import Actor
from mpp.foundation.errors import Forbidden
from mpp.foundation.outbox import announce
from mpp.foundation.scope import entered

__all__ = ["announce", "counting", "hot_operation", "operation", "writes_allowed"]

#: Whether the request being served may change the world; a GET may not, save routes on a short list.
writes_allowed: ContextVar[bool] = ContextVar("mpp_writes_allowed", default=True)


@contextmanager
def counting() -> Iterator[None]:
    """Let a count be written while a GET is answered: how often an agency was asked changes nothing for anybody."""
    before = writes_allowed.set(True)
    try:
        yield
    finally:
        writes_allowed.reset(before)


def operation[**P, T](
    name: str, *, by: Set[str], on: str, kind: str = "", for_another: Collection[str] = ()
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a keyword-only function `act(*, actor, now, ...)` a door through which rows change.

    name: `package.verb`, kept in the audit line     by: the roles that may do it
    on: the argument that holds the id of the object acted on (a UUID; its chain gets the line)
    kind: what the object is; the argument's name without `_id` when left out
    for_another: what a mandate must let an agent do, one of these; nothing where everybody acts for himself
    An act that takes `key` answers a repeated key with its first answer and changes nothing twice.
    """

    def decorate(act: Callable[P, T]) -> Callable[P, T]:
        answer_type: Any = None

        @wraps(act)
        def door(*args: P.args, **kwargs: P.kwargs) -> T:
            nonlocal answer_type
            actor = _admitted(name, by, kwargs)
            subject = kwargs[on]
            if not isinstance(subject, UUID):
                raise TypeError(f"{name}: {on} must be a UUID")
            key = kwargs.get("key")
            with entered(actor, operation=name):
                _hold_mandate(name, for_another, kwargs)
                if key:
                    answer_type = answer_type or typing.get_type_hints(act).get("return")
                    kept = idempotency.claim(actor, name, str(key), kwargs)
                    if kept is not None:
                        return typing.cast(T, idempotency.answer(answer_type, kept))
                facts: dict[str, Any] = {}
                token = audit._facts.set(facts)
                try:
                    answer = act(*args, **kwargs)
                finally:
                    audit._facts.reset(token)
                audit.append(
                    actor=actor,
                    operation=name,
                    kind=kind or on.removesuffix("_id"),
                    chain_id=subject,
                    now=typing.cast(Any, kwargs["now"]),
                    facts=facts,
                )
                if key:
                    idempotency.keep(actor, name, str(key), answer)
                return answer

        _describe(door, act, name, by, for_another)
        return door

    return decorate


def hot_operation[**P, T](
    name: str, *, by: Set[str], for_another: Collection[str] = ()
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a function a door that writes with one guarded statement, which carries all that `operation` does.

    for_another: as `operation` takes it
    """

    def decorate(act: Callable[P, T]) -> Callable[P, T]:
        @wraps(act)
        def door(*args: P.args, **kwargs: P.kwargs) -> T:
            if _admitted(name, by, kwargs).authority is None:
                return act(*args, **kwargs)
            # The mandate is held in the very transaction in which the statement writes.
            with transaction.atomic():
                _hold_mandate(name, for_another, kwargs)
                return act(*args, **kwargs)

        _describe(door, act, name, by, for_another)
        return door

    return decorate


def _admitted(name: str, by: Set[str], given: dict[str, Any]) -> Actor:
    actor = given["actor"]
    if not isinstance(actor, Actor):
        raise TypeError(f"{name} needs an Actor")
    if actor.role not in by:
        raise Forbidden(operation=name)
    if not writes_allowed.get():
        raise RuntimeError(f"{name} was called while answering a GET")
    return actor


def _hold_mandate(name: str, for_another: Collection[str], given: dict[str, Any]) -> None:
    behalf.require(given["actor"], for_another, operation=name, about=given.get("application_id"), now=given["now"])


def _describe(
    door: Callable[..., Any], act: Callable[..., Any], name: str, by: Set[str], for_another: Collection[str]
) -> None:
    """Leave name and roles on the door, for the role matrix and the house tests; refuse a door of the wrong shape."""
    parameters = inspect.signature(act).parameters.values()
    if any(parameter.kind not in (parameter.KEYWORD_ONLY, parameter.VAR_KEYWORD) for parameter in parameters):
        raise TypeError(f"{name}: operations are keyword-only")
    vars(door).update(operation_name=name, operation_roles=frozenset(by), for_another=frozenset(for_another))
