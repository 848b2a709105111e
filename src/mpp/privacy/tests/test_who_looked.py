"""Each look of an officer at a person's data is kept, and told to that person alone."""

from datetime import timedelta

import pytest

from mpp.applications.tests.builders import (
    ANOTHER_NURSE,
    NAMES,
    NURSE,
    a_nurse,
    a_submitted_case,
    a_verified_case,
    an_issued_case,
)
from mpp.documents.queries import document_of
from mpp.foundation import looks
from mpp.foundation.actor import system
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.foundation.looks import VISIT, Opened, looks_at
from mpp.privacy.rules import is_named
from mpp.privacy.tests.pages import text
from mpp.tenancy.rules import ROLES
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/akun/siapa-melihat"


def desk(application_id) -> str:
    return f"/kota-banjar/petugas/permohonan/{application_id}/"


def seen(nurse):
    return looks_at(nurse.person_id, actor=nurse)


def test_a_case_an_officer_opens_is_told_to_its_applicant_with_office_time_and_purpose(
    office, nurse, owner, as_officer
):
    case = a_submitted_case(office, nurse)
    as_officer(office.clerk).get(desk(case.application_id))
    shown = text(owner.get(PAGE))
    assert f"Membuka permohonan Anda {case.reference}" in shown
    assert "Verifikator DPMPTSP" in shown
    assert "Untuk memproses permohonan Anda." in shown
    [look] = seen(nurse)
    assert (look.officer_id, look.agency_id) == (office.clerk.officer_id, office.clerk.agency_id)


def test_a_letter_an_officer_downloads_is_told(office, nurse, owner, as_officer):
    application_id = an_issued_case(office, nurse)
    document = document_of(application_id, actor=system(office.region.id))
    assert as_officer(office.health_officer).get(f"/dokumen/{document.id}").status_code == 200
    assert [look.kind for look in seen(nurse)] == [Opened.LETTER]
    assert "Mengunduh surat Anda" in text(owner.get(PAGE))


def test_the_same_page_opened_again_at_once_is_one_visit_and_later_another(office, nurse, as_officer):
    case, now = a_submitted_case(office, nurse), utc_now()
    for at in (now, now + timedelta(minutes=5), now + VISIT + timedelta(minutes=6)):
        looks.note(Opened.CASE, case.application_id, of=nurse.person_id, actor=office.clerk, now=at)
    looks.note(Opened.CASE, case.application_id, of=nurse.person_id, actor=office.another_clerk, now=now)
    assert len(seen(nurse)) == 3


def test_one_s_own_look_and_the_worklist_are_no_looks(office, nurse, owner, as_officer):
    case = a_submitted_case(office, nurse)
    owner.get(f"/kota-banjar/permohonan/{case.application_id}/")
    as_officer(office.clerk).get("/kota-banjar/petugas/")
    assert seen(nurse) == ()


def test_a_case_that_is_not_the_officer_s_to_see_leaves_no_look(office, nurse, as_officer):
    case = a_submitted_case(office, nurse)
    assert as_officer(office.health_head).get(desk(case.application_id)).status_code == 404
    assert seen(nurse) == ()


def test_nobody_reads_who_looked_at_somebody_else(office, nurse, as_officer):
    as_officer(office.clerk).get(desk(a_submitted_case(office, nurse).application_id))
    other = a_nurse(office, ANOTHER_NURSE)
    assert looks_at(nurse.person_id, actor=other) == ()
    assert "Belum ada petugas" in text(signed_in(ANOTHER_NURSE, name=NAMES[ANOTHER_NURSE]).get(PAGE))


def test_whoever_signs_is_named_and_others_stand_for_their_office(office, nurse, owner, as_officer):
    case = a_verified_case(office, nurse)
    looks.note(Opened.CASE, case.application_id, of=nurse.person_id, actor=office.head, now=utc_now())
    looks.note(Opened.CASE, case.application_id, of=nurse.person_id, actor=office.clerk, now=utc_now())
    shown = text(owner.get(PAGE))
    assert "Tati Sumiati, Kepala DPMPTSP" in shown
    assert "Dadan Ramdani" not in shown
    assert {role for role in ROLES if is_named(role)} == {"kepala_dpmptsp", "kepala_dinkes", "kepala_disdukcapil"}


def test_a_long_list_is_leafed_through_without_losing_or_repeating_a_line(office, nurse, owner):
    start = utc_now() - timedelta(days=1)
    for minute in range(60):
        at = start + timedelta(minutes=minute)
        looks.note(Opened.CASE, uuid7(), of=nurse.person_id, actor=office.clerk, now=at)
    found, address = 0, PAGE
    while address:
        answer = owner.get(address)
        found += answer.content.decode().count("mpp-timeline__title")
        older = [part for part in answer.content.decode().split('"') if part.startswith(f"{PAGE}?sebelum=")]
        address = older[0].replace("&amp;", "&") if older else ""
    assert found == 60


@pytest.mark.parametrize("typed", ["?sebelum=kemarin", "?sebelum=2026-11-20", "?daftar=x", "?daftar=sumber&sebelum=0"])
def test_an_address_changed_by_hand_shows_the_first_page(owner, typed):
    assert owner.get(PAGE + typed).status_code == 200


def test_what_registries_were_asked_about_me_is_told_with_its_purpose(office, nurse, owner):
    a_submitted_case(office, nurse)
    shown = text(owner.get(f"{PAGE}?daftar=sumber"))
    assert "Konsil Kesehatan Indonesia (KKI)" in shown
    assert "Untuk mengisi permohonan." in shown
    assert "MPP Digital untuk Kota Banjar" in shown


def test_a_nik_typed_as_basis_of_a_look_is_masked(office, nurse):
    looks.note(
        Opened.CASE, uuid7(), of=nurse.person_id, actor=office.clerk, now=utc_now(), basis=f"Surat tentang {NURSE}"
    )
    [look] = seen(nurse)
    assert NURSE not in look.basis
