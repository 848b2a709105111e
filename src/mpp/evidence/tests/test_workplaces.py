"""What is made of the national index: places to offer, registers side by side, and where they differ."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mpp.evidence.rules.values import (
    ExistingLicence,
    HealthWorker,
    LicenceStatus,
    Practitioner,
    Qualification,
    Registration,
    RegistrationStatus,
    Workplace,
    from_plain,
    to_plain,
)
from mpp.evidence.rules.workplaces import Differing, current, differences, side_by_side, to_offer

TODAY = date(2026, 11, 22)
RSUD = Workplace(
    place_code="327902005", place_name="RSUD Contoh", profession="perawat", region_code="32.79", since=date(2026, 11, 2)
)
CLINIC = replace(RSUD, place_code="327901001", place_name="Klinik Melati", since=date(2021, 3, 1))
LEFT = replace(RSUD, place_code="3", since=date(2020, 1, 1), until=date(2025, 1, 1))
A_LICENCE = ExistingLicence(
    number="440/1",
    profession="perawat",
    place_code=CLINIC.place_code,
    place_name=CLINIC.place_name,
    region_code="32.79",
    status=LicenceStatus.ACTIVE,
    valid_until=date(2027, 3, 1),
)
STR = Registration(number="PR01", profession="perawat", status=RegistrationStatus.ACTIVE)
NENENG = Practitioner(
    number="N10000001", name="Neneng Siti", qualifications=(Qualification(profession="perawat", number="PR01"),)
)
SISDMK = HealthWorker(number="N10000001", name="Neneng Siti", profession="perawat")


def offered(*workplaces: Workplace, licences=(), region_code="32.79", replaces=""):
    found = to_offer(workplaces, licences, profession="perawat", region_code=region_code, replaces=replaces, on=TODAY)
    return [each.place_code for each in found]


def test_offered_is_where_one_practises_today_without_a_licence_the_latest_first():
    new_here = replace(RSUD, place_code="4", since=date(2026, 11, 20))
    assert offered(RSUD, CLINIC, LEFT, new_here, licences=[A_LICENCE]) == ["4", RSUD.place_code]


def test_the_place_of_the_licence_that_is_renewed_is_offered_again():
    assert offered(CLINIC, licences=[A_LICENCE], replaces=A_LICENCE.number) == [CLINIC.place_code]


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(RSUD, region_code="51.06"),
        replace(RSUD, region_code=""),
        replace(RSUD, profession="bidan"),
        replace(RSUD, since=date(2026, 12, 1)),
    ],
)
def test_another_region_an_unknown_place_another_profession_or_a_later_day_is_not_offered(elsewhere):
    assert offered(elsewhere) == []


def test_a_licence_that_has_ended_does_not_stand_against_the_offer():
    ended = replace(A_LICENCE, valid_until=date(2026, 11, 21))
    assert offered(CLINIC, licences=[ended]) == [CLINIC.place_code]
    assert offered(CLINIC, licences=[replace(A_LICENCE, profession="bidan")]) == [CLINIC.place_code]


def test_a_province_offers_the_places_of_all_its_regencies():
    assert offered(replace(RSUD, region_code="31.71"), region_code="31") == [RSUD.place_code]


days = st.dates(date(2020, 1, 1), date(2030, 1, 1)) | st.none()


@given(st.lists(st.builds(replace, st.just(RSUD), place_code=st.sampled_from("abcd"), since=days, until=days)))
def test_nothing_is_offered_twice_or_outside_its_days(workplaces):
    codes = offered(*workplaces)
    assert len(codes) == len(set(codes))
    assert set(codes) == {each.place_code for each in current(workplaces, on=TODAY)}


def test_every_licence_stands_beside_the_practice_at_its_place_and_no_practice_of_today_is_lost():
    own = replace(A_LICENCE, number="440/2", place_code="")
    at_left = replace(A_LICENCE, number="440/3", place_code=LEFT.place_code, status=LicenceStatus.EXPIRED)
    rows = side_by_side((RSUD, CLINIC, LEFT), (A_LICENCE, own, at_left), on=TODAY)
    assert [(each.licence and each.licence.number, each.workplace) for each in rows] == [
        ("440/1", CLINIC),
        ("440/2", None),
        ("440/3", LEFT),
        (None, RSUD),
    ]


def said(indexed: Practitioner, **changed):
    known = {"worker": SISDMK, "registrations": (STR,), "name": "NENENG SITI", "profession": "perawat"} | changed
    return [(each.about, each.index, each.other) for each in differences(indexed, **known)]


def test_registers_that_agree_or_leave_something_out_do_not_differ():
    assert said(NENENG) == []
    assert said(replace(NENENG, qualifications=(Qualification(profession="perawat"),))) == []
    assert said(NENENG, worker=None, registrations=(), name="") == []
    dated = replace(STR, valid_until=date(2027, 1, 1))
    assert said(NENENG, registrations=(dated,)) == []
    assert said(replace(NENENG, name="Ns. Neneng Siti, S.Kep.")) == []


def test_what_differs_is_told_with_both_values():
    other = replace(
        NENENG,
        number="N2",
        name="Budi",
        qualifications=(
            Qualification(profession="perawat", number="PR99"),
            Qualification(profession="bidan", number="B"),
        ),
    )
    assert said(other) == [
        (Differing.NUMBER, "N2", "N10000001"),
        (Differing.NAME, "Budi", "NENENG SITI"),
        (Differing.REGISTRATION_NUMBER, "PR99", "PR01"),
    ]
    ends = replace(NENENG, qualifications=(Qualification(profession="perawat", number="PR01", valid_until=TODAY),))
    assert said(ends) == [(Differing.REGISTRATION_UNTIL, "2026-11-22", "")]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Nur'aini Ma'rifatul", "NURAINI MARIFATUL", True),
        ("dr. Budi Santoso, Sp.A", "Budi Santoso", True),
        ("Budi Santoso", "Budi Santosa", False),
    ],
)
def test_titles_and_signs_make_no_other_name(one, other, is_same):
    assert (said(replace(NENENG, name=one), name=other) == []) is is_same


def test_an_entry_of_the_index_survives_being_kept():
    whole = replace(NENENG, workplaces=(RSUD, LEFT))
    assert from_plain(Practitioner, to_plain(whole)) == whole
