from dataclasses import replace
from datetime import date

import pytest

from mpp.foundation.actor import ANYONE, system
from mpp.foundation.errors import Forbidden, NotFound
from mpp.foundation.ids import uuid7
from mpp.tenancy.models import RegionName, RegionSettings
from mpp.tenancy.operations.amend_region import ZoneUnknown, amend_region
from mpp.tenancy.operations.publish_regions import publish_regions
from mpp.tenancy.operations.set_region_look import ColourUnreadable, set_region_look
from mpp.tenancy.queries import region_by_id, region_by_slug, regions, regions_matching
from mpp.tenancy.rules import Motif
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, NOW, a_region, an_admin, an_atlas_of, the_atlas

pytestmark = pytest.mark.django_db

LOOK = {
    "colour_primary": "#7A1F1F",
    "colour_accent": "#8A5A12",
    "motif": Motif.POLENG,
    "government_id": "Pemerintah Kabupaten Bangli",
    "government_en": "Government of Bangli Regency",
}


def test_publishing_twice_changes_nothing():
    assert publish_regions(edition_id=uuid7(), atlas=the_atlas(), actor=system(), now=NOW) == 515
    assert publish_regions(edition_id=uuid7(), atlas=the_atlas(), actor=system(), now=NOW) == 0
    assert len(regions()) == 515


def test_a_region_says_where_it_is_and_what_time_it_has():
    asmat = a_region("kabupaten-asmat")
    assert (asmat.code, asmat.name, asmat.province) == ("93.04", "Kabupaten Asmat", "Papua Selatan")
    assert (asmat.timezone, asmat.is_3t, asmat.is_tenant) == ("Asia/Jayapura", True, True)
    assert region_by_id(asmat.id) == asmat
    assert region_by_slug("kabupaten-atlantis") is None


def test_the_units_of_jakarta_lead_to_the_tenant_of_the_province():
    publish_regions(
        edition_id=uuid7(), atlas=an_atlas_of("jakarta", "kota-administrasi-jakarta-selatan"), actor=system(), now=NOW
    )
    south = region_by_slug("kota-administrasi-jakarta-selatan")
    assert (south.tenant_slug, south.is_tenant) == ("jakarta", False)
    assert region_by_slug("jakarta").is_tenant


def test_a_new_decree_gives_a_new_name_and_keeps_the_old_one_and_the_key():
    banjar = a_region()
    atlas = an_atlas_of("kota-banjar")
    renamed = replace(
        atlas,
        decree="Kepmendagri lain",
        decree_from=date(2026, 7, 1),
        regions=tuple(replace(seed, name="Kota Banjar Patroman") for seed in atlas.regions),
    )
    assert publish_regions(edition_id=uuid7(), atlas=renamed, actor=system(), now=NOW) == 1
    assert list(RegionName.objects.order_by("valid_from").values_list("region_id", "name", "valid_to")) == [
        (banjar.id, "Kota Banjar", date(2026, 7, 1)),
        (banjar.id, "Kota Banjar Patroman", None),
    ]


def test_the_nation_amends_mark_and_zone_and_publishing_again_keeps_them():
    banjar = a_region()
    amend_region(
        record_id=banjar.record_id,
        timezone="Asia/Makassar",
        is_3t=True,
        basis="Perpres contoh",
        actor=A_NATIONAL_ADMIN,
        now=NOW,
    )
    a_region()
    amended = region_by_slug("kota-banjar")
    assert (amended.timezone, amended.is_3t) == ("Asia/Makassar", True)


def test_only_the_nation_amends_a_region_and_only_to_a_zone_of_the_country():
    banjar = a_region()
    change = {"record_id": banjar.record_id, "is_3t": True, "basis": "x", "now": NOW}
    with pytest.raises(Forbidden):
        amend_region(**change, timezone="Asia/Jakarta", actor=an_admin(banjar))
    with pytest.raises(ZoneUnknown):
        amend_region(**change, timezone="Asia/Tokyo", actor=A_NATIONAL_ADMIN)
    with pytest.raises(NotFound):
        amend_region(**change | {"record_id": uuid7()}, timezone="Asia/Jakarta", actor=A_NATIONAL_ADMIN)


def test_each_look_is_a_new_version_and_the_old_one_is_kept():
    bangli = a_region("kabupaten-bangli")
    assert (bangli.look.version, bangli.look.government_id) == (0, "Pemerintah Kabupaten Bangli")
    admin = an_admin(bangli)
    assert set_region_look(record_id=bangli.record_id, **LOOK, actor=admin, now=NOW) == 1
    second = LOOK | {"colour_primary": "#14213D"}
    assert set_region_look(record_id=bangli.record_id, **second, actor=admin, now=NOW) == 2
    assert region_by_slug("kabupaten-bangli").look.colour_primary == "#14213D"
    kept = (
        RegionSettings.objects.filter(region_id=bangli.id).order_by("version").values_list("version", "colour_primary")
    )
    assert list(kept) == [(1, "#7A1F1F"), (2, "#14213D")]


@pytest.mark.parametrize("colour", ["#FFFF00", "red", "#12345"])
def test_a_colour_that_cannot_be_read_is_refused(colour):
    bangli = a_region("kabupaten-bangli")
    with pytest.raises(ColourUnreadable):
        set_region_look(
            record_id=bangli.record_id, **LOOK | {"colour_primary": colour}, actor=an_admin(bangli), now=NOW
        )


def test_a_look_is_set_by_the_own_administrator_only():
    banjar, bangli = a_region(), a_region("kabupaten-bangli")
    with pytest.raises(NotFound):
        set_region_look(record_id=bangli.record_id, **LOOK, actor=an_admin(banjar), now=NOW)
    with pytest.raises(Forbidden):
        set_region_look(record_id=bangli.record_id, **LOOK, actor=ANYONE, now=NOW)


@pytest.fixture
def nation():
    publish_regions(edition_id=uuid7(), atlas=the_atlas(), actor=system(), now=NOW)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Kota Banjar", "Kota Banjar"),
        ("banjar", "Kota Banjar"),
        ("kab banjar", "Kabupaten Banjar"),
        ("bnagli", "Kabupaten Bangli"),
        ("kabupaten bangli", "Kabupaten Bangli"),
        ("musirawas", "Kabupaten Musi Rawas"),
        ("surakrta", "Kota Surakarta"),
        ("solo", "Kota Surakarta"),
        ("SOLO ", "Kota Surakarta"),
        ("asmat", "Kabupaten Asmat"),
        ("kab. bogor", "Kabupaten Bogor"),
        ("kota bogor", "Kota Bogor"),
        ("kep. seribu", "Kabupaten Administrasi Kepulauan Seribu"),
        ("jaksel", "Kota Administrasi Jakarta Selatan"),
        ("jakarta selatan", "Kota Administrasi Jakarta Selatan"),
        ("yogyakarta", "Kota Yogyakarta"),
        ("jogjakarta", "Kota Yogyakarta"),
        ("mentawai", "Kabupaten Kepulauan Mentawai"),
    ],
)
def test_regions_are_found_as_people_type_them(nation, typed, first):
    assert regions_matching(typed)[0].name == first


@pytest.mark.parametrize("typed", ["", "   ", "...", "zzzzqqq", "\x00", "😀"])
def test_what_is_no_region_finds_none(nation, typed):
    assert regions_matching(typed) == ()
