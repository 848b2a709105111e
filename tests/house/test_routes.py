"""Every route for every role: who it is open to, what nobody else learns, both languages, and no write on GET."""

import gettext
import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.translation.trans_real import DjangoTranslation

from mpp.config import who_may
from mpp.config.who_may import Route
from mpp.foundation.operation import writes_allowed
from mpp.identity.rules import CITIZEN
from mpp.ui.access import EVERYONE, SIGNED_IN
from tests.house.world import NOBODY, World, ask, may_open, somebody
from tests.support.signed_in import a_browser

SOURCE = Path(__file__).parents[2] / "src" / "mpp"
ROUTES = who_may.routes()
#: Addresses that answer something else than a page or the way to one, and why.
ELSE = {
    "masuk/kembali": {409},  # no sign-in is under way
    "ui/gallery/penolakan/<str:kind>": {404},  # a specimen of a refusal
    "oidc/authorize": {403},  # no application asks
    "oidc/userinfo": {401},  # no access token is shown
}
WELL = {200, 302, 303}


def test_every_route_declares_who_may_use_it():
    assert [route.path for route in ROUTES if route.roles is None] == []
    known = {*who_may.ALL_ROLES, who_may.EVERYONE, who_may.SIGNED_IN} - {NOBODY}
    assert {role for route in ROUTES for role in route.roles} - known == set()


def test_the_page_about_roles_is_up_to_date():
    page = SOURCE.parents[1] / "docs" / "reference" / "roles.md"
    assert page.read_text() == who_may.reference_page(), "run `make docs`"


def test_whom_a_route_is_open_to_gets_an_answer_and_nobody_else_learns_that_it_exists(world: World):
    wrong = []
    for route in ROUTES:
        for role, browser in _tried(world, route).items():
            for path in world.paths(route):
                answer = ask(browser, path, headers={} if may_open(route, role) else PLAIN)
                if not _is_as_declared(route, role, answer):
                    wrong.append(f"{path} as {role or 'nobody'}: {answer.status_code}")
    assert wrong == []


#: A program asks: refusals come without a page, which makes hundreds of them cheap.
PLAIN = {"Accept": "application/json"}


def _tried(world: World, route: Route) -> dict[str, Client]:
    """Return the browsers the route is tried with: all roles; three of them where it makes no difference."""
    browsers = somebody(world)
    if EVERYONE in route.roles:
        return {role: browsers[role] for role in (NOBODY, CITIZEN, "verifikator_dinkes")}
    return browsers


def _is_as_declared(route: Route, role: str, answer: HttpResponse) -> bool:
    status = answer.status_code
    if may_open(route, role):
        if status == 405:
            return "GET" not in answer.headers["Allow"]
        # A case or a document that belongs to somebody else is not found; what is his own is tried below.
        return status in WELL | ELSE.get(route.path, set()) or ("_id" in route.path and status == 404)
    return status == (401 if role == NOBODY else 404)


def test_whoever_is_not_signed_in_is_led_to_signing_in_and_back(world: World):
    for route in ROUTES:
        if EVERYONE not in route.roles:
            answer = ask(a_browser(), world.paths(route)[0])
            assert answer.status_code == 302, route.path
            assert answer.headers["Location"].startswith("/masuk?next="), route.path


def test_the_applicant_and_the_officers_of_a_case_find_it(world: World):
    """What the tests below hide is there to be hidden."""
    case = f"/kota-banjar/permohonan/{world.issued.id}/"
    assert world.issued.reference in ask(world.owner, case).content.decode()
    for case in (world.submitted, world.issued):
        seen = ask(world.staff["verifikator_dinkes"], f"/kota-banjar/petugas/permohonan/{case.id}/")
        assert case.reference in seen.content.decode()
    assert ask(world.owner, f"/dokumen/{world.document.id}").content.startswith(b"%PDF")


def test_nobody_gets_at_the_rows_of_another_person_or_region(world: World):
    leaks = []
    for route in ROUTES:
        for who, browser in _outsiders(world, route).items():
            for path in world.paths(route):
                for method in ("get", "post"):
                    answer = ask(browser, path, method=method)
                    text = answer.content.decode(errors="replace")
                    told = [secret for secret in world.secrets if secret in text + str(answer.headers)]
                    if told:
                        leaks.append(f"{method} {path} tells {who} {told}")
                    if answer.status_code in WELL and _is_for_others(route, answer):
                        leaks.append(f"{method} {path} opens to {who}: {answer.status_code}")
    assert leaks == []


def _outsiders(world: World, route: Route) -> dict[str, Client]:
    """Return who would be let in, were these the own rows or the own region."""
    found = {f"{role} of another region": it for role, it in world.strangers.items() if role in route.roles}
    if CITIZEN in route.roles or SIGNED_IN in route.roles:
        found["another citizen"] = world.citizen
    if SIGNED_IN in route.roles:
        found["an officer of another region"] = world.strangers["verifikator_dinkes"]
    return found


def _is_for_others(route: Route, answer: HttpResponse) -> bool:
    """Return whether an answer that is no way to the sign-in page stands at an address of the region or the nurse."""
    leads_away = answer.status_code in (302, 303) and answer.headers["Location"].startswith("/masuk")
    is_hers = any(
        name in route.path
        for name in ("application_id", "document_id", "session_id", "request_id", "copy_id", "upload_id", "link_id")
    )
    return not leads_away and (is_hers or route.is_officers)


