"""An administrator opens a region's staff, an officer takes a post with a passkey, somebody keeps the own account safe.

The walk of docs/how-to/open-a-regions-staff.md, with the simulated IKD and Chromium's virtual authenticator.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pyotp
import pytest
from playwright.sync_api import Page, expect

from mpp.config.seeding import SEEDS
from mpp.foundation.clock import utc_now
from mpp.identity.tests.fakes import Couriers
from mpp.tenancy.links import token_of
from mpp.tenancy.models import Invitation
from mpp.tenancy.queries import forget_regions
from mpp_sandbox.testing import outside, sandbox
from tests.journeys.test_regions import ADMIN, DESK_OF_BANJAR
from tests.journeys.test_regions import sign_in as signed_in_as
from tests.journeys.test_sign_in import ikd, sign_in
from tests.support.browser import DESK, PHONE, Visitor, arrived, follow, looked_at, looked_at_in

__all__ = ["ikd", "outside", "sandbox"]


@pytest.fixture(autouse=True)
def demo(cloned_database) -> Iterator[None]:
    """The nation and the demonstration offices."""
    forget_regions()
    for name in ("regions", "offices", "calendars"):
        next(seed for seed in SEEDS if seed.name == name).load(utc_now())
    forget_regions()
    yield
    forget_regions()


@pytest.fixture
def visitor(browser, site) -> Visitor:
    """Passkeys belong to a host name; an address of numbers is none."""
    return Visitor(browser, site.replace("127.0.0.1", "localhost"))


@contextmanager
def authenticator(page: Page) -> Iterator[None]:
    """Give the browser a device that has a fingerprint, and always the right one."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield
    devtools.detach()


def test_an_administrator_opens_the_staff_and_the_officer_takes_the_post(visitor, outside):
    neneng = outside.person("neneng")
    with visitor.page(width=PHONE) as page:
        signed_in_as(page, visitor.site, ADMIN)
        page.goto(f"{DESK_OF_BANJAR}/kantor/angkat?jabatan=kepala_disdukcapil")
        page.get_by_label("Pelaksana tugas (Plt.)").check()
        page.get_by_label("Nama dengan gelar").fill("Neneng, S.Sos.")
        page.get_by_label("NIK").fill(neneng.nik)
        page.get_by_label("Alamat surel").fill("neneng@kota-banjar.example")
        page.get_by_label("Nomor surat keputusan").fill("800/77/2026")
        looked_at(page, "angkat", PHONE, DESK)
        follow(page.get_by_role("button", name="Angkat petugas"))
        follow(page.get_by_role("link", name="Akses petugas"))
        expect(page.get_by_text("Diundang", exact=True)).to_be_visible()
        looked_at(page, "akses", PHONE, DESK)
        follow(page.get_by_role("link", name="Kirim undangan Neneng"))
        follow(page.get_by_role("button", name="Kirim undangan"))
        looked_at(page, "undang-kosong", PHONE, DESK)
        page.get_by_label("Alamat surel petugas").fill("neneng@banjar.example")
        follow(page.get_by_role("button", name="Kirim undangan"))
        expect(page.get_by_text("Undangan dikirim.")).to_be_visible()
    invitation = token_of(Invitation.objects.get(replaced_at=None, accepted_at=None).id)
    with visitor.page(width=PHONE) as page, authenticator(page):
        page.goto(f"/undangan/{invitation}")
        looked_at(page, "undangan-masuk", PHONE, DESK)
        follow(page.get_by_role("link", name="Masuk").last)
        follow(page.locator(".mpp-tile").first)
        page.get_by_label("NIK").fill(neneng.nik)
        follow(page.get_by_role("button", name="Masuk", exact=True))
        follow(page.get_by_role("button", name="Izinkan dan masuk"))
        looked_at(page, "undangan-kunci", PHONE, DESK)
        follow(page.get_by_role("link", name="Passkey"))
        looked_at(page, "passkey", PHONE, DESK)
        follow(page.get_by_role("button", name="Buat passkey"))
        follow(page.get_by_role("button", name="Ambil jabatan"))
        page.get_by_label("Kepala Disdukcapil").check()
        follow(page.locator("main button"))
        page.wait_for_url(f"**{DESK_OF_BANJAR}/**")
        follow(page.get_by_role("button", name="Keluar"))
        sign_in(page, neneng)
        arrived(page, "/masuk/langkah-kedua")
        looked_at(page, "langkah-kedua-passkey", PHONE, DESK)
        follow(page.get_by_role("button", name="Pakai passkey"))
        page.wait_for_url("**/akun/kapasitas*")
        page.goto("/akun/keamanan")
        expect(page.get_by_text("untuk jabatan", exact=True)).to_be_visible()
        looked_at(page, "keamanan-petugas", PHONE, DESK)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_citizen_keeps_the_account_safe(visitor, outside, settings, language):
    settings.IDENTITY_COURIERS = couriers = Couriers()
    neneng = outside.person("neneng")
    with visitor.page(width=PHONE, language=language) as page:
        sign_in(page, neneng)
        page.goto("/akun/keamanan")
        looked_at_in(page, "keamanan", language)
        page.goto("/akun/keamanan/autentikator")
        secret = re.search(r"secret=([A-Z2-7]{32})", page.content())[1]
        page.locator("#kode").fill("1")
        follow(page.locator("main form button"))
        looked_at_in(page, "autentikator-salah", language)
        page.locator("#kode").fill(pyotp.TOTP(secret).now())
        follow(page.locator("main form button"))
        arrived(page, "/akun/keamanan")
        page.goto("/akun/keamanan/kontak?jenis=sms")
        page.locator("#ke").fill("0812 3456 7890")
        looked_at_in(page, "kontak", language)
        follow(page.locator("main form button"))
        page.locator("#kode").fill(couriers.code)
        looked_at_in(page, "kontak-kode", language)
        follow(page.locator("main form button"))
        page.goto("/akun/keamanan/kode-pemulihan")
        follow(page.locator("main form button"))
        expect(page.locator("main code").first).to_be_visible()
        codes = page.locator("main code").all_text_contents()
        looked_at_in(page, "kode-pemulihan", language)
        page.goto("/akun/keamanan")
        looked_at_in(page, "keamanan-penuh", language)
        follow(page.locator(".mpp-header__form button"))
        sign_in(page, neneng)
        looked_at_in(page, "langkah-kedua", language)
        follow(page.locator("main li a").last)
        page.locator("#kode").fill(codes[0])
        looked_at_in(page, "langkah-kedua-pemulihan", language)
        follow(page.locator("main form button").first)
        arrived(page, "/akun/")


def test_without_scripts_a_code_serves_and_a_passkey_says_why_it_does_not(visitor, outside):
    neneng = outside.person("neneng")
    with visitor.page(javascript=False) as page:
        sign_in(page, neneng)
        page.goto("/akun/keamanan/passkey")
        expect(page.get_by_text("Passkey memerlukan JavaScript")).to_be_visible()
        follow(page.get_by_role("link", name="Pakai aplikasi autentikator saja"))
        expect(page.get_by_label("Kode dari aplikasi")).to_be_visible()
        secret = re.search(r"secret=([A-Z2-7]{32})", page.content())[1]
        page.get_by_label("Kode dari aplikasi").fill(pyotp.TOTP(secret).now())
        follow(page.get_by_role("button", name="Simpan"))
        expect(page.get_by_text("Cara baru sudah ditambahkan")).to_be_visible()
