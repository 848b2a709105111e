"""SiCantik Cloud over SPLP: headers `auth` and `apikey`, an answer sealed with the agency's salt key (AES-256-GCM).

What is public ends there: how the key is made of the salt key, how the sealed text is laid out, the names of
columns and the search by NIK are those of the sandbox.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mpp.adapters.line import Line, Reason, unavailable
from mpp.adapters.memory import Memory
from mpp.adapters.reading import Reader
from mpp.evidence.rules.values import ExistingLicence, LicenceStatus

SOURCE = "region"
_read = Reader(SOURCE)

_STATUSES = {
    "TERBIT": LicenceStatus.ACTIVE,
    "BERAKHIR": LicenceStatus.EXPIRED,
    "DICABUT": LicenceStatus.REVOKED,
    "DIBEKUKAN": LicenceStatus.SUSPENDED,
    "DIGANTI": LicenceStatus.SUPERSEDED,
}

_NONCE_BYTES = 12

#: An archive changes when a licence is issued; an answer is kept for the length of a form page.
_KEEP_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SicantikSettings:
    """What the agreement of one region gives.

    institution: `instansi_id`     region_code: XX.YY, of the region whose archive it is
    """

    institution: str
    region_code: str
    bearer: str = field(repr=False)
    apikey: str = field(repr=False)
    salt_key: str = field(repr=False)


class SicantikRegister:
    """A `RegionalRegister` over SiCantik's interface."""

    def __init__(self, settings: SicantikSettings, line: Line) -> None:
        self._settings = settings
        self._line = line
        self._memory: Memory[tuple[ExistingLicence, ...]] = Memory(keep_s=_KEEP_S)

    def licences(self, nik: str) -> tuple[ExistingLicence, ...]:
        return self._memory.get(nik, lambda: self._licences(nik))

    def _licences(self, nik: str) -> tuple[ExistingLicence, ...]:
        its = self._settings
        answer = self._line.get(
            "/izin",
            params={"instansi_id": its.institution, "nik": nik},
            headers={"auth": f"Bearer {its.bearer}", "apikey": its.apikey},
        )
        sealed = _read.text(_read.mapping(answer.body), "data", most=400_000)
        rows = _read.rows(opened(sealed, its.salt_key))
        found = tuple(_licence(row, nik, its.region_code) for row in rows)
        _read.each_once(each.number for each in found)
        return found


def opened(sealed: str, salt_key: str) -> Any:
    """Return the JSON value inside; a text that was changed on the way or sealed by somebody else is refused."""
    try:
        raw = base64.b64decode(sealed, validate=True)
        plain = AESGCM(sha256(salt_key.encode()).digest()).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None)
        return orjson.loads(plain)
    except (binascii.Error, InvalidTag, ValueError):
        unavailable(SOURCE, Reason.BROKEN_SEAL)


def _licence(row: Mapping[str, Any], nik: str, region_code: str) -> ExistingLicence:
    _read.about(row, "nik", nik)
    return ExistingLicence(
        number=_read.text(row, "no_izin", most=120),
        profession=_read.text(row, "profesi", most=60),
        place_code=_read.text(row, "kode_fasyankes", most=40, default=""),
        place_name=_read.text(row, "nama_fasyankes"),
        region_code=region_code,
        status=_read.one_of(_STATUSES, row, "status"),
        valid_until=_read.day(row, "tgl_berakhir"),
    )
