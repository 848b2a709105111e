"""Signing in with the simulated IKD, in a browser: the account, the inbox, an officer's posts, a session that ended."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from mpp.adapters.oidc.provider import OidcProvider
from mpp.adapters.oidc.settings import OidcSettings
from mpp.config.wiring import IKD_ASSURANCE, STANDINGS
from mpp.foundation import hot, ratelimit
from mpp.foundation.actor import system
from mpp.foundation.cipher import blind_index
from mpp.foundation.ids import uuid7
from mpp.identity.ports import Door
from mpp.identity.tests.fakes import Posts
from mpp.notifications.operations.notify_person import About, notify_person
from mpp_sandbox.testing import outside, sandbox
from tests.contracts.conftest import NAME, SECRET, over_http
from tests.support.browser import PHONE, arrived, follow, looked_at, looked_at_in

__all__ = ["outside", "sandbox"]


@pytest.fixture(autouse=True)
def ikd(outside, settings):
    """The product's one door leads to this session's sandbox."""
    provider = OidcProvider(
        "ikd",
        OidcSettings(
            issuer=f"{outside.url}/ikd",
            client_id=NAME,
            client_secret=SECRET,
            assurance=IKD_ASSURANCE,
            timeout_seconds=5,
        ),
    )
    door = Door(
        provider=provider,
        name={"id": "Identitas Kependudukan Digital (IKD)", "en": "Digital Population Identity (IKD)"},
        hint={"id": "Dengan aplikasi IKD di telepon Anda.", "en": "With the IKD app on your phone."},
    )
    settings.IDENTITY_DOORS = lambda: {"ikd": door}
    ratelimit.buckets.forget()


def sign_in(page: Page, person, path: str = "/akun/") -> None:
    page.goto(path)
    arrived(page, "/masuk")
    follow(page.locator(".mpp-tile").first)
    page.get_by_label("NIK").fill(person.nik)
    follow(page.get_by_role("button", name="Masuk", exact=True))
    follow(page.get_by_role("button", name="Izinkan dan masuk"))


@pytest.mark.parametrize("javascript", [True, False])
def test_a_nurse_signs_in_sees_what_is_known_and_signs_out(visitor, outside, javascript):
    neneng = outside.person("neneng")
    with visitor.page(javascript=javascript) as page:
        sign_in(page, neneng)
        expect(page.get_by_role("heading", name="Akun saya")).to_be_visible()
        expect(page.get_by_text(f"{neneng.nik[:4]}********{neneng.nik[-4:]}")).to_be_visible()
        follow(page.get_by_role("button", name="Keluar"))
        expect(page.get_by_text("Anda sudah keluar")).to_be_visible()
        page.goto("/akun/")
        arrived(page, "/masuk")


def test_whoever_refuses_at_ikd_is_told_that_nothing_came_over(visitor, outside):
    with visitor.page() as page:
        page.goto("/masuk")
        follow(page.locator(".mpp-tile").first)
        page.get_by_label("NIK").fill(outside.person("neneng").nik)
        follow(page.get_by_role("button", name="Masuk", exact=True))
        follow(page.get_by_role("button", name="Tolak"))
        expect(page.get_by_role("heading", name="Anda belum masuk")).to_be_visible()
        looked_at(page, "masuk-batal")


def notices_for(nik: str) -> None:
    [(person_id,)] = hot.read("SELECT person_id FROM mpp.person_by_nik(%s)", [blind_index(nik)])
    about = About(
        region_id=1,
        application_id=uuid7(),
        service_slug="sip-perawat",
        reference="3279-SIPPERAWAT-202611-0001A",
        due_on=date(2026, 11, 27),
    )
    for code in ("submitted", "returned", "issued"):
        notify_person(
            notice_id=uuid7(),
            person_id=person_id,
            fact_id=uuid7(),
            code=code,
            about=about,
            actor=replace(system(1), person_id=person_id),
            now=datetime.now(UTC),
        )


@pytest.mark.parametrize("person", ["deceased", "duplicate", "inactive"])
def test_whom_the_registry_does_not_let_act_is_told_where_to_go(visitor, outside, settings, person):
    registry = over_http(outside).population
    settings.IDENTITY_STANDING = lambda nik, *, name, birth_date: STANDINGS.get(registry.match(nik, {}).status)
    with visitor.page() as page:
        page.goto("/masuk")
        follow(page.locator(".mpp-tile").first)
        page.get_by_label("NIK").fill(outside.person(person).nik)
        follow(page.get_by_role("button", name="Masuk", exact=True))
        follow(page.get_by_role("button", name="Izinkan dan masuk"))
        expect(page.get_by_text("Disdukcapil").first).to_be_visible()
        looked_at(page, f"masuk-{person}")


@pytest.mark.parametrize("language", ["id", "en"])
def test_account_and_inbox_are_accessible_and_fit(visitor, outside, language):
    with visitor.page(width=PHONE, language=language) as page:
        neneng = outside.person("suparmi" if language == "en" else "neneng")
        page.goto("/masuk/kembali?state=lama&code=x")
        looked_at_in(page, "masuk-gagal", language)
        sign_in(page, neneng)
        looked_at_in(page, "akun", language)
        page.goto("/akun/pesan")
        looked_at_in(page, "pesan-kosong", language)
        notices_for(neneng.nik)
        page.reload()
        looked_at_in(page, "pesan", language)


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_officer_chooses_a_post(visitor, outside, settings, language):
    neneng = outside.person("neneng")
    settings.IDENTITY_CAPACITIES = posts = Posts()
    posts.appoint(neneng.nik)
    posts.appoint(
        neneng.nik,
        role="kepala_dinkes",
        title_id="Kepala Dinas Kesehatan",
        title_en="Head of the health office",
        agency_name_id="Dinas Kesehatan Kabupaten Musi Rawas",
        agency_name_en="Health Office of Kabupaten Musi Rawas",
    )
    with visitor.page(width=PHONE, language=language) as page:
        sign_in(page, neneng)
        arrived(page, "/akun/kapasitas")
        looked_at_in(page, "kapasitas", language)
        follow(page.locator("main button"))
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        looked_at_in(page, "kapasitas-kosong", language)
        page.get_by_label({"id": "Warga", "en": "Citizen"}[language]).check()
        follow(page.locator("main button"))
        arrived(page, "/akun/")


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_form_sent_after_the_session_ended_leads_to_signing_in(visitor, outside, language):
    neneng = outside.person("neneng")
    with visitor.page(width=PHONE, language=language) as page, visitor.page(language=language) as elsewhere:
        sign_in(page, neneng)
        sign_in(elsewhere, neneng)
        others = {"id": "Akhiri semua sesi lainnya", "en": "End all other sessions"}[language]
        follow(elsewhere.get_by_role("button", name=others))
        follow(page.get_by_role("button", name={"id": "Simpan bahasa", "en": "Save language"}[language]))
        arrived(page, "/masuk")
        looked_at_in(page, "masuk-sesi-berakhir", language)
