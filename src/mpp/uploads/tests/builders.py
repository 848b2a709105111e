"""Documents as citizens send them, honest and otherwise; and the worker, when a test wants it to have worked."""

import io
from functools import cache
from pathlib import Path
from uuid import UUID

import pikepdf
from django.test import override_settings
from PIL import Image

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.cipher import blind_index
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.uploads import receiving, tasks
from mpp.uploads.fakes import FakeScanner
from mpp.uploads.queries import UploadView, upload

#: A page at half the size of A4, in points.
PAGE = (298, 421)


def a_pdf(*, pages: int = 1, password: str = "", owner_password: str = "", **root: object) -> bytes:
    """A document of empty pages. root: entries of its catalogue"""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=PAGE)
    for key, value in root.items():
        document.Root[f"/{key}"] = value
    out = io.BytesIO()
    locked = password or owner_password
    encryption = pikepdf.Encryption(user=password, owner=owner_password or password) if locked else False
    document.save(out, encryption=encryption)
    return out.getvalue()


@cache
def a_picture(kind: str = "JPEG", size: tuple[int, int] = (1000, 800)) -> bytes:
    """A sharp picture."""
    out = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, kind)
    return out.getvalue()


def files_in(folder: Path) -> list[Path]:
    """What lies in a store."""
    return [path for path in folder.rglob("*") if path.is_file()]


def a_citizen(region_id: int = 1) -> Actor:
    """Somebody signed in, on the pages of a region."""
    return Actor(role="pemohon", region_id=region_id, person_id=uuid7(), account_id=uuid7())


def the_citizen(nik: str, region_id: int = 0) -> Actor:
    """Whoever has signed in with this NIK."""
    [(person_id,)] = hot.read("SELECT person_id FROM mpp.person_by_nik(%s)", [blind_index(nik)])
    return Actor(role="pemohon", region_id=region_id, person_id=person_id, account_id=uuid7())


def given(actor: Actor, data: bytes = b"", *, name: str = "ijazah.pdf") -> UUID:
    """The id of a document that has just come whole."""
    return receiving.give(data or a_pdf(), name=name, actor=actor, now=utc_now())


def examined(upload_id: UUID, *, holder: Actor, scanner: FakeScanner | None = None) -> UploadView:
    """The document after the worker has examined it, here and now."""
    with override_settings(UPLOADS_SCANNER=lambda: scanner):
        tasks.check_upload(upload_id=str(upload_id), person_id=str(holder.person_id), region_id=holder.region_id)
    return upload(upload_id, actor=holder)


def a_clean_one(holder: Actor, data: bytes = b"", *, name: str = "ijazah.pdf") -> UploadView:
    """A document that has been given and found in order."""
    return examined(given(holder, data, name=name), holder=holder)
