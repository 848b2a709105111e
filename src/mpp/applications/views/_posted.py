"""What every form of a case sends besides its answers: the version it was made for, and a key of its own."""

import re

from mpp.ui.request import Request

_KEY = re.compile(r"[A-Za-z0-9_-]{8,100}")


def version_of(request: Request, name: str = "version") -> int:
    """Return the version of the case the person has seen; 0, which no case has, for anything else."""
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0


def key_of(request: Request) -> str:
    """Return the key of this sending, "" for one that no page of ours has made."""
    given = request.POST.get("key", "")
    return given if _KEY.fullmatch(given) else ""
