"""What applying costs people, counted from what their browsers send: answers typed or chosen, and documents."""

import re

from playwright.sync_api import Page, expect

from tests.contracts.conftest import over_http
from tests.support.applying import (
    Looker,
    agencies,
    answer,
    begin,
    declare,
    find_facility,
    go_on,
    office,
    outside,
    sandbox,
    sign_in,
)
from tests.support.browser import DESK, PHONE, follow
from tests.support.counting import Given
from tests.support.signed_in import signed_in
from tests.support.working import the_worker_works

__all__ = ["agencies", "office", "outside", "sandbox"]

#: What the applicant and the officer read while a source has not answered.
WAITING, OPEN = "Sebagian data masih menunggu jawaban sumbernya", re.compile("belum menjawab")


def test_a_renewal_is_three_answers(visitor, outside):
    """Which licence, where, and everything about the person is known: hours and two declarations are left."""
    look = Looker("renewal")
    with visitor.page(width=PHONE) as page:
        given = Given(page.context)
        sign_in(page, outside.person("suparmi"))
        base = begin(page, "renewal")
        look.at(page, "tasks")
        page.goto(f"{base}/isi/replaced")
        look.at(page, "licence")
        page.goto(f"{base}/isi/replaced?ketik=ya")
        look.at(page, "licence-typed")
        page.goto(f"{base}/")
        follow(page.locator("main a.govuk-button"))
        page.locator("input[name=schedule-tue-opens]").fill("9")
        page.locator("input[name=schedule-tue-closes]").fill("12")
        go_on(page)
        declare(page)
        go_on(page)
        expect(page.get_by_text(re.compile(r"Anda mengisi 3 dari \d+ data"))).to_be_visible()
        look.at(page, "check")
        follow(page.get_by_role("button", name="Ajukan permohonan"))
        expect(page.locator(".mpp-confirmation")).to_be_visible()
        assert (given.answers, given.files) == ({"schedule", "place_statement", "truth_statement"}, 0)


def hours(page: Page) -> None:
    page.locator("input[name=schedule-mon-opens]").fill("8")
    page.locator("input[name=schedule-mon-closes]").fill("14.00")
    go_on(page)


def test_an_own_practice_is_eight_answers_and_no_document(visitor, outside):
    """Where it is, when, and four questions of the law; about the person everything is known."""
    look = Looker("own-practice")
    with visitor.page(width=PHONE) as page:
        given = Given(page.context)
        sign_in(page, outside.person("neneng"))
        begin(page)
        follow(page.locator("main a.govuk-button"))
        answer(page, "practice_mode", "own")
        go_on(page)
        page.locator("[name=own_place_name]").fill("Praktik Mandiri Ners Neneng")
        page.locator("[name=own_place_address]").fill("Jalan Mawar 12")
        page.locator("[name=own_place_district]").fill("Pataruman")
        look.at(page, "place")
        go_on(page)
        hours(page)
        answer(page, "long_break", "no")
        go_on(page)
        declare(page)
        go_on(page)
        expect(page.get_by_text(re.compile(r"Anda mengisi 8 dari \d+ data"))).to_be_visible()
        look.at(page, "check")
        follow(page.get_by_role("button", name="Ajukan permohonan"))
        expect(page.locator(".mpp-confirmation")).to_be_visible()
        look.at(page, "submitted")
    place = {"own_place_name", "own_place_address", "own_place_district"}
    asked = {"practice_mode", "schedule", "long_break", "place_statement", "truth_statement"}
    assert (given.answers, given.files) == (place | asked, 0)


def test_a_source_that_is_down_costs_nobody_an_answer_and_its_part_is_confirmed_later(
    visitor, outside, office, settings
):
    """The council's register is silent while he applies and answers the worker later; the officer sees it closed."""
    look = Looker("down-and-back")
    with visitor.page(width=PHONE) as page:
        given = Given(page.context)
        sign_in(page, outside.person("wawan"))
        outside.set("kki", down="503")
        base = begin(page)
        look.at(page, "tasks")
        follow(page.locator("main a.govuk-button"))
        answer(page, "practice_mode", "facility")
        go_on(page)
        find_facility(page, "klinik")
        page.locator("input[name=facility]").first.check(force=True)
        go_on(page)
        hours(page)
        answer(page, "long_break", "no")
        go_on(page)
        declare(page)
        go_on(page)
        expect(page.get_by_text("Konsil Kesehatan Indonesia belum menjawab")).to_have_count(1)
        look.at(page, "check")
        follow(page.get_by_role("button", name="Ajukan permohonan"))
        expect(page.locator(".mpp-confirmation")).to_be_visible()
        look.at(page, "submitted")
        page.goto(f"{base}/")
        expect(page.get_by_text(WAITING)).to_be_visible()
        look.at(page, "tracking")
    assert (len(given.answers), given.files) == (6, 0), "as many as on any other day"
    desk = f"{base.replace('/permohonan/', '/petugas/permohonan/')}/"
    clerk = signed_in(office.niks[office.clerk.officer_id], role="verifikator_dpmptsp")
    with visitor.page(width=DESK, who=clerk) as page:
        page.goto(desk)
        expect(page.get_by_text("KKI belum menjawab.")).to_have_count(1)
        expect(page.get_by_text(OPEN)).not_to_have_count(0)
        look.at(page, "desk-open")
        outside.reset()
        lines = over_http(outside)
        settings.EVIDENCE_SOURCES = lambda region_id: lines
        the_worker_works("evidence.", "applications.")
        page.goto(desk)
        look.at(page, "desk-closed")
        expect(page.get_by_text(OPEN)).to_have_count(0)
    with visitor.page(width=PHONE) as page:
        sign_in(page, outside.person("wawan"), f"{base}/")
        expect(page.get_by_role("heading", name="Perkembangan")).to_be_visible()
        expect(page.get_by_text(WAITING)).to_have_count(0)
        page.goto(f"{base}/isi")
        look.at(page, "contents")
