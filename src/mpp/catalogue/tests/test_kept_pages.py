from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.http import HttpResponse

from mpp.catalogue import kept_pages, queries
from mpp.catalogue.kept_pages import KeptPage, Shelf, kept_page
from mpp.foundation.actor import ANYONE, Actor
from mpp.foundation.ids import uuid7

FIRST = queries.Edition(versions=(1, None), settings=(1, None), regions=(), day="2026-07-06")
PAGE = KeptPage(b"page", b"packed", "tag")


def a_request(path="/layanan/", *, lang="id", query="", actor=ANYONE):
    return SimpleNamespace(path=path, lang=lang, actor=actor, META={"QUERY_STRING": query})


@pytest.fixture
def counted(monkeypatch):
    """A kept view that counts how often it is rendered, under an edition the test may change."""
    monkeypatch.setattr(kept_pages, "_shelf", Shelf())
    state = SimpleNamespace(edition=FIRST, rendered=0, status=200)
    monkeypatch.setattr(queries, "edition", lambda: state.edition)

    @kept_page()
    def view(request):
        state.rendered += 1
        return HttpResponse(f"{request.path} {request.lang}", status=state.status)

    state.view = view
    return state


def test_a_page_is_rendered_once_for_each_path_and_language(counted):
    for request in (a_request(), a_request(), a_request(lang="en"), a_request("/layanan/sip-perawat"), a_request()):
        assert counted.view(request).content.decode() == f"{request.path} {request.lang}"
    assert counted.rendered == 3


def test_another_edition_renders_it_again(counted):
    counted.view(a_request())
    counted.edition = replace(FIRST, settings=(2, None))
    counted.view(a_request())
    assert counted.rendered == 2


@pytest.mark.parametrize(
    "request_", [a_request(query="q=x"), a_request(actor=Actor(role="pemohon", account_id=uuid7()))]
)
def test_a_question_or_a_signed_in_person_never_gets_a_kept_page(counted, request_):
    counted.view(request_)
    counted.view(request_)
    assert counted.rendered == 2


def test_a_refusal_is_not_kept(counted):
    counted.status = 404
    counted.view(a_request())
    counted.view(a_request())
    assert counted.rendered == 2


def test_the_shelf_has_an_end():
    shelf = Shelf(most=2)
    for name in ("one", "two", "three"):
        shelf.put((name,), FIRST, PAGE)
    assert [shelf.get((name,), FIRST) for name in ("one", "two", "three")] == [None, PAGE, PAGE]
    assert shelf.get(("three",), replace(FIRST, versions=(2, None))) is None
