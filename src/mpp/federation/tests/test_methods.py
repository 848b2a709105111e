"""What an application is told of how somebody signed in (`amr`): only what was done."""

from dataclasses import replace

import pyotp
import pytest

from mpp.federation.rules.statements import methods
from mpp.federation.tests.builders import signed_in_at
from mpp.federation.tests.test_signing_in import id_claims
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.identity import claims
from mpp.identity.operations.add_totp import add_totp
from mpp.identity.operations.proving import Caller
from mpp.identity.rules.factors import FactorKind


@pytest.mark.parametrize(
    ("door", "assurance", "factor", "told"),
    [
        ("ikd", 1, "", ()),
        ("ikd", 2, "", ("pin",)),
        ("ikd", 3, "", ("pin", "face", "mfa")),
        ("inapas", 1, "", ()),
        ("inapas", 2, "", ("mfa",)),
        ("inapas", 3, "", ("face",)),
        ("nik", 1, "", ("face",)),
        ("nik", 2, "", ("face",)),
        ("counter", 1, "", ()),
        ("counter", 3, "", ()),
        ("a-door-of-tomorrow", 3, "", ()),
        ("ikd", 2, "totp", ("pin", "otp", "mfa")),
        ("ikd", 2, "passkey", ("pin", "pop", "user", "mfa")),
        ("inapas", 2, "totp", ("mfa", "otp")),
        ("nik", 2, "sms", ("face", "otp", "sms", "mfa")),
        ("nik", 1, "email", ("face", "otp", "mfa")),
        ("counter", 2, "passkey", ("pop", "user")),
        ("ikd", 1, "recovery", ("otp",)),
    ],
)
def test_each_door_and_each_second_factor_is_told_by_its_registered_word(door, assurance, factor, told):
    assert methods(door, assurance, is_anew=True, factor=factor) == told


@pytest.mark.parametrize("factor", FactorKind)
def test_no_kind_of_factor_is_left_without_a_word(factor):
    assert methods("counter", 3, is_anew=True, factor=factor)


def test_a_face_that_was_seen_before_is_not_told_as_seen_now():
    assert methods("nik", 2, is_anew=False, factor="totp") == ("otp",)


@pytest.mark.django_db
def test_whoever_proved_a_second_factor_is_told_as_having_done_so_and_after_renewing_too(siti, server, application):
    now, secret, session = utc_now(), pyotp.random_base32(), claims.read(siti.cookies[claims.cookie_name()].value)
    outcome = add_totp(
        factor_id=uuid7(),
        name="Autentikator",
        secret=secret,
        code=pyotp.TOTP(secret).at(now),
        session_id=session.session_id,
        new_session_id=uuid7(),
        caller=Caller(device_key=None),
        actor=session.actor(address=""),
        now=now,
    )
    proven = replace(session, session_id=outcome.session_id, proven_at=now)
    siti.cookies[claims.cookie_name()] = claims.write(proven)
    tokens = signed_in_at(siti, application, scope="openid offline_access")
    assert id_claims(server, tokens)["amr"] == ["pin", "otp", "mfa"]
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    renewed = server.post("/oidc/token", form, headers=application.proof).json()
    assert id_claims(server, renewed)["amr"] == ["pin", "otp", "mfa"]
