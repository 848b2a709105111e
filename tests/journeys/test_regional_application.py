"""A region's own application: registered, approved, signed in to, and its consent withdrawn, in a browser."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from mpp.adapters.oidc.provider import OidcProvider
from mpp.adapters.oidc.settings import OidcSettings
from mpp.config.paths import SEEDS_DIR
from mpp.config.seeding import SEEDS
from mpp.config.wiring import IKD_ASSURANCE
from mpp.federation.queries.applications import by_client_id
from mpp.federation.queries.keys import forget_keys
from mpp.federation.seeding import seed_applications
from mpp.foundation import ratelimit
from mpp.foundation.clock import utc_now
from mpp.identity.ports import Door
from mpp.tenancy.queries import forget_regions
from mpp_sandbox.epbb.client import CLIENT_ID
from mpp_sandbox.server import running
from tests.contracts.conftest import NAME, SECRET
from tests.support.browser import PHONE, arrived, follow, looked_at, looked_at_in, picture
from tests.support.signed_in import USER_AGENT, signed_in

ADMIN, NATION = ("3279030709910001", "admin_daerah"), ("3174011104780001", "admin_nasional")
APPLICATIONS = "/kota-banjar/petugas/aplikasi"


@pytest.fixture
def outside(cloned_database, settings, site, tmp_path):
    """A sandbox whose application signs people in by the product of this process."""
    settings.PUBLIC_URL = site
    ratelimit.buckets.forget()
    forget_keys()
    forget_regions()
    for name in ("regions", "offices", "signing key"):
        next(seed for seed in SEEDS if seed.name == name).load(utc_now())
    forget_regions()
    with running(tmp_path, product_url=site) as its:
        seed_applications(SEEDS_DIR / "demo" / "applications.yaml", sandbox_url=its.url, now=utc_now())
        provider = OidcProvider(
            "ikd",
            OidcSettings(
                issuer=f"{its.url}/ikd",
                client_id=NAME,
                client_secret=SECRET,
                assurance=IKD_ASSURANCE,
                timeout_seconds=5,
            ),
        )
        words = {"id": "Identitas Kependudukan Digital (IKD)", "en": "Digital Population Identity (IKD)"}
        settings.IDENTITY_DOORS = lambda: {"ikd": Door(provider=provider, name=words, hint=words)}
        settings.IDENTITY_STANDING = lambda nik, *, name, birth_date: None
        yield its
    forget_regions()
    forget_keys()


def as_officer(page: Page, site: str, who: tuple[str, str]) -> None:
    nik, role = who
    cookies = signed_in(nik, role=role).cookies
    page.context.add_cookies([{"name": name, "value": each.value, "url": site} for name, each in cookies.items()])


def prove_identity(page: Page, nik: str) -> None:
    follow(page.locator(".mpp-tile").first)
    page.get_by_label("NIK").fill(nik)
    follow(page.get_by_role("button", name="Masuk", exact=True))
    follow(page.get_by_role("button", name="Izinkan dan masuk"))


@pytest.mark.parametrize("javascript", [True, False])
def test_a_nurse_signs_in_to_the_tax_office_and_takes_her_consent_back(visitor, outside, javascript):
    nik = outside.desk.population.by_key("neneng").nik
    with visitor.page(width=PHONE, javascript=javascript) as page:
        page.goto(f"{outside.url}/e-pbb/")
        follow(page.get_by_role("link", name="Masuk dengan MPP Digital"))
        prove_identity(page, nik)
        expect(page.get_by_role("heading", name="Izinkan e-PBB membaca data Anda?")).to_be_visible()
        expect(page.get_by_text(f"{nik[:4]}********{nik[-4:]}")).to_be_visible()
        follow(page.get_by_role("button", name="Tolak"))
        expect(page.get_by_text("Anda tidak mengizinkan e-PBB")).to_be_visible()
        page.goto(f"{outside.url}/e-pbb/masuk")
        follow(page.get_by_role("button", name="Izinkan", exact=True))
        expect(page.get_by_role("heading", name="Selamat datang")).to_be_visible()
        page.goto("/akun/")
        follow(page.get_by_role("link", name="Izin aplikasi"))
        follow(page.get_by_role("button", name="Cabut izin e-PBB"))
        expect(page.get_by_text("Belum ada izin")).to_be_visible()
        page.goto(f"{outside.url}/e-pbb/")
        follow(page.get_by_role("button", name="Keluar dari e-PBB"))
        expect(page.get_by_text("Anda baru saja keluar dari e-PBB.")).to_be_visible()
        follow(page.get_by_role("button", name="Keluar dari MPP Digital"))
        arrived(page, "/e-pbb/")
        page.goto("/akun/")
        arrived(page, "/masuk")


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_a_citizen_sees_is_accessible_and_fits(visitor, outside, site, language):
    nik = outside.desk.population.by_key("neneng").nik
    with visitor.page(width=PHONE, language=language, dark=language == "en") as page:
        page.context.add_cookies([{"name": "bahasa", "value": language, "url": site}])
        page.goto("/oidc/authorize?client_id=tidak-ada")
        looked_at_in(page, "aplikasi-tidak-dikenal", language)
        page.goto(f"{outside.url}/e-pbb/masuk")
        prove_identity(page, nik)
        looked_at_in(page, "izin", language)
        page.goto("/akun/izin")
        looked_at_in(page, "izin-kosong", language)
        page.goto(f"{outside.url}/e-pbb/masuk")
        follow(page.locator("button[value=allow]"))
        picture(page, "e-pbb")
        page.goto("/akun/izin")
        looked_at_in(page, "izin-daftar", language)
        page.goto(f"{outside.url}/e-pbb/")
        follow(page.get_by_role("button", name="Keluar dari e-PBB"))
        looked_at_in(page, "izin-keluar", language)


def test_a_region_registers_an_application_and_the_nation_approves_it(visitor, outside, site):
    # An officer's session is tied to the browser in which it began.
    with visitor.page(user_agent=USER_AGENT) as page, visitor.page(user_agent=USER_AGENT, width=PHONE) as nation:
        as_officer(page, site, ADMIN)
        as_officer(nation, site, NATION)
        page.goto(APPLICATIONS)
        follow(page.get_by_role("button", name="Daftarkan aplikasi"))
        looked_at(page, "aplikasi-daftar")
        follow(page.get_by_role("button", name="Ajukan ke pusat"))
        looked_at(page, "aplikasi-daftar-salah")
        page.get_by_label("Nama aplikasi").fill("e-Retribusi Pasar")
        page.get_by_label("Kantor yang mengelola").fill("Dinas Koperasi, UMKM dan Perdagangan Kota Banjar")
        page.get_by_label("Untuk apa aplikasi ini").fill("Membayar retribusi kios pasar Anda.")
        page.get_by_label("Kalimat yang sama").fill("Pay the fee of your market stall.")
        page.get_by_label("Nama, tempat dan tanggal lahir").fill("Menyapa pedagang dan mengisi kuitansi.")
        page.get_by_label("Nomor Induk Kependudukan").fill("Mencari kios atas nama pedagang.")
        page.get_by_label("Alamat kembali").fill("https://retribusi.kota-banjar.example/masuk/kembali")
        page.get_by_label("Surel penanggung jawab").fill("retribusi@kota-banjar.example")
        follow(page.get_by_role("button", name="Ajukan ke pusat"))
        expect(page.get_by_text("Aplikasi didaftarkan.")).to_be_visible()
        looked_at(page, "aplikasi-menunggu")

        nation.goto("/nasional/aplikasi")
        looked_at(nation, "aplikasi-nasional")
        follow(nation.get_by_role("link", name="e-Retribusi Pasar"))
        follow(nation.get_by_role("button", name="Simpan keputusan"))
        expect(nation.get_by_role("alert")).to_contain_text("Pilih setuju atau tolak.")
        nation.get_by_label("Nama, tempat dan tanggal lahir").check()
        nation.get_by_label("Setujui", exact=True).check()
        looked_at(nation, "aplikasi-putusan")
        follow(nation.get_by_role("button", name="Simpan keputusan"))
        expect(nation.get_by_text("Aplikasi disetujui.")).to_be_visible()

        page.reload()
        follow(page.get_by_role("button", name="Buat kunci rahasia"))
        looked_at(page, "aplikasi-kunci")
        follow(page.get_by_role("button", name="Kunci sudah saya simpan"))
        page.get_by_text("Hentikan aplikasi ini").click()
        page.get_by_label("Mengapa dihentikan?").fill("Kuncinya bocor.")
        follow(page.get_by_role("button", name="Hentikan", exact=True))
        expect(page.get_by_text("Kuncinya bocor.")).to_be_visible()
        looked_at(page, "aplikasi-dihentikan")


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_desks_are_accessible_and_fit(visitor, outside, site, language):
    application = by_client_id(CLIENT_ID)
    pages = {
        ADMIN: ("", f"/{application.id}", f"/{application.id}/ubah"),
        NATION: ("", f"/{application.id}"),
    }
    for who, paths in pages.items():
        with visitor.page(width=PHONE, language=language, user_agent=USER_AGENT) as page:
            as_officer(page, site, who)
            page.context.add_cookies([{"name": "bahasa", "value": language, "url": site}])
            for number, path in enumerate(paths):
                page.goto((APPLICATIONS if who is ADMIN else "/nasional/aplikasi") + path)
                assert "/aplikasi" in urlsplit(page.url).path
                looked_at_in(page, f"meja-aplikasi-{who[1]}-{number}", language)
