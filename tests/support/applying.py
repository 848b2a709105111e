"""Applying in a browser, with the simulated agencies: what its journeys share.

In a module: `from tests.support.applying import agencies, office, outside, sandbox`, and the names in `__all__`.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from mpp.adapters.oidc.provider import OidcProvider
from mpp.adapters.oidc.settings import OidcSettings
from mpp.applications.tests.builders import Office, an_office
from mpp.config.wiring import IKD_ASSURANCE
from mpp.foundation import ratelimit
from mpp.identity.ports import Door
from mpp_sandbox.testing import outside, sandbox
from tests.contracts.conftest import NAME, SECRET, over_http
from tests.support.browser import assert_accessible, assert_fits, follow, picture
from tests.support.databases import connected_to

__all__ = ["outside", "sandbox"]

APPLY = "/kota-banjar/ajukan/sip-perawat"


@pytest.fixture(scope="module")
def office(databases, django_db_setup, django_db_blocker) -> Iterator[Office]:
    """Kota Banjar, where nurses apply, in a database of this module's own."""
    with django_db_blocker.unblock():
        clone = databases.clone()
        with connected_to(clone.url):
            yield an_office("kota-banjar")
    databases.drop(clone.name)


@pytest.fixture(autouse=True)
def agencies(office, outside, settings, tmp_path) -> None:
    """The product's lines lead to this session's sandbox."""
    ikd = OidcSettings(
        issuer=f"{outside.url}/ikd",
        client_id=NAME,
        client_secret=SECRET,
        assurance=IKD_ASSURANCE,
        timeout_seconds=5,
    )
    words = {"id": "Identitas Kependudukan Digital (IKD)", "en": "Digital Population Identity (IKD)"}
    settings.IDENTITY_DOORS = lambda: {"ikd": Door(provider=OidcProvider("ikd", ikd), name=words, hint=words)}
    lines = over_http(outside)
    settings.EVIDENCE_SOURCES = lambda region_id: lines
    settings.MEDIA_ROOT = tmp_path / "files"
    ratelimit.buckets.forget()


def sign_in(page: Page, person, path: str = APPLY) -> None:
    page.goto(f"/masuk/mulai/ikd?next={path}")
    page.get_by_label("NIK").fill(person.nik)
    follow(page.get_by_role("button", name="Masuk", exact=True))
    follow(page.get_by_role("button", name="Izinkan dan masuk"))


class Looker:
    """Looks at a page in one state: nothing scrolls sideways, axe finds nothing, a picture is kept."""

    def __init__(self, name: str, *, javascript: bool = True) -> None:
        self.name, self.javascript = name, javascript

    def at(self, page: Page, what: str) -> None:
        picture(page, f"apply-{self.name}-{what}")
        assert_fits(page)
        # axe is a script of the page; without scripts the same pages are judged in the other runs.
        if self.javascript:
            assert_accessible(page)


def begin(page: Page, kind: str = "first") -> str:
    """Return the path of the application begun."""
    page.locator(f"input[name=variant][value={kind}]").check(force=True)
    follow(page.locator("main form button"))
    page.wait_for_url(re.compile(r"/permohonan/[0-9a-f-]{36}/$"))
    return re.sub(r"^https?://[^/]+", "", page.url).rstrip("/")


def go_on(page: Page) -> None:
    follow(page.locator("main form[method=post] button:not([name])").last)


def refused(page: Page) -> None:
    expect(page.locator(".govuk-error-summary")).to_be_visible()


def find_facility(page: Page, words: str) -> None:
    page.locator("input[name=cari_fasilitas]").fill(words)
    follow(page.get_by_role("search").get_by_role("button"))


def answer(page: Page, name: str, value: str) -> None:
    page.locator(f"input[name={name}][value={value}]").check(force=True)


def declare(page: Page) -> None:
    for statement in ("place_statement", "truth_statement"):
        page.locator(f"input[name={statement}]").check(force=True)
