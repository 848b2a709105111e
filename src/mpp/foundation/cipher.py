"""Personal values at rest: sealed to the very place they lie in, and found again by a keyed index.

A sealed value is `key number (1 byte) | nonce (12) | AES-256-GCM-SIV ciphertext and tag`. The region, table, field and
row are authenticated with it, so a value copied to another row, field or region does not open. The keyring is the
setting `DATA_KEYS`; the first key seals, all of them open, so a new key is put in front and nothing is rewritten.

Legal basis: UU 27/2022 art. 35 (the controller protects personal data against unlawful reading).
"""

import base64
import binascii
import hmac
import os
import struct
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from django.conf import settings

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
SMALLEST_SEAL = 1 + NONCE_BYTES + TAG_BYTES


class CipherError(Exception):
    """Sealed data or the keyring is wrong: a defect of the installation or an attack, never the user's mistake."""


class BadKeyring(CipherError):
    """The setting of the data keys or of the index key cannot be read; the text says which part, never the key."""


class UnknownKey(CipherError):
    """The value was sealed with a key that is no longer in the keyring."""


class BrokenSeal(CipherError):
    """The value was changed, cut, or belongs to another row, field, table or region."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys that open sealed values; `current` is the number of the one that seals."""

    current: int
    keys: dict[int, AESGCMSIV]

    @classmethod
    def parse(cls, text: str) -> "Keyring":
        """Return the keyring written as `number:base64[, number:base64 ...]`, the current key first.

        number: 1-255, once each     base64: 32 bytes, standard or URL alphabet
        Refuses: BadKeyring
        """
        keys: dict[int, AESGCMSIV] = {}
        for part in text.replace(",", " ").split():
            number, _, encoded = part.partition(":")
            if not number.isascii() or not number.isdigit() or not 1 <= int(number) <= 255:
                raise BadKeyring("a data key must be written as number:base64 with a number from 1 to 255")
            if int(number) in keys:
                raise BadKeyring(f"data key {number} stands in the keyring twice")
            keys[int(number)] = AESGCMSIV(_key_bytes(encoded, f"data key {number}"))
        if not keys:
            raise BadKeyring("no data key is set; personal values cannot be kept without one")
        return cls(current=next(iter(keys)), keys=keys)


def seal(value: bytes, *, table: str, field: str, row: UUID | str, region: int = 0) -> bytes:
    """Return `value` sealed to its place.

    row: primary key of the row     region: key of the region that holds the row, 0 for national tables
    """
    ring = _keyring(settings.DATA_KEYS)
    nonce = os.urandom(NONCE_BYTES)
    sealed = ring.keys[ring.current].encrypt(nonce, value, _place(region, table, field, row))
    return bytes((ring.current,)) + nonce + sealed


def open_sealed(sealed: bytes | memoryview, *, table: str, field: str, row: UUID | str, region: int = 0) -> bytes:
    """Return the value that was sealed to this place.

    Refuses: UnknownKey, BrokenSeal
    """
    sealed = bytes(sealed)  # the database driver hands out memoryviews
    if len(sealed) < SMALLEST_SEAL:
        raise BrokenSeal(f"{table}.{field}: {len(sealed)} bytes are too few for a sealed value")
    ring = _keyring(settings.DATA_KEYS)
    key = ring.keys.get(sealed[0])
    if key is None:
        raise UnknownKey(f"{table}.{field}: sealed with data key {sealed[0]}, which is not in the keyring")
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return key.decrypt(nonce, body, _place(region, table, field, row))
    except InvalidTag:
        raise BrokenSeal(f"{table}.{field}: the value does not belong to this place or was changed") from None


def seal_json(value: Any, *, table: str, field: str, row: UUID | str, region: int = 0) -> bytes:
    """Return a JSON value (dates and UUIDs become text) sealed to its place."""
    return seal(orjson.dumps(value), table=table, field=field, row=row, region=region)


def open_json(sealed: bytes | memoryview, *, table: str, field: str, row: UUID | str, region: int = 0) -> Any:
    """Return the JSON value that was sealed to this place.

    Refuses: UnknownKey, BrokenSeal
    """
    return orjson.loads(open_sealed(sealed, table=table, field=field, row=row, region=region))


def blind_index(value: str, *, kind: str = "nik") -> bytes:
    """Return the 32 bytes under which a sealed identifier is found again.

    value: already normalised     kind: what the value is, so that equal digits of different kinds never meet
    A NIK has few enough possibilities to be guessed from a plain hash; this one needs the key.
    """
    return hmac.digest(_index_key(settings.INDEX_KEY), f"{kind}\0{value}".encode(), sha256)


@lru_cache(maxsize=4)
def _keyring(text: str) -> Keyring:
    return Keyring.parse(text)


@lru_cache(maxsize=4)
def _index_key(text: str) -> bytes:
    return _key_bytes(text, "the index key")


def _key_bytes(encoded: str, name: str) -> bytes:
    padded = encoded.strip() + "=" * (-len(encoded.strip()) % 4)
    try:
        key = base64.b64decode(padded.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        raise BadKeyring(f"{name} is not base64") from None
    if len(key) != KEY_BYTES:
        raise BadKeyring(f"{name} has {len(key)} bytes instead of {KEY_BYTES}")
    return key


def _place(region: int, table: str, field: str, row: UUID | str) -> bytes:
    # Lengths stand before the words, so that no two places are written alike.
    words = [table.encode(), field.encode(), str(row).encode()]
    return struct.pack(">I", region) + b"".join(struct.pack(">H", len(word)) + word for word in words)
