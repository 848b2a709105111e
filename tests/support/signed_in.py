"""A browser that is signed in, by the operations that signing in runs; pages of every package are tried with it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pyotp
from django.test import Client

from mpp.foundation.actor import ANYONE
from mpp.foundation.cipher import blind_index
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.foundation.scope import entered
from mpp.identity import claims, devices
from mpp.identity.claims import SessionClaims
from mpp.identity.models import Factor
from mpp.identity.operations.add_totp import add_totp
from mpp.identity.operations.choose_capacity import choose_capacity
from mpp.identity.operations.prove_by_code import prove_by_code
from mpp.identity.operations.proving import Caller
from mpp.identity.operations.sign_in import sign_in
from mpp.identity.operations.vouch_factor import vouch_factor
from mpp.identity.ports import ProvenIdentity
from mpp.identity.queries import own_capacities
from mpp.identity.queries.factors import factors
from mpp.identity.rules import CITIZEN, Assurance
from mpp.identity.rules.factors import TOTP_STEP_SECONDS
from mpp.identity.seeding import demo_secret

#: The cookie of the browser itself; whose it is does not matter to what it is tied to.
DEVICE = "a-browser"
#: What every browser of the tests says it is, Chromium too: sessions of officers are tied to it.
USER_AGENT = "Mozilla/5.0 (Linux; Android 15) Chrome/140.0"


def a_browser(*, language: str = "id") -> Client:
    """Nobody signed in. language: "id" or "en" """
    browser = Client(headers={"User-Agent": USER_AGENT})
    browser.cookies["bahasa"] = language
    return browser


def signed_in(
    nik: str, *, name: str = "Siti Aminah", role: str = CITIZEN, language: str = "id", **released: Any
) -> Client:
    """The person with this NIK, as a citizen or in the post of `role`, which must have been given before.

    released: what else the identity provider tells, by the fields of `ProvenIdentity`
    """
    now = utc_now()
    proven = ProvenIdentity(
        provider="ikd",
        subject=f"pairwise-{blind_index(nik).hex()}",
        nik=nik,
        name=name,
        assurance=Assurance.SUBSTANTIAL,
        **released,
    )
    begun = sign_in(proven=proven, language=language, actor=ANYONE, now=now)
    session = SessionClaims(
        session_id=begun.session_id,
        account_id=begun.account_id,
        person_id=begun.person_id,
        name=begun.name,
        role=CITIZEN,
        region_id=0,
        officer_id=None,
        agency_id=None,
        assurance=Assurance.SUBSTANTIAL,
        device="",
        created_at=now,
        seen_at=now,
        binding=devices.binding(DEVICE, USER_AGENT),
    )
    if role != CITIZEN:
        session = _in_post(_proven(session, nik), role)
    browser = a_browser(language=language)
    browser.cookies[devices.cookie_name()] = DEVICE
    browser.cookies[claims.cookie_name()] = claims.write(session)
    return browser


def _proven(session: SessionClaims, nik: str) -> SessionClaims:
    """Prove the authenticator that opens a post, made now where there is none."""
    actor, now, secret = session.actor(address=""), session.created_at, demo_secret(nik)
    given = {"session_id": session.session_id, "new_session_id": uuid7(), "caller": Caller(device_key=None)}
    held = [factor for factor in factors(actor=actor) if factor.is_for_office]
    if held:
        # The code of the half minute after the last one that was taken: no code serves twice.
        with entered(actor):
            used = Factor.objects.get(id=held[0].id).counter
        at = max(now, datetime.fromtimestamp((used + 1) * TOTP_STEP_SECONDS, UTC))
        code = pyotp.TOTP(secret).at(at)
        outcome = prove_by_code(factor_id=held[0].id, code=code, actor=actor, now=at, **given)
    else:
        code = pyotp.TOTP(secret).at(now)
        outcome = add_totp(
            factor_id=uuid7(), name="Autentikator", secret=secret, code=code, actor=actor, now=now, **given
        )
        vouch_factor(session_id=outcome.session_id, actor=actor, now=now)
    return replace(session, session_id=outcome.session_id, proven_at=now)


def _in_post(session: SessionClaims, role: str) -> SessionClaims:
    actor, now = session.actor(address=""), session.created_at
    [post] = [post for post in own_capacities(actor=actor, now=now) if post.role == role]
    new_session_id = uuid7()
    choose_capacity(
        session_id=session.session_id,
        new_session_id=new_session_id,
        appointment_id=post.appointment_id,
        actor=actor,
        now=now,
    )
    return replace(
        session,
        session_id=new_session_id,
        role=role,
        region_id=post.region_id,
        officer_id=post.officer_id,
        agency_id=post.agency_id,
    )
