"""What a caller wishes to see on a signature, in the words of either version."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """A visible signature: a frame, or a QR code of `link`. Points from the lower left corner; page from 1"""

    page: int
    x: float
    y: float
    width: float
    height: float
    link: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the caller wants on the signature. look: None for an invisible one"""

    reason: str = ""
    location: str = ""
    contact: str = ""
    look: Look | None = None


def wish_1(asked: Mapping[str, str]) -> Wish:
    """Return what the form of version 1 wishes. ValueError for what should be a number and is none"""
    look = None
    if asked.get("tampilan") == "visible":
        look = Look(
            page=int(_number(asked.get("page"), 1)),
            x=_number(asked.get("xAxis"), 36),
            y=_number(asked.get("yAxis"), 36),
            width=_number(asked.get("width"), 80),
            height=_number(asked.get("height"), 80),
            link=asked.get("linkQR", ""),
        )
    return Wish(asked.get("reason", ""), asked.get("location", ""), look=look)


def wish_2(asked: object) -> Wish:
    """Return what one of the `signatureProperties` of version 2 wishes. ValueError as above"""
    given = asked if isinstance(asked, dict) else {}
    look = None
    if str(given.get("tampilan", "")).upper() == "VISIBLE":
        look = Look(
            page=int(_number(given.get("page"), 1)),
            x=_number(given.get("originX"), 36),
            y=_number(given.get("originY"), 36),
            width=_number(given.get("width"), 80),
            height=_number(given.get("height"), 80),
        )
    reason, location, contact = (str(given.get(key) or "") for key in ("reason", "location", "contactInfo"))
    return Wish(reason, location, contact, look)


def _number(given: object, otherwise: float) -> float:
    return float(str(given)) if given not in (None, "") else otherwise
