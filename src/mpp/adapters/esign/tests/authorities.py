"""A time-stamp authority and a national signing service, as far as HTTP shows them."""

import base64
import json
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import httpx
from asn1crypto import keys, tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from mpp.adapters.esign.certificates import asn1_certificate
from mpp.documents.ports import Passphrase, SignerLocked, SigningAuthority, WrongPassphrase


class TimeStampAuthority:
    """Its certificate is its own root. `transport` answers as it would over HTTP; `is_down` makes it fail."""

    def __init__(self) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)  # pyhanko's stamper knows no other
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Otoritas Stempel Waktu Uji")])
        now = datetime.now(UTC)
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=30))
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
            .sign(key, hashes.SHA256())
        )
        der = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self._stamper = DummyTimeStamper(asn1_certificate(self.certificate), keys.PrivateKeyInfo.load(der))
        self.is_down = False
        self.transport = httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if self.is_down:
            raise httpx.ConnectTimeout("no answer", request=request)
        reply = self._stamper.request_tsa_response(tsp.TimeStampReq.load(request.read()))
        return httpx.Response(200, content=reply.dump(), headers={"Content-Type": "application/timestamp-reply"})


class SigningService:
    """BSrE as public client code shows it: Basic credentials, JSON (version 2) or a form (version 1)."""

    CLIENT, SECRET = "dpmptsp-banjar", "kata-kunci"

    def __init__(self, signer, *, speaks_version_2: bool = True) -> None:
        """signer: makes the signatures, and knows the passphrases"""
        self._signer = signer
        self._speaks_version_2 = speaks_version_2
        self.is_down = False
        self.answers_nonsense = False
        self.paths: list[str] = []
        self.transport = httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.paths.append(request.url.path)
        if self.is_down:
            return httpx.Response(503, text="<html>")
        assert request.headers["Authorization"] == httpx.BasicAuth(self.CLIENT, self.SECRET)._auth_header
        if self.answers_nonsense:
            return httpx.Response(200, json={"file": [base64.b64encode(b"%PDF-1.7 another file").decode()]})
        if request.url.path == "/esign/api/v2/sign/pdf" and self._speaks_version_2:
            return self._sign_2(request)
        if request.url.path == "/esign/api/sign/pdf":
            return self._sign_1(request)
        return httpx.Response(404, json={"error": "Not Found"})

    def _sign_2(self, request: httpx.Request) -> httpx.Response:
        asked = json.loads(request.read())
        pdf = base64.b64decode(asked["file"][0])
        return self._sign(
            pdf,
            asked["nik"],
            asked["passphrase"],
            lambda signed: {"json": {"file": [base64.b64encode(signed).decode()]}},
        )

    def _sign_1(self, request: httpx.Request) -> httpx.Response:
        head = b"Content-Type: " + request.headers["Content-Type"].encode() + b"\r\n\r\n"
        parts = {
            part.get_param("name", header="Content-Disposition"): part.get_payload(decode=True)
            for part in message_from_bytes(head + request.read()).get_payload()
        }
        return self._sign(
            parts["file"], parts["nik"].decode(), parts["passphrase"].decode(), lambda signed: {"content": signed}
        )

    def _sign(self, pdf, nik, passphrase, shape) -> httpx.Response:
        authority = SigningAuthority(nik=nik, name="Raden Contoh Wibisana", capacity="")
        try:
            signed = self._signer.sign(pdf, reference="", authority=authority, passphrase=Passphrase(passphrase))
        except WrongPassphrase:
            return httpx.Response(400, json={"status_code": 2031, "error": "Passphrase anda salah"})
        except SignerLocked:
            return httpx.Response(400, json={"status_code": 2032, "error": "Akun terkunci"})
        return httpx.Response(200, **shape(signed))
