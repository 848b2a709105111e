"""Two at once with the same code or the same renewing token: one of them is a thief, and neither keeps anything."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from mpp.federation.queries.keys import forget_keys
from mpp.federation.tests.builders import a_question, a_signing_key, agreed, an_application, exchanged, signed_in_at
from mpp.federation.tests.test_signing_in import userinfo
from mpp.identity.tests.fakes import Posts
from tests.support.signed_in import a_browser, signed_in


@pytest.fixture
def application(cloned_database, settings):
    settings.IDENTITY_CAPACITIES = Posts()
    forget_keys()
    a_signing_key()
    yield an_application()
    forget_keys()


def both(ask):
    """Let two ask at the same moment, each over a connection of its own."""

    def alone(_):
        try:
            return ask(a_browser())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(alone, range(2)))


def test_a_code_opens_once_for_two_at_once(application):
    siti = signed_in("3279014101900001")
    question = a_question(application)
    code = agreed(siti, question)["code"]
    answers = both(lambda browser: exchanged(browser, application, question, code))
    assert sorted(answer.status_code for answer in answers) == [200, 400]
    [good] = [answer.json() for answer in answers if answer.status_code == 200]
    assert userinfo(a_browser(), good["access_token"]).status_code == 401


def test_a_renewing_token_opens_once_for_two_at_once(application):
    tokens = signed_in_at(signed_in("3279014101900001"), application, scope="openid offline_access")
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    answers = both(lambda browser: browser.post("/oidc/token", form, headers=application.proof))
    assert sorted(answer.status_code for answer in answers) == [200, 400]
    [good] = [answer.json() for answer in answers if answer.status_code == 200]
    assert userinfo(a_browser(), good["access_token"]).status_code == 401
