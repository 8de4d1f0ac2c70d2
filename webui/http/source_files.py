"""Source files as they are sent: opened once, checked by their digest, in portions and ranges.

A file is never held in memory, however large, and however slowly a client reads.
"""

from __future__ import annotations

import hashlib
import io
import os
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, BinaryIO, cast

from flask import Response, request, send_file
from typing_extensions import override

from webui.http import security

if TYPE_CHECKING:
    from io import BufferedReader
    from pathlib import Path

    from typing_extensions import Buffer

#: Bytes read at a time.
_PORTION = 1 << 20
#: Files whose digests are remembered.
_REMEMBERED = 10_000
#: What tells a file from another one of the same name: device, inode, size, times of change.
_Stamp = tuple[int, int, int, int, int]

_lock = threading.Lock()
_digests: OrderedDict[_Stamp, str] = OrderedDict()


def opened_if_same(path: Path, sha256: str) -> BinaryIO | None:
    """The file, open at its beginning, if its content has that digest; None otherwise."""
    try:
        file = path.open("rb")
    except OSError:
        return None
    if digest_of(file) == sha256:
        return file
    file.close()
    return None


def digest_of(file: BinaryIO) -> str:
    """The SHA-256 of an open file, which is read again only if it may have changed."""
    status = os.fstat(file.fileno())
    stamp = (
        *(status.st_dev, status.st_ino, status.st_size),
        *(status.st_mtime_ns, status.st_ctime_ns),
    )
    with _lock:
        known = _digests.get(stamp)
    if known is None:
        known = hashlib.file_digest(cast("BufferedReader", file), "sha256").hexdigest()
        file.seek(0)
        with _lock:
            _digests[stamp] = known
            if len(_digests) > _REMEMBERED:
                _digests.popitem(last=False)
    return known


class Portion(io.RawIOBase):
    """Bytes [start, stop) of an open file, as a file of their own, which closes it."""

    def __init__(self, file: BinaryIO, start: int, stop: int) -> None:
        self._file = file
        self._start, self._stop = start, stop
        self._file.seek(start)

    @override
    def readable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer).cast("B")
        wanted = max(0, min(len(view), self._stop - self._file.tell()))
        found = self._file.read(wanted)
        view[: len(found)] = found
        return len(found)

    @override
    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: self._start, os.SEEK_CUR: self._file.tell(), os.SEEK_END: self._stop}
        self._file.seek(max(self._start, base[whence] + offset))
        return self.tell()

    @override
    def tell(self) -> int:
        return self._file.tell() - self._start

    @override
    def close(self) -> None:
        self._file.close()
        super().close()


def send(file: BinaryIO, name: str, sha256: str) -> Response:
    """The file as a download, whole, or the one range that is asked for."""
    size = file.seek(0, os.SEEK_END)
    start, stop = _range(size, sha256)
    response = send_file(
        cast("BinaryIO", Portion(file, start, stop)),
        "application/octet-stream",
        as_attachment=True,
        download_name=name,
        conditional=False,
        etag=sha256,
    )
    response.content_length = stop - start
    response.headers["Accept-Ranges"] = "bytes"
    if (start, stop) != (0, size):
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return response


def show_pdf(response: Response) -> None:
    """Have a PDF shown by the browser's own viewer, in which nothing of it can reach this site."""
    response.content_type = "application/pdf"
    disposition = response.headers["Content-Disposition"]
    response.headers["Content-Disposition"] = disposition.replace("attachment", "inline", 1)
    response.headers["Content-Security-Policy"] = security.PDF_POLICY


def _range(size: int, sha256: str) -> tuple[int, int]:
    """The half-open range of bytes that is asked for; the whole file for several or none."""
    asked = request.range
    if asked is None or (request.if_range.etag not in (None, sha256)) or request.if_range.date:
        return 0, size
    found = asked.range_for_length(size)
    return (0, size) if found is None else (found[0], found[1])
