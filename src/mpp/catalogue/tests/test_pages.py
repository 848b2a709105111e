import gzip

import pytest

from mpp.catalogue.operations.close_in_region import close_in_region
from mpp.catalogue.tests.world import CLOSED, SLUG, a_nation, publish_again
from mpp.tenancy.tests.builders import NOW, an_admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def nation():
    return a_nation()


def text_of(client, path, **headers):
    response = client.get(path, headers={"Accept-Language": "id", **headers})
    assert response.status_code == 200
    return response.content.decode()


def test_a_service_tells_what_it_takes_and_leads_to_the_application(client, nation):
    shown = text_of(client, f"/kota-banjar/layanan/{SLUG}")
    for words in (
        "SIP Perawat",
        "5 hari kerja",
        "Gratis",
        "Konsil Kesehatan",
        "Hanya untuk: Perpanjangan",
        "terbit otomatis",
    ):
        assert words in shown
    assert f'href="/kota-banjar/ajukan/{SLUG}"' in shown


def test_where_it_is_not_open_the_page_says_where_it_is(client, nation):
    shown = text_of(client, f"/kabupaten-asmat/layanan/{SLUG}")
    assert "Belum dibuka di daerah ini" in shown
    assert f'href="/kota-banjar/layanan/{SLUG}"' in shown
    assert "/ajukan/" not in shown


def test_the_national_page_asks_for_the_region(client, nation):
    shown = text_of(client, f"/layanan/{SLUG}")
    assert f'href="/wilayah?ke=layanan/{SLUG}"' in shown
    assert "/ajukan/" not in shown


def test_a_service_that_is_open_nowhere_says_so(client, nation):
    shown = text_of(client, f"/kota-banjar/layanan/{CLOSED}")
    assert "Belum dapat diajukan lewat MPP Digital" in shown
    assert "/ajukan/" not in shown


@pytest.mark.parametrize("base", ["", "/kota-banjar"])
def test_the_standard_shows_14_parts_and_says_what_is_missing(client, nation, base):
    shown = text_of(client, f"{base}/layanan/{SLUG}/standar")
    assert shown.count("mpp-standard__part") == 14
    assert "12 bagian belum ditetapkan" in shown
    assert shown.count("Belum ditetapkan") == 12


@pytest.mark.parametrize("page", ["", "/standar"])
def test_the_pages_say_what_becomes_of_the_period_while_a_source_is_silent(client, nation, page):
    publish_again(version=2, standard__duration="derived")
    path = f"/kota-banjar/layanan/{SLUG}{page}"
    assert "Bila suatu sumber data belum menjawab, jangka waktu tetap berjalan." in text_of(client, path)
    assert "the period runs on" in text_of(client, path, **{"Accept-Language": "en"})


def test_a_rule_of_our_own_is_marked_as_one(client, nation):
    path = f"/layanan/{SLUG}"
    assert "Ini aturan kami" not in text_of(client, path)
    publish_again(version=2, unverified=["clock.while_silent"])
    assert "Ini aturan kami; teks hukumnya belum kami bandingkan." in text_of(client, path)


@pytest.mark.parametrize("base", ["", "/kota-banjar"])
def test_the_list_holds_every_service(client, nation, base):
    shown = text_of(client, f"{base}/layanan/")
    assert f'href="{base}/layanan/{SLUG}"' in shown
    assert f'href="{base}/layanan/{CLOSED}"' in shown


def test_every_page_is_complete_in_english(client, nation):
    for path in (f"/kota-banjar/layanan/{SLUG}", f"/layanan/{SLUG}/standar", "/layanan/"):
        shown = text_of(client, path, **{"Accept-Language": "en"})
        assert "SIP Perawat (en)" in shown
        assert "Standar pelayanan" not in shown


@pytest.mark.parametrize(
    "path",
    ["/layanan/nothing", "/layanan/nothing/standar", "/kota-banjar/layanan/nothing", f"/nowhere/layanan/{SLUG}"],
)
def test_what_does_not_exist_is_not_found(client, nation, path):
    assert client.get(path).status_code == 404


def test_a_page_follows_every_change_of_the_catalogue(client, nation):
    here, _ = nation
    assert "/ajukan/" in text_of(client, f"/kota-banjar/layanan/{SLUG}")
    close_in_region(record_id=here.record_id, slug=SLUG, actor=an_admin(here), now=NOW)
    assert "/ajukan/" not in text_of(client, f"/kota-banjar/layanan/{SLUG}")


def test_a_page_that_is_known_already_is_not_sent_again(client, nation):
    first = client.get(f"/layanan/{SLUG}")
    again = client.get(f"/layanan/{SLUG}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_is_packed_for_slow_lines(client, nation):
    plain = client.get(f"/layanan/{SLUG}")
    packed = client.get(f"/layanan/{SLUG}", headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_the_languages_of_a_kept_page_do_not_mix(client, nation):
    path = f"/layanan/{SLUG}"
    assert "Pilih daerah" in text_of(client, path)
    assert "Choose a region" in text_of(client, path, **{"Accept-Language": "en"})
    assert "Pilih daerah" in text_of(client, path)
