"""What every request carries once the middleware has run: the type to annotate views with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from mpp.foundation.actor import ANYONE, Actor


class Region(Protocol):
    """What pages need to know of the region they are shown in."""

    @property
    def id(self) -> int: ...
    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...


class Reader(Protocol):
    """What the frame of a page shows of whoever reads it; names as in `Request`."""

    @property
    def lang(self) -> str: ...
    @property
    def actor(self) -> Actor: ...
    @property
    def region(self) -> Region | None: ...
    @property
    def account_name(self) -> str: ...
    @property
    def acting_for(self) -> str: ...
    def get_full_path(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody of whom nothing is known, on a national page. path: of plain letters, as it stands in its address"""

    path: str
    lang: str
    actor: Actor = ANYONE
    region: Region | None = None
    account_name: str = ""
    acting_for: str = ""

    def get_full_path(self) -> str:
        return self.path


class Request(HttpRequest):
    """A request after the middleware chain.

    request_id: reference number that a person may quote, the same as in the log
    now: aware moment (UTC) at which the request began     lang: "id" or "en"
    actor: ANYONE until identity has read the session     region: None on national pages
    account_name: how the header greets a signed-in person, "" when unknown
    acting_for: name of the person for whom the signed-in one acts, "" for oneself; pages about oneself show it, too
    """

    request_id: str
    now: datetime
    lang: str
    actor: Actor
    region: Region | None
    account_name: str
    acting_for: str
    htmx: HtmxDetails
