"""Files that applicants send: what they are is told by their bytes; kept sealed to their case under their digest.

The name a file had on somebody's device is never looked at. Whoever may see the case may see its files: the case itself
names them (`StoredFile.reference` is the answer to the field), and the store alone tells nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Self
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from mpp.foundation.cipher import open_sealed, seal
from mpp.foundation.digest import sha256
from mpp.foundation.errors import DomainError

LARGEST_BYTES = 5 * 1024 * 1024
#: The best telephones make pictures of half as many; more is a bomb.
MOST_PIXELS = 120_000_000


class FileKind(StrEnum):
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"


MEDIA_TYPES: Mapping[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
}

#: How files of each kind begin.
_MAGIC: Mapping[FileKind, bytes] = {
    FileKind.PDF: b"%PDF-",
    FileKind.JPEG: b"\xff\xd8\xff",
    FileKind.PNG: b"\x89PNG\r\n\x1a\n",
}


class UnfitFile(DomainError):
    """The bytes are not what was asked for. fault: code of `eforms.texts`"""

    code, title = "unfit-file", "This file cannot be taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of a case. digest: SHA-256 of its bytes in hexadecimal"""

    kind: FileKind
    size_bytes: int
    digest: str

    @property
    def reference(self) -> str:
        """What the field of the form holds."""
        return f"{self.kind}-{self.size_bytes}-{self.digest}"

    @classmethod
    def of(cls, reference: object) -> Self | None:
        """Return the file that an answer names, None where there is none."""
        kind, _, rest = str(reference).partition("-")
        size, _, digest = rest.partition("-")
        if not digest:
            return None
        return cls(kind=FileKind(kind), size_bytes=int(size), digest=digest)


def keep(data: bytes, *, application_id: UUID, region_id: int) -> StoredFile:
    """Store a file of a case and return it; the same bytes are stored once.

    Refuses: UnfitFile
    """
    kind = kind_of(data)
    stored = StoredFile(kind=kind, size_bytes=len(data), digest=sha256(data).hex())
    name = _name(stored, application_id)
    if not default_storage.exists(name):
        sealed = seal(data, table="application", field=stored.digest, row=application_id, region=region_id)
        default_storage.save(name, ContentFile(sealed))
    return stored


def load(stored: StoredFile, *, application_id: UUID, region_id: int) -> bytes:
    """Return the bytes of a file of the case."""
    with default_storage.open(_name(stored, application_id)) as opened:
        return open_sealed(
            opened.read(), table="application", field=stored.digest, row=application_id, region=region_id
        )


def kind_of(data: bytes) -> FileKind:
    """Return what the bytes are, after reading them to the end.

    Refuses: UnfitFile
    """
    if not data:
        raise UnfitFile(fault="file-empty")
    kind = next((kind for kind, magic in _MAGIC.items() if data.startswith(magic)), None)
    if kind is None:
        raise UnfitFile(fault="file-unknown")
    try:
        _READERS[kind](data)
    except UnfitFile:
        raise
    except Exception as error:
        # Libraries that meet made-up bytes fail in every way there is; each of them means the same.
        raise UnfitFile(fault="file-damaged") from error
    return kind


def _read_pdf(data: bytes) -> None:
    reader = PdfFileReader(BytesIO(data), strict=False)
    if reader.encrypted:
        raise UnfitFile(fault="file-locked")
    if int(reader.root["/Pages"]["/Count"]) < 1:
        raise UnfitFile(fault="file-damaged")


def _read_picture(data: bytes) -> None:
    with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise UnfitFile(fault="file-damaged")
        picture.load()


_READERS: Mapping[FileKind, Callable[[bytes], None]] = {
    FileKind.PDF: _read_pdf,
    FileKind.JPEG: _read_picture,
    FileKind.PNG: _read_picture,
}


def _name(stored: StoredFile, application_id: UUID) -> str:
    # The last digits of a UUIDv7 are random: folders fill evenly.
    case = application_id.hex
    return f"attachments/{case[-2:]}/{case[-4:-2]}/{case}/{stored.digest}"
