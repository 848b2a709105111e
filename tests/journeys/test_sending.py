"""Sending a document in a browser: over a line that breaks, without scripts, and a photograph that is hard to read."""

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from mpp.applications.tests.builders import NURSE, Office, a_draft, a_nurse
from mpp.foundation.actor import Actor
from mpp.foundation.clock import utc_now
from mpp.uploads.queries import own_uploads
from mpp.uploads.rules import State
from mpp.uploads.tests.bad_files import BAD
from mpp.uploads.tests.builders import a_pdf, a_picture
from tests.support.at_work import office, opened
from tests.support.browser import DESK, PHONE, follow, looked_at, picture
from tests.support.working import the_worker_works

__all__ = ["office", "opened"]

FILE, CAMERA, NAMED = "#competence_file", "#competence_file-foto", "input[type=hidden][name=competence_file]"
#: What one request brings, as `upload.js` has it.
PIECE = 64 * 1024


@pytest.fixture
def nurse(office) -> Actor:
    return a_nurse(office)


@pytest.fixture
def question(office: Office, nurse: Actor) -> str:
    """Path of the page that asks a nurse who has not worked for long for her certificate."""
    case = a_draft(office, nurse, now=utc_now(), long_break="yes")
    return f"/kota-banjar/permohonan/{case.id}/isi/break"


