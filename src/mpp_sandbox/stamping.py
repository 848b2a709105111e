"""Where the authority meets pyhanko: signers, time stamps, and whom to trust."""

from datetime import UTC, datetime
from secrets import randbits

from asn1crypto import cms, tsp
from asn1crypto import crl as asn1_crl
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from mpp_sandbox.authority import Authority, Credential

#: An object identifier of the range for examples (RFC 5612).
POLICY = "1.3.6.1.4.1.32473.1.1"


class Stamper(TimeStamper):
    """Gives time stamps; pyhanko may ask it directly, as the signing service does."""

    def __init__(self, authority: Authority) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # pyhanko is typed in part
        self._signer = signer_with(authority.time_stamping(), authority)

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Return a time stamp for a request in which `tsa.fault` finds no fault."""
        fields = {
            "version": "v1",
            "policy": POLICY,
            "message_imprint": req["message_imprint"],
            "serial_number": randbits(96),
            "gen_time": datetime.now(UTC),
        }
        if req["nonce"].native is not None:
            fields["nonce"] = req["nonce"]
        token = await self._signer.async_sign_general_data(
            cms.EncapsulatedContentInfo(
                {"content_type": "tst_info", "content": cms.ParsableOctetString(tsp.TSTInfo(fields).dump())}
            ),
            "sha256",
            detached=False,
        )
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})


def signer_with(credential: Credential, authority: Authority) -> SimpleSigner:
    """Return what signs with a credential."""
    certificate = _asn1(credential.certificate)
    key = credential.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificates = [certificate, _asn1(authority.root)]
    store = SimpleCertificateStore.from_certs(certificates)  # type: ignore[no-untyped-call]  # typed in part
    return SimpleSigner(signing_cert=certificate, signing_key=asn1_keys.PrivateKeyInfo.load(key), cert_registry=store)


def trust_in(authority: Authority) -> ValidationContext:
    """Return what pyhanko needs to trust the authority's certificates and nobody else's."""
    return ValidationContext(
        trust_roots=[_asn1(authority.root)],
        crls=[asn1_crl.CertificateList.load(authority.revocations)],
        allow_fetching=False,
        revocation_mode="hard-fail",
    )


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
