"""A file that is open for reading while other programs may cut, overwrite or replace it.

Nothing of it is mapped into memory. What is read is what the file held when it was opened, or an
error: after each read the size and the time of change are compared with those at opening. A file
that was replaced by renaming, or removed, goes on being read as it was.
"""

from __future__ import annotations

import os
import threading
import weakref
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: Bytes that are read by one call; Linux gives at most 2 GiB at once.
_AT_ONCE = 1 << 30


class FileChanged(Exception):
    """The file was cut short or written to after it was opened."""


class OpenFile:
    """An open file, safe for any number of threads; closed with the object.

    `size` is its length in bytes when it was opened.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        weakref.finalize(self, os.close, handle)
        self._handle = handle
        self._seeking = threading.Lock()
        self._stamp = self._stamped()
        self.size = self._stamp[0]

    def read(self, start: int, length: int) -> bytes:
        """Bytes [start, start + length). Raises FileChanged."""
        data = self._piece(start, min(length, _AT_ONCE))
        if len(data) < length:
            data = self._pieces(data, start, length)
        if len(data) < length or self._stamped() != self._stamp:
            raise FileChanged(f"{self.name} was changed while it was in use")
        return data

    def _pieces(self, first: bytes, start: int, length: int) -> bytes:
        """What `first` is the beginning of; less at the end of the file."""
        data = bytearray(first)
        while len(data) < length:
            piece = self._piece(start + len(data), min(length - len(data), _AT_ONCE))
            if not piece:
                break
            data += piece
        return bytes(data)

    if hasattr(os, "pread"):

        def _piece(self, start: int, length: int) -> bytes:
            return os.pread(self._handle, length, start)
    else:  # pragma: no cover - Windows

        def _piece(self, start: int, length: int) -> bytes:
            with self._seeking:
                os.lseek(self._handle, start, os.SEEK_SET)
                return os.read(self._handle, length)

    def _stamped(self) -> tuple[int, int]:
        status = os.fstat(self._handle)
        return status.st_size, status.st_mtime_ns
