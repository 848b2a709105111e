"""The queue for signing many letters with one passphrase.

The passphrase is nowhere but in an envelope sealed to the memory of one signing worker. When that worker restarts, the
waiting letters stay where they are and the signer is asked again (`queue_letters` with a new envelope).

Writes:  SigningItem, SigningKey
Refuses: NothingToSign
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from mpp.documents import rules
from mpp.documents.models import Document, SigningItem, SigningKey
from mpp.documents.rules import ItemState, State
from mpp.foundation import audit
from mpp.foundation.actor import Actor, system
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import operation
from mpp.foundation.scope import entered


class NothingToSign(DomainError):
    """None of the letters is there to be signed by this officer."""

    code, kind, title = "nothing-to-sign", Kind.CONFLICT, "None of these letters is waiting for a signature"


@operation("documents.queue_letters", by=rules.SIGNERS - {"sistem"}, on="batch_id")
def queue_letters(
    *, batch_id: UUID, document_ids: Sequence[UUID], key_id: UUID, sealed: bytes, actor: Actor, now: datetime
) -> int:
    """Return how many letters wait to be signed now.

    batch_id: made by the caller; the same one again replaces the envelope of what still waits
    sealed: `batch.seal` for the worker with `key_id`
    """
    if actor.person_id is None:
        raise TypeError("a batch is a person's")
    ready = Document.objects.filter(region_id=actor.region_id, id__in=document_ids, state=State.RESERVED)
    in_order = ready.order_by("agency_code", "service_slug", "year", "serial").values_list("id", flat=True)
    # Ids made within one millisecond are in no order of their own.
    ids = sorted(uuid7() for _ in in_order)
    letters = [
        SigningItem(
            id=item_id,
            region_id=actor.region_id,
            batch_id=batch_id,
            person_id=actor.person_id,
            document_id=document_id,
            key_id=key_id,
            sealed=sealed,
            queued_at=now,
        )
        for item_id, document_id in zip(ids, in_order, strict=True)
    ]
    if not letters:
        raise NothingToSign
    SigningItem.objects.bulk_create(
        letters,
        update_conflicts=True,
        unique_fields=["batch_id", "document_id"],
        update_fields=["key_id", "sealed", "state", "problem", "queued_at"],
    )
    audit.note(letters=len(letters))
    return len(letters)


@operation("documents.finish_letter", by={"sistem"}, on="item_id", kind="signing_item")
def finish_letter(*, item_id: UUID, problem: str = "", actor: Actor, now: datetime) -> None:
    """Note that a letter is signed, or why it is not, and forget its envelope.

    problem: code of the refusal, "" when it is signed. A passphrase that is wrong, or a signer that is locked, stops
    the rest of the batch: trying it on the next letter would only lock the signer.
    """
    item = SigningItem.objects.get(id=item_id)
    state = ItemState.FAILED if problem else ItemState.SIGNED
    stopped = SigningItem.objects.filter(batch_id=item.batch_id, state=ItemState.WAITING)
    if problem not in rules.STOPS_BATCH:
        stopped = stopped.filter(id=item_id)
    stopped.update(state=state, problem=problem, sealed=b"", done_at=now)
    audit.note(document=str(item.document_id), state=state, problem=problem)


def beat(*, key_id: UUID, public_key: bytes, now: datetime) -> None:
    """Say that the signing worker with this key lives; keys of workers long gone are forgotten.

    public_key: X25519, 32 bytes. No act on anything of anybody's, so it leaves no audit line.
    """
    with entered(system(), operation="documents.beat"):
        SigningKey.objects.filter(seen_at__lt=now - rules.WORKER_LIVES).delete()
        SigningKey.objects.update_or_create(id=key_id, defaults={"public_key": public_key, "seen_at": now})
