"""Every route with an agent: in somebody's name he finds what the mandate is about, and nothing of anybody else."""

import pytest
from django.test import Client

from mpp.applications.tests.acting import a_mandate
from mpp.applications.tests.builders import NAMES, NURSE, a_nurse
from mpp.config import who_may
from mpp.foundation import ratelimit
from mpp.foundation.clock import utc_now
from mpp.identity.rules import CITIZEN
from mpp.mandates.operations.answer_mandate import end
from mpp.mandates.rules import Act
from mpp.ui.access import SIGNED_IN, for_another
from tests.house.world import World, a_world, ask
from tests.support.signed_in import signed_in

ROUTES = [route for route in who_may.routes() if {CITIZEN, SIGNED_IN} & (route.roles or set())]
#: Another agent in each test: what one has agreed with the nurse stands on his page for good, in the same world.
AGENTS, STRANGER = tuple(f"32790112038400{number}" for number in (11, 12, 13)), "3279011203840019"
ENTERED = {200, 302, 303}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), a_world(tmp_path_factory.mktemp("world")) as built:
        yield built


def an_agent(world: World, *, of: str, nik: str, acts: frozenset[Act], services: frozenset[str]) -> Client:
    """Somebody who acts for the person with the NIK `of`, by a mandate with these acts for these services."""
    principal = a_nurse(world.own, of, name=NAMES.get(of, "Orang Lain"))
    agent = a_nurse(world.own, nik, name="Wakil")
    mandate_id = a_mandate(agent, principal, nik=of, label="L", acts=acts, services=services)
    browser = signed_in(nik, name="Wakil")
    ratelimit.buckets.forget()
    assert browser.post(f"/akun/kuasa/{mandate_id}/bertindak")["Location"] == "/akun/permohonan"
    browser.mandate = (mandate_id, principal)
    return browser


def told(world: World, browser: Client, *, secrets: tuple[str, ...]) -> list[str]:
    leaks = []
    for route in ROUTES:
        for path in world.paths(route):
            for method in ("get", "post"):
                if path.endswith(("/keluar", "/kuasa/selesai")):
                    continue
                answer = ask(browser, path, method=method)
                text = answer.content.decode(errors="replace") + str(answer.headers)
                leaks += [f"{method} {path} tells {secret}" for secret in secrets if secret in text]
                if "application_id" in route.path and answer.status_code in ENTERED and "/masuk" not in text:
                    leaks.append(f"{method} {path} opens: {answer.status_code}")
    return leaks


def test_who_acts_for_one_person_finds_nothing_of_another(world: World):
    agent = an_agent(world, of=STRANGER, nik=AGENTS[0], acts=frozenset(Act), services=frozenset())
    assert told(world, agent, secrets=world.secrets) == []


def test_a_mandate_for_other_services_shows_no_case_and_no_letter(world: World):
    agent = an_agent(world, of=NURSE, nik=AGENTS[1], acts=frozenset(Act), services=frozenset({"sip-bidan"}))
    # The name stands in the band; numbers of cases and letters nowhere.
    secrets = (world.submitted.reference, world.issued.reference, world.document.number)
    assert told(world, agent, secrets=secrets) == []


def test_a_mandate_that_has_ended_opens_nothing(world: World):
    agent = an_agent(world, of=NURSE, nik=AGENTS[2], acts=frozenset(Act), services=frozenset())
    mandate_id, principal = agent.mandate
    end(mandate_id=mandate_id, actor=principal, now=utc_now())
    cookie = agent.cookies["kuasa"].value
    for route in ROUTES:
        if not for_another(route.view):
            continue
        for path in world.paths(route):
            for method in ("get", "post"):
                # A browser that does not forget, as an attacker's would not.
                agent.cookies["kuasa"] = cookie
                assert ask(agent, path, method=method).status_code in (403, 405), path


def test_no_view_of_the_account_or_of_officers_is_used_in_another_s_name():
    mine = [route.path for route in ROUTES if for_another(route.view) and route.path.startswith("akun/")]
    assert mine == ["akun/permohonan"]
    assert [route.path for route in who_may.routes() if route.is_officers and for_another(route.view)] == []
