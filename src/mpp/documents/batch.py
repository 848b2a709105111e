"""Sign many letters with one passphrase that is nowhere but in the memory of the signing worker.

The worker makes an X25519 key pair at its start and publishes the public half. The page seals passphrase and signer to
it (HPKE, RFC 9180); the envelope lies in the queue and opens only there. The worker signs letter by letter. After its
restart nobody can open the envelope any more: what is left waits, and the page asks the signer again.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import orjson
import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from mpp.documents import queries, rules
from mpp.documents.operations.signing_queue import beat, finish_letter
from mpp.documents.ports import Passphrase, Signer, SignerUnavailable, SigningAuthority
from mpp.documents.queries import DocumentNotFound, QueuedLetter, WorkerKey
from mpp.documents.signing import sign_and_record
from mpp.foundation.actor import system
from mpp.foundation.errors import DomainError, Unavailable
from mpp.foundation.ids import uuid7

log = structlog.get_logger(__name__)

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)

#: How long the desk leaves the signing service alone after it gave no answer.
PAUSE = timedelta(seconds=10)

BROKEN_ENVELOPE = "envelope-broken"


class NoSigningWorker(Unavailable):
    """No signing worker lives: letters can be signed one by one, or later."""

    code, title = "no-signing-worker", "Signing many letters at once is not possible at the moment"


def seal(key: WorkerKey, passphrase: Passphrase, authority: SigningAuthority, *, batch_id: UUID) -> bytes:
    """Return the envelope that only the worker with `key` opens, and only for this batch."""
    words = orjson.dumps(
        {
            "passphrase": passphrase.reveal(),
            "name": authority.name,
            "capacity": authority.capacity,
            "nik": authority.nik,
            "credential": authority.credential,
        }
    )
    return _SUITE.encrypt(words, X25519PublicKey.from_public_bytes(key.public_key), info=batch_id.bytes)


class SigningDesk:
    """The worker's side. One for a process; its key dies with it."""

    def __init__(self, signer: Callable[[], Signer], *, clock: Callable[[], datetime]) -> None:
        """signer: asked for at each letter, because it may not be there when the worker starts"""
        self._signer = signer
        self._clock = clock
        self._private_key = X25519PrivateKey.generate()
        self._key_id = uuid7()
        self._said_at: datetime | None = None
        self._rests_until: datetime | None = None

    def work(self) -> bool:
        """Do one letter and return whether there was one. Ask again at once after True, else in half a second."""
        now = self._clock()
        self._say_alive(now)
        if self._rests_until is not None and now < self._rests_until:
            return False
        letter = queries.next_letter(self._key_id, actor=system())
        if letter is None:
            return False
        try:
            self._sign(letter, now)
        except SignerUnavailable:
            log.warning("signing-pauses", document=str(letter.document_id), seconds=PAUSE.total_seconds())
            self._rests_until = now + PAUSE
            return False
        return True

    def _sign(self, letter: QueuedLetter, now: datetime) -> None:
        actor = replace(system(letter.region_id), on_behalf_of=letter.person_id)
        problem = ""
        try:
            passphrase, authority = self._open(letter)
            sign_and_record(
                letter.document_id,
                signer=self._signer(),
                authority=authority,
                passphrase=passphrase,
                actor=actor,
                now=now,
            )
        except SignerUnavailable:
            raise
        except DocumentNotFound:
            # Signed in the meantime, by another desk or before a crash: the first recorded one counts.
            log.info("signed-before", document=str(letter.document_id))
        except InvalidTag:
            problem = BROKEN_ENVELOPE
        except DomainError as refusal:
            problem = refusal.code
        finish_letter(item_id=letter.id, problem=problem, actor=actor, now=now)

    def _open(self, letter: QueuedLetter) -> tuple[Passphrase, SigningAuthority]:
        told = orjson.loads(_SUITE.decrypt(letter.sealed, self._private_key, info=letter.batch_id.bytes))
        return Passphrase(told.pop("passphrase")), SigningAuthority(**told)

    def _say_alive(self, now: datetime) -> None:
        if self._said_at is None or now - self._said_at >= rules.WORKER_BEATS:
            beat(key_id=self._key_id, public_key=self._private_key.public_key().public_bytes_raw(), now=now)
            self._said_at = now
