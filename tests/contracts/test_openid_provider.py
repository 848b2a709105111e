"""An independent client, made of authlib and knowing nothing of the product, signs in by MPP Digital over HTTP."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from mpp.adapters.back_channel import HttpBackChannel
from mpp.config.paths import SEEDS_DIR
from mpp.config.seeding import SEEDS
from mpp.federation.ports import ApplicationRefuses, ApplicationUnavailable, BackChannel
from mpp.federation.queries.applications import by_client_id
from mpp.federation.queries.keys import forget_keys
from mpp.federation.seeding import seed_applications
from mpp.federation.statements import logout_token
from mpp.foundation import ratelimit
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.identity.tests.fakes import Posts
from mpp.tenancy.tests.builders import a_region
from mpp_sandbox.epbb.client import CLIENT_ID, RelyingParty
from mpp_sandbox.server import Running, running
from tests.support.browser import serving
from tests.support.signed_in import USER_AGENT, signed_in

SITI = "3279014101900001"


@pytest.fixture
def product(cloned_database, settings):
    """The product over HTTP, with a key that signs and the application of the demonstration."""
    with serving() as address:
        settings.PUBLIC_URL = address
        settings.IDENTITY_CAPACITIES = Posts()
        ratelimit.buckets.forget()
        forget_keys()
        a_region("kota-banjar")
        next(seed for seed in SEEDS if seed.name == "signing key").load(utc_now())
        yield address


@pytest.fixture
def epbb(product, tmp_path):
    """The application, running on its own."""
    with running(tmp_path, product_url=product) as its:
        seed_applications(SEEDS_DIR / "demo" / "applications.yaml", sandbox_url=its.url, now=utc_now())
        yield its


@pytest.fixture
def siti(product):
    """Her browser: signed in at MPP Digital, cookies for both sites."""
    signed = signed_in(SITI, name="Siti Aminah", released={"address": "Jalan Contoh 1, Banjar"})
    with httpx.Client(follow_redirects=False, timeout=30, headers={"User-Agent": USER_AGENT}) as browser:
        for name, each in signed.cookies.items():
            browser.cookies.set(name, each.value)
        yield browser


def followed(browser: httpx.Client, answer: httpx.Response) -> httpx.Response:
    """Go where the browser is sent, until a page is shown."""
    while answer.is_redirect:
        answer = browser.get(answer.url.join(answer.headers["Location"]))
    return answer


def agree(browser: httpx.Client, page: httpx.Response) -> httpx.Response:
    """Press the button of the consent page."""
    html = page.text

    def hidden(name: str) -> str:
        return html.partition(f'name="{name}" value="')[2].partition('"')[0]

    action = html.partition('action="/oidc/consent')[2].partition('"')[0].replace("&amp;", "&")
    form = {"csrfmiddlewaretoken": hidden("csrfmiddlewaretoken"), "details": hidden("details"), "decision": "allow"}
    address = f"{page.url.copy_with(path='/oidc/consent', query=None)}{action}"
    return followed(browser, browser.post(address, data=form, headers={"Referer": str(page.url)}))


def signed_in_at(browser: httpx.Client, epbb: Running) -> httpx.Response:
    page = followed(browser, browser.get(f"{epbb.url}/e-pbb/masuk"))
    return agree(browser, page) if "/oidc/authorize" in str(page.url) else page


def test_the_provider_describes_itself_as_the_specification_says(product):
    metadata = RelyingParty(f"{product}/oidc").metadata()
    assert metadata["subject_types_supported"] == ["pairwise"]
    keys = httpx.get(metadata["jwks_uri"]).json()["keys"]
    assert [sorted(key) for key in keys] == [["alg", "crv", "kid", "kty", "use", "x", "y"]]


def test_a_standard_client_signs_a_person_in(epbb, siti):
    page = followed(siti, siti.get(f"{epbb.url}/e-pbb/masuk"))
    assert "e-PBB" in page.text
    home = agree(siti, page)
    assert "Selamat datang, Siti Aminah" in home.text
    assert SITI in home.text
    # Once agreed to, the next sign-in shows no page of ours.
    assert siti.get(f"{epbb.url}/e-pbb/masuk").is_redirect
    assert "Selamat datang" in signed_in_at(siti, epbb).text


def test_whoever_plays_the_provider_is_not_believed(epbb, siti):
    begun = siti.get(f"{epbb.url}/e-pbb/masuk")
    state = parse_qs(urlsplit(begun.headers["Location"]).query)["state"][0]
    answer = siti.get(f"{epbb.url}/e-pbb/kembali", params={"code": "x", "state": state})
    assert answer.status_code == 400


class FakeBackChannel:
    """Takes every token, and keeps it; refuses what is no token."""

    def __init__(self):
        self.told = []

    def tell(self, address: str, logout_token: str) -> None:
        if logout_token.count(".") != 2:
            raise ApplicationRefuses(status=400)
        self.told.append((address, logout_token))


@pytest.fixture(params=["fake", "http"])
def channel(request) -> BackChannel:
    return FakeBackChannel() if request.param == "fake" else HttpBackChannel()


def a_token() -> str:
    application = by_client_id(CLIENT_ID)
    assert application is not None
    return logout_token(application, person_id=uuid7(), session_id=uuid7(), token_id=uuid7(), now=utc_now())


def test_an_application_takes_a_logout_token_of_ours_twice_and_nothing_else(channel, epbb):
    address, token = f"{epbb.url}/e-pbb/sesi-berakhir", a_token()
    channel.tell(address, token)
    channel.tell(address, token)
    with pytest.raises(ApplicationRefuses):
        channel.tell(address, "kosong")


def test_an_application_that_is_silent_broken_or_elsewhere_is_told_again_later(epbb):
    with pytest.raises(ApplicationUnavailable):
        HttpBackChannel().tell("http://127.0.0.1:9/", a_token())
    # Another page of the application: no door for tokens, and one that leads away.
    for path in ("/e-pbb/tidak-ada", "/e-pbb/keluar"):
        with pytest.raises(ApplicationUnavailable):
            HttpBackChannel().tell(f"{epbb.url}{path}", a_token())
