"""What a QR code, or a number with its check code, leads to: is it ours, what does it say, does it hold today."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from mpp.documents import queries
from mpp.documents.queries import Verified
from mpp.documents.rules import State
from mpp.foundation.clock import local_date
from mpp.foundation.errors import NotFound
from mpp.foundation.ratelimit import spend
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.formats import long_date
from mpp.ui.pages import Word, page_or_block
from mpp.ui.prints import Prints
from mpp.ui.request import Request, Stranger


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A document as strangers see it.

    issued_on, valid_until, ended_on: in words, "" for none; ended_on: when it was revoked, suspended or superseded
    """

    title: Word
    number: Word
    masked_name: Word
    office: Word
    government: Word
    state: State
    issued_on: Word
    valid_until: Word
    ended_on: Word
    digest: Word

    @classmethod
    def of(cls, found: Verified) -> "Shown":
        return cls(
            title=found.title,
            number=found.number,
            masked_name=found.masked_name,
            office=found.office,
            government=found.government,
            state=found.state,
            issued_on=long_date(found.issued_on),
            valid_until=long_date(found.valid_until) if found.valid_until else "",
            ended_on=long_date(local_date(found.ended_at, found.zone)) if found.ended_at else "",
            digest=found.digest,
        )

    @property
    def is_in_force(self) -> bool:
        return self.state == State.ACTIVE


TEMPLATE = "documents/verified.html"
_prints = Prints(TEMPLATE, Shown)


class NothingVerified(NotFound):
    """The address of a QR code that is none of ours."""

    code, title = "nothing-verified", "This code belongs to no document of ours"


@open_to(EVERYONE)
@require_safe
def page(request: Request, token: str) -> HttpResponse:
    """Show the document that the QR code stands for."""
    found = queries.verification_by_token(token, now=request.now)
    if found is None:
        # Only who asks for what is not there pays: a hall full of people with true letters does not.
        spend("verification", address=request.actor.address)
        raise NothingVerified
    return page_or_block(request, TEMPLATE, page=Shown.of(found))


def recorded(stranger: Stranger, token: str, *, now: datetime) -> str | None:
    """Return the same page for whoever is not signed in, None when the code is none of ours (config/front_door.py).

    The document is read each time; only what every document shows alike is kept.
    """
    found = queries.verification_by_token(token, now=now)
    return _prints.filled_for(stranger, Shown.of(found)) if found else None
