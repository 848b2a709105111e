"""Passkeys (WebAuthn): what a browser is asked, and whether its answer holds. No rows: values in, values out.

The relying party is the host the browser is on; a passkey made there serves there only, which is what stops phishing.
Attestation is not asked for: which make of authenticator a person uses is not ours to know.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    CollectedClientData,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

#: Longer answers are none: an attestation object without certificates has some hundred bytes.
LONGEST_ANSWER = 16_384
NAME = "MPP Digital"


class NotAnAnswer(Exception):
    """The browser's answer does not hold. The text says which part, for the log; nothing in it is personal."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the browser is. host: without port     origin: scheme, host and port as the browser tells them"""

    host: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """A registered one. credential: id, key and make as the authenticator gave them (attested credential data)"""

    credential: bytes

    @property
    def id(self) -> bytes:
        return AttestedCredentialData(self.credential).credential_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A new passkey. counter: of its signatures     transports: how it is reached, for later questions"""

    passkey: Passkey
    counter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asserted:
    """A passkey that has just signed. counter: of its signatures, with this one"""

    passkey_id: bytes
    counter: int


def creation_options(
    site: Site, challenge: bytes, *, account_id: UUID, name: str, known: Iterable[Passkey]
) -> dict[str, Any]:
    """Return what `navigator.credentials.create` is given (JSON). known: not to be made twice on one authenticator"""
    options, _ = _server(site).register_begin(
        PublicKeyCredentialUserEntity(id=account_id.bytes, name=name, display_name=name),
        credentials=[_descriptor(each) for each in known],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
        challenge=challenge,
    )
    return dict(options)


def request_options(site: Site, challenge: bytes, *, known: Iterable[Passkey]) -> dict[str, Any]:
    """Return what `navigator.credentials.get` is given (JSON)."""
    options, _ = _server(site).authenticate_begin(
        [_descriptor(each) for each in known],
        user_verification=UserVerificationRequirement.REQUIRED,
        challenge=challenge,
    )
    return dict(options)


def challenge_of(answer: str) -> bytes:
    """Return the challenge that an answer says it answers; whether it was ours is the caller's to find out.

    Raises NotAnAnswer.
    """
    try:
        return CollectedClientData(websafe_decode(_parsed(answer)["response"]["clientDataJSON"])).challenge
    except (KeyError, TypeError, ValueError) as fault:
        raise NotAnAnswer("client data") from fault


def registered(site: Site, answer: str, *, challenge: bytes) -> Registered:
    """Return the new passkey of an answer to `creation_options`.

    Raises NotAnAnswer: another site, another challenge, no touch or no check of the person.
    """
    try:
        data = _server(site).register_complete(_state(challenge), RegistrationResponse.from_dict(_parsed(answer)))
    except (KeyError, TypeError, ValueError, AssertionError) as fault:
        raise NotAnAnswer(str(fault)) from fault
    if data.credential_data is None:
        raise NotAnAnswer("no credential")
    return Registered(passkey=Passkey(credential=bytes(data.credential_data)), counter=data.counter)


def asserted(site: Site, answer: str, *, challenge: bytes, known: Iterable[Passkey]) -> Asserted:
    """Return which of the known passkeys has signed the challenge.

    Raises NotAnAnswer: another site, another challenge, an unknown passkey, a signature that does not hold.
    """
    try:
        response = AuthenticationResponse.from_dict(_parsed(answer))
        used = _server(site).authenticate_complete(
            _state(challenge), [AttestedCredentialData(each.credential) for each in known], response
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise NotAnAnswer(str(fault)) from fault
    return Asserted(passkey_id=used.credential_id, counter=response.response.authenticator_data.counter)


def _server(site: Site) -> Fido2Server:
    return Fido2Server(
        PublicKeyCredentialRpEntity(name=NAME, id=site.host),
        attestation=AttestationConveyancePreference.NONE,
        # Exactly the page's own origin: a subdomain or another port of the host is somebody else.
        verify_origin=lambda origin: origin == site.origin,
    )


def _state(challenge: bytes) -> dict[str, Any]:
    return {"challenge": websafe_encode(challenge), "user_verification": UserVerificationRequirement.REQUIRED}


def _descriptor(passkey: Passkey) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=passkey.id)


def _parsed(answer: str) -> Mapping[str, Any]:
    if len(answer) > LONGEST_ANSWER:
        raise NotAnAnswer("too long")
    try:
        parsed = orjson.loads(answer)
    except orjson.JSONDecodeError as fault:
        raise NotAnAnswer("no JSON") from fault
    if not isinstance(parsed, dict):
        raise NotAnAnswer("no object")
    return parsed
