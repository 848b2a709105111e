"""Facts about documents: ids and codes only; whoever needs more asks a query."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentIssued:
    """The signed document is recorded and can be verified. number: the official one     digest: SHA-256 of the PDF"""

    region_id: int
    document_id: UUID
    application_id: UUID
    kind: str
    number: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRevoked:
    """The document no longer holds. reason: code"""

    region_id: int
    document_id: UUID
    application_id: UUID
    kind: str
    reason: str
