import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from mpp.foundation.actor import ANYONE, NATIONAL, Actor, system
from mpp.foundation.errors import NotFound
from mpp.foundation.ids import uuid7
from mpp.tenancy.middleware import RegionMiddleware
from mpp.tenancy.operations.publish_regions import publish_regions
from mpp.tenancy.queries import region_by_slug
from mpp.tenancy.request import region_of
from mpp.tenancy.tests.builders import NOW, an_atlas_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def some_regions():
    publish_regions(
        edition_id=uuid7(),
        atlas=an_atlas_of("kota-banjar", "kabupaten-bangli", "jakarta", "kota-administrasi-jakarta-selatan"),
        actor=system(),
        now=NOW,
    )


def asked(path: str, actor: Actor = ANYONE, method: str = "get"):
    """Return the request as the view sees it, and the answer."""
    request = getattr(RequestFactory(), method)(path)
    request.actor, request.region = actor, None
    seen = []
    answer = RegionMiddleware(lambda request: seen.append(request) or HttpResponse("ok"))(request)
    return (seen[0] if seen else None), answer


def test_the_first_part_of_the_address_says_the_region():
    request, _ = asked("/kota-banjar/layanan/sip-perawat")
    assert region_of(request) == region_by_slug("kota-banjar")


@pytest.mark.parametrize("path", ["/", "/masuk", "/kota-atlantis/layanan", "//kota-banjar/"])
def test_other_addresses_are_national(path):
    request, _ = asked(path)
    assert request.region is None
    with pytest.raises(NotFound):
        region_of(request)


def test_a_citizen_acts_in_the_region_of_the_page_and_an_officer_in_the_own_one():
    banjar, bangli = region_by_slug("kota-banjar"), region_by_slug("kabupaten-bangli")
    citizen = Actor(role="pemohon", account_id=uuid7())
    officer = Actor(role="verifikator_dinkes", account_id=uuid7(), region_id=bangli.id)
    assert asked("/kota-banjar/", citizen)[0].actor.region_id == banjar.id
    assert asked("/kota-banjar/", ANYONE)[0].actor.region_id == banjar.id
    assert asked("/kota-banjar/", officer)[0].actor.region_id == bangli.id
    assert asked("/akun/", citizen)[0].actor.region_id == NATIONAL


def test_the_units_of_jakarta_lead_to_the_pages_of_the_province():
    request, answer = asked("/kota-administrasi-jakarta-selatan/layanan/sip-perawat?a=1")
    assert request is None
    assert answer.headers["Location"] == "/jakarta/layanan/sip-perawat?a=1"