def named(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream" if name.endswith("exe") else "", "buffer": data}


def the_way_on(page: Page) -> Locator:
    return page.locator("main form[method=post] button:not([name])").last


def go_on(page: Page) -> None:
    follow(the_way_on(page))


class Pieces:
    """What goes over the line: where each piece began, and how often a document was announced.

    breaks_after: so many pieces the line carries     holds: pieces wait, so that somebody can look at the page
    """

    def __init__(self, page: Page) -> None:
        self.begun_at: list[int] = []
        self.announced = 0
        self.breaks_after = 10**9
        self.holds = False
        self._held: list[Route] = []
        page.route(re.compile("/unggahan"), self._carry)

    def _carry(self, route: Route) -> None:
        self.announced += route.request.method == "POST"
        if route.request.method != "PATCH":
            route.continue_()
        elif self.holds:
            self._held.append(route)
        else:
            self._bring(route)

    def _bring(self, route: Route) -> None:
        if len(self.begun_at) >= self.breaks_after:
            route.abort("internetdisconnected")
            return
        self.begun_at.append(int(route.request.headers["upload-offset"]))
        route.continue_()

    def let_go(self) -> None:
        self.holds = False
        while self._held:
            self._bring(self._held.pop(0))


def goes_on_from(page: Page, share: float) -> None:
    expect(page.get_by_text(f"Dilanjutkan dari yang sudah terkirim: {share:.0%}")).to_be_visible()


def test_a_document_goes_on_where_the_broken_line_left_it_even_on_another_day(office, nurse, question, opened):
    photo = a_picture("PNG", (480, 400))
    assert len(photo) > 6 * PIECE
    with opened(NURSE, width=PHONE) as page:
        page.goto(question)
        line = Pieces(page)
        line.breaks_after = 2
        page.locator(FILE).set_input_files([named("IMG_0001.png", photo)])
        expect(page.get_by_text("Sambungan terputus")).to_be_visible()
        page.context.set_offline(True)
        looked_at(page, "papers-line-broken", PHONE, DESK)
        the_way_on(page).click()
        expect(page.get_by_text("Tunggu sampai berkas terkirim")).to_be_visible()
        line.holds, line.breaks_after = True, 4
        page.context.set_offline(False)
        goes_on_from(page, 2 * PIECE / len(photo))
        looked_at(page, "papers-line-back", PHONE, DESK)
        line.let_go()
        expect(page.get_by_text("Sambungan terputus")).to_be_visible()

        page.goto("/akun/dokumen")
        page.goto(question)
        line.holds, line.breaks_after = True, 10**9
        # The telephone calls the same photograph otherwise when it is chosen again.
        page.locator(CAMERA).set_input_files([named("1000000123.png", photo)])
        goes_on_from(page, 4 * PIECE / len(photo))
        looked_at(page, "papers-line-goes-on", PHONE, DESK)
        line.let_go()
        expect(page.locator(NAMED)).to_have_count(1)
        assert line.begun_at == list(range(0, len(photo), PIECE)), "nothing is sent twice"
        assert line.announced == 1
        go_on(page)
        expect(page).not_to_have_url(re.compile("/isi/break"))
    [kept] = own_uploads(actor=nurse)
    assert kept.size_bytes == len(photo)


def test_another_file_takes_the_place_of_one_that_is_still_on_its_way(office, nurse, question, opened):
    with opened(NURSE, width=PHONE) as page:
        page.goto(question)
        line = Pieces(page)
        line.breaks_after = 1
        page.locator(FILE).set_input_files([named("salah.png", a_picture("PNG", (480, 400)))])
        expect(page.get_by_text("Sambungan terputus")).to_be_visible()
        line.breaks_after = 10**9
        page.locator(FILE).set_input_files([named("benar.pdf", a_pdf())])
        expect(page.locator(NAMED)).to_have_count(1)
        go_on(page)
        expect(page).not_to_have_url(re.compile("/isi/break"))
    assert [each.name for each in own_uploads(actor=nurse)] == ["benar.pdf"], "the wrong one takes no room"


def test_without_scripts_the_form_sends_the_file_and_a_refusal_stands_beside_it(office, nurse, question, opened):
    too_large = b"%PDF-1.7" + bytes(10 * 2**20)
    with opened(NURSE, width=PHONE, javascript=False) as page:
        for name, data, said in (
            ("program.exe", BAD["program"].make(), "Isi berkas ini bukan PDF atau foto"),
            ("kosong.pdf", b"", "Berkas ini kosong"),
            ("besar.pdf", too_large, "Berkas ini terlalu besar"),
        ):
            page.goto(question)
            page.locator(FILE).set_input_files([named(name, data)])
            go_on(page)
            expect(page.locator("#competence_file-error")).to_contain_text(said)
            expect(page.locator(".govuk-error-summary a[href='#competence_file']")).to_contain_text(said)
            expect(page.locator("input[name=long_break][value=yes]")).to_be_checked()
        looked_at(page, "papers-plain-refused", PHONE, DESK, javascript=False)
        assert own_uploads(actor=nurse) == ()

        # What only the examination finds is said when she comes back.
        page.locator(FILE).set_input_files([named("terkunci.pdf", BAD["locked"].make())])
        go_on(page)
        expect(page).not_to_have_url(re.compile("/isi/break"))
        the_worker_works("uploads.")
        page.goto(question)
        expect(page.locator("#competence_file-error")).to_contain_text("PDF ini dikunci dengan kata sandi")
        looked_at(page, "papers-plain-locked", PHONE, DESK, javascript=False)
        page.locator(FILE).set_input_files([named("sertifikat.pdf", a_pdf())])
        go_on(page)
        expect(page).not_to_have_url(re.compile("/isi/break"))
        the_worker_works("uploads.")
        page.goto(question)
        expect(page.get_by_text("sertifikat.pdf (PDF")).to_be_visible()
        looked_at(page, "papers-plain-kept", PHONE, DESK, javascript=False)


def changed(change: Callable[[Image.Image], Image.Image]) -> bytes:
    """A photograph of a page that came out otherwise than it should."""
    out = io.BytesIO()
    change(Image.open(io.BytesIO(a_picture("JPEG")))).save(out, "JPEG")
    return out.getvalue()


def test_a_photograph_that_is_hard_to_read_is_told_and_may_be_sent_all_the_same(office, nurse, question, opened):
    dark = changed(lambda seen: seen.point(lambda value: value // 8))
    blurred = changed(lambda seen: seen.filter(ImageFilter.GaussianBlur(12)))
    with opened(NURSE, width=PHONE, touch=True) as page:
        late: list[Route] = []
        page.route(re.compile("/part-upload"), lambda route: late.append(route))
        with page.expect_request(re.compile("/part-upload")):
            page.goto(question)
        expect(page.locator(CAMERA)).to_be_visible()
        picture(page, "papers-camera-360")
        hint = page.locator(".mpp-upload__news .mpp-upload__hint")
        for name, photo, said in (
            ("gelap.jpg", dark, "Foto ini gelap"),
            ("kabur.jpg", blurred, "Foto ini tampak kabur"),
        ):
            page.locator(CAMERA).set_input_files([{"name": name, "mimeType": "image/jpeg", "buffer": photo}])
            # On a slow line the first one is chosen before the script that sends it is there.
            while late:
                late.pop().continue_()
            # Said by the telephone itself, before anybody has examined it.
            expect(hint).to_contain_text(said)
            expect(page.locator(".mpp-upload__state")).to_contain_text(name)
            looked_at(page, f"papers-hint-{name.partition('.')[0]}", PHONE, DESK)
        # The examination says the same, and it stays advice.
        the_worker_works("uploads.")
        expect(page.locator(".mpp-upload__news")).to_contain_text("Siap dipakai")
        expect(hint).to_have_count(1)
        expect(hint).to_contain_text("Foto ini tampak kabur")
        page.locator(CAMERA).set_input_files(
            [{"name": "jelas.jpg", "mimeType": "image/jpeg", "buffer": a_picture("JPEG")}]
        )
        expect(page.locator(NAMED)).to_have_count(1)
        the_worker_works("uploads.")
        expect(page.locator(".mpp-upload__news")).to_contain_text("Siap dipakai")
        expect(hint).to_have_count(0)
        page.locator(CAMERA).set_input_files([{"name": "kabur.jpg", "mimeType": "image/jpeg", "buffer": blurred}])
        expect(hint).to_contain_text("Foto ini tampak kabur")
        expect(page.locator(NAMED)).to_have_count(1)
        go_on(page)
        expect(page).not_to_have_url(re.compile("/isi/break"))
    assert all(each.state in (State.CLEAN, State.QUARANTINED) for each in own_uploads(actor=nurse))
