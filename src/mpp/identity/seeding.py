"""Officers of a demonstration, with a second factor that everybody can compute: the sandbox shows its codes."""

import base64
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import pyotp

from mpp.foundation.actor import ANYONE, Actor
from mpp.foundation.cipher import blind_index
from mpp.foundation.ids import uuid7
from mpp.identity.operations.add_totp import add_totp
from mpp.identity.operations.end_session import end_session
from mpp.identity.operations.proving import Caller
from mpp.identity.operations.sign_in import SignedIn, sign_in
from mpp.identity.operations.vouch_factor import vouch_factor
from mpp.identity.ports import ProvenIdentity
from mpp.identity.queries.factors import has_office_factor
from mpp.identity.rules import CITIZEN, Assurance

NAME = "Autentikator peragaan"
#: Not a door: nobody signs in by it.
PROVIDER = "demo"


def demo_secret(nik: str) -> str:
    """Return the authenticator's secret of a made-up officer; mpp_sandbox/authenticator.py computes the same."""
    return base64.b32encode(sha256(f"mpp-demo-totp:{nik}".encode()).digest()[:20]).decode()


def seed_office_factor(nik: str, name: str, *, now: datetime) -> bool:
    """Give an officer of a demonstration a factor that opens the post; return whether there was none before."""
    if has_office_factor(blind_index(nik)):
        return False
    proven = ProvenIdentity(
        provider=PROVIDER, subject=blind_index(nik).hex(), nik=nik, name=name, assurance=Assurance.HIGH
    )
    begun = sign_in(proven=proven, language="id", actor=ANYONE, now=now)
    actor = acting(begun)
    secret = demo_secret(nik)
    added = add_totp(
        factor_id=uuid7(),
        session_id=begun.session_id,
        new_session_id=uuid7(),
        name=NAME,
        secret=secret,
        # An old code, so that the one of this half minute still serves for signing in.
        code=pyotp.TOTP(secret).at(now, counter_offset=-1),
        caller=Caller(device_key=None),
        actor=actor,
        now=now,
    )
    if added.session_id is None:
        raise RuntimeError("a right code was not taken")
    vouch_factor(session_id=added.session_id, actor=actor, now=now)
    end_session(session_id=added.session_id, reason="signed-out", actor=actor, now=now)
    return True


def acting(begun: SignedIn) -> Actor:
    """Return the citizen whose session has begun."""
    return replace(ANYONE, role=CITIZEN, person_id=begun.person_id, account_id=begun.account_id)
