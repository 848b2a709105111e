"""Signed PDFs in the file store, each under its digest and sealed to its document: the store alone tells nothing.

A file is written whole (`foundation.storage`) and before the row that names it, so a crash at any moment leaves an
unnamed file at most, and loses nothing.
"""

from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from mpp.documents.rules import digest_of
from mpp.foundation.cipher import open_sealed, seal


def keep(pdf: bytes, *, document_id: UUID, region_id: int) -> str:
    """Store `pdf` and return its digest; the same bytes are stored once."""
    digest = digest_of(pdf)
    name = _name(digest)
    if not default_storage.exists(name):
        sealed = seal(pdf, table="document", field="signed", row=document_id, region=region_id)
        default_storage.save(name, ContentFile(sealed))
    return digest


def load(digest: str, *, document_id: UUID, region_id: int) -> bytes:
    """Return the signed PDF of a document."""
    with default_storage.open(_name(digest)) as stored:
        pdf = open_sealed(stored.read(), table="document", field="signed", row=document_id, region=region_id)
    if digest_of(pdf) != digest:
        raise ValueError(f"the stored file of document {document_id} is not the recorded one")
    return pdf


def _name(digest: str) -> str:
    # Two levels of folders: a million files in one are slow to list.
    return f"documents/{digest[:2]}/{digest[2:4]}/{digest}"
