"""The public pages: by number, by file, by QR; and the holder's download."""

import re
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from mpp.documents import queries
from mpp.documents.operations.end import revoke
from mpp.documents.queries import DocumentNotFound
from mpp.documents.rules import printed_code
from mpp.documents.tests.builders import HEAD, NOON, NURSE, REGION, an_issued_document
from mpp.documents.tests.fakes import FakeSignatureReader
from mpp.documents.views import download
from mpp.documents.views.verify import LARGEST_FILE_BYTES
from mpp.foundation.actor import ANYONE, Actor
from mpp.foundation.ids import uuid7
from mpp.foundation.ratelimit import buckets

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wiring(settings):
    settings.DOCUMENTS_SIGNATURE_READER = FakeSignatureReader
    buckets.forget()


@pytest.fixture
def shown():
    application_id = uuid7()
    an_issued_document(application_id)
    return queries.document_of(application_id, actor=NURSE)


@pytest.fixture
def pdf(shown) -> bytes:
    return queries.signed_pdf(shown.id, actor=NURSE)


@pytest.fixture
def client() -> Client:
    return Client(headers={"Accept-Language": "id"})


def by_number(client, number, code):
    return client.post("/verifikasi", {"nomor": number, "kode": code})


def by_file(client, content, name="surat.pdf"):
    return client.post("/verifikasi", {"berkas": SimpleUploadedFile(name, content, "application/pdf")})


def heading(response) -> str:
    return re.search(r"<h1[^>]*>\s*(.*?)\s*</h1>", response.content.decode(), re.S)[1]


# By number


def test_number_and_code_lead_to_the_document(client, shown):
    answer = by_number(client, shown.number, printed_code(shown.check_code))
    assert (answer.status_code, answer["Location"]) == (302, f"/verifikasi/{shown.token}")


def test_a_wrong_code_says_so_and_keeps_what_was_typed(client, shown):
    answer = by_number(client, shown.number, "00000000")
    assert answer.status_code == 422
    assert "tidak cocok dengan surat mana pun" in answer.content.decode()
    assert shown.number in answer.content.decode()


@pytest.mark.parametrize("typed", [("", ""), ("x" * 10_000, "y"), ("503\x00", "\u202e\U0001f600"), ("503/1", "")])
def test_bad_input_gets_a_clear_answer(client, typed):
    assert by_number(client, *typed).status_code == 422


def test_guessing_soon_costs_more_than_it_brings(client, shown):
    answers = [by_number(client, shown.number, f"{guess:08d}").status_code for guess in range(20)]
    assert answers[0] == 422
    assert answers[-1] == 429


# By QR


def test_the_qr_shows_what_a_stranger_may_know(client, shown):
    answer = client.get(f"/verifikasi/{shown.token}")
    text = answer.content.decode()
    assert answer.status_code == 200
    for part in (shown.number, "S*** N*** H***", "Diterbitkan resmi dan masih berlaku", "Pemerintah Kota Banjar"):
        assert part in text
    assert "Nurhaliza" not in text
    assert "RSUD" not in text


def test_a_revoked_letter_is_shown_as_revoked_at_once(client, shown):
    revoke(document_id=shown.id, reason="str-revoked", actor=HEAD, now=NOON)
    text = client.get(f"/verifikasi/{shown.token}").content.decode()
    assert "Dicabut" in text
    assert "20 November 2026" in text


def test_it_speaks_english_too(shown):
    text = Client(headers={"Accept-Language": "en"}).get(f"/verifikasi/{shown.token}").content.decode()
    assert '<html lang="en"' in text
    assert "20 November 2031" in text


@pytest.mark.parametrize("token", ["x", "0" * 32, "../../etc/passwd", "%00"])
def test_a_code_that_is_none_of_ours_is_not_found(client, token):
    assert client.get(f"/verifikasi/{token}").status_code == 404


def test_only_who_asks_for_nothing_is_slowed_down(client, shown):
    assert {client.get(f"/verifikasi/{shown.token}").status_code for _ in range(30)} == {200}
    assert client.get("/verifikasi/x").status_code == 404
    assert {client.get("/verifikasi/x").status_code for _ in range(20)} == {404, 429}
    assert client.get(f"/verifikasi/{shown.token}").status_code == 200


