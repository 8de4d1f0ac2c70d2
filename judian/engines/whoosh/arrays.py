"""A file of named arrays: written once from front to back, then only read.

Every 256 KiB of an array carry a checksum that is compared when they are first touched, so
that opening reads next to nothing and a flipped bit is an error instead of a wrong hit. The
directory of the arrays is at the end, with a checksum of its own; a truncated file lacks it.

The file is read by `judian.engines.whoosh.open_file` and not memory-mapped: a mapped file that
another program cuts short or overwrites ends the process that reads it.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from judian.core.private_files import open_private
from judian.engines.whoosh.open_file import FileChanged, OpenFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

Array = npt.NDArray[Any]

_MAGIC = b"JDARRAY1"
_END = struct.Struct("<QII8s")  # offset of the directory, its length and CRC-32, magic
_CHUNK = 1 << 18
_ALIGNMENT = 64
#: Arrays up to so many bytes are kept in memory once they are touched; of larger ones each part is
#: read anew. Without it a search takes 5 to 10 % more processor time, since ids and terms are read
#: in pieces of a few bytes (15 queries over 5.6 MB of articles of law).
_KEPT = 4 << 20


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
        self._file = open_private(path)
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


class _Place(NamedTuple):
    """Where an array is in the file: its type, first byte, number of items and checksums."""

    dtype: np.dtype[Any]
    start: int
    length: int
    checksums: list[int]


class StoredArray:
    """One array of an open file. What it gives is read-only and has been checked."""

    def __init__(self, name: str, file: OpenFile, place: _Place) -> None:
        self.name = name
        self._file = file
        self._place = place
        self._unchecked = set(range(len(place.checksums)))
        self._kept: Array | None = None

    def __len__(self) -> int:
        return self._place.length

    def all(self) -> Array:
        """The whole array."""
        return self.part(0, self._place.length)

    def part(self, start: int, stop: int) -> Array:
        """Items [start, stop); of a large array only the chunks they lie in are read."""
        if self._kept is None:
            kind, _, count, _ = self._place
            if count * kind.itemsize > _KEPT:
                return self._part(start, stop)
            self._kept = self._part(0, count)
        return self._kept[start:stop]

    def _part(self, start: int, stop: int) -> Array:
        kind, _, count, _ = self._place
        start, stop = min(start, count), min(stop, count)
        if stop <= start:
            return np.empty(0, kind)
        first, last = start * kind.itemsize, stop * kind.itemsize
        if self._unchecked:
            low, high = first // _CHUNK, (last + _CHUNK - 1) // _CHUNK
            chunks = [n for n in range(low, high) if n in self._unchecked]
            if chunks:
                data = self._read(low * _CHUNK, min(high * _CHUNK, count * kind.itemsize))
                for chunk in chunks:
                    self._check(chunk, data[(chunk - low) * _CHUNK : (chunk - low + 1) * _CHUNK])
                at = first - low * _CHUNK
                return np.frombuffer(data, kind, stop - start, at)
        return np.frombuffer(self._read(first, last), kind)

    def _read(self, first: int, last: int) -> memoryview:
        """Bytes [first, last) of the array."""
        try:
            return memoryview(self._file.read(self._place.start + first, last - first))
        except FileChanged as error:
            raise ArraysDamaged(f"array {self.name!r}: {error}") from error

    def _check(self, chunk: int, piece: memoryview) -> None:
        if zlib.crc32(piece) != self._place.checksums[chunk]:
            raise ArraysDamaged(f"array {self.name!r} does not match its checksum")
        self._unchecked.discard(chunk)

    def recheck(self) -> None:
        """Compare all checksums again, those compared before too. Raises ArraysDamaged."""
        size = self._place.length * self._place.dtype.itemsize
        for chunk in range(len(self._place.checksums)):
            self._check(chunk, self._read(chunk * _CHUNK, min((chunk + 1) * _CHUNK, size)))


class ArrayFile:
    """The arrays of one file. Raises ArraysDamaged, FileNotFoundError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = OpenFile(path)
        self.size = size = self._file.size
        if size < len(_MAGIC) + _END.size:
            raise ArraysDamaged(f"{path.name} is cut short")
        start, length, checksum, magic = _END.unpack(self._read(size - _END.size, _END.size))
        if magic != _MAGIC or start + length + _END.size != size:
            raise ArraysDamaged(f"{path.name} is cut short")
        body = self._read(start, length)
        if zlib.crc32(body) != checksum:
            raise ArraysDamaged(f"the directory of {path.name} does not match its checksum")
        directory = json.loads(body)
        self.facts: dict[str, Any] = directory["facts"]
        self._directory = {
            name: _Place(np.dtype(dtype), at, count, checksums)
            for name, (dtype, at, count, checksums) in directory["arrays"].items()
        }
        self._arrays: dict[str, StoredArray] = {}

    def _read(self, start: int, length: int) -> bytes:
        try:
            return self._file.read(start, length)
        except FileChanged as error:
            raise ArraysDamaged(str(error)) from error

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def __getitem__(self, name: str) -> StoredArray:
        found = self._arrays.get(name)
        if found is None:
            made = StoredArray(name, self._file, self._directory[name])
            # Two threads may come here at once; all must share the record of checked arrays.
            found = self._arrays.setdefault(name, made)
        return found

    def damages(self) -> Iterator[str]:
        """Yield the damages of the contents, a line each."""
        at = len(_MAGIC)
        if self._read(0, at) != _MAGIC:
            yield f"{self.path.name}: the beginning is not what was written"
        for name, place in self._directory.items():
            if any(self._read(at, place.start - at)):
                yield f"{self.path.name}: what stands before array {name!r} is not empty"
            at = place.start + place.length * place.dtype.itemsize
            try:
                self[name].recheck()
            except ArraysDamaged as error:
                yield f"{self.path.name}: {error}"
