"""What every form of a case sends besides its answers: the version it was made for, and a key of its own.

Anybody may write anything there, so it is read as carefully as what is typed.
"""

import re

from mpp.ui.request import Request

#: The lengths that the table of answered requests takes; ours are well within.
_KEY = re.compile(r"[\w-]{8,100}", re.ASCII)


def version_of(request: Request, name: str = "version") -> int:
    """Return the version of the case that the page has shown; 0, which no case has, for what is none."""
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0


def key_of(request: Request) -> str:
    """Return the key of this sending, "" for what is none: then a second sending is no repetition."""
    given = request.POST.get("key", "")
    return given if _KEY.fullmatch(given) else ""
