from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from mpp.foundation.actor import ANYONE, Actor
from mpp.foundation.cipher import blind_index
from mpp.foundation.clock import local_date
from mpp.foundation.errors import Forbidden, NotFound
from mpp.foundation.ids import uuid7
from mpp.tenancy.operations.appoint import (
    AlreadyAppointed,
    NikUnreadable,
    NotYoursToAppoint,
    PeriodImpossible,
    PostDoesNotFit,
    PostTaken,
)
from mpp.tenancy.operations.end_appointment import AppointmentOver, end_appointment
from mpp.tenancy.operations.found_agency import AgencyExists
from mpp.tenancy.queries import agencies, agency, capacities_of, officer_names, posts
from mpp.tenancy.queries.signing import signer_of
from mpp.tenancy.rules import AgencyKind, PostState, Tenure
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, NOW, TODAY, a_region, an_admin, an_agency, appointed

pytestmark = pytest.mark.django_db

SIGNER_NIK, OTHER_NIK = "3279021408700001", "3279030211820001"


def test_an_office_is_founded_once():
    banjar = a_region()
    an_agency(banjar)
    assert [office.name_id for office in agencies(banjar.id)] == ["Dinas Kesehatan Kota Banjar"]
    assert agency(banjar.id, AgencyKind.DPMPTSP) is None
    with pytest.raises(AgencyExists):
        an_agency(banjar)


def test_an_appointed_head_signs_from_the_first_day_to_the_last():
    banjar = a_region()
    dinkes = an_agency(banjar)
    appointed(banjar, "kepala_dinkes", agency_id=dinkes, starts_on=date(2026, 1, 5), ends_on=date(2026, 12, 31))

    assert signer_of(banjar.id, "kepala_dinkes", on=date(2026, 1, 4)) is None
    signer = signer_of(banjar.id, "kepala_dinkes", on=date(2026, 12, 31))
    assert (signer.name, signer.capacity) == ("Ujang Koswara", "Kepala Dinas Kesehatan Kota Banjar")
    assert signer.nik == SIGNER_NIK
    assert SIGNER_NIK not in repr(signer)
    assert signer_of(banjar.id, "kepala_dinkes", on=date(2027, 1, 1)) is None


def test_who_stands_in_signs_in_the_acting_capacity():
    banjar = a_region()
    dinkes = an_agency(banjar)
    appointed(banjar, "kepala_dinkes", agency_id=dinkes)
    appointed(
        banjar,
        "kepala_dinkes",
        agency_id=dinkes,
        tenure=Tenure.PLH,
        nik=OTHER_NIK,
        name="Asep Saepudin Jamil",
        starts_on=date(2026, 7, 1),
        ends_on=date(2026, 7, 10),
    )
    acting = signer_of(banjar.id, "kepala_dinkes", on=TODAY)
    assert (acting.name, acting.capacity) == ("Asep Saepudin Jamil", "Plh. Kepala Dinas Kesehatan Kota Banjar")
    assert signer_of(banjar.id, "kepala_dinkes", on=date(2026, 7, 11)).name == "Ujang Koswara"


@pytest.mark.parametrize("tenure", [Tenure.DEFINITIVE, Tenure.PLT])
def test_a_held_signing_post_is_not_given_twice(tenure):
    banjar = a_region()
    dinkes = an_agency(banjar)
    appointed(banjar, "kepala_dinkes", agency_id=dinkes, ends_on=date(2026, 12, 31))
    with pytest.raises(PostTaken):
        appointed(banjar, "kepala_dinkes", agency_id=dinkes, tenure=tenure, nik=OTHER_NIK, starts_on=date(2026, 12, 31))
    appointed(banjar, "kepala_dinkes", agency_id=dinkes, tenure=tenure, nik=OTHER_NIK, starts_on=date(2027, 1, 1))


def test_many_verifiers_work_side_by_side_but_nobody_twice():
    banjar = a_region()
    dinkes = an_agency(banjar)
    appointed(banjar, "verifikator_dinkes", agency_id=dinkes)
    appointed(banjar, "verifikator_dinkes", agency_id=dinkes, nik=OTHER_NIK)
    with pytest.raises(AlreadyAppointed):
        appointed(banjar, "verifikator_dinkes", agency_id=dinkes, nik=OTHER_NIK)


