"""An authenticator in memory: makes passkeys and signs with them, as a telephone would, or as a thief's copy would."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "http://testserver"
FLAGS = AuthenticatorData.FLAG


@dataclass
class SoftPasskey:
    """One passkey. counter: grows with each signature; -1 for one that always tells 0

    is_verified: whether it says that it has checked the person
    """

    host: str = "testserver"
    origin: str = ORIGIN
    counter: int = 1
    is_verified: bool = True
    id: bytes = field(default_factory=lambda: token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def made(self, options) -> str:
        """The answer to `navigator.credentials.create`."""
        data = AttestedCredentialData.create(b"\0" * 16, self.id, ES256.from_cryptography_key(self.key.public_key()))
        attestation = AttestationObject.create("none", self._data(FLAGS.AT, bytes(data)), {})
        return self._answer("webauthn.create", options, {"attestationObject": websafe_encode(bytes(attestation))})

    def signed(self, options) -> str:
        """The answer to `navigator.credentials.get`."""
        if self.counter >= 0:
            self.counter += 1
        data = self._data(0)
        client_data = self._client_data("webauthn.get", options)
        signature = self.key.sign(bytes(data) + sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            "webauthn.get",
            options,
            {"authenticatorData": websafe_encode(bytes(data)), "signature": websafe_encode(signature)},
        )

    def _data(self, flags, credential=b"") -> AuthenticatorData:
        flags |= FLAGS.UP | (FLAGS.UV if self.is_verified else 0)
        return AuthenticatorData.create(sha256(self.host.encode()).digest(), flags, max(self.counter, 0), credential)

    def _client_data(self, kind, options) -> bytes:
        told = {"type": kind, "challenge": options["publicKey"]["challenge"], "origin": self.origin}
        return json.dumps(told).encode()

    def _answer(self, kind, options, response) -> str:
        response = {"clientDataJSON": websafe_encode(self._client_data(kind, options)), **response}
        return json.dumps(
            {
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "type": "public-key",
                "response": response,
            }
        )
