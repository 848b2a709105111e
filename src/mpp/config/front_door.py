"""Before Django: the two reads that strangers make by the million, at a fraction of the price.

Kept pages of the catalogue are four of ten reads of the nation, scanned QR codes two. Whoever is not signed in gets the
answer that Django would give, header by header (a test compares them); all else, and every doubt, is left to Django.
"""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import psycopg
from django.db import DatabaseError
from django.http import parse_cookie
from django.utils import translation

from mpp.catalogue import kept_pages
from mpp.catalogue.kept_pages import KeptPage, takes_packed
from mpp.documents.views import verified
from mpp.foundation.clock import utc_now
from mpp.identity.claims import cookie_name
from mpp.ui.middleware import language_of, new_reference, security_headers
from mpp.ui.request import Stranger

HTML = ("Content-Type", "text/html; charset=utf-8")
PACKED = ("Content-Encoding", "gzip")
#: What the address in a QR code begins with; its token follows.
SCANNED = "/verifikasi/"


class FrontDoor:
    """A WSGI application that answers strangers' commonest questions, and lets `django` answer everything else."""

    def __init__(self, django: WSGIApplication) -> None:
        self._django = django
        always = (("Cache-Control", "no-cache"), *security_headers().items())
        self._kept = (("Vary", "Accept-Encoding, Accept-Language, Cookie"), *always)
        self._read_anew = (("Vary", "Accept-Language, Cookie"), *always)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING"):
            return self._django(environ, start_response)
        cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
        if cookie_name() in cookies:
            return self._django(environ, start_response)
        language = language_of(cookies, environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        answers = self._letter if environ["PATH_INFO"].startswith(SCANNED) else self._kept_page
        answer = answers(environ, start_response, language)
        return self._django(environ, start_response) if answer is None else answer

    def _kept_page(
        self, environ: WSGIEnvironment, start_response: StartResponse, language: str
    ) -> Iterable[bytes] | None:
        page = _kept(environ["PATH_INFO"], language)
        if page is None:
            return None
        headers = [*self._kept, ("ETag", page.tag), ("X-Request-Id", new_reference())]
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

    def _letter(self, environ: WSGIEnvironment, start_response: StartResponse, language: str) -> Iterable[bytes] | None:
        """Answer who scanned a letter of ours. The page needs no session, region or form token.

        A code that is none of ours is left to Django: the guesses of one address are counted, and the refusal has a
        page of its own.
        """
        path = environ["PATH_INFO"]
        token = path.removeprefix(SCANNED)
        if not (token.isascii() and token.isalnum()):
            return None
        try:
            with translation.override(language):
                page = verified.recorded(Stranger(path, language), token, now=utc_now())
        except psycopg.Error:
            return None
        if page is None:
            return None
        body = page.encode()
        own = (("X-Request-Id", new_reference()), ("Content-Language", language), ("Content-Length", str(len(body))))
        start_response("200 OK", [*self._read_anew, HTML, *own])
        return [body]


def _kept(path: str, language: str) -> KeptPage | None:
    try:
        return kept_pages.page_for(path, language)
    except DatabaseError:
        # Whether pages are of the present edition cannot be told: Django's own page says what is the matter.
        return None
