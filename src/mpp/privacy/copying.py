"""A copy of all data of a person: one archive with a page to read, a file for machines, letters and uploaded files.

It lies in the file store sealed to its row, under its id; the store alone tells nothing.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from io import BytesIO
from typing import cast
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

import orjson
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.module_loading import import_string

from mpp.foundation.actor import Actor
from mpp.foundation.cipher import open_sealed, seal
from mpp.foundation.digest import sha256
from mpp.foundation.own_data import Holding, Part
from mpp.privacy.operations.record_copy import record_copy
from mpp.privacy.queries import Copy, copy
from mpp.privacy.rules import CopyState
from mpp.ui.jinja import environment

#: Version of the machine-readable half; it grows when a field is renamed or goes away.
FORMAT = 1


def holdings() -> tuple[Holding, ...]:
    """Return what each package holds about people (the setting `PRIVACY_HOLDINGS`, config/own_data.py)."""
    given = settings.PRIVACY_HOLDINGS
    return cast(Callable[[], tuple[Holding, ...]], import_string(given) if isinstance(given, str) else given)()


def make_copy(copy_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Make the archive, store it, and say that it is ready; nothing where that was done before.

    actor: the automation, acting for the person
    """
    asked = copy(copy_id, actor=actor)
    if asked.state is not CopyState.ASKED:
        return
    with translation.override(asked.language):
        archive = archive_of([holding.part(actor, now) for holding in holdings()], language=asked.language, now=now)
    _delete(copy_id)  # half a file of an attempt that was ended in its midst
    default_storage.save(_name(copy_id), ContentFile(_sealed(archive, copy_id)))
    record_copy(copy_id=copy_id, digest=sha256(archive).hex(), size_bytes=len(archive), actor=actor, now=now)


def archive_of(parts: Iterable[Part], *, language: str, now: datetime) -> bytes:
    """Return the zip archive; the current language is `language`."""
    parts = tuple(parts)
    machine = {"format": FORMAT, "made_at": now, "parts": {part.key: part.data for part in parts}}
    page = environment(language).get_template("privacy/copy.html").render(parts=parts, lang=language, made_at=now)
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("data-saya.html" if language == "id" else "my-data.html", page)
        archive.writestr("data.json", orjson.dumps(machine, default=str, option=orjson.OPT_INDENT_2))
        for part in parts:
            for name, content in part.files:
                archive.writestr(name, content)
    return buffer.getvalue()


def load(ready: Copy) -> bytes:
    """Return the archive of a copy that is ready."""
    with default_storage.open(_name(ready.id)) as stored:
        return open_sealed(stored.read(), table="data_copy", field="archive", row=ready.id)


def delete_files(copy_ids: Iterable[UUID]) -> None:
    """Delete the files of copies that are gone."""
    for copy_id in copy_ids:
        _delete(copy_id)


def _sealed(archive: bytes, copy_id: UUID) -> bytes:
    return seal(archive, table="data_copy", field="archive", row=copy_id)


def _delete(copy_id: UUID) -> None:
    if default_storage.exists(_name(copy_id)):
        default_storage.delete(_name(copy_id))


def _name(copy_id: UUID) -> str:
    return f"copies/{copy_id}"
