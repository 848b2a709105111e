"""What the examining process says: one line of JSON, then the bytes to keep. Plain values; no Django in here."""

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What an examination may cost. seconds: of one core     memory_bytes: of addresses     objects: of a PDF

    unfolded_bytes: of all that draws the pages of a PDF, once unfolded
    out_bytes: the largest document that comes out
    """

    pages: int = 50
    megapixels: int = 100
    objects: int = 100_000
    unfolded_bytes: int = 128 * 2**20
    out_bytes: int = 10 * 2**20
    seconds: int = 20
    memory_bytes: int = 1536 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A document as it is kept. kind: of `rules.Kind`     hints: of `rules.Hint`"""

    kind: str
    data: bytes
    pages: int = 1
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unfit:
    """It cannot be taken. reason: code of `eforms.texts`"""

    reason: str


class UnfitDocument(Exception):
    """Raised inside an examination. reason: code of `eforms.texts`"""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def to_bytes(verdict: Found | Unfit) -> bytes:
    """Return a verdict as it goes through a pipe."""
    if isinstance(verdict, Unfit):
        return json.dumps({"reason": verdict.reason}).encode() + b"\n"
    head: dict[str, Any] = {"kind": verdict.kind, "pages": verdict.pages, "hints": verdict.hints}
    return json.dumps(head).encode() + b"\n" + verdict.data


def from_bytes(told: bytes) -> Found | Unfit:
    """Return the verdict that came through a pipe. ValueError for anything else"""
    head, end, data = told.partition(b"\n")
    said = json.loads(head)
    if not end:
        raise ValueError("the line is cut")
    if "reason" in said:
        return Unfit(said["reason"])
    return Found(kind=said["kind"], data=data, pages=said["pages"], hints=tuple(said["hints"]))


def bounds_text(bounds: Bounds) -> str:
    """Return bounds as the argument of the examining process."""
    return json.dumps(asdict(bounds))


def bounds_of(text: str) -> Bounds:
    """Return the bounds given as argument."""
    return Bounds(**json.loads(text))
