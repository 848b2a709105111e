import pytest

from mpp.applications.tests.builders import NAMES, NURSE
from mpp.applications.tests.conftest import nurse, office, signer
from mpp.foundation import ratelimit
from tests.support.signed_in import signed_in

__all__ = ["nurse", "office", "signer"]


@pytest.fixture(autouse=True)
def full_buckets():
    ratelimit.buckets.forget()


@pytest.fixture
def as_officer(office):
    """A browser in which an officer of the office is signed in."""
    return lambda officer, **given: signed_in(office.niks[officer.officer_id], role=officer.role, **given)


@pytest.fixture
def owner(office, nurse):
    """The nurse's own browser."""
    return signed_in(NURSE, name=NAMES[NURSE], phone="081200000000", email="nurse@contoh.example")
