"""Short-lived links to a document: made by a page that has just checked that its reader may open it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing

from mpp.foundation.actor import Actor

SALT = "mpp.uploads.link"
#: Long enough to follow a redirect on a slow line, too short to be passed on.
GOOD_FOR_S = 120
#: What stands in an address that asks for a page half as large again.
LARGE = "besar"
#: No document has more pages than this, whatever the settings say.
MOST_PAGES = 100_000


def link_to(
    upload_id: UUID,
    *,
    holder: UUID,
    application_id: UUID | None,
    actor: Actor,
    asked_at: str = "",
    back: str = "",
    shown: Mapping[str, str] | None = None,
) -> str:
    """Return the path under which `actor`, and nobody else, may open the document for the next two minutes.

    holder: whose it is     application_id: the case for whose sake, None for the holder's own list
    asked_at: path that makes such links, where the next page is asked for     back: path of the page that led here
    shown: query of the address that was asked for: which page to look at, and how large; without one, to keep it
    """
    said = [upload_id.hex, holder.hex, application_id.hex if application_id else "", _whose(actor), actor.region_id]
    link = f"/berkas/{signing.dumps([*said, asked_at, back], salt=SALT)}"
    asked = shown or {}
    if not (page := page_asked(asked.get("halaman", ""))):
        return link
    return f"{link}/lihat?halaman={page}{f'&{LARGE}=1' if LARGE in asked else ''}"


@dataclass(frozen=True, slots=True)
class Link:
    """What a link leads to. application_id: the case for whose sake, None for the holder's own list

    asked_at, back: as `link_to` takes them
    """

    upload_id: UUID
    holder: UUID
    application_id: UUID | None
    region_id: int
    asked_at: str
    back: str


def read_link(link_id: str, *, actor: Actor) -> Link | None:
    """Return what a link made for `actor` leads to; None for any other text, or an old one."""
    try:
        said: Any = signing.loads(link_id, salt=SALT, max_age=GOOD_FOR_S)
    except signing.BadSignature:
        return None
    upload, holder, case, whose, region_id, asked_at, back = said
    if whose != _whose(actor):
        return None
    return Link(UUID(upload), UUID(holder), UUID(case) if case else None, region_id, asked_at, back)


def page_asked(text: str) -> int:
    """Return the page that an address asks to look at, 0 where it asks for none or for no number."""
    return min(int(text), MOST_PAGES) if text.isascii() and text.isdigit() and len(text) <= 6 else 0


def _whose(actor: Actor) -> str:
    """Return the account and post that a link is good for: who changes the post asks anew."""
    return f"{actor.account_id}/{actor.role}/{actor.officer_id or ''}"
