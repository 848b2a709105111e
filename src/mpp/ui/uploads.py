"""Uploads stay in memory: what a citizen sends never lies unsealed on the disk of a web server."""

from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

#: All files of one request together; a view refuses by its own, smaller limit and has the true size to say so.
MOST_KEPT_BYTES = 10 * 1024 * 1024
#: Nobody who uses a form of ours sends this much; it is not even read.
MOST_SENT_BYTES = 64 * 1024 * 1024


class InMemory(FileUploadHandler):
    """Keep the files of a request in memory; of what is beyond the limit only the size is known."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        content_length = args[2] if len(args) > 2 else kwargs["content_length"]
        if content_length > MOST_SENT_BYTES:
            raise RequestDataTooBig(f"{content_length} bytes were sent")
        self._kept_bytes = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._chunks: list[bytes] = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._kept_bytes += len(raw_data)
        if self._kept_bytes <= MOST_KEPT_BYTES:
            self._chunks.append(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        return InMemoryUploadedFile(
            file=BytesIO(b"".join(self._chunks)),
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
