"""What a region asks for beyond the nation, in an application: asked, handed in, read by the officer, frozen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mpp.applications.tests.builders import NOON, SERVICE, the_case
from mpp.applications.tests.walking import a_citizen, a_complete_draft, text
from mpp.catalogue import queries as catalogue
from mpp.catalogue.definition import LegalBasis, RequirementKind
from mpp.catalogue.local import LocalRequirement
from mpp.catalogue.operations.add_local_requirement import add_local_requirement
from mpp.eforms.words import Words
from mpp.foundation.ratelimit import buckets
from mpp.tenancy.tests.builders import an_admin
from mpp.uploads.examination.look import examine
from mpp.uploads.tests.builders import a_pdf
from tests.support.signed_in import signed_in
from tests.support.working import the_worker_works

pytestmark = pytest.mark.django_db
BASIS = LegalBasis(instrument="Perda 3/2021", article="Pasal 5")
PLAN = LocalRequirement(key="plan", name=Words("Denah lokasi", "Plan"), kind=RequirementKind.DOCUMENT, basis=BASIS)
WASTE = LocalRequirement(
    key="waste", name=Words("Saya memisahkan limbah", "I separate waste"), kind=RequirementKind.DATA, basis=BASIS
)


@pytest.fixture(autouse=True)
def a_quick_worker(settings, monkeypatch):
    settings.UPLOADS_SCANNER = lambda: None
    monkeypatch.setattr("mpp.uploads.checking.examined", examine)
    buckets.forget()


def the_region_asks(office, *requirements):
    for each in requirements:
        add_local_requirement(
            record_id=office.region.record_id,
            slug=SERVICE,
            requirement=each,
            actor=an_admin(office.region),
            now=NOON,
        )
    catalogue.forget()


def test_what_a_region_asks_for_is_asked_handed_in_and_read_by_the_officer(office, nurse):
    the_region_asks(office, PLAN, WASTE)
    walker = a_complete_draft(office)
    assert "Masih ada bagian yang belum diisi" in text(walker.get("periksa"))
    page = text(walker.get("isi/local"))
    for words in ("Denah lokasi", "Saya memisahkan limbah", "Dasar: Perda 3/2021, Pasal 5."):
        assert words in page
    sent = {"local_plan": SimpleUploadedFile("denah.pdf", a_pdf(), "application/pdf"), "local_waste": "yes"}
    assert walker.fill("local", sent).status_code == 302
    the_worker_works("uploads.")
    assert walker.hand_in().status_code == 302
    officer = signed_in(office.niks[office.clerk.officer_id], role=office.clerk.role)
    desk = text(officer.get(f"/{office.region.slug}/petugas/permohonan/{walker.id}/"))
    assert "Denah lokasi denah.pdf (PDF" in desk
    assert desk.count("Dasar: Perda 3/2021, Pasal 5.") == 2


def test_a_statement_that_is_not_ticked_is_asked_for_beside_its_words(office, nurse):
    the_region_asks(office, WASTE)
    walker = a_citizen()
    walker.begin()
    refused = walker.fill("local", {})
    assert refused.status_code == 422
    assert 'aria-describedby="local_waste-hint local_waste-error"' in refused.content.decode()


def test_who_began_before_the_region_asked_goes_on_as_begun(office, nurse):
    walker = a_complete_draft(office)
    the_region_asks(office, PLAN)
    assert walker.hand_in().status_code == 302
    case = the_case(walker.id, region_id=office.region.id).case
    assert "local_plan" not in case.opened().answers
