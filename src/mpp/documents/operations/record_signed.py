"""Record the signed PDF: from now on the document is in force and can be verified. The last of three repeatable steps.

Writes:  Document, Verification; announces DocumentIssued
Refuses: DocumentNotFound
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mpp.documents import rules
from mpp.documents.events import DocumentIssued
from mpp.documents.models import Document, Verification
from mpp.documents.queries import DocumentNotFound
from mpp.documents.rules import State, next_state
from mpp.foundation import audit
from mpp.foundation.actor import Actor
from mpp.foundation.operation import announce, operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The document as issued. digest: of the PDF that was recorded first, whatever was signed since"""

    document_id: UUID
    number: str
    digest: str


@operation("documents.record_signed", by=rules.SIGNERS, on="document_id")
def record_signed(*, document_id: UUID, digest: str, size_bytes: int, actor: Actor, now: datetime) -> Recorded:
    """Return what is recorded. The file itself is already in the store (`files.keep`).

    digest: SHA-256 of the signed PDF in hexadecimal
    A document is recorded once: whoever comes later, with another signature on the same letter, gets the first.
    """
    document = (
        Document.objects.select_for_update(of=("self",)).filter(region_id=actor.region_id, id=document_id).first()
    )
    if document is None:
        raise DocumentNotFound
    state = next_state("record_signed", State(document.state))
    if state is not None:
        document.state, document.digest, document.size_bytes = state, digest, size_bytes
        document.signed_at, document.draft = now, b""
        document.save(update_fields=["state", "digest", "size_bytes", "signed_at", "draft"])
        _publish(document)
        announce(
            DocumentIssued(
                region_id=document.region_id,
                document_id=document_id,
                application_id=document.application_id,
                kind=document.kind,
                number=document.number,
                digest=digest,
            )
        )
    audit.note(number=document.number, digest=document.digest, offered=digest)
    return Recorded(document_id=document_id, number=document.number, digest=document.digest)


def _publish(document: Document) -> None:
    Verification.objects.create(
        token=document.token,
        region_id=document.region_id,
        document_id=document.pk,
        kind=document.kind,
        title=document.title,
        number=document.number,
        number_key=rules.normal_number(document.number),
        check_code=document.check_code,
        digest=document.digest,
        masked_name=document.masked_name,
        office=document.office,
        government=document.government,
        zone=document.zone,
        state=document.state,
        issued_on=document.issued_on,
        valid_until=document.valid_until,
    )
