from pathlib import Path

import pytest
import yaml

from mpp.foundation.actor import NATIONAL
from mpp.foundation.cipher import blind_index
from mpp.foundation.clock import local_date
from mpp.identity.rules import normalised_nik
from mpp.tenancy.models import Agency, Appointment, Officer, RegionSettings
from mpp.tenancy.queries import agencies, capacities_of, posts, region_by_slug
from mpp.tenancy.queries.signing import signer_of
from mpp.tenancy.rules import AgencyKind, PostState, Tenure
from mpp.tenancy.seeding import seed_offices, seed_regions
from mpp.tenancy.tests.builders import NOW, SEEDS

OFFICES = SEEDS.parent / "demo" / "offices.yaml"
DEMO_REGIONS = {
    "kota-banjar",
    "kabupaten-bangli",
    "kabupaten-musi-rawas",
    "kabupaten-bogor",
    "kabupaten-asmat",
    "kota-surakarta",
    "jakarta",
}


def seed(file: Path = OFFICES) -> None:
    seed_regions(SEEDS, now=NOW.replace(month=11))
    seed_offices(file, now=NOW.replace(month=11))


def counts():
    return [table.objects.count() for table in (Agency, Officer, Appointment, RegionSettings)]


@pytest.mark.django_db
def test_demo_offices_are_loaded_once_however_often_they_are_seeded():
    seed()
    before = counts()
    seed()
    assert counts() == before == [21, 52, 52, 7]


@pytest.mark.django_db
def test_every_demo_region_has_its_three_offices_and_a_look_of_its_own():
    seed()
    looks = set()
    for slug in DEMO_REGIONS:
        region = region_by_slug(slug)
        assert [office.kind for office in agencies(region.id)] == list(AgencyKind)
        looks.add((region.look.colour_primary, region.look.motif))
    assert len(looks) == len(DEMO_REGIONS)


@pytest.mark.django_db
def test_the_health_office_of_bangli_is_headed_by_an_acting_head_and_registries_have_none():
    seed()
    bangli = region_by_slug("kabupaten-bangli")
    today = local_date(NOW.replace(month=11), bangli.timezone)
    signer = signer_of(bangli.id, "kepala_dinkes", on=today)
    assert signer.tenure is Tenure.PLT
    assert signer.capacity == "Plt. Kepala Dinas Kesehatan Kabupaten Bangli"
    states = {post.role: post.state for post in posts(bangli.id, on=today)}
    assert states["kepala_dinkes"] is PostState.ACTING
    assert states["kepala_dpmptsp"] is PostState.FILLED
    assert states["kepala_disdukcapil"] is PostState.VACANT


@pytest.mark.django_db
def test_national_officers_belong_to_no_region():
    seed()
    (capacity,) = capacities_of(blind_index("3174011104780001"), at=NOW.replace(month=11))
    assert (capacity.role, capacity.region_id, capacity.agency_id) == ("admin_nasional", NATIONAL, None)


def test_people_of_the_demo_stand_in_it_once_with_readable_numbers():
    content = yaml.safe_load(OFFICES.read_text("utf-8"))
    assert set(content["regions"]) == DEMO_REGIONS
    officers = [officer for region in content["regions"].values() for officer in region["officers"]]
    officers += content["national"]
    niks = [officer["nik"] for officer in officers]
    assert len(set(niks)) == len(niks)
    assert all(normalised_nik(nik) == nik for nik in niks)
    assert all(officer["nip"].isdecimal() and len(officer["nip"]) == 18 for officer in officers)
