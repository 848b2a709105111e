"""Facts that uploads announce: ids and codes, never a name or a byte."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadReceived:
    """All bytes are there; they are to be examined."""

    region_id: int
    upload_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadChecked:
    """It has been examined. is_clean: it may be opened now     application_ids: the cases of the region that name it"""

    region_id: int
    upload_id: UUID
    person_id: UUID
    is_clean: bool
    application_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadRemoved:
    """It may be opened no more; what is left of its bytes is to be deleted."""

    region_id: int
    upload_id: UUID
    person_id: UUID
