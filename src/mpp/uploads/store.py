"""The bytes of uploads in the file store: each document under a key of its own, which is sealed in its row.

While it arrives, a document lies in pieces; once examined it is one file under its digest. Nothing in the store can be
read without the row, and nothing at all once the row has lost its key. Names are made of ids and digests only.
"""

import os
from collections.abc import Iterable
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from mpp.foundation.cipher import KEY_BYTES, NONCE_BYTES, open_sealed, seal

TABLE = "upload"


def new_key(upload_id: UUID) -> bytes:
    """Return a key for one document, sealed to its row."""
    return seal(os.urandom(KEY_BYTES), table=TABLE, field="key", row=upload_id)


def keep_piece(data: bytes, *, upload_id: UUID, key_sealed: bytes, offset: int) -> str:
    """Store bytes that have just come and return the last part of their name; `offset` is their place in the whole."""
    # Random, because two lines may bring the same place at once; the row says which of them counts.
    piece = f"{offset}-{os.urandom(6).hex()}"
    _write(f"{_folder(upload_id)}/{piece}", data, upload_id, key_sealed, place=str(offset))
    return piece


def load_pieces(pieces: Iterable[str], *, upload_id: UUID, key_sealed: bytes) -> bytes:
    """Return what has come so far."""
    folder = _folder(upload_id)
    return b"".join(
        _read(f"{folder}/{piece}", upload_id, key_sealed, place=piece.partition("-")[0]) for piece in pieces
    )


def keep(data: bytes, *, upload_id: UUID, key_sealed: bytes, digest: str) -> None:
    """Store an examined document; a second time it changes nothing."""
    name = f"{_folder(upload_id)}/{digest}"
    if not default_storage.exists(name):
        _write(name, data, upload_id, key_sealed, place=digest)


def load(*, upload_id: UUID, key_sealed: bytes, digest: str) -> bytes:
    """Return an examined document."""
    return _read(f"{_folder(upload_id)}/{digest}", upload_id, key_sealed, place=digest)


def forget(upload_id: UUID, *, but: str = "") -> None:
    """Delete what the store has of a document, also what no row names; `but` the file of this digest."""
    folder = _folder(upload_id)
    try:
        _, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        if name != but:
            default_storage.delete(f"{folder}/{name}")


def forget_piece(piece: str, *, upload_id: UUID) -> None:
    """Delete one piece: another line was faster."""
    default_storage.delete(f"{_folder(upload_id)}/{piece}")


def _folder(upload_id: UUID) -> str:
    # The last digits of a UUIDv7 are random: folders fill evenly.
    name = upload_id.hex
    return f"uploads/{name[-2:]}/{name[-4:-2]}/{name}"


def _write(name: str, data: bytes, upload_id: UUID, key_sealed: bytes, *, place: str) -> None:
    nonce = os.urandom(NONCE_BYTES)
    locked = nonce + _cipher(upload_id, key_sealed).encrypt(nonce, data, _bound(upload_id, place))
    default_storage.save(name, ContentFile(locked))


def _read(name: str, upload_id: UUID, key_sealed: bytes, *, place: str) -> bytes:
    with default_storage.open(name) as opened:
        locked = opened.read()
    cipher = _cipher(upload_id, key_sealed)
    return cipher.decrypt(locked[:NONCE_BYTES], locked[NONCE_BYTES:], _bound(upload_id, place))


def _cipher(upload_id: UUID, key_sealed: bytes) -> AESGCMSIV:
    return AESGCMSIV(open_sealed(key_sealed, table=TABLE, field="key", row=upload_id))


def _bound(upload_id: UUID, place: str) -> bytes:
    """Return what is authenticated with the bytes: no piece can stand in another's place or document."""
    return f"{upload_id.hex}/{place}".encode()
