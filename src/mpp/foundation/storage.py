"""The file store of an installation that keeps its files on a disk."""

import os
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Files that are there whole and on the disk, or not at all, also when the process ends while it writes one.

    Our names are made of ids and digests, so a file that comes again is the same and takes the place of the first.
    What a killed process leaves unfinished ends in `.part` and is named by nobody.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_overwrite": True} | options)

    def _save(self, name: str, content: "File[bytes]") -> str:
        part = f"{name}.{token_hex(6)}.part"
        try:
            super()._save(part, content)  # type: ignore[misc]  # the stubs leave it out
            _on_the_disk(Path(self.path(part)))
        except BaseException:
            # A disk that is full is not made fuller.
            self.delete(part)
            raise
        whole = Path(self.path(part)).replace(self.path(name))
        # The folder remembers the new name only once it has been written too.
        _on_the_disk(whole.parent)
        return name


def _on_the_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
