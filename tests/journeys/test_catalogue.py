"""From the first question to a service, and every page of the catalogue, in a real browser and in both languages."""

import pytest
from playwright.sync_api import expect

from mpp.catalogue.tests.world import CLOSED, SLUG, a_nation
from mpp.tenancy.queries import region_by_slug
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, appointed
from tests.support.browser import DESK, PHONE, follow, looked_at
from tests.support.signed_in import signed_in

ADMIN_NIK = "3279030709910001"

PAGES = {
    "found": "/cari?q=izin+praktek+suster",
    "found-nothing": "/cari?q=xyzzy",
    "life-event": "/kota-banjar/peristiwa/mulai-praktik",
    "region": "/kota-banjar/",
    "region-without-services": "/kabupaten-asmat/",
    "services": "/kota-banjar/layanan/",
    "service": f"/kota-banjar/layanan/{SLUG}",
    "service-national": f"/layanan/{SLUG}",
    "service-open-elsewhere": f"/kabupaten-asmat/layanan/{SLUG}",
    "service-open-nowhere": f"/kota-banjar/layanan/{CLOSED}",
    "standard": f"/kota-banjar/layanan/{SLUG}/standar",
}


@pytest.fixture
def nation(cloned_database) -> None:
    a_nation()


@pytest.mark.parametrize(("language", "width"), [("id", PHONE), ("en", DESK)])
def test_every_page_is_accessible_and_fits(visitor, nation, language, width):
    with visitor.page(width=width, language=language, dark=language == "en") as page:
        for name, path in PAGES.items():
            page.goto(path)
            looked_at(page, f"catalogue-{name}-{language}-{width}")


@pytest.mark.parametrize(("language", "width"), [("id", DESK), ("en", PHONE)])
def test_the_administrator_decides_on_pages_that_are_accessible_and_fit(visitor, nation, site, language, width):
    region = region_by_slug("kota-banjar")
    appointed(region, "admin_daerah", nik=ADMIN_NIK, name="Yayan Mulyana", actor=A_NATIONAL_ADMIN)
    cookies = signed_in(ADMIN_NIK, role="admin_daerah", language=language).cookies
    with visitor.page(width=width, language=language) as page:
        page.context.add_cookies([{"name": name, "value": each.value, "url": site} for name, each in cookies.items()])
        page.goto("/kota-banjar/petugas/layanan")
        for name in ("region-offers", "region-offer", "region-offer-refused"):
            looked_at(page, f"{name}-{language}-{width}")
            if name == "region-offers":
                follow(page.get_by_role("link", name="SIP Perawat"))
            elif name == "region-offer":
                page.locator("#hari").fill("9")
                follow(page.locator("main button[type=submit]"))
        follow(page.locator("main a[href$='/persyaratan']"))
        looked_at(page, f"local-requirement-{language}-{width}")
        follow(page.locator("main button[type=submit]"))
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        looked_at(page, f"local-requirement-refused-{language}-{width}")
        page.locator("input[name=jenis][value=document]").check(force=True)
        for name, typed in (("nama", "Denah lokasi"), ("nama_en", "Plan of the place"), ("dasar", "Perda 3/2021")):
            page.locator(f"#{name}").fill(typed)
        follow(page.locator("main button[type=submit]"))
        expect(page.get_by_text("Perda 3/2021")).to_be_visible()
        looked_at(page, f"local-requirement-asked-{language}-{width}")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_nurse_finds_her_licence_by_everyday_words(visitor, nation, javascript):
    with visitor.page(width=PHONE, javascript=javascript) as page:
        page.goto("/")
        page.get_by_label("Apa yang ingin Anda urus?").fill("izin praktek suster")
        follow(page.get_by_label("Apa yang ingin Anda urus?"), key="Enter")
        follow(page.get_by_role("link", name="SIP Perawat").first)
        expect(page.get_by_role("heading", level=1)).to_have_text("SIP Perawat")
        follow(page.get_by_role("main").get_by_role("link", name="Kota Banjar"))
        expect(page.get_by_role("button", name="Ajukan")).to_have_attribute("href", f"/kota-banjar/ajukan/{SLUG}")
