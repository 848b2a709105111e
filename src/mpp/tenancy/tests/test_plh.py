"""A head who will be away gives the post to an officer of the office, for days and in part, and takes it back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mpp.foundation.actor import Actor
from mpp.foundation.cipher import blind_index
from mpp.foundation.clock import local_date, utc_now
from mpp.foundation.errors import Forbidden, NotFound
from mpp.foundation.ids import uuid7
from mpp.identity.seeding import seed_office_factor
from mpp.tenancy.operations.appoint import AlreadyAppointed, PeriodImpossible, PostTaken
from mpp.tenancy.operations.end_appointment import AppointmentOver
from mpp.tenancy.operations.name_plh import Absence, AbsenceTooLong, NotYoursToPassOn, StandInNotEligible, name_plh
from mpp.tenancy.operations.recall_plh import recall_plh
from mpp.tenancy.queries import capacities_of, posts
from mpp.tenancy.queries.signing import eligible_stand_ins, signer_of, stand_ins, standing
from mpp.tenancy.rules import PLH_LASTS_AT_MOST, AbsenceReason, PostState, Remit, Tenure, is_passed_on, who_acts
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, NOW, TODAY, a_region, an_admin, an_agency, appointed
from tests.support.signed_in import signed_in

HEAD, DEPUTY, OTHER = "3279021408700001", "3279030211820001", "3279014101900001"
ROLE = "kepala_dinkes"
LAST = TODAY + timedelta(days=4)


class Office:
    """A health office with its head, two verifiers of whom one can enter the post, and the actor of the head."""

    def __init__(self, region) -> None:
        self.region = region
        self.agency = an_agency(region)
        appointed(region, ROLE, agency_id=self.agency, nik=HEAD)
        appointed(region, "verifikator_dinkes", agency_id=self.agency, nik=DEPUTY, name="Asep Saepudin Jamil")
        appointed(region, "verifikator_dinkes", agency_id=self.agency, nik=OTHER, name="Dadan Ramdani")
        seed_office_factor(DEPUTY, "Asep Saepudin Jamil", now=NOW)

    def officer(self, nik):
        return next(post.officer_id for post in capacities_of(blind_index(nik), at=NOW))

    def actor(self, nik, role=ROLE) -> Actor:
        return Actor(
            role=role,
            region_id=self.region.id,
            person_id=uuid7(),
            account_id=uuid7(),
            officer_id=self.officer(nik),
            agency_id=self.agency,
        )

    def away(self, *, by=HEAD, to=DEPUTY, starts_on=TODAY, ends_on=LAST, remit=Remit(), now=NOW):  # noqa: B008  # frozen
        appointment_id = uuid7()
        absence = Absence(starts_on=starts_on, ends_on=ends_on, reason=AbsenceReason.LEAVE, remit=remit)
        name_plh(
            appointment_id=appointment_id,
            officer_id=self.officer(to),
            absence=absence,
            actor=self.actor(by),
            now=now,
        )
        return appointment_id

    def signer(self, on, service="sip-perawat"):
        found = signer_of(self.region.id, ROLE, on=on, service=service)
        return (found.name, found.capacity) if found else None


OWN = ("Ujang Koswara", "Kepala Dinas Kesehatan Kota Banjar")
ACTING = ("Asep Saepudin Jamil", "Plh. Kepala Dinas Kesehatan Kota Banjar")


@pytest.fixture
def office(db) -> Office:
    return Office(a_region())


def test_the_signature_passes_on_the_first_day_and_returns_after_the_last(office):
    first = TODAY + timedelta(days=1)
    office.away(starts_on=first)
    assert office.signer(TODAY) == OWN
    assert [office.signer(day) for day in (first, LAST)] == [ACTING, ACTING]
    assert office.signer(LAST + timedelta(days=1)) == OWN


def test_the_post_is_entered_by_the_plh_from_midnight_in_the_region_on(office):
    office.away(starts_on=TODAY + timedelta(days=1))

    def roles(at):
        return {(post.role, post.tenure) for post in capacities_of(blind_index(DEPUTY), at=at)}

    midnight = NOW.replace(hour=17, minute=0)  # 00:00 in Jakarta
    assert (ROLE, Tenure.PLH) not in roles(midnight - timedelta(seconds=1))
    assert (ROLE, Tenure.PLH) in roles(midnight)


def test_the_administrator_sees_who_stands_in_and_why(office):
    office.away()
    [post] = [post for post in posts(office.region.id, on=TODAY) if post.role == ROLE]
    assert post.state is PostState.ACTING
    assert [(each.tenure, each.reason) for each in post.holders] == [(Tenure.DEFINITIVE, ""), (Tenure.PLH, "leave")]


def test_only_officers_of_the_office_who_can_enter_a_post_may_stand_in(office):
    head = office.actor(HEAD)
    assert list(eligible_stand_ins(actor=head, on=TODAY).values()) == ["Asep Saepudin Jamil"]
    with pytest.raises(StandInNotEligible):
        office.away(to=OTHER)
    with pytest.raises(StandInNotEligible):
        office.away(to=HEAD)


@pytest.mark.parametrize(
    ("days", "refusal"),
    [
        ((-1, 2), PeriodImpossible),
        ((3, 2), PeriodImpossible),
        ((0, PLH_LASTS_AT_MOST.days), AbsenceTooLong),
    ],
)
def test_impossible_absences_are_refused(office, days, refusal):
    first, last = (TODAY + timedelta(days=number) for number in days)
    with pytest.raises(refusal):
        office.away(starts_on=first, ends_on=last)


def test_one_stands_in_at_a_time(office):
    office.away()
    with pytest.raises(AlreadyAppointed):
        office.away(starts_on=LAST, ends_on=LAST)
    seed_office_factor(OTHER, "Dadan Ramdani", now=NOW)
    with pytest.raises(PostTaken):
        office.away(to=OTHER, starts_on=LAST, ends_on=LAST)
    office.away(to=OTHER, starts_on=LAST + timedelta(days=1), ends_on=LAST + timedelta(days=1))


def test_whoever_stands_in_passes_nothing_on_and_takes_nothing_back(office):
    plh = office.away()
    seed_office_factor(OTHER, "Dadan Ramdani", now=NOW)
    with pytest.raises(NotYoursToPassOn):
        office.away(by=DEPUTY, to=OTHER, starts_on=LAST + timedelta(days=1), ends_on=LAST + timedelta(days=2))
    with pytest.raises(NotFound):
        recall_plh(appointment_id=plh, actor=office.actor(DEPUTY), now=NOW)


def test_no_head_passes_on_what_he_will_not_hold_any_more(db):
    banjar = a_region()
    office = Office.__new__(Office)
    office.region, office.agency = banjar, an_agency(banjar)
    appointed(banjar, ROLE, agency_id=office.agency, nik=HEAD, ends_on=TODAY + timedelta(days=1))
    appointed(banjar, "verifikator_dinkes", agency_id=office.agency, nik=DEPUTY)
    seed_office_factor(DEPUTY, "Asep Saepudin Jamil", now=NOW)
    with pytest.raises(NotYoursToPassOn):
        office.away()


def test_a_verifier_names_nobody(office):
    absence = Absence(starts_on=TODAY, ends_on=LAST, reason=AbsenceReason.LEAVE, remit=Remit())
    with pytest.raises(Forbidden):
        name_plh(
            appointment_id=uuid7(),
            officer_id=office.officer(DEPUTY),
            absence=absence,
            actor=office.actor(OTHER, "verifikator_dinkes"),
            now=NOW,
        )


@pytest.mark.parametrize("who", ["head", "administrator"])
def test_head_and_administrator_take_the_post_back_at_once(office, who):
    plh = office.away()
    actor = office.actor(HEAD) if who == "head" else an_admin(office.region)
    recall_plh(appointment_id=plh, actor=actor, now=NOW)
    assert office.signer(TODAY) == OWN
    assert stand_ins(actor=office.actor(HEAD), on=TODAY) == ()
    assert (ROLE, Tenure.PLH) not in {(post.role, post.tenure) for post in capacities_of(blind_index(DEPUTY), at=NOW)}
    office.away()
    with pytest.raises(NotFound):
        recall_plh(appointment_id=plh, actor=actor, now=NOW)


def test_what_is_over_is_not_taken_back_and_another_regions_is_not_known(office):
    plh = office.away(ends_on=TODAY)
    with pytest.raises(NotFound):
        recall_plh(appointment_id=plh, actor=replace(an_admin(office.region), region_id=office.region.id + 1), now=NOW)
    with pytest.raises(AppointmentOver):
        recall_plh(appointment_id=plh, actor=an_admin(office.region), now=NOW + timedelta(days=1))


def test_what_was_not_passed_on_stays_with_the_head(office):
    office.away(remit=Remit(services=("sip-perawat",)))
    assert office.signer(TODAY) == ACTING
    assert office.signer(TODAY, service="sip-dokter") == OWN
    held = standing(office.region.id, ROLE, on=TODAY)
    assert who_acts(held, service="sip-perawat", act="reject").name == ACTING[0]


CODES = st.sampled_from(["a", "b", "c"])
REMITS = st.builds(
    lambda services, acts: Remit(services=tuple(services), acts=tuple(acts)), st.sets(CODES), st.sets(CODES)
)


class Someone:
    def __init__(self, remit) -> None:
        self.officer_id, self.remit = uuid7(), remit


@given(remit=REMITS, service=CODES, act=CODES)
def test_every_act_is_exactly_one_of_the_two_officers(remit, service, act):
    stand_in, head = Someone(remit), Someone(Remit())
    held = [stand_in, head]
    theirs = [not is_passed_on(held, each.officer_id, service=service, act=act) for each in (stand_in, head)]
    assert theirs in ([True, False], [False, True])
    assert theirs[0] is remit.covers(service=service, act=act)


@given(remit=REMITS, service=CODES, act=CODES)
def test_without_a_head_nobody_goes_beyond_what_he_was_given(remit, service, act):
    alone = Someone(remit)
    passed_on = is_passed_on([alone], alone.officer_id, service=service, act=act)
    assert passed_on is not remit.covers(service=service, act=act)


def test_an_empty_post_refuses_nobody_here():
    assert not is_passed_on([], uuid7(), service="a", act="a")


def test_the_administrator_sends_the_plh_back_from_the_page_of_offices(office):
    appointed(office.region, "admin_daerah", nik=OTHER, name="Dadan Ramdani", actor=A_NATIONAL_ADMIN)
    admin = signed_in(OTHER, name="Dadan Ramdani", role="admin_daerah")
    today = local_date(utc_now(), "Asia/Jakarta")
    plh = office.away(starts_on=today, ends_on=today, now=utc_now())
    shown = admin.get("/kota-banjar/petugas/kantor").content.decode()
    assert "Ditunjuk oleh pejabatnya sendiri" in shown
    address = f"/kota-banjar/petugas/kantor/jabatan/{plh}/akhiri"
    assert address in shown
    assert "Cabut sekarang" in admin.get(address).content.decode()
    assert admin.post(address, {"cabut": "ya"})["Location"].endswith("selesai=dicabut")
    assert "Ditunjuk oleh pejabatnya sendiri" not in admin.get("/kota-banjar/petugas/kantor").content.decode()
