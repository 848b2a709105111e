"""The national signing service (BSrE): version 2 of its interface, version 1 where the agency still runs that.

The service keeps the keys; a person is named by NIK and signs with a passphrase. What comes back is checked: it must
begin with the very bytes that were sent and carry an intact signature under an authority that we trust.
"""

import base64
import re
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
_LOCKED = {2011, 2021, 2032}  # unknown, certificate not active, locked


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
            # A proxy or a netrc of the machine must not carry a passphrase.
            trust_env=False,
        )
        self._reader = reader
        self._speaks_version_2 = True

    def sign(self, pdf: bytes, *, reference: str, authority: SigningAuthority, passphrase: Passphrase | None) -> bytes:
        """Return `pdf` signed; see `mpp.documents.ports.Signer`."""
        if passphrase is None:
            signed = self._seal(pdf, reference, authority)
        else:
            answered = self._sign_2(pdf, reference, authority, passphrase) if self._speaks_version_2 else None
            signed = answered or self._sign_1(pdf, reference, authority, passphrase)
        self._refuse_another_s(pdf, signed, authority)
        return signed

    def check(self) -> None:
        """Return when the service answers at all, whatever it says about nobody's status."""
        self._ask("GET", "/api/user/status/0000000000000000")

    def _sign_2(self, pdf: bytes, reference: str, authority: SigningAuthority, passphrase: Passphrase) -> bytes | None:
        """Return the signed file, None when the service does not know version 2."""
        answer = self._ask(
            "POST",
            "/api/v2/sign/pdf",
            json={"nik": authority.nik, "passphrase": passphrase.reveal(), **_file_2(pdf, reference, authority)},
        )
        if answer.status_code in {httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED}:
            self._speaks_version_2 = False
            return None
        return _signed_2(answer)

    def _seal(self, pdf: bytes, reference: str, authority: SigningAuthority) -> bytes:
        """Return the file under the institution's seal, which opens by a one-time code instead of a passphrase."""
        subscriber = {"idSubscriber": authority.credential}
        answer = self._ask("POST", "/api/v2/seal/get/totp", json=subscriber)
        _refuse(answer)
        try:
            code = {"totp": str(answer.json()["totp"])}
        except (ValueError, KeyError, TypeError) as error:
            raise SignerUnavailable from error
        sent = subscriber | code | _file_2(pdf, reference, authority)
        return _signed_2(self._ask("POST", "/api/v2/seal/pdf", json=sent))

    def _sign_1(self, pdf: bytes, reference: str, authority: SigningAuthority, passphrase: Passphrase) -> bytes:
        answer = self._ask(
            "POST",
            "/api/sign/pdf",
            files={"file": ("surat.pdf", pdf, "application/pdf")},
            data={
                "nik": authority.nik,
                "passphrase": passphrase.reveal(),
                "tampilan": "invisible",
                "reason": reference,
            },
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

    def _refuse_another_s(self, pdf: bytes, signed: bytes, authority: SigningAuthority) -> None:
        """Raise SignerUnavailable unless `signed` is the very letter under a signature of the very signer."""
        signatures = self._reader.signatures(signed) if signed.startswith(pdf) else ()
        # Not "over the whole file": the service may add revocation lists behind its signature (B-LT).
        if not any(
            found.is_intact and found.is_trusted and (not authority.nik or _is_name_of(found.signer, authority.name))
            for found in signatures
        ):
            raise SignerUnavailable(cause="not-our-file")


def _is_name_of(certified: str, known: str) -> bool:
    """Return whether a certificate's name and an officer's are one person's; titles may stand in only one of them."""
    one, other = (set(re.findall(r"\w+", name.casefold())) for name in (certified, known))
    return bool(one and other) and (one <= other or other <= one)


def _file_2(pdf: bytes, reference: str, authority: SigningAuthority) -> dict[str, Any]:
    """Return the file and how it is to be signed, as version 2 wants it."""
    look = {"tampilan": "INVISIBLE", "reason": reference, "location": "", "contactInfo": authority.capacity}
    return {"signatureProperties": [look], "file": [base64.b64encode(pdf).decode("ascii")]}


def _signed_2(answer: httpx.Response) -> bytes:
    _refuse(answer)
    try:
        return base64.b64decode(answer.json()["file"][0], validate=True)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise SignerUnavailable from error


def _refuse(answer: httpx.Response) -> None:
    """Raise what an unsuccessful answer means: ours to repeat, the person's to correct, or the account's to unlock."""
    if answer.is_success:
        return
    try:
        told = answer.json()
        number, words = int(told.get("status_code", 0)), str(told.get("error", ""))
    except (ValueError, TypeError, AttributeError):
        raise SignerUnavailable(status=answer.status_code) from None
    if number in _LOCKED:
        raise SignerLocked(status=number)
    # Older installations give words without a number.
    if number in _WRONG_PASSPHRASE or (not number and "passphrase" in words.lower()):
        raise WrongPassphrase
    raise SignerUnavailable(status=number or answer.status_code)
