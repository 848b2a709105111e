"""Sign a reserved letter: the second of three repeatable steps, between two transactions and inside none.

One letter is signed in the request of the signer; many go through the desk of `batch`.
"""

from datetime import datetime
from uuid import UUID

from mpp.documents import files, queries
from mpp.documents.operations.record_signed import Recorded, record_signed
from mpp.documents.ports import Passphrase, Signer, SigningAuthority
from mpp.foundation.actor import Actor


def sign_and_record(
    document_id: UUID,
    *,
    signer: Signer,
    authority: SigningAuthority,
    passphrase: Passphrase | None,
    actor: Actor,
    now: datetime,
) -> Recorded:
    """Sign the reserved letter and record it.

    passphrase: of the person who signs, None for an institution's seal
    Refuses: DocumentNotFound (also when it is signed already), WrongPassphrase, SignerLocked, SignerUnavailable;
    after each of them the letter waits as it was.
    """
    letter = queries.draft(document_id, actor=actor)
    signed = signer.sign(letter.pdf, reference=letter.number, authority=authority, passphrase=passphrase)
    digest = files.keep(signed, document_id=document_id, region_id=actor.region_id)
    return record_signed(document_id=document_id, digest=digest, size_bytes=len(signed), actor=actor, now=now)
