import pytest

from mpp.federation.queries.keys import forget_keys
from mpp.federation.tests.builders import a_signing_key, an_application
from mpp.foundation import ratelimit
from mpp.identity import watch as watching
from mpp.identity.tests.fakes import Posts
from tests.support.signed_in import a_browser, signed_in

SITI = "3279014101900001"


@pytest.fixture(autouse=True)
def fresh_process():
    """Forget what a process remembers between requests."""
    ratelimit.buckets.forget()
    watching.watch.forget()
    forget_keys()


@pytest.fixture
def key(db):
    return a_signing_key()


@pytest.fixture
def application(key):
    return an_application()


@pytest.fixture
def siti(db, settings):
    settings.IDENTITY_CAPACITIES = Posts()
    released = {"birthplace": "Banjar", "gender": "female", "address": "Jalan Contoh 1", "address_district": "Banjar"}
    return signed_in(SITI, name="Siti Aminah", phone="+628120000001", released=released)


@pytest.fixture
def server(db):
    """The application's own program: no cookies of any person."""
    return a_browser()
