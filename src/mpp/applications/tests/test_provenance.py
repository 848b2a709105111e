"""What was handed in, what the letter says, and where each value of both comes from."""

import json
from io import BytesIO

import pytest
from pypdf import PdfReader

from mpp.applications.provenance import Origin, Value, provenance
from mpp.applications.tests.builders import ANOTHER_NURSE, NURSE, an_issued_case, the_case
from mpp.applications.tests.walking import FIRST, a_citizen, text
from mpp.documents.queries import document_of, signed_pdf
from mpp.evidence.rules.facts import LegalBasis, Source
from mpp.foundation.actor import system

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nurse")]


@pytest.fixture
def handed_in(office):
    walker = a_citizen(NURSE)
    walker.begin()
    walker.fill_all(FIRST)
    assert walker.hand_in().status_code == 302
    return walker


def test_the_receipt_tells_what_was_typed_and_where_the_rest_came_from(handed_in):
    shown = text(handed_in.get("isi"))
    assert "Isi permohonan" in shown
    assert "Konsil Kesehatan Indonesia (KKI)" in shown
    assert "untuk tugas pelayanan publik" in shown
    assert "dengan persetujuan pemilik data" in shown


def test_the_receipt_can_be_kept_as_a_pdf_in_the_language_of_the_page(handed_in):
    answer = handed_in.get("isi.pdf")
    assert answer["Content-Type"] == "application/pdf"
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    for words in ("Isi permohonan", "Konsil Kesehatan Indonesia", "Anda mengisi 6 dari"):
        assert words in " ".join(said.split())
    handed_in.browser.cookies["bahasa"] = "en"
    english = " ".join(page.extract_text() for page in PdfReader(BytesIO(handed_in.get("isi.pdf").content)).pages)
    assert "What the application says" in " ".join(english.split())


def test_a_draft_has_no_receipt_yet(office):
    walker = a_citizen(NURSE)
    walker.begin()
    assert walker.get("isi").status_code == 302
    assert walker.get("isi.pdf").status_code == 404


def test_nobody_else_gets_the_receipt(handed_in):
    other = a_citizen(ANOTHER_NURSE).browser
    assert other.get(f"{handed_in.base}/isi").status_code == 404
    assert other.get(f"{handed_in.base}/isi.pdf").status_code == 404


def test_every_value_of_a_letter_has_an_origin(office, nurse):
    case = the_case(an_issued_case(office, nurse), region_id=office.region.id)
    lines = {line.value: line for line in provenance(case.case.opened(), case.history, service_version=1)}
    assert set(lines) == set(Value)
    number = lines[Value.REGISTRATION_NUMBER]
    assert (number.origin, number.fact.source, number.fact.legal_basis) == (
        Origin.SOURCE,
        Source.KKI,
        LegalBasis.PUBLIC_TASK,
    )
    assert lines[Value.SCHEDULE].origin is Origin.HOLDER
    assert lines[Value.SIGNATORY].at is not None


def test_what_the_letter_prints_is_what_has_an_origin(office, nurse):
    application_id = an_issued_case(office, nurse)
    letter = document_of(application_id, actor=nurse)
    pdf = PdfReader(BytesIO(signed_pdf(letter.id, actor=system(office.region.id))))
    printed = json.loads(pdf.attachments["practice_licence.json"][0])
    said_elsewhere = {"format", "check_code", "verification", "government", "agency", "title", "nik", "issued_at"}
    assert set(printed) - said_elsewhere - {"is_automatic"} == {value.value for value in Value}
