"""Choosing a region, and the desk of its administrator, in a real browser and in both languages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from mpp.config.seeding import SEEDS
from mpp.foundation.clock import utc_now
from mpp.tenancy.queries import forget_regions
from tests.support.browser import PHONE, arrived, follow, looked_at_in, picture
from tests.support.signed_in import signed_in

ADMIN, NATIONAL_ADMIN = ("3279030709910001", "admin_daerah"), ("3174011104780001", "admin_nasional")
DESK_OF_BANJAR = "/kota-banjar/petugas"

PUBLIC = {
    "chooser": "/wilayah",
    "chooser-typed": "/wilayah?cari=bnjar",
    "chooser-nothing": "/wilayah?cari=zzzzqq",
    "chooser-province": "/wilayah?provinsi=32",
}
OF_THE_REGION = {
    "offices": f"{DESK_OF_BANJAR}/kantor",
    "appoint": f"{DESK_OF_BANJAR}/kantor/angkat?jabatan=kepala_disdukcapil",
    "look": f"{DESK_OF_BANJAR}/tampilan",
    "calendar": f"{DESK_OF_BANJAR}/kalender",
    "hours": f"{DESK_OF_BANJAR}/kalender/jam",
    "sources": f"{DESK_OF_BANJAR}/sumber",
    "figures": f"{DESK_OF_BANJAR}/angka",
    "connect-source": f"{DESK_OF_BANJAR}/sumber/region",
}
OF_THE_NATION = {
    "regions": "/nasional/wilayah",
    "region": "/nasional/wilayah/kabupaten-asmat",
    "administrator": "/nasional/wilayah/kota-cimahi/admin",
    "national-calendar": "/nasional/kalender",
    "national-sources": "/nasional/sumber",
    "national-figures": "/nasional/angka",
}


@pytest.fixture
def demo(cloned_database) -> Iterator[None]:
    """The nation and the demonstration offices."""
    forget_regions()
    for name in ("regions", "offices", "calendars"):
        next(seed for seed in SEEDS if seed.name == name).load(utc_now())
    forget_regions()
    yield
    forget_regions()


def sign_in(page: Page, site: str, who: tuple[str, str]) -> None:
    nik, role = who
    cookies = signed_in(nik, role=role).cookies
    page.context.add_cookies([{"name": name, "value": each.value, "url": site} for name, each in cookies.items()])


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_is_accessible_and_fits(visitor, demo, site, language):
    for who, pages in ((None, PUBLIC), (ADMIN, OF_THE_REGION), (NATIONAL_ADMIN, OF_THE_NATION)):
        with visitor.page(width=PHONE, language=language, dark=language == "en") as page:
            if who:
                sign_in(page, site, who)
            page.context.add_cookies([{"name": "bahasa", "value": language, "url": site}])
            for name, path in pages.items():
                page.goto(path)
                looked_at_in(page, f"{name}", language)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_region_is_found_with_a_typing_error_and_remembered(visitor, demo, javascript):
    with visitor.page(width=PHONE, javascript=javascript) as page:
        page.goto("/wilayah")
        page.get_by_role("searchbox").fill("bnjar")
        follow(page.get_by_role("button", name="Cari"))
        follow(page.get_by_role("link", name="Kota Banjar"))
        arrived(page, "/kota-banjar/")
        page.goto("/wilayah")
        expect(page.get_by_role("heading", name="Pilihan terakhir Anda")).to_be_visible()


def test_the_administrator_fills_a_vacant_post_without_scripts(visitor, demo, site):
    with visitor.page(javascript=False) as page:
        sign_in(page, site, ADMIN)
        page.goto(OF_THE_REGION["offices"])
        expect(page.get_by_text("Tidak ada yang dapat menandatangani")).to_be_visible()
        follow(page.get_by_role("link", name="Angkat petugas Kepala Disdukcapil"))
        follow(page.get_by_role("button", name="Angkat petugas"))
        picture(page, "appoint-errors")
        expect(page.get_by_role("alert")).to_contain_text("Isi NIK petugas.")
        page.get_by_label("Pelaksana tugas (Plt.)").check()
        page.get_by_label("Nama dengan gelar").fill("Elis Lisnawati, S.Sos.")
        page.get_by_label("NIK").fill("3279 0245 0380 0002")
        page.get_by_label("Nomor surat keputusan").fill("800/77/2026")
        follow(page.get_by_role("button", name="Angkat petugas"))
        expect(page.get_by_text("Petugas diangkat.")).to_be_visible()
        expect(page.get_by_text("Tidak ada yang dapat menandatangani")).not_to_be_visible()
        picture(page, "offices-appointed")
