"""Who may have a practice licence: the rules as tables."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mpp.evidence.rules.eligibility import (
    RULES,
    Mode,
    Outcome,
    Request,
    Situation,
    credits_suffice,
    eligibility,
    has_room_for_a_place,
    is_new_at_the_place,
    licence_ends_on,
    licence_to_replace,
    may_submit,
    person_is_live,
    practice_is_allowed,
    registration_fits,
    registration_in_force,
    registration_is_active,
    situation_of,
    to_confirm,
)
from mpp.evidence.rules.facts import Fact, Key, Purpose, answered, pending, typed
from mpp.evidence.rules.values import (
    CreditsVerdict,
    ExistingLicence,
    LicenceStatus,
    MatchVerdict,
    PersonStatus,
    Registration,
    RegistrationStatus,
    with_regional,
)
from mpp.foundation.clock import local_date

FRIDAY = date(2026, 11, 20)
YESTERDAY = FRIDAY - timedelta(days=1)
OK, REFUSED, UNKNOWN = Outcome


def a_registration(
    number: str = "AB00000000000001",
    profession: str = "perawat",
    status: str = "active",
    valid_until: date | None = None,
) -> Registration:
    return Registration(
        number=number, profession=profession, status=RegistrationStatus(status), valid_until=valid_until
    )


def a_licence(
    place: str = "P-1",
    *,
    number: str = "",
    profession: str = "perawat",
    status: str = "active",
    until: date | None = None,
) -> ExistingLicence:
    return ExistingLicence(
        number=number or f"SIP/{place}",
        profession=profession,
        place_code=place,
        place_name=f"Klinik {place}",
        region_code="32.79",
        status=LicenceStatus(status),
        valid_until=until,
    )


@pytest.mark.parametrize(
    ("registrations", "outcome", "code"),
    [
        (None, UNKNOWN, "registration-register-silent"),
        ((), REFUSED, "registration-none"),
        ((a_registration(profession="bidan"),), REFUSED, "registration-of-profession-none"),
        ((a_registration(),), OK, ""),
        ((a_registration(valid_until=FRIDAY),), OK, ""),
        ((a_registration(valid_until=YESTERDAY),), REFUSED, "registration-expired"),
        ((a_registration(valid_until=YESTERDAY, status="expired"),), REFUSED, "registration-expired"),
        ((a_registration(status="expired"),), REFUSED, "registration-expired"),
        ((a_registration(status="deactivated"),), REFUSED, "registration-deactivated"),
        ((a_registration(status="revoked"),), REFUSED, "registration-revoked"),
        ((a_registration(status="revoked", valid_until=FRIDAY), a_registration(number="new")), OK, ""),
    ],
)
def test_a_registration_must_be_in_force_today_and_of_the_right_profession(registrations, outcome, code):
    verdict = registration_is_active(registrations, profession="perawat", on=FRIDAY)
    assert (verdict.outcome, verdict.code) == (outcome, code)


@pytest.mark.parametrize(
    ("registrations", "outcome", "held"),
    [
        (None, UNKNOWN, None),
        ((), OK, None),
        ((a_registration(),), OK, None),
        ((a_registration(), a_registration(profession="bidan")), OK, None),
        ((a_registration(profession="bidan"), a_registration(profession="apoteker")), REFUSED, "apoteker, bidan"),
    ],
)
def test_a_registration_of_another_profession_is_told(registrations, outcome, held):
    verdict = registration_fits(registrations, profession="perawat")
    assert (verdict.outcome, verdict.params.get("held")) == (outcome, held)


def test_a_registration_that_ended_yesterday_in_jayapura_may_still_run_in_jakarta():
    moment = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)  # 00:30 on the 21st in Jayapura, 22:30 on the 20th in Jakarta
    registrations = (a_registration(valid_until=FRIDAY),)
    in_zone = {
        zone: registration_is_active(registrations, profession="perawat", on=local_date(moment, zone)).code
        for zone in ("Asia/Jayapura", "Asia/Jakarta")
    }
    assert in_zone == {"Asia/Jayapura": "registration-expired", "Asia/Jakarta": ""}


def test_a_refusal_tells_which_registration_ended_when():
    verdict = registration_is_active((a_registration(valid_until=YESTERDAY),), profession="perawat", on=FRIDAY)
    assert verdict.params == {"number": "AB00000000000001", "ended_on": "2026-11-19"}


def test_a_lifetime_registration_is_preferred_to_a_dated_one():
    registrations = (a_registration(number="dated", valid_until=FRIDAY), a_registration(number="life"))
    found = registration_in_force(registrations, profession="perawat", on=FRIDAY)
    assert found is not None
    assert found.number == "life"
    assert registration_in_force(registrations, profession="bidan", on=FRIDAY) is None


@pytest.mark.parametrize(
    ("match", "outcome", "code"),
    [
        (None, UNKNOWN, "population-register-silent"),
        (MatchVerdict(status=PersonStatus.FOUND), OK, ""),
        (MatchVerdict(status=PersonStatus.DECEASED), REFUSED, "person-deceased"),
        (MatchVerdict(status=PersonStatus.DUPLICATE), REFUSED, "person-duplicate"),
        (MatchVerdict(status=PersonStatus.NOT_FOUND), REFUSED, "person-not-found"),
        (MatchVerdict(status=PersonStatus.INACTIVE), REFUSED, "person-inactive"),
        (MatchVerdict(status=PersonStatus.MALFORMED), REFUSED, "person-number-malformed"),
    ],
)
def test_only_a_living_active_and_single_person_applies(match, outcome, code):
    verdict = person_is_live(match)
    assert (verdict.outcome, verdict.code) == (outcome, code)


@pytest.mark.parametrize(
    ("licences", "replaces", "outcome"),
    [
        (None, "", UNKNOWN),
        ((), "", OK),
        ((a_licence("P-1"), a_licence("P-2")), "", OK),
        ((a_licence("P-1"), a_licence("P-2"), a_licence("P-3")), "", REFUSED),
        ((a_licence("P-1"), a_licence("P-2"), a_licence("P-3")), "SIP/P-3", OK),
        ((a_licence("P-1"), a_licence("P-2"), a_licence("P-3", until=YESTERDAY)), "", OK),
        ((a_licence("P-1"), a_licence("P-2"), a_licence("P-3", until=FRIDAY)), "", REFUSED),
        ((a_licence("P-1"), a_licence("P-2"), a_licence("P-3", status="revoked")), "", OK),
        ((a_licence("P-1"), a_licence("P-2"), a_licence("P-3", status="suspended")), "", REFUSED),
        ((a_licence("P-1"), a_licence("P-2"), a_licence("P-2", number="x", profession="bidan")), "", OK),
        ((a_licence("", number="a"), a_licence("", number="b"), a_licence("P-1")), "", REFUSED),
    ],
)
def test_a_person_practises_at_three_places_at_most(licences, replaces, outcome):
    assert has_room_for_a_place(licences, place_code="P-9", replaces=replaces, on=FRIDAY).outcome is outcome


@given(st.lists(st.integers(1, 8), max_size=10), st.integers(1, 8))
def test_places_are_counted_once_however_many_licences_stand_for_them(places, wanted):
    licences = tuple(a_licence(f"P-{place}", number=f"{at}") for at, place in enumerate(places))
    verdict = has_room_for_a_place(licences, place_code=f"P-{wanted}", on=FRIDAY)
    assert (verdict.outcome is OK) == (len({*places, wanted}) <= 3 or len({*places} - {wanted}) < 3)


@pytest.mark.parametrize(
    ("licences", "place", "replaces", "outcome"),
    [
        (None, "P-1", "", UNKNOWN),
        ((a_licence("P-1"),), "P-1", "", REFUSED),
        ((a_licence("P-1"),), "P-1", "SIP/P-1", OK),
        ((a_licence("P-1"),), "P-2", "", OK),
        ((a_licence("P-1", profession="bidan"),), "P-1", "", OK),
        ((a_licence("P-1", until=YESTERDAY),), "P-1", "", OK),
        ((a_licence("", number="own"),), "", "", OK),
    ],
)
def test_nobody_gets_a_second_licence_for_the_same_place(licences, place, replaces, outcome):
    verdict = is_new_at_the_place(licences, profession="perawat", place_code=place, replaces=replaces, on=FRIDAY)
    assert verdict.outcome is outcome


@pytest.mark.parametrize(
    ("request_", "licences", "outcome", "code"),
    [
        (Request.FIRST, None, OK, ""),
        (Request.RENEWAL, None, UNKNOWN, "workforce-register-silent"),
        (Request.RENEWAL, (), UNKNOWN, "licence-not-in-register"),
        (Request.RENEWAL, (a_licence("P-1", until=YESTERDAY),), OK, ""),
        (Request.MOVE, (a_licence("P-1"),), OK, ""),
        (Request.MOVE, (a_licence("P-1", status="revoked"),), REFUSED, "licence-revoked"),
    ],
)
def test_a_renewal_or_move_rests_on_an_earlier_licence(request_, licences, outcome, code):
    verdict = licence_to_replace(licences, request=request_, profession="perawat", replaces="SIP/P-1")
    assert (verdict.outcome, verdict.code) == (outcome, code)


@pytest.mark.parametrize(
    ("request_", "credits", "outcome"),
    [
        (Request.FIRST, None, OK),
        (Request.FIRST, CreditsVerdict.INSUFFICIENT, OK),
        (Request.MOVE, CreditsVerdict.INSUFFICIENT, OK),
        (Request.RENEWAL, CreditsVerdict.SUFFICIENT, OK),
        (Request.RENEWAL, CreditsVerdict.INSUFFICIENT, REFUSED),
        (Request.RENEWAL, CreditsVerdict.UNKNOWN, UNKNOWN),
        (Request.RENEWAL, None, UNKNOWN),
    ],
)
def test_only_a_renewal_asks_for_professional_credits(request_, credits, outcome):
    assert credits_suffice(credits, request=request_).outcome is outcome


@pytest.mark.parametrize(
    ("mode", "allowed", "code"),
    [
        (Mode.OWN, {Mode.OWN, Mode.FACILITY}, ""),
        (Mode.OWN, {Mode.FACILITY}, "own-practice-not-allowed"),
        (Mode.FACILITY, {Mode.OWN}, "facility-practice-not-allowed"),
    ],
)
def test_own_practice_is_for_professions_that_may(mode, allowed, code):
    assert practice_is_allowed(mode, allowed=allowed).code == code


def a_situation(**changed: object) -> Situation:
    given = {
        "request": Request.FIRST,
        "profession": "perawat",
        "mode": Mode.FACILITY,
        "allowed_modes": frozenset(Mode),
        "on": FRIDAY,
        "match": MatchVerdict(status=PersonStatus.FOUND),
        "registrations": (a_registration(),),
        "licences": (),
        "credits": None,
        "place_code": "P-1",
    }
    return Situation(**{**given, **changed})  # type: ignore[arg-type]


def test_a_nurse_with_an_active_registration_may_submit_and_nothing_is_left_to_confirm():
    verdicts = eligibility(a_situation())
    assert may_submit(verdicts)
    assert to_confirm(verdicts) == ()


def test_a_service_names_the_rules_that_apply_to_it():
    verdicts = eligibility(a_situation(), preconditions=["str_active", "nik_active"])
    assert [verdict.rule for verdict in verdicts] == ["nik_active", "str_active"]
    assert {verdict.rule for verdict in eligibility(a_situation())} == set(RULES)


def test_silent_sources_stop_nobody_and_are_all_to_be_confirmed():
    verdicts = eligibility(
        a_situation(request=Request.RENEWAL, replaces="x", match=None, registrations=None, licences=None)
    )
    assert may_submit(verdicts)
    assert {verdict.rule for verdict in to_confirm(verdicts)} == {
        "nik_active",
        "str_active",
        "str_matches_profession",
        "places_below_limit",
        "no_open_duplicate",
        "licence_to_replace",
        "credits_sufficient_on_renewal",
    }


def test_one_refusal_is_enough_and_all_reasons_are_told():
    verdicts = eligibility(a_situation(match=MatchVerdict(status=PersonStatus.DECEASED), registrations=()))
    assert not may_submit(verdicts)
    assert [verdict.code for verdict in verdicts if verdict.outcome is REFUSED] == [
        "person-deceased",
        "registration-none",
    ]


NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


def the_situation(*facts: Fact, purpose: Purpose = Purpose.SUBMISSION) -> Situation:
    return situation_of(
        facts,
        request=Request.RENEWAL,
        profession="perawat",
        mode=Mode.FACILITY,
        allowed_modes=frozenset(Mode),
        on=FRIDAY,
        purpose=purpose,
        now=NOON,
    )


def test_answers_of_the_registries_make_the_situation():
    values = {
        Key.PERSON_STATUS: MatchVerdict(status=PersonStatus.FOUND),
        Key.REGISTRATIONS: (a_registration(valid_until=FRIDAY),),
        Key.LICENCES: (),
        Key.CREDITS: CreditsVerdict.INSUFFICIENT,
    }
    facts = [answered(key, value, purpose=Purpose.SUBMISSION, at=NOON) for key, value in values.items()]
    situation = the_situation(*facts)
    assert (situation.match, situation.registrations, situation.licences, situation.credits) == tuple(values.values())


def test_what_is_pending_typed_or_too_old_counts_as_silence():
    hours_ago = answered(Key.REGISTRATIONS, (a_registration(),), purpose=Purpose.PREFILL, at=NOON - timedelta(hours=2))
    situation = the_situation(
        hours_ago,
        pending(Key.LICENCES, purpose=Purpose.SUBMISSION, at=NOON),
        typed(Key.CREDITS, "sufficient", purpose=Purpose.SUBMISSION, at=NOON),
    )
    assert (situation.registrations, situation.licences, situation.credits, situation.match) == (None,) * 4
    assert the_situation(hours_ago, purpose=Purpose.PREFILL).registrations is not None


@pytest.mark.parametrize(
    ("issued_on", "registration_ends", "ends"),
    [
        (date(2026, 11, 20), None, date(2031, 11, 20)),
        (date(2026, 11, 20), date(2028, 3, 1), date(2028, 3, 1)),
        (date(2026, 11, 20), date(2040, 3, 1), date(2031, 11, 20)),
        (date(2028, 2, 29), None, date(2033, 2, 28)),
    ],
)
def test_a_licence_lasts_five_years_but_not_beyond_a_dated_registration(issued_on, registration_ends, ends):
    assert licence_ends_on(issued_on, a_registration(valid_until=registration_ends)) == ends


def test_a_licence_that_only_the_region_s_archive_knows_can_be_renewed_and_holds_its_place():
    national, archived = a_licence(number="503/1"), a_licence("P-2", number="503/2/ARSIP")
    both = with_regional((national,), (archived, national))
    assert both == (national, archived)
    asked = {"request": Request.RENEWAL, "profession": "perawat"}
    assert licence_to_replace((national,), replaces=archived.number, **asked).outcome is Outcome.UNKNOWN
    assert licence_to_replace(both, replaces=archived.number, **asked).outcome is Outcome.OK
    assert with_regional(None, (archived,)) is None, "an archive cannot speak for all regions"
