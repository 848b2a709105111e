"""What happens afterwards: facts, back-channel logout, keys, sweeping, and the person's own list."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from joserfc import jwt
from joserfc.jwk import KeySet

from mpp.federation import listeners, tasks
from mpp.federation.events import ClaimsReleased, ConsentGiven, ConsentWithdrawn, SignInEnded
from mpp.federation.operations.make_signing_key import make_signing_key
from mpp.federation.operations.sweep import sweep
from mpp.federation.ports import ApplicationRefuses, ApplicationUnavailable
from mpp.federation.queries.keys import NoSigningKey, shown_keys, signing_key
from mpp.federation.rules.keys import SHOWN_BEFORE, SIGNS_FOR
from mpp.federation.tests.builders import TOLD, a_question, agreed, an_application, signed_in_at
from mpp.federation.tests.conftest import SITI
from mpp.federation.tests.test_signing_in import userinfo
from mpp.foundation.actor import ANYONE, system
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.foundation.outbox import deliver_batch
from mpp.foundation.scope import entered
from mpp.identity import claims
from mpp.identity.events import SessionEnded
from mpp.identity.operations.sign_in import sign_in
from mpp.identity.ports import ProvenIdentity
from mpp.identity.rules import Assurance

pytestmark = pytest.mark.django_db


LISTENERS = {SessionEnded: (listeners.end_what_rests_on_it,), SignInEnded: (listeners.tell_application,)}


class FakeBackChannel:
    def __init__(self):
        self.told, self.refusal = [], None

    def tell(self, address, logout_token):
        if self.refusal:
            raise self.refusal
        self.told.append((address, logout_token))


@pytest.fixture
def channel(settings):
    fake = FakeBackChannel()
    settings.FEDERATION_BACK_CHANNEL = lambda: fake
    return fake


def rows(sql):
    with entered(system()), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def announced():
    return [event for (event,) in rows("SELECT event FROM outbox ORDER BY id")]


def jobs():
    waiting = rows("SELECT args::text FROM procrastinate_jobs WHERE task_name = 'federation.tell_application'")
    return [json.loads(args) for (args,) in waiting]


def delivered():
    while deliver_batch(LISTENERS, now=utc_now):
        pass


def test_what_is_given_and_taken_back_is_announced_without_a_value(siti, server, application):
    tokens = signed_in_at(siti, application)
    userinfo(server, tokens["access_token"])
    page = siti.get("/akun/izin").content.decode()
    assert "e-PBB" in page
    siti.post(re.search(r'action="(/akun/izin/[^"]+)"', page)[1])
    kinds = {ConsentGiven.__name__, ClaimsReleased.__name__, ConsentWithdrawn.__name__}
    assert kinds <= set(announced())
    payloads = " ".join(str(row) for row in rows("SELECT payload FROM outbox"))
    lines = " ".join(str(row) for row in rows("SELECT line FROM audit_line WHERE region_id = 0"))
    for value in ("3279014101900001", "Siti", "Jalan Contoh"):
        assert value not in payloads + lines
    assert "Belum ada izin" in siti.get("/akun/izin").content.decode()


def test_signing_out_here_is_told_to_the_application(siti, server, application, channel):
    tokens = signed_in_at(siti, application)
    siti.post("/keluar")
    delivered()
    [job] = jobs()
    tasks.tell_application(**job)
    [(address, token)] = channel.told
    assert address == TOLD
    keys = KeySet.import_key_set(server.get("/oidc/jwks").json())
    read = jwt.decode(token, keys, algorithms=["ES256"])
    known = jwt.decode(tokens["id_token"], keys, algorithms=["ES256"]).claims
    assert read.header["typ"] == "logout+jwt"
    assert (read.claims["sid"], read.claims["sub"], read.claims["aud"]) == (
        known["sid"],
        known["sub"],
        application.name,
    )
    assert "nonce" not in read.claims
    assert userinfo(server, tokens["access_token"]).status_code == 401


def test_signing_out_ends_what_rests_on_the_sign_ins_before_it_too(siti, server, application, channel):
    before = signed_in_at(siti, application)
    # She proves anew who she is: another session takes the place of this one.
    running = claims.read(siti.cookies[claims.cookie_name()].value)
    proven = ProvenIdentity(
        provider="ikd", subject=f"pairwise-{SITI}", nik=SITI, name="Siti Aminah", assurance=Assurance.SUBSTANTIAL
    )
    begun = sign_in(proven=proven, language="id", replaces=running.session_id, actor=ANYONE, now=utc_now())
    siti.cookies[claims.cookie_name()] = claims.write(replace(running, session_id=begun.session_id))
    assert userinfo(server, before["access_token"]).status_code == 200
    siti.post("/keluar")
    delivered()
    assert len(jobs()) == 1
    assert userinfo(server, before["access_token"]).status_code == 401


def test_an_application_that_may_go_on_without_her_keeps_its_tokens_and_is_told_all_the_same(
    siti, server, application, channel
):
    tokens = signed_in_at(siti, application, scope="openid offline_access")
    siti.post("/keluar")
    delivered()
    assert len(jobs()) == 1
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    assert server.post("/oidc/token", form, headers=application.proof).status_code == 200


def test_a_silent_application_is_told_again_and_one_that_refuses_is_not(siti, application, channel):
    signed_in_at(siti, application)
    siti.post("/keluar")
    delivered()
    [job] = jobs()
    channel.refusal = ApplicationUnavailable()
    with pytest.raises(ApplicationUnavailable):
        tasks.tell_application(**job)
    channel.refusal = ApplicationRefuses(status=400)
    tasks.tell_application(**job)


def test_an_application_that_wants_to_hear_nothing_hears_nothing(key, siti, channel):
    quiet = an_application(notify_address="")
    signed_in_at(siti, quiet)
    siti.post("/keluar")
    delivered()
    for job in jobs():
        tasks.tell_application(**job)
    assert channel.told == []


def test_keys_follow_each_other_and_both_are_shown(key):
    now = utc_now() + SIGNS_FOR - SHOWN_BEFORE
    new = make_signing_key(key_id=uuid7(), actor=system(), now=now)
    assert make_signing_key(key_id=uuid7(), actor=system(), now=now) is None
    assert signing_key(now=now).kid == key
    assert {each["kid"] for each in shown_keys(now=now)} == {key, new}
    assert signing_key(now=now + SHOWN_BEFORE).kid == new
    assert [each["kid"] for each in shown_keys(now=now + timedelta(days=4))] == [new]
    assert all("d" not in each for each in shown_keys(now=now))


def test_a_key_that_became_known_is_followed_the_next_day(key):
    now = utc_now()
    assert make_signing_key(key_id=uuid7(), at_once=True, actor=system(), now=now) is not None
    assert signing_key(now=now + timedelta(days=1)).kid != key


def test_without_a_key_nothing_is_spent(siti, server, settings):
    with pytest.raises(NoSigningKey):
        signing_key(now=utc_now())
    application = an_application()
    question = a_question(application)
    form = {"grant_type": "authorization_code", "code": agreed(siti, question)["code"]}
    answer = server.post("/oidc/token", form, headers=application.proof)
    assert (answer.status_code, answer.json()["error"]) == (503, "temporarily_unavailable")


def test_what_opens_nothing_any_more_is_deleted(siti, server, application):
    signed_in_at(siti, application)
    kept = signed_in_at(siti, application, scope="openid offline_access")
    # The first sign-in with its token, and the access token of the second.
    assert sweep(actor=system(), now=utc_now() + timedelta(days=2)) == 3
    form = {"grant_type": "refresh_token", "refresh_token": kept["refresh_token"]}
    assert server.post("/oidc/token", form, headers=application.proof).status_code == 200
