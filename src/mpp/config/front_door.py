"""Before Django: kept pages of the catalogue, four of ten reads of the nation, for whoever is not signed in.

The answer is the one that Django would give, header by header (a test compares them), at a fraction of the price.
"""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.db import DatabaseError
from django.http import parse_cookie

from mpp.catalogue import kept_pages
from mpp.catalogue.kept_pages import KeptPage, takes_packed
from mpp.identity.claims import cookie_name
from mpp.ui.middleware import language_of, new_reference, security_headers

HTML = ("Content-Type", "text/html; charset=utf-8")
PACKED = ("Content-Encoding", "gzip")


class FrontDoor:
    """A WSGI application that answers with a kept page where there is one, and lets `django` answer everything else."""

    def __init__(self, django: WSGIApplication) -> None:
        self._django = django
        self._always = (
            ("Vary", "Accept-Encoding, Accept-Language, Cookie"),
            ("Cache-Control", "no-cache"),
            *security_headers().items(),
        )

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING"):
            return self._django(environ, start_response)
        cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
        if cookie_name() in cookies:
            return self._django(environ, start_response)
        language = language_of(cookies, environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        page = _kept(environ["PATH_INFO"], language)
        if page is None:
            return self._django(environ, start_response)
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


def _kept(path: str, language: str) -> KeptPage | None:
    try:
        return kept_pages.page_for(path, language)
    except DatabaseError:
        # Whether pages are of the present edition cannot be told: Django's own page says what is the matter.
        return None
