"""Kept pages and scanned letters are answered before Django is asked, just as Django would answer."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from urllib.parse import quote

import psycopg
import pytest
from django.db import OperationalError

from mpp.catalogue import kept_pages
from mpp.catalogue.kept_pages import Shelf
from mpp.catalogue.tests.world import a_nation
from mpp.config.front_door import FrontDoor
from mpp.documents import queries as documents
from mpp.documents.rules import State
from mpp.documents.tests.builders import NURSE, an_issued_document
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.identity.claims import cookie_name

PAGE = "/layanan/sip-perawat"


@pytest.fixture
def front(db, monkeypatch):
    """The front door, with a Django behind it that must not be asked."""
    a_nation()
    monkeypatch.setattr(kept_pages, "_shelf", Shelf())

    def nobody(environ, start_response):
        raise AssertionError("Django was asked")

    return FrontDoor(nobody)


def asked(front, **environ):
    """Return status, headers and body of the front door."""
    answer = {}
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": PAGE, "wsgi.input": BytesIO()} | environ
    body = b"".join(front(environ, lambda status, headers: answer.update(status=status, headers=dict(headers))))
    return answer["status"], answer["headers"], body


def comparable(headers):
    """Return headers without the request's own reference, and with what an answer varies by in one order."""
    return {name: value for name, value in headers.items() if name not in ("X-Request-Id", "Content-Length")} | {
        "Vary": sorted(headers["Vary"].split(", "))
    }


def test_a_kept_page_is_answered_as_django_answers_it(client, front):
    for headers in (
        {},
        {"HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.8"},
        {"HTTP_COOKIE": "bahasa=en; x=y"},
        {"HTTP_ACCEPT_ENCODING": "gzip"},
    ):
        expected = client.get(PAGE, **headers)
        status, told, body = asked(front, **headers)
        assert (status, body) == ("200 OK", expected.content)
        assert comparable(told) == comparable(expected.headers)
        assert told["Content-Length"] == str(len(body))


def test_whoever_has_the_page_is_told_so(client, front):
    tag = client.get(PAGE)["ETag"]
    status, told, body = asked(front, HTTP_IF_NONE_MATCH=tag)
    assert (status, told["ETag"], body) == ("304 Not Modified", tag, b"")


def test_everything_else_is_left_to_django(client, front, monkeypatch):
    client.get(PAGE)
    for environ in (
        {"HTTP_COOKIE": f"{cookie_name()}=x"},
        {"QUERY_STRING": "cari=x"},
        {"REQUEST_METHOD": "POST"},
        {"PATH_INFO": "/layanan/none"},
        {"HTTP_COOKIE": "bahasa=en"},
    ):
        with pytest.raises(AssertionError, match="Django was asked"):
            asked(front, **environ)

    def silent(path, language):
        raise OperationalError

    monkeypatch.setattr(kept_pages, "page_for", silent)
    with pytest.raises(AssertionError, match="Django was asked"):
        asked(front)


@pytest.fixture
def scanned(db):
    """The address in the QR code of a letter."""
    application_id = uuid7()
    an_issued_document(application_id)
    return f"/verifikasi/{documents.document_of(application_id, actor=NURSE).token}"


@pytest.mark.parametrize("headers", [{}, {"HTTP_ACCEPT_LANGUAGE": "en"}, {"HTTP_COOKIE": "bahasa=en; x=y"}])
def test_a_scanned_letter_is_answered_as_django_answers_it(client, front, scanned, headers):
    expected = client.get(scanned, **headers)
    status, told, body = asked(front, PATH_INFO=scanned, **headers)
    assert (status, body) == ("200 OK", expected.content)
    assert comparable(told) == comparable(expected.headers)


@pytest.mark.parametrize("state", list(State))
def test_every_letter_is_shown_as_django_shows_it_whatever_stands_in_it(client, front, scanned, monkeypatch, state):
    """What all letters show alike is kept from the first one; the words of each are its own, and escaped."""
    found = documents.verification_by_token(scanned.rpartition("/")[2], now=utc_now())
    ended_at = found.ended_at if state is State.ACTIVE else utc_now()
    letters = [
        replace(found, state=state, ended_at=ended_at),
        replace(found, state=state, ended_at=ended_at, valid_until=date(2031, 3, 1), number="<b>&\"'</b>", office=""),
        replace(found, state=state, ended_at=ended_at, title="mpp0print0number0mpp", masked_name="{{ page }} %s é"),
    ]
    for letter in letters:
        monkeypatch.setattr(documents, "verification_by_token", lambda token, *, now, shown=letter: shown)
        for address in (scanned, "/verifikasi/abc"):
            body = asked(front, PATH_INFO=address)[2]
            assert body == client.get(quote(address)).content


def test_a_code_that_is_none_of_ours_is_left_to_django(front, scanned, monkeypatch):
    for environ in (
        {"PATH_INFO": "/verifikasi/"},
        {"PATH_INFO": "/verifikasi/x"},
        {"PATH_INFO": "/verifikasi/\x00"},
        {"PATH_INFO": f"{scanned[:-8]}-{scanned[-8:]}"},
        {"PATH_INFO": f"{scanned}%"},
        {"PATH_INFO": f"{scanned}/x"},
        {"PATH_INFO": scanned, "HTTP_COOKIE": f"{cookie_name()}=x"},
        {"PATH_INFO": scanned, "REQUEST_METHOD": "HEAD"},
    ):
        with pytest.raises(AssertionError, match="Django was asked"):
            asked(front, **environ)

    def silent(token, *, now):
        raise psycopg.OperationalError

    monkeypatch.setattr(documents, "verification_by_token", silent)
    with pytest.raises(AssertionError, match="Django was asked"):
        asked(front, PATH_INFO=scanned)
