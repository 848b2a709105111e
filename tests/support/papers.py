"""Journeys with documents: an office at work with registries in memory, and whoever opens its pages.

In a module: `from tests.support.papers import office, opened`, and the names in `__all__`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page

from mpp.applications.tests.builders import Office, an_office
from mpp.foundation import ratelimit
from mpp.tenancy.queries import forget_regions
from tests.support.browser import DESK, PHONE, assert_accessible, assert_fits, picture
from tests.support.signed_in import signed_in


@pytest.fixture
def office(cloned_database, django_db_blocker, settings, tmp_path) -> Iterator[Office]:
    """Kota Banjar at work, on a database of this test's own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.UPLOADS_SCANNER = lambda: None
    with django_db_blocker.unblock():
        forget_regions()
        ratelimit.buckets.forget()
        made = an_office()
        settings.EVIDENCE_SOURCES = lambda region_id: made.registries.as_sources()
        yield made
        forget_regions()


@pytest.fixture
def opened(visitor):
    """Open pages as somebody who is signed in. wishes: as `Visitor.page` takes them"""

    @contextmanager
    def as_somebody(
        nik: str, name: str, *, role: str = "pemohon", width: int = PHONE, **wishes: bool
    ) -> Iterator[Page]:
        who = signed_in(nik, name=name, role=role)
        with visitor.page(width=width, who=who, **wishes) as page:
            yield page

    return as_somebody


def looked_at(page: Page, name: str, *, javascript: bool = True) -> None:
    """Look at a page on a phone and a desk. javascript: whether the page has scripts, which axe is one of"""
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        picture(page, f"papers-{name}-{width}")
        assert_fits(page)
        if javascript:
            assert_accessible(page)
