"""A limit on what an upload may bring, kept while it arrives."""

from __future__ import annotations

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest


class Quota(FileUploadHandler):
    """Stops taking a file at the limit, so that no upload fills the disk; `exceeded` says so."""

    def __init__(self, request: HttpRequest, limit: int) -> None:
        super().__init__(request)
        self._left = limit
        self.exceeded = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._left -= len(raw_data)
        if self._left < 0:
            self.exceeded = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
