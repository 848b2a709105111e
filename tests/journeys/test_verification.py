"""A stranger checks a letter: by QR, by number, by file; on a phone and at a desk, with and without scripts."""

import pytest
from playwright.sync_api import expect

from mpp.documents import queries
from mpp.documents.operations.end import revoke
from mpp.documents.tests.builders import HEAD, NOON, NURSE, an_issued_document
from mpp.documents.tests.fakes import FakeSignatureReader
from mpp.foundation.ids import uuid7
from tests.support.browser import DESK, PHONE, follow, looked_at, looked_at_in


@pytest.fixture
def letter(cloned_database, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.DOCUMENTS_SIGNATURE_READER = FakeSignatureReader
    application_id = uuid7()
    an_issued_document(application_id)
    return queries.document_of(application_id, actor=NURSE)


@pytest.fixture
def file(letter, tmp_path):
    path = tmp_path / "surat.pdf"
    path.write_bytes(queries.signed_pdf(letter.id, actor=NURSE))
    return path


@pytest.mark.parametrize("javascript", [True, False])
def test_number_and_check_code_show_the_letter(visitor, letter, javascript):
    with visitor.page(width=PHONE, javascript=javascript) as page:
        page.goto("/verifikasi")
        page.get_by_label("Nomor surat").fill(letter.number)
        page.get_by_label("Kode periksa").fill("00000000")
        follow(page.get_by_role("button", name="Periksa nomor"))
        expect(page.get_by_role("alert").first).to_be_visible()
        expect(page.get_by_label("Nomor surat")).to_have_value(letter.number)
        if javascript:
            looked_at(page, "verify-wrong", PHONE, DESK)
        page.get_by_label("Kode periksa").fill(letter.check_code.lower())
        follow(page.get_by_role("button", name="Periksa nomor"))
        expect(page.get_by_text("Diterbitkan resmi dan masih berlaku")).to_be_visible()
        assert page.url.endswith(letter.token)


def test_the_file_itself_is_compared(visitor, file):
    with visitor.page(width=PHONE) as page:
        page.goto("/verifikasi")
        page.get_by_label("Berkas surat").set_input_files(file)
        follow(page.get_by_role("button", name="Periksa berkas"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Berkas ini asli")
        looked_at(page, "file-genuine", PHONE, DESK)
        follow(page.get_by_role("button", name="Periksa surat lain"))
        file.write_bytes(file.read_bytes().replace(b"/Count 1", b"/Count 2"))
        page.get_by_label("Berkas surat").set_input_files(file)
        follow(page.get_by_role("button", name="Periksa berkas"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Berkas ini sudah diubah")
        looked_at(page, "file-altered", PHONE, DESK)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_qr_shows_the_letter_in_force_and_revoked(visitor, letter, language):
    with visitor.page(width=PHONE, language=language) as page:
        for state in ("active", "revoked"):
            if state == "revoked":
                revoke(document_id=letter.id, reason="x", actor=HEAD, now=NOON)
            page.goto(f"/verifikasi/{letter.token}")
            looked_at_in(page, f"verified-{state}", language, narrow=320)
