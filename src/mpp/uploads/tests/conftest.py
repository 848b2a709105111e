import pytest

from mpp.foundation.ratelimit import buckets
from mpp.uploads.examination.look import examine


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
