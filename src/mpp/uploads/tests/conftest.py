from collections.abc import Iterator

import pytest

from mpp.foundation.ratelimit import buckets
from mpp.tenancy.tests.builders import a_region
from mpp.uploads.examination.look import examine
from tests.support.browser import serving
from tests.support.databases import connected_to


@pytest.fixture(autouse=True)
def a_store_of_its_own(settings, tmp_path, monkeypatch):
    """Every test has its own file store and no scanner; documents are examined in this process, which is quick.

    The examining process itself is tried in `test_examination`.
    """
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.UPLOADS_SCANNER = lambda: None
    monkeypatch.setattr("mpp.uploads.checking.examined", examine)
    buckets.forget()
    return settings.MEDIA_ROOT


@pytest.fixture(scope="module")
def address(databases, django_db_setup, django_db_blocker) -> Iterator[str]:
    """The product behind a socket, with a database of this module's own."""
    with django_db_blocker.unblock():
        clone = databases.clone()
        with connected_to(clone.url):
            a_region("kota-banjar")
            with serving() as address:
                yield address
    databases.drop(clone.name)
