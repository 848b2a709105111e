"""Short-lived links to a document: made by a page that has just checked that its reader may open it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing

from mpp.foundation.actor import Actor

SALT = "mpp.uploads.link"
#: Long enough to follow a redirect on a slow line, too short to be passed on.
GOOD_FOR_S = 120


def link_to(upload_id: UUID, *, holder: UUID, application_id: UUID | None, actor: Actor) -> str:
    """Return the path under which `actor`, and nobody else, may open the document for the next two minutes.

    holder: whose it is     application_id: the case for whose sake, None for the holder's own list
    """
    said = [upload_id.hex, holder.hex, application_id.hex if application_id else "", _whose(actor), actor.region_id]
    return f"/berkas/{signing.dumps(said, salt=SALT)}"


@dataclass(frozen=True, slots=True)
class Link:
    """What a link leads to. application_id: the case for whose sake, None for the holder's own list"""

    upload_id: UUID
    holder: UUID
    application_id: UUID | None
    region_id: int


def read_link(link_id: str, *, actor: Actor) -> Link | None:
    """Return what a link made for `actor` leads to; None for any other text, or an old one."""
    try:
        said: Any = signing.loads(link_id, salt=SALT, max_age=GOOD_FOR_S)
    except signing.BadSignature:
        return None
    upload, holder, case, whose, region_id = said
    if whose != _whose(actor):
        return None
    return Link(UUID(upload), UUID(holder), UUID(case) if case else None, region_id)


def _whose(actor: Actor) -> str:
    """Return the account and post that a link is good for: who changes the post asks anew."""
    return f"{actor.account_id}/{actor.role}/{actor.officer_id or ''}"