def test_an_officer_of_another_sector_is_told_nothing_of_the_case(world: World):
    for role in ("operator_disdukcapil", "verifikator_disdukcapil", "kepala_disdukcapil", "admin_daerah", "auditor"):
        for path in (
            f"/kota-banjar/petugas/permohonan/{world.issued.id}/",
            f"/kota-banjar/petugas/permohonan/{world.submitted.id}/",
            f"/dokumen/{world.document.id}",
        ):
            assert ask(world.staff[role], path).status_code == 404, f"{path} as {role}"


def test_an_empty_form_is_answered_and_never_a_defect(world: World):
    wrong = []
    for route in ROUTES:
        for role, browser in somebody(world).items():
            if may_open(route, role):
                for path in world.paths(route):
                    status = ask(browser, path, method="post").status_code
                    if status >= 500:
                        wrong.append(f"{path} as {role or 'nobody'}: {status}")
    assert wrong == []


def _a_browser_for(world: World, route: Route) -> Client:
    return next(browser for role, browser in somebody(world).items() if may_open(route, role))


def _pages(world: World, language: str):
    """Yield (path, answer) of every HTML page there is, in that language."""
    for route in ROUTES:
        for path in world.paths(route):
            browser = _a_browser_for(world, route)
            browser.cookies["bahasa"] = language
            answer = ask(browser, path)
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                yield path, answer


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_says_in_which_language_it_is(world: World, language):
    pages = dict(_pages(world, language))
    assert len(pages) > 35
    wrong = [
        path
        for path, answer in pages.items()
        if answer.headers["Content-Language"] != language or f'lang="{language}"' not in answer.content.decode()[:400]
    ]
    assert wrong == []


def test_every_text_of_every_page_has_english(world: World, monkeypatch):
    missing = set()
    translate = gettext.GNUTranslations.gettext

    def noticing(catalog, message):
        if getattr(catalog, "_DjangoTranslation__language", "") == "en" and message not in catalog._catalog:
            missing.add(message)
        return translate(catalog, message)

    monkeypatch.setattr(DjangoTranslation, "gettext", noticing, raising=False)
    assert len(list(_pages(world, "en"))) > 35
    # Behind each label of Django's own forms; ours end in nothing.
    assert missing - {":"} == set()


def test_a_part_for_htmx_is_the_same_part_of_the_page(world: World):
    found = 0
    for route in ROUTES:
        for path in world.paths(route):
            browser = _a_browser_for(world, route)
            whole = ask(browser, path)
            if whole.status_code != 200 or "HX-Request" not in whole.headers.get("Vary", ""):
                continue
            part = ask(browser, path, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
            assert "<html" not in part.content.decode(), path
            assert _same_at_each_request(part) in _same_at_each_request(whole), path
            found += 1
    assert found >= 3


def _same_at_each_request(answer: HttpResponse) -> str:
    """Return the text without what is drawn anew for each request."""
    drawn = r'(name="(?:csrfmiddlewaretoken|key|id)" value=")[^"]*'
    return " ".join(re.sub(drawn, r"\1", answer.content.decode()).split())


def test_every_template_is_used():
    templates = [path for path in SOURCE.glob("*/templates/**/*") if path.suffix in {".html", ".txt"}]
    assert len(templates) > 40
    sources = [path.read_text() for path in SOURCE.rglob("*.py") if "tests" not in path.parts]
    sources += [path.read_text() for path in templates]
    unused = []
    for path in templates:
        name = str(path.relative_to(path.parents[len(path.relative_to(SOURCE).parts) - 3]))
        if not any(f'"{name}"' in source for source in sources):
            unused.append(name)
    assert unused == []


class Probe:
    """Stands where the view stands and says whether it might write."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        return HttpResponse(f"may write: {writes_allowed.get()}")


#: The protocol of signing in, here and at regional applications, comes by GET.
WRITING_ON_GET = {"masuk/kembali", "oidc/authorize", "oidc/userinfo"}


def test_no_get_can_write_save_those_by_which_people_sign_in(world: World, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.Probe"]
    may_write = {}
    for route in ROUTES:
        # A browser of its own: one that has asked before keeps the chain it has asked through.
        browser = a_browser()
        browser.cookies = _a_browser_for(world, route).cookies
        for method in ("get", "options", "post"):
            told = ask(browser, world.paths(route)[0], method=method).content.decode()
            assert told in {"may write: True", "may write: False"}, f"{method} {route.path}"
            may_write[route.path, method] = told.endswith("True")
    on_asking = {path for (path, method), may in may_write.items() if may and method != "post"}
    assert on_asking == WRITING_ON_GET
    assert all(may for (_, method), may in may_write.items() if method == "post")
    assert writes_allowed.get()


def test_a_route_that_writes_on_get_says_why():
    assert {route.path for route in ROUTES if route.writes_on_get.strip()} == WRITING_ON_GET
    assert [route.path for route in ROUTES if route.writes_on_get and not route.writes_on_get.strip()] == []
