"""The national signing service (BSrE): version 2 of its interface, version 1 where the agency still runs that.

The service keeps the keys; a person is named by NIK and signs with a passphrase. What comes back is checked: it must
begin with the very bytes that were sent and carry an intact signature.
"""

import base64
import binascii
from dataclasses import dataclass, field
from typing import Any

import httpx

from mpp.documents.ports import (
    Passphrase,
    SignatureReader,
    SignerLocked,
    SignerUnavailable,
    SigningAuthority,
    WrongPassphrase,
)

#: Seconds; the service answers in one or two, and a person waits.
TIMEOUT = httpx.Timeout(20.0, connect=3.0)

#: Its own numbers for what went wrong, as far as public client code shows them.
_WRONG_PASSPHRASE = {2031}
_LOCKED = {2011, 2021, 2032, 2041}


@dataclass(frozen=True, slots=True, kw_only=True)
class BsreSettings:
    """Where the service is and who we are to it.

    url: base address without /api     client, secret: Basic credentials of the agency
    """

    url: str
    client: str
    secret: str = field(repr=False)


class BsreSigner:
    """A `Signer` behind the service. One instance for a process: it keeps connections, and remembers the version."""

    def __init__(
        self, settings: BsreSettings, reader: SignatureReader, *, transport: httpx.BaseTransport | None = None
    ) -> None:
        """transport: another way to reach the service, for tests"""
        self._http = httpx.Client(
            base_url=settings.url,
            auth=(settings.client, settings.secret),
            timeout=TIMEOUT,
            transport=transport,
        )
        self._reader = reader
        self._speaks_version_2 = True

    def sign(self, pdf: bytes, *, reference: str, authority: SigningAuthority, passphrase: Passphrase | None) -> bytes:
        """Return `pdf` signed; see `mpp.documents.ports.Signer`."""
        words = passphrase.reveal() if passphrase else ""
        signed = self._sign_2(pdf, reference, authority, words) if self._speaks_version_2 else None
        if signed is None:
            signed = self._sign_1(pdf, reference, authority, words)
        self._refuse_what_we_did_not_send(pdf, signed)
        return signed

    def check(self) -> None:
        """Return when the service answers at all, whatever it says about nobody's status."""
        self._ask("GET", "/api/user/status/0000000000000000")

    def _sign_2(self, pdf: bytes, reference: str, authority: SigningAuthority, words: str) -> bytes | None:
        """Return the signed file, None when the service does not know version 2."""
        answer = self._ask(
            "POST",
            "/api/v2/sign/pdf",
            json={
                "nik": authority.nik,
                "passphrase": words,
                "signatureProperties": [
                    {"tampilan": "INVISIBLE", "reason": reference, "location": "", "contactInfo": authority.capacity}
                ],
                "file": [base64.b64encode(pdf).decode("ascii")],
            },
        )
        if answer.status_code in {httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED}:
            self._speaks_version_2 = False
            return None
        _refuse(answer)
        try:
            return base64.b64decode(answer.json()["file"][0], validate=True)
        except (ValueError, KeyError, IndexError, TypeError, binascii.Error) as error:
            raise SignerUnavailable from error

    def _sign_1(self, pdf: bytes, reference: str, authority: SigningAuthority, words: str) -> bytes:
        answer = self._ask(
            "POST",
            "/api/sign/pdf",
            files={"file": ("surat.pdf", pdf, "application/pdf")},
            data={"nik": authority.nik, "passphrase": words, "tampilan": "invisible", "reason": reference},
        )
        _refuse(answer)
        return answer.content

    def _ask(self, method: str, path: str, **request: Any) -> httpx.Response:
        try:
            answer = self._http.request(method, path, **request)
        except httpx.HTTPError as error:
            # The request holds the passphrase: it stays out of the chain of causes that a log may print.
            raise SignerUnavailable(cause=type(error).__name__) from None
        if answer.is_server_error or answer.status_code in {httpx.codes.TOO_MANY_REQUESTS, httpx.codes.FORBIDDEN}:
            raise SignerUnavailable(status=answer.status_code)
        return answer

    def _refuse_what_we_did_not_send(self, pdf: bytes, signed: bytes) -> None:
        signatures = self._reader.signatures(signed) if signed.startswith(pdf) else ()
        # Not "over the whole file": the service may add revocation lists behind its signature (B-LT).
        if not any(signature.is_intact for signature in signatures):
            raise SignerUnavailable(cause="not-our-file")


def _refuse(answer: httpx.Response) -> None:
    """Raise what an unsuccessful answer means: ours to repeat, the person's to correct, or the account's to unlock."""
    if answer.is_success:
        return
    try:
        told = answer.json()
        number, words = int(told.get("status_code", 0)), str(told.get("error", ""))
    except (ValueError, TypeError, AttributeError):
        raise SignerUnavailable(status=answer.status_code) from None
    if number in _WRONG_PASSPHRASE or "passphrase" in words.lower():
        raise WrongPassphrase
    if number in _LOCKED:
        raise SignerLocked(status=number)
    raise SignerUnavailable(status=number or answer.status_code)
