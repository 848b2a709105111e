"""What applying costs people: counted at the first handing in, added up by region, never told of few."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mpp.applications.content import Gap
from mpp.applications.figures import FEW, Sums, with_few_together
from mpp.applications.operations.return_for_correction import return_for_correction
from mpp.applications.queries.figures import handed_in, handed_in_nation
from mpp.applications.tests.builders import (
    NAMES,
    NOON,
    NURSE,
    a_submitted_case,
    hand_in,
    the_case,
)
from mpp.foundation.actor import system
from mpp.foundation.clock import utc_now
from mpp.tenancy.tests.builders import appointed
from tests.support.signed_in import signed_in

ADMIN = "3171010101800001"
MONTH = timedelta(days=30)
SINCE, UNTIL = NOON - MONTH, NOON + timedelta(minutes=1)

sums = st.builds(lambda n, known, typed, uploads: Sums(n, n, known, typed, uploads), *[st.integers(0, 12)] * 4)


@given(st.dictionaries(st.integers(1, 30), sums))
def test_no_region_with_few_applications_can_be_told_from_the_figures(by_region):
    shown, together, few = with_few_together(by_region)
    assert all(each.applications >= FEW for each in shown.values())
    assert together.applications == 0 or together.applications >= FEW
    assert len(shown) + few == len(by_region)


def test_averages_count_only_applications_that_keep_how_they_were_filled():
    found = Sums(applications=10, counted=4, known=60, typed=20, uploads=2)
    assert (found.fields_each, found.typed_each, found.known_share, found.uploads_each) == (20, 5, 0.75, 0.5)
    assert Sums(applications=3).known_share is None


def test_the_figures_of_a_region_are_what_the_receipt_says(office, nurse):
    receipt = a_submitted_case(office, nurse)
    found = handed_in(actor=system(office.region.id), since=SINCE, until=UNTIL)
    assert (found.applications, found.counted, found.uploads) == (1, 1, 0)
    page = signed_in(NURSE, name=NAMES[NURSE]).get(f"/kota-banjar/permohonan/{receipt.application_id}/terkirim")
    assert f"Anda mengisi {found.typed} dari {found.typed + found.known} data" in page.content.decode()


def test_what_comes_back_after_a_return_counts_once_as_it_was_first_handed_in(office, nurse):
    first = a_submitted_case(office, nurse)
    back = return_for_correction(
        application_id=first.application_id,
        version=first.version,
        gaps=(Gap("schedule", "Jam praktik belum jelas."),),
        actor=office.clerk,
        now=NOON,
    )
    actor = system(office.region.id)
    before = handed_in(actor=actor, since=SINCE, until=UNTIL)
    hand_in(office, the_case(back.application_id, region_id=office.region.id).case, nurse)
    assert handed_in(actor=actor, since=SINCE, until=UNTIL) == before


def test_a_period_ends_where_the_next_begins(office, nurse):
    a_submitted_case(office, nurse)
    actor = system(office.region.id)
    assert handed_in(actor=actor, since=NOON - MONTH, until=NOON).applications == 0
    assert handed_in(actor=actor, since=NOON, until=NOON + MONTH).applications == 1


def test_a_region_sees_its_own_and_the_nation_sums_of_each(office, nurse):
    a_submitted_case(office, nurse)
    elsewhere = replace(system(office.region.id), region_id=office.region.id + 1)
    assert handed_in(actor=elsewhere, since=SINCE, until=UNTIL) == Sums()
    [(region_id, found)] = handed_in_nation(actor=system(), since=SINCE, until=UNTIL).items()
    assert (region_id, found.applications) == (office.region.id, 1)


def test_the_administrator_of_a_region_reads_how_much_people_still_type(office, nurse):
    appointed(office.region, "admin_daerah", nik=ADMIN, name="Iwan")
    browser = signed_in(ADMIN, name="Iwan", role="admin_daerah")
    assert "Belum ada sumber yang ditanya." in browser.get("/kota-banjar/petugas/angka").content.decode()
    a_submitted_case(office, nurse, now=utc_now())
    html = browser.get("/kota-banjar/petugas/angka").content.decode()
    assert "data terisi dari sumber" in html
    assert "pertanyaan terjawab" in html
    assert NAMES[NURSE] not in html
    assert 'href="/kota-banjar/petugas/angka"' in browser.get("/kota-banjar/petugas/sumber").content.decode()


@pytest.mark.parametrize("role", ["admin_nasional", "pengawas_nasional"])
def test_the_nation_reads_figures_by_region_and_nothing_of_a_region_with_few(office, nurse, role, monkeypatch):
    appointed(None, role, nik=ADMIN, name="Ratna", actor=system())
    browser = signed_in(ADMIN, name="Ratna", role=role)
    a_submitted_case(office, nurse, now=utc_now())
    html = browser.get("/nasional/angka").content.decode()
    assert "1 daerah dengan kurang dari 5 permohonan tidak ditampilkan." in html
    assert "Kota Banjar" not in html
    monkeypatch.setattr("mpp.applications.figures.FEW", 1)
    html = browser.get("/nasional/angka").content.decode()
    assert "Kota Banjar" in html
    assert "1 permohonan" in html
    assert "0 berkas per permohonan" in html
    assert NAMES[NURSE] not in html
