"""Every component in a real browser: for all eyes and hands, in both languages, on any screen, without scripts."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import DESK, PHONE, assert_accessible, assert_fits, follow, looked_at

PAGES = {
    "gallery": "/ui/gallery",
    "desk": "/ui/gallery/meja",
    "refusal": "/ui/gallery/penolakan/unavailable",
    "not-found": "/tidak-ada",
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_fits_by_day_and_night(visitor, name):
    for dark in (False, True):
        with visitor.page(dark=dark) as page:
            page.goto(PAGES[name])
            looked_at(page, f"{name}-{'dark' if dark else 'light'}", PHONE, DESK)


def test_a_person_with_a_very_small_screen_need_not_scroll_sideways(visitor):
    with visitor.page(width=320) as page:
        page.goto("/ui/gallery")
        assert_fits(page)


def test_english_is_complete_and_the_switch_keeps_the_page(page):
    page.goto("/ui/gallery?cari=bidan")
    follow(page.get_by_role("link", name="English"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Component gallery")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/ui/gallery?cari=bidan")
    assert_accessible(page)


def test_a_question_appears_with_the_answer_it_belongs_to(page):
    page.goto("/ui/gallery")
    former_place = page.get_by_label("Tempat lama")
    expect(former_place).to_be_hidden()
    page.get_by_label("Pindah tempat praktik").check()
    expect(former_place).to_be_visible()


def test_without_scripts_every_question_can_be_seen(visitor):
    with visitor.page(javascript=False) as page:
        page.goto("/ui/gallery")
        expect(page.get_by_label("Tempat lama")).to_be_visible()


def test_without_a_line_a_form_stays_where_it_is_and_says_so(page):
    page.goto("/ui/gallery")
    page.get_by_label("Nama sesuai KTP").first.fill("Sari")
    page.context.set_offline(True)
    page.get_by_role("search").first.get_by_role("button").click()
    expect(page.get_by_text("Sambungan terputus")).to_be_visible()
    expect(page.get_by_label("Nama sesuai KTP").first).to_have_value("Sari")
    page.context.set_offline(False)
    page.get_by_text("Sambungan terputus").wait_for(state="detached")


def test_the_desk_can_be_walked_by_keyboard(page):
    page.goto("/ui/gallery/meja")
    page.wait_for_function("document.querySelector('[data-module=mpp-list-keys]').dataset.awake === '1'")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "3279-SIPPRW-202611-0M2D4T"


def test_the_first_thing_a_keyboard_reaches_skips_the_header(page):
    page.goto("/ui/gallery/meja")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main-content"


def test_the_first_page_costs_little_and_does_not_jump(visitor):
    """60 KB over the wire at most, styles, scripts, fonts and pictures included; no layout shift."""
    with visitor.page(width=PHONE) as page:
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        sizes = []
        network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto("/", wait_until="networkidle")
        shift = page.evaluate(
            """() => new Promise(resolve => {
                let sum = 0;
                new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
                    .observe({ type: "layout-shift", buffered: true });
                setTimeout(() => resolve(sum), 100);
            })"""
        )
        assert len(sizes) >= 5, "page, style, scripts, fonts and icons were seen"
        assert sum(sizes) <= 60_000
        assert shift == 0
        assert page.locator("script[src*=htmx]").count() == 0
