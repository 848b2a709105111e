"""A head is away: queue, decisions and signature are the Plh.'s for those days, and the letter says so."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlencode

import pypdf
import pytest

from mpp.applications.operations._passed_on import PassedOn
from mpp.applications.operations.reject import reject
from mpp.applications.operations.take import take
from mpp.applications.tests.builders import NAMES, NURSE, a_nurse, a_recommended_case
from mpp.applications.tests.walking import text
from mpp.documents.queries import document_of, signed_pdf
from mpp.documents.tests.fakes import FakeSigner
from mpp.foundation.clock import local_date, utc_now
from mpp.tenancy.queries.signing import standing
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
PAGE, DESK = "/kota-banjar/petugas/berhalangan", "/kota-banjar/petugas/"


@pytest.fixture
def case(office):
    return a_recommended_case(office, a_nurse(office, NURSE), now=utc_now())


@pytest.fixture
def head(office):
    return signed_in(office.niks[office.head.officer_id], role=office.head.role)


@pytest.fixture
def deputy(office):
    """A verifier of the office who can enter a post."""
    signed_in(office.niks[office.clerk.officer_id], role=office.clerk.role)
    return office.clerk


def today(office):
    return local_date(utc_now(), office.region.timezone)


def asked(office, deputy, **said):
    return {
        "plh": str(deputy.officer_id),
        "mulai": today(office).isoformat(),
        "akhir": (today(office) + timedelta(days=2)).isoformat(),
        "alasan": "leave",
        "tindakan": ["approve", "reject", "return_for_correction"],
    } | said


def send(browser, said):
    shown = browser.get(PAGE).content.decode()
    mark = 'name="id" value="'
    said = {"id": shown.split(mark)[1].split('"')[0]} | said
    return browser.post(PAGE, urlencode(said, doseq=True), content_type="application/x-www-form-urlencoded")


def as_plh(office, deputy):
    return signed_in(office.niks[deputy.officer_id], role="kepala_dpmptsp")


def test_queue_and_signature_pass_to_the_plh_and_the_letter_names_the_capacity(office, case, head, deputy):
    sent = send(head, asked(office, deputy))
    assert (sent.status_code, sent["Location"]) == (302, f"{PAGE}?selesai=ditunjuk")
    shown = text(head.get(DESK))
    assert "Dadan Ramdani bertindak sebagai Plh. Kepala DPMPTSP Kota Banjar" in shown
    assert "hari ini: Dadan Ramdani" in shown
    path = f"{DESK}permohonan/{case.application_id}/"
    assert "Hari ini yang bertindak: Dadan Ramdani, Plh. Kepala DPMPTSP Kota Banjar." in text(head.get(path))
    given = {"version": case.version, "key": "a" * 16, "passphrase": FakeSigner.PASSPHRASE}
    refused = head.post(f"{path}tanda-tangan", given)
    assert refused.status_code == 403
    assert "dijalankan pejabat lain" in text(refused)

    stand_in = as_plh(office, deputy)
    assert NAMES[NURSE] in text(stand_in.get(DESK))
    assert stand_in.post(f"{path}tanda-tangan", given | {"key": "b" * 16}).status_code == 302
    letter = signed_pdf(document_of(case.application_id, actor=office.head).id, actor=office.head)
    assert b"signed by Dadan Ramdani" in letter
    printed = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(letter)).pages)
    assert "Plh." in printed


def test_the_head_takes_the_post_back_by_one_press(office, case, head, deputy):
    send(head, asked(office, deputy))
    [plh, _] = standing(office.region.id, "kepala_dpmptsp", on=today(office))
    sent = head.post(f"{PAGE}/{plh.appointment_id}/cabut")
    assert sent["Location"] == f"{PAGE}?selesai=dicabut"
    assert "bertindak sebagai Plh." not in text(head.get(DESK))
    take(application_id=case.application_id, version=case.version, actor=office.head, now=utc_now())


def test_an_act_that_was_not_passed_on_stays_with_the_head(office, case, head, deputy):
    send(head, asked(office, deputy, tindakan=["approve"]))
    stand_in = as_plh(office, deputy)
    path = f"{DESK}permohonan/{case.application_id}/"
    assert "Setujui dan tanda tangani" in text(stand_in.get(path))
    assert "Tolak permohonan" not in text(stand_in.get(path))
    said = {"reasons": "Alasan.", "legal_basis": "Dasar."}
    with pytest.raises(PassedOn):
        reject(
            application_id=case.application_id,
            version=case.version,
            actor=replace(deputy, role="kepala_dpmptsp"),
            now=utc_now(),
            **said,
        )
    reject(application_id=case.application_id, version=case.version, actor=office.head, now=utc_now(), **said)


def test_a_service_that_was_not_passed_on_is_not_in_the_hands_of_the_plh(office, case, head, deputy):
    send(head, asked(office, deputy, layanan=["sip-perawat"]))
    assert "Dadan Ramdani bertindak" in text(head.get(DESK))
    assert f"pilih-{case.application_id}" not in head.get(f"{DESK}tanda-tangan").content.decode()
    assert f"pilih-{case.application_id}" in as_plh(office, deputy).get(f"{DESK}tanda-tangan").content.decode()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"plh": ""}, "Pilih siapa yang menggantikan Anda."),
        ({"tindakan": []}, "Pilih paling sedikit satu tindakan"),
        ({"akhir": "2020-01-01"}, "Hari pertama paling awal hari ini"),
        ({"akhir": "2099-01-01"}, "Paling lama 90 hari"),
        ({"alasan": "sakit-apa"}, "Pilih alasannya"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(office, head, deputy, said, told):
    refused = send(head, asked(office, deputy, surat="800/77/2026") | said)
    assert refused.status_code == 422
    assert told in text(refused)
    assert "800/77/2026" in refused.content.decode()


def test_a_form_sent_twice_names_one_plh(office, head, deputy):
    said = asked(office, deputy) | {"id": "0199f0a0-0000-7000-8000-000000000001"}
    assert [send(head, said).status_code for _ in range(2)] == [302, 302]
    assert len(standing(office.region.id, "kepala_dpmptsp", on=today(office))) == 2


def test_an_office_without_anybody_else_says_what_to_do(office, head):
    assert "Minta admin daerah mengundangnya" in text(head.get(PAGE))
