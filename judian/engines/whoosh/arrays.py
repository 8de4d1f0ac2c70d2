"""A file of named arrays: written once from front to back, then memory-mapped and only read.

Every 256 KiB of an array carry a checksum that is compared when they are first touched, so
that opening reads next to nothing and a flipped bit is an error instead of a wrong hit. The
directory of the arrays is at the end, with a checksum of its own; a truncated file lacks it.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

Array = npt.NDArray[Any]

_MAGIC = b"JDARRAY1"
_END = struct.Struct("<QII8s")  # offset of the directory, its length and CRC-32, magic
_CHUNK = 1 << 18
_ALIGNMENT = 64


class ArraysDamaged(Exception):
    """The file differs from the one that was written; the text says where."""


def smallest_dtype(highest: int) -> np.dtype[Any]:
    """The little-endian unsigned type of fewest bytes that holds 0 to `highest`."""
    for size in (1, 2, 4):
        if highest < 1 << (8 * size):
            return np.dtype(f"<u{size}")
    return np.dtype("<u8")


def compact(values: npt.ArrayLike) -> Array:
    """Whole numbers from 0 on in the smallest type that holds them all."""
    array = np.asarray(values)
    return array.astype(smallest_dtype(int(array.max()) if array.size else 0))


class ArrayWriter:
    """Writes the arrays of one file, one after the other; durable after `close`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("wb")
        self._file.write(_MAGIC)
        self._at = len(_MAGIC)
        self._directory: dict[str, tuple[str, int, int, list[int]]] = {}
        self._stream: tuple[str, int] | None = None
        self._checksums: list[int] = []

    def add(self, name: str, array: Array) -> None:
        """Write a one-dimensional array whole."""
        self.begin(name)
        self.append(np.ascontiguousarray(array).data.cast("B") if array.size else b"")
        self.end(array.dtype)

    def begin(self, name: str) -> None:
        """Begin an array whose bytes are then appended piece by piece."""
        assert self._stream is None
        assert name not in self._directory
        padding = -self._at % _ALIGNMENT
        self._file.write(bytes(padding))
        self._at += padding
        self._stream = (name, self._at)
        self._checksums = []

    def append(self, data: bytes | memoryview) -> int:
        """Append bytes to the array that was begun; the array's length in bytes before."""
        assert self._stream is not None
        before = self._at - self._stream[1]
        self._file.write(data)
        done = 0
        while done < len(data):
            filled = (before + done) % _CHUNK
            piece = data[done : done + _CHUNK - filled]
            if filled == 0:
                self._checksums.append(0)
            self._checksums[-1] = zlib.crc32(piece, self._checksums[-1])
            done += len(piece)
        self._at += len(data)
        return before

    def end(self, dtype: np.dtype[Any] | str = "u1") -> None:
        """End the array that was begun; its bytes are items of `dtype`."""
        assert self._stream is not None
        name, start = self._stream
        kind = np.dtype(dtype).newbyteorder("<")
        count = (self._at - start) // kind.itemsize
        self._directory[name] = (kind.str, start, count, self._checksums)
        self._stream = None

    def close(self, facts: Mapping[str, object]) -> int:
        """Write the directory and `facts`, flush to the disk; the file's size in bytes."""
        body = json.dumps({"arrays": self._directory, "facts": facts}).encode("ascii")
        self._file.write(body)
        self._file.write(_END.pack(self._at, len(body), zlib.crc32(body), _MAGIC))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return self._at + len(body) + _END.size

    def abandon(self) -> None:
        """Close and remove the unfinished file."""
        with suppress(OSError):  # on a full disk closing fails too; nothing of it is wanted
            self._file.close()
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._file.closed:
            self.abandon()


class StoredArray:
    """One array of an open file. What it gives is read-only and has been checked."""

    def __init__(self, name: str, values: Array, checksums: list[int]) -> None:
        self.name = name
        self._values = values
        self._checksums = checksums
        self._unchecked = set(range(len(checksums)))

    def __len__(self) -> int:
        return len(self._values)

    def all(self) -> Array:
        """The whole array."""
        if self._unchecked:
            self._check(list(self._unchecked))
        return self._values

    def part(self, start: int, stop: int) -> Array:
        """Items [start, stop); only the chunks they lie in are read and checked."""
        if self._unchecked:
            size = self._values.itemsize
            chunks = range(start * size // _CHUNK, (stop * size + _CHUNK - 1) // _CHUNK)
            self._check([chunk for chunk in chunks if chunk in self._unchecked])
        return self._values[start:stop]

    def _check(self, chunks: list[int]) -> None:
        data = self._values.data.cast("B") if len(self._values) else memoryview(b"")
        for chunk in chunks:
            piece = data[chunk * _CHUNK : (chunk + 1) * _CHUNK]
            if zlib.crc32(piece) != self._checksums[chunk]:
                raise ArraysDamaged(f"array {self.name!r} does not match its checksum")
            self._unchecked.discard(chunk)

    def recheck(self) -> None:
        """Compare all checksums again, those compared before too. Raises ArraysDamaged."""
        self._check(list(range(len(self._checksums))))


class ArrayFile:
    """The arrays of one file, memory-mapped. Raises ArraysDamaged, FileNotFoundError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < len(_MAGIC) + _END.size:
                raise ArraysDamaged(f"{path.name} is cut short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        start, length, checksum, magic = _END.unpack(self._map[size - _END.size :])
        if magic != _MAGIC or start + length + _END.size != size:
            raise ArraysDamaged(f"{path.name} is cut short")
        body = self._map[start : start + length]
        if zlib.crc32(body) != checksum:
            raise ArraysDamaged(f"the directory of {path.name} does not match its checksum")
        directory = json.loads(body)
        self.size = size
        self.facts: dict[str, Any] = directory["facts"]
        self._directory: dict[str, tuple[str, int, int, list[int]]] = directory["arrays"]
        self._arrays: dict[str, StoredArray] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def __getitem__(self, name: str) -> StoredArray:
        found = self._arrays.get(name)
        if found is None:
            dtype, start, count, checksums = self._directory[name]
            values = np.frombuffer(self._map, np.dtype(dtype), count, start)
            # Two threads may come here at once; all must share the record of checked arrays.
            found = self._arrays.setdefault(name, StoredArray(name, values, checksums))
        return found

    def damages(self) -> Iterator[str]:
        """Yield the damages of the contents, a line each."""
        at = len(_MAGIC)
        if self._map[:at] != _MAGIC:
            yield f"{self.path.name}: the beginning is not what was written"
        for name, (dtype, start, count, _) in self._directory.items():
            if any(self._map[at:start]):
                yield f"{self.path.name}: what stands before array {name!r} is not empty"
            at = start + count * np.dtype(dtype).itemsize
            try:
                self[name].recheck()
            except ArraysDamaged as error:
                yield f"{self.path.name}: {error}"