def test_a_post_belongs_to_its_kind_of_office():
    banjar = a_region()
    dinkes = an_agency(banjar)
    with pytest.raises(PostDoesNotFit):
        appointed(banjar, "kepala_dpmptsp", agency_id=dinkes)
    with pytest.raises(PostDoesNotFit):
        appointed(banjar, "verifikator_dinkes")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"nik": "123"}, NikUnreadable),
        ({"starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 31)}, PeriodImpossible),
        ({"role": "pemohon"}, NotYoursToAppoint),
        ({"role": "admin_nasional"}, NotYoursToAppoint),
    ],
)
def test_impossible_appointments_are_refused(changes, refusal):
    banjar = a_region()
    with pytest.raises(refusal):
        appointed(banjar, **({"role": "admin_daerah"} | changes))


def test_an_administrator_appoints_in_the_own_region_only():
    banjar, bangli = a_region(), a_region("kabupaten-bangli")
    dinkes = an_agency(bangli)
    with pytest.raises(NotYoursToAppoint):
        appointed(bangli, "verifikator_dinkes", agency_id=dinkes, actor=an_admin(banjar))
    with pytest.raises(NotFound):
        appointed(banjar, "verifikator_dinkes", agency_id=dinkes)


def test_the_nation_appoints_the_first_administrator_of_a_region_and_nobody_else():
    banjar = a_region()
    appointed(banjar, "admin_daerah", actor=A_NATIONAL_ADMIN)
    with pytest.raises(NotYoursToAppoint):
        appointed(banjar, "admin_gerai", actor=A_NATIONAL_ADMIN)


@pytest.mark.parametrize("actor", [ANYONE, Actor(role="pemohon", account_id=uuid7()), Actor(role="kepala_dinkes")])
def test_nobody_else_appoints(actor):
    banjar = a_region()
    with pytest.raises(Forbidden):
        appointed(banjar, "admin_daerah", actor=actor)


def test_a_form_sent_twice_appoints_once():
    banjar = a_region()
    sent = {"appointment_id": uuid7(), "actor": an_admin(banjar), "key": str(uuid7())}
    assert appointed(banjar, "admin_daerah", **sent) == appointed(banjar, "admin_daerah", **sent)
    (post,) = [post for post in posts(banjar.id, on=TODAY) if post.role == "admin_daerah"]
    assert [holder.appointment_id for holder in post.holders] == [sent["appointment_id"]]


def test_an_ended_appointment_keeps_its_last_day():
    banjar = a_region()
    dinkes = an_agency(banjar)
    appointment_id = appointed(banjar, "kepala_dinkes", agency_id=dinkes)
    end_appointment(appointment_id=appointment_id, ends_on=TODAY, actor=an_admin(banjar), now=NOW)

    assert signer_of(banjar.id, "kepala_dinkes", on=TODAY) is not None
    assert signer_of(banjar.id, "kepala_dinkes", on=date(2026, 7, 7)) is None
    with pytest.raises(AppointmentOver):
        end_appointment(appointment_id=appointment_id, ends_on=date(2026, 8, 1), actor=an_admin(banjar), now=NOW)


def test_an_appointment_cannot_end_before_it_began():
    banjar = a_region()
    appointment_id = appointed(banjar, "admin_daerah")
    with pytest.raises(PeriodImpossible):
        end_appointment(appointment_id=appointment_id, ends_on=date(2026, 1, 4), actor=an_admin(banjar), now=NOW)


def test_another_region_cannot_even_learn_of_an_appointment():
    banjar, bangli = a_region(), a_region("kabupaten-bangli")
    appointment_id = appointed(banjar, "admin_daerah")
    with pytest.raises(NotFound):
        end_appointment(appointment_id=appointment_id, ends_on=TODAY, actor=an_admin(bangli), now=NOW)


def test_posts_show_what_is_filled_acting_vacant_and_coming():
    banjar = a_region()
    dinkes = an_agency(banjar)
    an_agency(banjar, AgencyKind.DPMPTSP, "DPMPTSP")
    appointed(banjar, "kepala_dinkes", agency_id=dinkes, tenure=Tenure.PLT)
    appointed(banjar, "verifikator_dinkes", agency_id=dinkes, nik=OTHER_NIK, starts_on=date(2026, 8, 1))
    found = {post.role: post for post in posts(banjar.id, on=TODAY)}

    assert found["kepala_dinkes"].state is PostState.ACTING
    assert found["kepala_dpmptsp"].state is PostState.VACANT
    assert found["verifikator_dinkes"].state is PostState.VACANT
    assert [holder.starts_on for holder in found["verifikator_dinkes"].coming] == [date(2026, 8, 1)]
    assert "kepala_disdukcapil" not in found, "the region has no such office"
    assert "admin_nasional" not in found


