"""What a page sends along with an act, read as carefully as what is typed: anybody may write anything there."""

import re

from mpp.ui.request import Request

#: The lengths that the table of answered requests takes; ours are well within.
_KEY = re.compile(r"[\w-]{8,100}", re.ASCII)


def sent_version(request: Request) -> int:
    """Return the version of the case that the page has shown, 0 for what is none: then the page is told to be old."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def sent_key(request: Request) -> str:
    """Return the key of this sending, "" for what is none: then a second sending is no repetition."""
    given = request.POST.get("key", "")
    return given if _KEY.fullmatch(given) else ""
