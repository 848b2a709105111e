"""Values to JSON and back by their type: events in the outbox, answers kept for repeated requests."""

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson


def to_json(value: object) -> bytes:
    """Return `value` as JSON: plain values, UUIDs, dates, moments, tuples and frozen dataclasses of them."""
    return orjson.dumps(value, default=_plain)


def _plain(value: object) -> dict[str, Any]:
    # A class that only inherits from a dataclass is none in the eyes of orjson.
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no place in an event or an answer")


def from_json(kind: Any, data: bytes | str | Mapping[str, Any] | None) -> Any:
    """Return the value of type `kind` that `to_json` wrote as `data`; an already parsed value is taken as it is."""
    parsed = orjson.loads(data) if isinstance(data, bytes | str) else data
    return _restore(kind, parsed)


def _restore(kind: Any, value: Any) -> Any:
    if value is None or kind is Any or kind is None:
        return value
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _restore(next(part for part in arguments if part is not type(None)), value)
    if origin is tuple:
        return tuple(_restore(arguments[0], item) for item in value)
    if origin is not None:
        return value
    if kind is UUID:
        return UUID(value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind is date:
        return date.fromisoformat(value)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = typing.get_type_hints(kind)
        return kind(**{field.name: _restore(hints[field.name], value[field.name]) for field in fields(kind)})
    return kind(value) if isinstance(kind, type) and not isinstance(value, kind) else value