# By file


def test_the_very_file_is_genuine(client, pdf):
    answer = by_file(client, pdf)
    assert heading(answer) == "Berkas ini asli"
    assert "masih berlaku" in answer.content.decode()


def test_a_revoked_file_is_genuine_but_not_in_force(client, shown, pdf):
    revoke(document_id=shown.id, reason="x", actor=HEAD, now=NOON)
    answer = by_file(client, pdf)
    assert heading(answer) == "Berkas ini asli"
    assert "Asli, tetapi tidak berlaku" in answer.content.decode()


def test_something_added_behind_the_signature_is_told(client, pdf):
    assert heading(by_file(client, pdf + b"\n99 0 obj << >> endobj\n")) == "Ada yang ditambahkan pada berkas ini"


def test_a_changed_file_is_told(client, pdf):
    changed = pdf.replace(b"/Count 1", b"/Count 2")
    assert changed != pdf
    assert heading(by_file(client, changed)) == "Berkas ini sudah diubah"


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"%PDF-1.4 somebody else's", "Berkas ini bukan surat dari kami"),
        (b"GIF89a", "Berkas ini bukan PDF"),
        (b"", "Berkas ini bukan PDF"),
    ],
)
def test_what_is_not_ours_is_told(client, shown, content, title):
    assert heading(by_file(client, content)) == title


def test_a_letter_that_names_none_of_ours_is_not_ours(client, shown, pdf):
    forged = pdf.replace(shown.token.encode(), b"0" * 32)
    assert forged != pdf
    assert heading(by_file(client, forged)) == "Berkas ini bukan surat dari kami"


def test_too_large_a_file_is_refused_before_it_is_read(client):
    answer = by_file(client, b"%PDF-" + bytes(LARGEST_FILE_BYTES))
    assert answer.status_code == 422
    assert "terlalu besar" in answer.content.decode()
    huge = client.generic("POST", "/verifikasi", b"", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(10**10))
    assert huge.status_code == 422


@pytest.mark.parametrize("sent", [{}, {"berkas": ""}])
def test_nothing_sent_is_asked_for(client, sent):
    answer = client.post("/verifikasi", sent)
    assert answer.status_code == 422
    assert "Pilih berkas PDF" in answer.content.decode()


def test_the_empty_page_offers_both_ways(client):
    text = client.get("/verifikasi").content.decode()
    assert 'name="nomor"' in text
    assert 'type="file"' in text
    assert "<script>" not in text


# The download


def got(document_id, actor):
    request = RequestFactory().get("/")
    request.actor, request.region, request.now, request.htmx = actor, None, NOON, SimpleNamespace()
    return download.page(request, document_id)


def test_the_holder_gets_the_file_byte_for_byte_from_any_page(shown, pdf):
    answer = got(shown.id, NURSE.acting_in(0))
    assert answer.content == pdf
    assert answer["Content-Disposition"] == 'attachment; filename="503-0001-SIP-PERAWAT-DPMPTSP-BJR-2026.pdf"'
    assert answer["Cache-Control"] == "no-store"


def test_an_officer_of_the_region_gets_it_too(shown, pdf):
    assert got(shown.id, Actor(role="verifikator_dinkes", region_id=REGION, person_id=uuid7())).content == pdf


@pytest.mark.parametrize(
    "stranger",
    [
        ANYONE,
        Actor(role="pemohon", person_id=uuid7()),
        Actor(role="kepala_dpmptsp", region_id=8, person_id=NURSE.person_id),
        Actor(role="admin_nasional", person_id=uuid7()),
    ],
)
def test_to_anybody_else_it_does_not_exist(shown, stranger):
    with pytest.raises(DocumentNotFound):
        got(shown.id, stranger)


def test_who_is_not_signed_in_is_asked_to(client, shown):
    assert client.get(f"/dokumen/{shown.id}")["Location"].startswith("/masuk?next=")
