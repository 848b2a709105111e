"""A browser, and the product it looks at."""

from collections.abc import Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page

from tests.support import browser as support


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a module."""
    # Playwright keeps an event loop in this thread. The queries that a test makes itself are synchronous all the same;
    # signing is not, which is why the loop ends with the module and does not outlive it in this process.
    with pytest.MonkeyPatch.context() as patch, support.chromium() as started:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield started
        # While that loop runs, this thread has connections apart from its usual ones. Left open, they would lead the
        # next module with a browser to the database of this one.
        connections.close_all()


@pytest.fixture(scope="session")
def site(django_db_setup) -> Iterator[str]:
    """Address of the product, served by this process over its own database."""
    with support.serving() as address:
        yield address


@pytest.fixture
def visitor(browser, site, django_db_blocker) -> Iterator[support.Visitor]:
    """Somebody who opens pages with the screen, language and browser of his choice."""
    with django_db_blocker.unblock():
        yield support.Visitor(browser, site)


@pytest.fixture
def page(visitor) -> Iterator[Page]:
    """A page on a wide screen, in Indonesian."""
    with visitor.page() as opened:
        yield opened
