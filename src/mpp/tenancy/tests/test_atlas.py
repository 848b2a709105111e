from collections import Counter
from pathlib import Path

import pytest
import yaml
from lokal import wilayah

from mpp.tenancy.atlas import read_atlas
from mpp.tenancy.rules import RegionKind

SEEDS = Path(__file__).parents[4] / "seeds" / "regions"


@pytest.fixture(scope="module")
def atlas():
    return read_atlas(SEEDS)


@pytest.fixture(scope="module")
def regions(atlas):
    """The kabupaten and kota, without the tenant of the province of Jakarta."""
    return [region for region in atlas.regions if region.kind is not RegionKind.PROVINSI]


def test_the_nation_has_38_provinces_and_514_kabupaten_and_kota(atlas, regions):
    assert len(atlas.provinces) == 38
    assert len(regions) == 514
    assert Counter(region.kind for region in regions) == {RegionKind.KABUPATEN: 416, RegionKind.KOTA: 98}


def test_508_regions_govern_themselves_and_62_are_left_behind(regions):
    assert sum(region.is_autonomous for region in regions) == 508
    assert sum(region.is_3t for region in regions) == 62


def test_zones_cover_301_150_and_63_regions(regions):
    zones = Counter(region.timezone for region in regions)
    assert zones == {"Asia/Jakarta": 301, "Asia/Makassar": 150, "Asia/Jayapura": 63}


def test_the_six_units_of_jakarta_are_served_by_one_tenant(atlas):
    (jakarta,) = [region for region in atlas.regions if region.kind is RegionKind.PROVINSI]
    served = [region for region in atlas.regions if region.served_by is not None]
    assert (jakarta.slug, jakarta.served_by, jakarta.is_autonomous) == ("jakarta", None, True)
    assert [region.code for region in served] == ["31.01", "31.71", "31.72", "31.73", "31.74", "31.75"]
    assert {region.served_by for region in served} == {jakarta.key}


def test_keys_codes_slugs_and_names_are_unique_and_keys_stay_what_they_were(atlas):
    for attribute in ("key", "code", "slug", "name"):
        assert len({getattr(region, attribute) for region in atlas.regions}) == 515
    by_code = {region.code: region.key for region in atlas.regions}
    # Written down at the first release; rows of cases carry these numbers.
    assert {code: by_code[code] for code in ("11.01", "32.01", "32.79", "51.06", "93.04", "96.71", "31")} == {
        "11.01": 1,
        "32.01": 161,
        "32.79": 187,
        "51.06": 279,
        "93.04": 492,
        "96.71": 514,
        "31": 515,
    }


def test_the_names_written_beside_left_behind_codes_are_their_names():
    listed = yaml.safe_load((SEEDS / "facts.yaml").read_text("utf-8"))["underdeveloped"]["regions"]
    assert {code: f"Kabupaten {name}" for code, name in listed.items()} == {
        code: wilayah.wilayah_name(code) for code in listed
    }


@pytest.mark.parametrize(
    ("slug", "code", "zone", "is_3t"),
    [
        ("kota-banjar", "32.79", "Asia/Jakarta", False),
        ("kabupaten-bangli", "51.06", "Asia/Makassar", False),
        ("kabupaten-musi-rawas", "16.05", "Asia/Jakarta", False),
        ("kabupaten-bogor", "32.01", "Asia/Jakarta", False),
        ("kabupaten-asmat", "93.04", "Asia/Jayapura", True),
        ("kota-surakarta", "33.72", "Asia/Jakarta", False),
    ],
)
def test_demo_regions_stand_where_they_should(atlas, slug, code, zone, is_3t):
    (region,) = [region for region in atlas.regions if region.slug == slug]
    assert (region.code, region.timezone, region.is_3t) == (code, zone, is_3t)
