import json
import re

import pytest
from django.test import Client
from structlog.testing import capture_logs

pytestmark = pytest.mark.urls("mpp.ui.tests.routes")


#: Both ends of the chain without what the floors above put between them.
CHAIN = [
    "mpp.ui.middleware.RequestMiddleware",
    "mpp.ui.form_token.FormTokenMiddleware",
    "mpp.ui.middleware.AccessMiddleware",
]


@pytest.fixture(autouse=True)
def _without_the_floors_above(settings):
    settings.MIDDLEWARE = CHAIN


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def test_every_answer_carries_the_security_headers_and_no_page_has_inline_code(client):
    page = client.get("/ui/gallery")
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    html = page.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|<style", html)


def test_https_once_is_https_always(settings):
    settings.COOKIES_ARE_SECURE = True
    answer = Client().get("/bahasa/en")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert answer.cookies["bahasa"]["secure"]


def test_a_refusal_is_a_page_with_words_and_a_reference_that_is_also_in_the_log(client):
    with capture_logs() as logged:
        answer = client.get("/t/basi")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Sudah ada perubahan lain" in html
    (line,) = [entry for entry in logged if entry["event"] == "refused"]
    assert line["reference"] in html
    assert line["code"] == "stale-version"


def test_a_program_gets_problem_details_with_the_facts(client):
    answer = client.get("/t/basi", headers={"Accept": "application/json"})
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = json.loads(answer.content)
    assert told["type"] == "/problems/stale-version"
    assert (told["status"], told["instance"], told["yours"], told["current"]) == (409, "/t/basi", 3, 4)
    assert told["reference"] == answer.headers["X-Request-Id"]


def test_a_part_loaded_by_htmx_is_refused_in_the_notice_area(client):
    answer = client.get("/t/basi", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert answer.headers["HX-Retarget"] == "#pesan"
    assert "<html" not in answer.content.decode()


def test_who_asks_too_often_is_told_when_to_come_back(client):
    answer = client.get("/t/banyak")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")


def test_who_types_the_address_of_an_act_reads_words_and_programs_learn_what_is_allowed(client):
    answer = client.post("/ui/gallery", {"nama": "Sari"})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert "Halaman ini tidak dapat dibuka langsung" in answer.content.decode()


def test_a_defect_gives_a_page_in_words_and_is_logged_with_its_reference(client):
    with capture_logs() as logged:
        answer = client.get("/t/cacat")
    assert answer.status_code == 500
    assert "Terjadi kesalahan di sistem kami" in answer.content.decode()
    assert [entry["reference"] for entry in logged if entry["event"] == "defect"] == [answer.headers["X-Request-Id"]]


def test_the_answer_to_a_defect_comes_even_when_no_page_can_be_made(client, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("no templates")

    monkeypatch.setattr("mpp.ui.errors.page_or_block", broken)
    answer = client.get("/t/cacat")
    assert answer.status_code == 500
    assert "Terjadi kesalahan di sistem kami" in answer.content.decode()


def test_a_view_that_does_not_say_who_may_use_it_is_closed_to_all(client):
    with capture_logs() as logged:
        answer = client.get("/t/terbuka")
    assert answer.status_code == 404
    assert "view_without_access_rule" in {entry["event"] for entry in logged}


def test_who_is_not_signed_in_is_led_to_the_sign_in_page_and_back(client):
    answer = client.get("/t/pemohon?tahap=2")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/masuk?next=%2Ft%2Fpemohon%3Ftahap%3D2")


def test_htmx_leaves_the_page_for_the_sign_in_page(client):
    answer = client.get("/t/pemohon", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/masuk?")


def test_what_was_typed_before_the_session_ended_is_on_the_page_to_be_sent_again(client):
    answer = client.post("/t/pemohon", {"nama": 'Sari "Ayu" <b>', "hari": ["senin", "rabu"], "passphrase": "rahasia"})
    html = answer.content.decode()
    assert answer.status_code == 401
    assert '<input type="hidden" name="nama" value="Sari &#34;Ayu&#34; &lt;b&gt;">' in html
    assert html.count('name="hari"') == 2
    assert html.count('name="csrfmiddlewaretoken"') == 1
    assert "rahasia" not in html


def test_a_form_without_its_token_is_refused_in_words(client):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    answer = strict.post("/ui/gallery", {"nama": "Sari"})
    assert answer.status_code == 403
    assert "Formulir ini sudah kedaluwarsa" in answer.content.decode()


def test_the_language_is_the_one_chosen_else_the_browsers_else_indonesian(client):
    def language(**headers):
        return client.get("/ui/gallery", headers=headers).headers["Content-Language"]

    assert language() == "id"
    assert language(accept_language="fr-FR") == "id"
    assert language(accept_language="en-GB,en;q=0.8") == "en"
    client.get("/bahasa/id?kembali=/")
    assert language(accept_language="en-GB") == "id"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_the_language_switch_leads_nowhere_else(client, elsewhere):
    assert client.get("/bahasa/en", {"kembali": elsewhere}).headers["Location"] == "/"


def test_an_unknown_language_is_not_found(client):
    assert client.get("/bahasa/xx").status_code == 404


def test_the_part_that_htmx_gets_is_the_very_text_of_the_page(client):
    whole = client.get("/ui/gallery")
    part = client.get("/ui/gallery", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    full = client.get("/ui/gallery", headers={"HX-Request": "true", "HX-Request-Type": "full"})
    without_reference = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{6}")
    assert part.content.decode() in whole.content.decode()
    assert without_reference.sub("", full.content.decode()) == without_reference.sub("", whole.content.decode())
    assert "HX-Request" in part.headers["Vary"]


@pytest.mark.parametrize("kind", ["not-found", "forbidden", "conflict", "invalid", "unavailable", "too-many"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_kind_of_refusal_has_a_page_in_both_languages(client, kind, language):
    answer = client.get(f"/ui/gallery/penolakan/{kind}", headers={"Accept-Language": language})
    assert answer.status_code in {403, 404, 409, 422, 429, 503}
    assert ("Reference" if language == "en" else "Nomor rujukan") in answer.content.decode()
