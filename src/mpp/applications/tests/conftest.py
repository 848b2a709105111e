import pytest

from mpp.applications.tests.builders import Office, a_nurse, an_office
from mpp.documents.tests.fakes import FakeSigner
from mpp.foundation.actor import Actor


@pytest.fixture
def office(db, settings) -> Office:
    """Kota Banjar at work, with registries that answer."""
    office = an_office()
    settings.EVIDENCE_SOURCES = lambda region_id: office.registries.as_sources()
    return office


@pytest.fixture
def nurse(office) -> Actor:
    """A nurse of the region, registered for life."""
    return a_nurse(office)


@pytest.fixture(autouse=True)
def signer(settings, tmp_path) -> FakeSigner:
    """Signs letters; they lie in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    fake = FakeSigner()
    settings.DOCUMENTS_SIGNER = lambda: fake
    return fake
