from dataclasses import replace

import pytest

from mpp.applications.tests.builders import Office, a_nurse, the_registries
from mpp.documents.tests.fakes import FakeSigner
from mpp.foundation.actor import Actor
from mpp.foundation.memo import forget_everything


@pytest.fixture
def office(kota_banjar, db, settings) -> Office:
    """Kota Banjar at work, with registries that answer and know nobody yet."""
    # What this process remembers of the test before was rolled back.
    forget_everything()
    office = replace(kota_banjar, registries=the_registries())
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