def test_posts_cost_the_same_queries_for_one_officer_and_for_three(django_assert_num_queries):
    banjar = a_region()
    dinkes = an_agency(banjar)
    for count, nik in enumerate(["3279030211820001", "3279045901900001", "3279021408700001"], start=1):
        appointed(banjar, "verifikator_dinkes", agency_id=dinkes, nik=nik)
        if count in (1, 3):
            with django_assert_num_queries(2):
                posts(banjar.id, on=TODAY)


def test_the_first_sign_in_finds_the_posts_of_a_person_by_the_index_of_the_nik():
    banjar = a_region()
    dinkes = an_agency(banjar)
    appointed(banjar, "kepala_dinkes", agency_id=dinkes)
    appointed(banjar, "admin_daerah", ends_on=date(2026, 7, 5))
    (capacity,) = capacities_of(blind_index(SIGNER_NIK), at=NOW)
    assert (capacity.role, capacity.region_id, capacity.agency_id) == ("kepala_dinkes", banjar.id, dinkes)
    assert capacity.region_slug == "kota-banjar"
    assert officer_names([capacity.officer_id]) == {capacity.officer_id: "Ujang Koswara"}
    assert capacities_of(blind_index(OTHER_NIK), at=NOW) == ()


def test_a_post_begins_at_midnight_of_its_own_region():
    asmat, banjar = a_region("kabupaten-asmat"), a_region()
    appointed(asmat, "admin_daerah", starts_on=date(2026, 7, 7))
    appointed(banjar, "admin_gerai", starts_on=date(2026, 7, 7))
    midnight_in_asmat = datetime(2026, 7, 6, 15, 0, tzinfo=UTC)
    assert [found.role for found in capacities_of(blind_index(SIGNER_NIK), at=midnight_in_asmat)] == ["admin_daerah"]


def test_a_nik_never_lies_in_clear_in_the_database():
    banjar = a_region()
    appointed(banjar, "admin_daerah")
    with connection.cursor() as cursor:
        cursor.execute("SELECT nik_sealed, nik_index, name FROM tenancy_officer")
        (sealed, index, name) = cursor.fetchone()
    assert SIGNER_NIK.encode() not in bytes(sealed) + bytes(index)
    assert name == "Ujang Koswara"


@pytest.mark.parametrize(
    ("slug", "midnight"),
    [
        ("kota-banjar", datetime(2026, 11, 19, 17, tzinfo=UTC)),  # 00:00 WIB on 20 November
        ("kabupaten-bangli", datetime(2026, 11, 19, 16, tzinfo=UTC)),  # WITA
        ("kabupaten-asmat", datetime(2026, 11, 19, 15, tzinfo=UTC)),  # WIT
    ],
)
def test_queue_and_right_to_sign_pass_to_who_acts_at_the_stroke_of_the_day_and_back_again(slug, midnight):
    region = a_region(slug)
    dinkes = an_agency(region)
    head = {"agency_id": dinkes, "nik": SIGNER_NIK, "name": "Ujang Koswara"}
    acting = {"agency_id": dinkes, "nik": OTHER_NIK, "name": "Asep", "tenure": Tenure.PLH}
    appointed(region, "kepala_dinkes", **head)
    appointed(region, "kepala_dinkes", **acting, starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 20))

    def holds_the_post(at):
        return [post.tenure for post in capacities_of(blind_index(OTHER_NIK), at=at)]

    def signs(at):
        return signer_of(region.id, "kepala_dinkes", on=local_date(at, region.timezone)).capacity

    a_second, a_day = timedelta(seconds=1), timedelta(days=1)
    whole = f"Kepala Dinas Kesehatan {region.name}"
    assert (holds_the_post(midnight - a_second), signs(midnight - a_second)) == ([], whole)
    assert (holds_the_post(midnight), signs(midnight)) == ([Tenure.PLH], f"Plh. {whole}")
    assert (holds_the_post(midnight + a_day - a_second), signs(midnight + a_day - a_second)) == (
        [Tenure.PLH],
        f"Plh. {whole}",
    )
    assert (holds_the_post(midnight + a_day), signs(midnight + a_day)) == ([], whole)
