import pytest

from mpp.catalogue.tests.world import CLOSED, SLUG, a_nation

pytestmark = pytest.mark.django_db


@pytest.fixture
def nation():
    return a_nation()


def text_of(client, path, lang="id"):
    response = client.get(path, headers={"Accept-Language": lang})
    assert response.status_code == 200
    return response.content.decode()


def test_the_first_page_asks_one_question_and_offers_life_events(client, nation):
    shown = text_of(client, "/")
    assert "Apa yang ingin Anda urus?" in shown
    assert 'action="/cari"' in shown
    assert 'href="/peristiwa/mulai-praktik"' in shown
    assert 'href="/wilayah"' in shown


def test_the_first_page_remembers_the_region(client, nation):
    client.cookies["daerah"] = "kota-banjar"
    assert 'href="/kota-banjar/"' in text_of(client, "/")
    client.cookies["daerah"] = "<script>"
    assert "<script>" not in text_of(client, "/").replace("<script src", "").replace('<script type="module"', "")


def test_everyday_words_lead_to_the_service(client, nation):
    shown = text_of(client, "/cari?q=izin+praktek+suster")
    assert "1 layanan ditemukan" in shown
    assert f'href="/layanan/{SLUG}"' in shown


def test_a_search_in_a_region_stays_there_and_says_what_is_not_open(client, nation):
    assert f'href="/kota-banjar/layanan/{SLUG}"' in text_of(client, "/cari?q=suster&di=kota-banjar")
    shown = text_of(client, "/cari?q=suster&di=kabupaten-asmat")
    assert f'href="/kabupaten-asmat/layanan/{SLUG}"' in shown
    assert "Belum dibuka" in shown


@pytest.mark.parametrize("typed", ["xyzzy", "%00", "%F0%9F%A9%BA", "x" * 5_000, "%E2%80%AE%3Cb%3E"])
def test_a_search_that_finds_nothing_has_words(client, nation, typed):
    shown = text_of(client, f"/cari?q={typed}")
    assert "Belum ada layanan untuk kata itu" in shown or "ditemukan" not in shown
    assert "<b>" not in shown


def test_the_name_of_a_region_typed_as_a_service_leads_there(client, nation):
    assert 'href="/wilayah/pilih/kota-banjar"' in text_of(client, "/cari?q=kota+banjar")


@pytest.mark.parametrize("base", ["", "/kota-banjar"])
def test_a_life_event_gathers_its_services(client, nation, base):
    shown = text_of(client, f"{base}/peristiwa/mulai-praktik")
    assert f'href="{base}/layanan/{SLUG}"' in shown
    assert f'href="{base}/layanan/{CLOSED}"' in shown


def test_an_unknown_life_event_or_region_is_not_found(client, nation):
    for path in ("/peristiwa/menang-undian", "/nowhere/", "/nowhere", "/kota-banjar/peristiwa/menang-undian"):
        assert client.get(path).status_code == 404


def test_a_region_has_a_first_page_of_its_own(client, nation):
    shown = text_of(client, "/kota-banjar/")
    assert "Kota Banjar" in shown
    assert "1 layanan dapat diajukan di sini" in shown
    assert "belum membuka layanan" in text_of(client, "/kabupaten-asmat/")


def test_an_address_typed_without_its_slash_leads_on(client, nation):
    assert client.get("/kota-banjar").headers["Location"] == "/kota-banjar/"


@pytest.mark.parametrize(
    ("path", "words", "english"),
    [
        ("/tentang", "Tentang MPP Digital", "About MPP Digital"),
        ("/privasi", "UU 27/2022", "Your rights"),
        ("/aksesibilitas", "WCAG 2.2", "What is not perfect yet"),
        ("/status", "Basis data", "Background work"),
    ],
)
def test_the_pages_of_the_footer_say_what_they_promise(client, nation, path, words, english):
    assert words in text_of(client, path)
    assert english in text_of(client, path, lang="en")


def test_the_state_of_the_system_shows_outside_systems_of_the_chosen_region(client, nation):
    client.cookies["daerah"] = "kota-banjar"
    assert "Belum ada pertanyaan dari Kota Banjar" in text_of(client, "/status")
