"""Journeys through an office at work, with registries in memory, as whoever opens its pages.

In a module: `from tests.support.at_work import office, opened`, and the names in `__all__`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page

from mpp.applications.tests.builders import NAMES, Office, an_office
from mpp.documents.tests.fakes import FakeSigner
from mpp.foundation import ratelimit
from mpp.tenancy.queries import forget_regions
from tests.support.browser import DESK
from tests.support.signed_in import signed_in

#: How everybody can be reached.
CONTACT = {"phone": "+6281200000000", "email": "nurse@contoh.example"}


@pytest.fixture
def office(cloned_database, django_db_blocker, settings, tmp_path) -> Iterator[Office]:
    """Kota Banjar at work, on a database of this test's own."""
    signer = FakeSigner()
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.DOCUMENTS_SIGNER = lambda: signer
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
    """Open pages as somebody who is signed in: his name, his post and the screen and language he has.

    wishes: as `Visitor.page` takes them
    """

    @contextmanager
    def as_somebody(
        nik: str, name: str = "", *, role: str = "pemohon", width: int = DESK, language: str = "id", **wishes: Any
    ) -> Iterator[Page]:
        who = signed_in(nik, name=name or NAMES.get(nik, "Siti Rohmah"), role=role, language=language, **CONTACT)
        with visitor.page(width=width, language=language, who=who, **wishes) as page:
            yield page

    return as_somebody
