"""What a package holds about a person, told by the package itself: on which ground, and as a copy.

`config/own_data.py` lists every package that holds anything; nothing above has to know the tables below.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mpp.foundation.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why something is held or used.

    basis: code of UU 27/2022 art. 20: consent | public_task | legal_duty     what, source, purpose: in words
    since: None where it is not one moment     href: where one can see more or take it back, "" for nowhere
    """

    basis: str
    what: str
    source: str
    purpose: str
    since: datetime | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of a readable copy under one heading: (what, value)."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One package's part of a copy.

    key: name of the part for machines     title, groups: for people     data: for machines, plain JSON values
    files: (name in the archive, bytes)
    """

    key: str
    title: str
    groups: tuple[Group, ...]
    data: Any
    files: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Holding:
    """How a package answers for what it holds about the acting person, in the current language."""

    grounds: Callable[[Actor, datetime], tuple[Ground, ...]]
    part: Callable[[Actor, datetime], Part]
