"""Rendered pages of the catalogue, kept in the process: most of the nation's reads cost a look-up and no database.

A kept page serves whoever is not signed in, until another edition of the catalogue is out (`queries.edition`, asked
again every few seconds). Bytes are kept packed as well, because most people read them over a slow line. Pages that
depend on nothing but path and language are answered before Django is asked (config/front_door.py).
"""

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import Any, Concatenate

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from mpp.catalogue import queries
from mpp.ui.request import Request

#: Some 20 KB each, both forms: the pages of a hundred busy regions in two languages.
MOST_PAGES = 3_000

type View[**P] = Callable[Concatenate[Request, P], HttpResponse]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """body, packed: the HTML, as it is and by gzip     tag: the ETag of both"""

    body: bytes
    packed: bytes
    tag: str


class Shelf:
    """The kept pages of one process and one edition; the oldest goes when there are too many."""

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._most = most
        self._pages: dict[tuple[str, ...], KeptPage] = {}
        self._edition: queries.Edition | None = None

    def get(self, key: tuple[str, ...], edition: queries.Edition) -> KeptPage | None:
        """Return the page, None when it is not kept under this edition."""
        if self._edition is not edition:
            if self._edition != edition:
                return None
            # The same, read again: from now on a glance is enough.
            self._edition = edition
        return self._pages.get(key)

    def put(self, key: tuple[str, ...], edition: queries.Edition, page: KeptPage) -> None:
        """Keep a page that was rendered under `edition`."""
        if self._edition != edition:
            # A new dict: another thread may be reading the old one.
            self._pages, self._edition = {}, edition
        if len(self._pages) >= self._most:
            self._pages.pop(next(iter(self._pages)), None)
        self._pages[key] = page


_shelf = Shelf()


def page_for(path: str, language: str) -> KeptPage | None:
    """Return the page that everybody who is not signed in sees at an address without a query, None if none is kept."""
    return _shelf.get((path, language), queries.edition())


def kept_page[**P](by: Callable[[Request], str] | None = None) -> Callable[[View[P]], View[P]]:
    """Keep the answers of a public view that depends on path, language and edition only.

    by: what else of the request it depends on
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def remembering(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.actor.is_signed_in or request.META.get("QUERY_STRING"):
                return view(request, *args, **kwargs)
            key: tuple[str, ...] = (request.path, request.lang, *((by(request),) if by else ()))
            edition = queries.edition()
            page = _shelf.get(key, edition)
            if page is None:
                response = view(request, *args, **kwargs)
                if response.status_code != 200:
                    return response
                page = _kept(response.content)
                _shelf.put(key, edition, page)
            return _answer(request, page)

        return remembering

    return decorate


def _kept(body: bytes) -> KeptPage:
    return KeptPage(body, gzip.compress(body, mtime=0), f'W/"{sha256(body).hexdigest()[:24]}"')


def _answer(request: Request, page: KeptPage) -> HttpResponse:
    if request.META.get("HTTP_IF_NONE_MATCH") == page.tag:
        response: HttpResponse = HttpResponseNotModified()
    elif takes_packed(request.META):
        response = HttpResponse(page.packed, headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(page.body)
    response.headers["ETag"] = page.tag
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def takes_packed(meta: Mapping[str, Any]) -> bool:
    """Return whether the browser unpacks gzip. Nothing on a kept page is secret, so packing tells nobody anything."""
    return "gzip" in meta.get("HTTP_ACCEPT_ENCODING", "")
