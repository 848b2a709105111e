from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mpp.tenancy.rules import (
    ACTING_PREFIX,
    AGENCY_NAMES,
    ANNOUNCED_AHEAD,
    ROLES,
    AgencyKind,
    PostState,
    RegionKind,
    Tenure,
    capacity_text,
    exclude_each_other,
    falls_vacant_on,
    fits,
    is_in_force,
    may_appoint,
    post_state,
    region_kind,
    slug_of,
)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("31", RegionKind.PROVINSI),
        ("32.01", RegionKind.KABUPATEN),
        ("32.69", RegionKind.KABUPATEN),
        ("32.71", RegionKind.KOTA),
        ("96.99", RegionKind.KOTA),
    ],
)
def test_the_code_says_what_a_region_is(code, kind):
    assert region_kind(code) is kind


@pytest.mark.parametrize("code", ["", "3", "3201", "32.1", "32.00", "32.70", "32.01.01", "ab.cd"])
def test_other_codes_are_refused(code):
    with pytest.raises(ValueError):
        region_kind(code)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kota Banjar", "kota-banjar"),
        ("Kabupaten Kep. Siau Tagulandang Biaro", "kabupaten-kep-siau-tagulandang-biaro"),
        ("Kabupaten Toli-Toli", "kabupaten-toli-toli"),
        ("  Café & Co ", "cafe-co"),
    ],
)
def test_slugs_are_plain(name, slug):
    assert slug_of(name) == slug


@given(st.text())
def test_a_slug_is_its_own_slug(name):
    assert slug_of(slug_of(name)) == slug_of(name)


def test_the_last_day_of_an_appointment_still_counts():
    first, last = date(2026, 1, 5), date(2026, 6, 30)
    assert not is_in_force(first, last, date(2026, 1, 4))
    assert is_in_force(first, last, first)
    assert is_in_force(first, last, last)
    assert not is_in_force(first, last, date(2026, 7, 1))
    assert is_in_force(first, None, date(2040, 1, 1))


@pytest.mark.parametrize(
    ("role", "tenure", "agency", "text"),
    [
        ("kepala_dinkes", Tenure.DEFINITIVE, "Dinas Kesehatan Kota Banjar", "Kepala Dinas Kesehatan Kota Banjar"),
        ("kepala_dinkes", Tenure.PLT, "Dinas Kesehatan Kota Banjar", "Plt. Kepala Dinas Kesehatan Kota Banjar"),
        ("kepala_dpmptsp", Tenure.PLH, "DPMPTSP Kota Banjar", "Plh. Kepala DPMPTSP Kota Banjar"),
        ("verifikator_dinkes", Tenure.DEFINITIVE, "Dinas Kesehatan Kota Banjar", "Verifikator Dinas Kesehatan"),
    ],
)
def test_the_capacity_under_a_signature_says_who_only_acts(role, tenure, agency, text):
    assert capacity_text(role, tenure, agency) == text


@pytest.mark.parametrize(
    ("tenures", "state"),
    [
        ([], PostState.VACANT),
        ([Tenure.DEFINITIVE], PostState.FILLED),
        ([Tenure.PLT], PostState.ACTING),
        ([Tenure.DEFINITIVE, Tenure.PLH], PostState.ACTING),
    ],
)
def test_a_post_is_filled_acting_or_vacant(tenures, state):
    assert post_state(tenures) is state


def test_every_office_kind_has_one_signer_and_every_table_is_complete():
    signers = [role.agency_kind for role in ROLES.values() if role.is_signer]
    assert sorted(signers) == sorted(AgencyKind)
    assert set(AGENCY_NAMES) == set(AgencyKind)
    assert set(ACTING_PREFIX) == set(Tenure)


@pytest.mark.parametrize(
    ("appointer", "role", "region", "allowed"),
    [
        ("sistem", "admin_nasional", 0, True),
        ("admin_nasional", "pengawas_nasional", 0, True),
        ("admin_nasional", "admin_daerah", 5, True),
        ("admin_nasional", "kepala_dinkes", 5, False),
        ("admin_daerah", "kepala_dinkes", 7, True),
        ("admin_daerah", "admin_daerah", 7, True),
        ("admin_daerah", "kepala_dinkes", 5, False),
        ("admin_daerah", "admin_nasional", 0, False),
        ("kepala_dinkes", "verifikator_dinkes", 7, False),
    ],
)
def test_each_level_appoints_its_own(appointer, role, region, allowed):
    assert may_appoint(appointer, 7, role=role, region=region) is allowed


@pytest.mark.parametrize(
    ("tenure", "other", "exclude"),
    [
        (Tenure.DEFINITIVE, Tenure.DEFINITIVE, True),
        (Tenure.DEFINITIVE, Tenure.PLT, True),
        (Tenure.PLT, Tenure.PLT, True),
        (Tenure.PLH, Tenure.PLH, True),
        (Tenure.PLH, Tenure.DEFINITIVE, False),
        (Tenure.PLH, Tenure.PLT, False),
    ],
)
def test_only_a_daily_stand_in_may_stand_beside_a_holder(tenure, other, exclude):
    assert exclude_each_other(tenure, other) is exclude_each_other(other, tenure) is exclude


def test_posts_stand_in_their_kind_of_office():
    assert fits("kepala_dinkes", AgencyKind.DINKES)
    assert not fits("kepala_dinkes", AgencyKind.DPMPTSP)
    assert not fits("kepala_dinkes", None)
    assert fits("admin_daerah", None)
    assert fits("admin_gerai", AgencyKind.DISDUKCAPIL)


MONDAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([(date(2025, 1, 1), None)], None),
        ([(date(2025, 1, 1), date(2026, 11, 9))], date(2026, 11, 10)),
        ([(date(2025, 1, 1), date(2026, 11, 9)), (date(2026, 11, 10), None)], None),
        ([(date(2025, 1, 1), date(2026, 11, 9)), (date(2026, 11, 12), None)], date(2026, 11, 10)),
        # Further away than anybody has to know of it.
        ([(date(2025, 1, 1), MONDAY + ANNOUNCED_AHEAD)], None),
        ([(date(2025, 1, 1), MONDAY + ANNOUNCED_AHEAD - timedelta(days=1))], MONDAY + ANNOUNCED_AHEAD),
    ],
)
def test_a_post_that_will_fall_vacant_is_known_before_that_day(terms, expected):
    assert falls_vacant_on(terms, MONDAY) == expected
