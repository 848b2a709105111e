"""Before Django: the two reads that strangers make by the million, at a fraction of the price.

Kept pages of the catalogue are four of ten reads of the nation, scanned QR codes two. Whoever is not signed in gets the
answer that Django would give, header by header (a test compares them); all else, and every doubt, is left to Django.
"""

from collections.abc import Iterable
from typing import cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import psycopg
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError
from django.http import HttpResponse, parse_cookie

from mpp.catalogue import kept_pages
from mpp.catalogue.kept_pages import KeptPage, takes_packed
from mpp.documents.views import verified
from mpp.identity.claims import cookie_name
from mpp.ui.middleware import RequestMiddleware, language_of, new_reference, security_headers
from mpp.ui.request import Request

HTML = ("Content-Type", "text/html; charset=utf-8")
PACKED = ("Content-Encoding", "gzip")
#: What the address in a QR code begins with; its token follows.
SCANNED = "/verifikasi/"


class FrontDoor:
    """A WSGI application that answers strangers' commonest questions, and lets `django` answer everything else."""

    def __init__(self, django: WSGIApplication) -> None:
        self._django = django
        self._always = (
            ("Vary", "Accept-Encoding, Accept-Language, Cookie"),
            ("Cache-Control", "no-cache"),
            *security_headers().items(),
        )
        self._scanned = RequestMiddleware(_what_was_scanned)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING"):
            return self._django(environ, start_response)
        cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
        if cookie_name() in cookies:
            return self._django(environ, start_response)
        answer = (
            self._letter(environ, start_response)
            if environ["PATH_INFO"].startswith(SCANNED)
            else self._kept_page(environ, start_response, language_of(cookies, environ.get("HTTP_ACCEPT_LANGUAGE", "")))
        )
        return self._django(environ, start_response) if answer is None else answer

    def _kept_page(
        self, environ: WSGIEnvironment, start_response: StartResponse, language: str
    ) -> Iterable[bytes] | None:
        page = _kept(environ["PATH_INFO"], language)
        if page is None:
            return None
        headers = [*self._always, ("ETag", page.tag), ("X-Request-Id", new_reference())]
        if environ.get("HTTP_IF_NONE_MATCH") == page.tag:
            start_response("304 Not Modified", headers)
            return []
        headers += [HTML, ("Content-Language", language)]
        body = page.body
        if takes_packed(environ):
            body = page.packed
            headers.append(PACKED)
        start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
        return [body]

    def _letter(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes] | None:
        """Answer who scanned a letter of ours. The page needs no session, region or form token: no other middleware."""
        try:
            response = cast(HttpResponse, self._scanned(cast(Request, WSGIRequest(environ))))
        except (_LeftToDjango, psycopg.Error):
            return None
        start_response("200 OK", list(response.items()))
        return [response.content]


class _LeftToDjango(Exception):
    """The code is none of ours: the guesses of one address are counted, and the refusal has a page of its own."""


def _what_was_scanned(request: Request) -> HttpResponse:
    response = verified.recorded(request, request.path_info.removeprefix(SCANNED))
    if response is None:
        raise _LeftToDjango
    return response


def _kept(path: str, language: str) -> KeptPage | None:
    try:
        return kept_pages.page_for(path, language)
    except DatabaseError:
        # Whether pages are of the present edition cannot be told: Django's own page says what is the matter.
        return None
