"""Whoever has no part in a case says why before it opens, and the applicant reads it."""

import pytest

from mpp.applications.tests.builders import a_submitted_case
from mpp.foundation.looks import looks_at
from mpp.privacy.tests.pages import text
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, appointed
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/nasional/pemeriksaan"
AUDITOR = "3171010101800001"


@pytest.fixture
def auditor(office):
    appointed(None, "auditor", nik=AUDITOR, name="Auditor", actor=A_NATIONAL_ADMIN)
    return signed_in(AUDITOR, name="Auditor", role="auditor")


@pytest.fixture
def case(office, nurse):
    return a_submitted_case(office, nurse)


def asked(case, **changed):
    return {
        "daerah": "kota-banjar",
        "nomor": case.reference,
        "tujuan": "supervision",
        "surat": "ST-12/2026 tanggal 3 Nov 2026",
    } | changed


def test_the_case_opens_with_a_purpose_and_the_applicant_reads_purpose_and_letter(auditor, case, nurse, owner):
    shown = text(auditor.post(PAGE, asked(case)))
    assert case.reference in shown
    assert "NENENG SITI ROHAENI" in shown
    read = text(owner.get("/akun/siapa-melihat"))
    assert "Auditor" in read
    assert "Untuk pengawasan (ST-12/2026 tanggal 3 Nov 2026)." in read


@pytest.mark.parametrize("missing", ["daerah", "nomor", "tujuan", "surat"])
def test_without_purpose_letter_region_or_number_nothing_opens_and_no_look_is_noted(auditor, case, nurse, missing):
    answer = auditor.post(PAGE, asked(case, **{missing: " "}))
    assert answer.status_code == 422
    assert "NENENG" not in text(answer)
    assert looks_at(nurse.person_id, actor=nurse) == ()


def test_a_name_finds_nothing_and_neither_does_a_number_of_another_region(auditor, case, nurse):
    for changed in ({"nomor": "NENENG"}, {"nomor": case.reference[:-1]}, {"daerah": "kabupaten-bangli"}):
        assert auditor.post(PAGE, asked(case, **changed)).status_code == 422
    assert looks_at(nurse.person_id, actor=nurse) == ()
