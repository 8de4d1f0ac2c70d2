"""Writes compound files ([MS-CFB]), the containers of Outlook's messages, for tests."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SECTOR, _MINI, _CUTOFF, _ENTRY = 512, 64, 4096, 128
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5

#: A storage: names of streams and storages → bytes or storages.
Tree = "Mapping[str, bytes | Tree]"


class _Writer:
    def __init__(self) -> None:
        self.sectors: list[bytes] = []
        self.fat: list[int] = []
        self.mini = b""
        self.minifat: list[int] = []
        self.entries: list[list[object]] = []

    def chain(self, data: bytes) -> int:
        """Store data in sectors; the number of the first."""
        first = len(self.sectors)
        count = max(1, -(-len(data) // _SECTOR))
        padded = data.ljust(count * _SECTOR, b"\0")
        self.sectors += [padded[at * _SECTOR : (at + 1) * _SECTOR] for at in range(count)]
        self.fat += [*range(first + 1, first + count), _END]
        return first

    def store(self, data: bytes) -> int:
        """Store a stream, a short one in the mini stream."""
        if len(data) >= _CUTOFF:
            return self.chain(data)
        first = len(self.minifat)
        count = max(1, -(-len(data) // _MINI))
        self.mini += data.ljust(count * _MINI, b"\0")
        self.minifat += [*range(first + 1, first + count), _END]
        return first

    def add(self, name: str, value: object) -> int:
        """Add a stream or a storage with what it holds; the number of its entry."""
        number = len(self.entries)
        if isinstance(value, bytes):
            self.entries.append([name, _STREAM, _FREE, _FREE, self.store(value), len(value)])
            return number
        assert isinstance(value, dict)
        kind = _STORAGE if number else _ROOT
        entry: list[object] = [name, kind, _FREE, _FREE, _END, 0]
        self.entries.append(entry)
        below = _FREE
        for each, inner in value.items():  # a list to the right, which readers accept as a tree
            at = self.add(each, inner)
            self.entries[at].append(below)
            below = at
        entry[3] = below
        return number


def compound(tree: Mapping[str, object]) -> bytes:
    """The bytes of a compound file with these streams and storages."""
    writer = _Writer()
    writer.add("Root Entry", dict(tree))
    root = writer.entries[0]
    root[4], root[5] = writer.chain(writer.mini), len(writer.mini)
    minifat = writer.chain(struct.pack(f"<{len(writer.minifat)}I", *writer.minifat))
    directory = b"".join(map(_entry, writer.entries))
    filled = -len(directory) % _SECTOR
    first_directory = writer.chain(directory + bytes(filled))
    fat_sector = len(writer.sectors)
    fat = [*writer.fat, _FAT]
    assert len(fat) <= _SECTOR // 4, "one sector of the table is enough for tests"
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    minifat_count = -(-len(writer.minifat) * 4 // _SECTOR)
    header = struct.pack(
        "<8s16s6H10I109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, 0,
        0, 0, 1, first_directory, 0, _CUTOFF, minifat, minifat_count, _END, 0,
        fat_sector, *[_FREE] * 108,
    )  # fmt: skip
    return header + b"".join(writer.sectors) + table


def _entry(entry: list[object]) -> bytes:
    name, kind, _, child, first, size, *right = entry
    coded = str(name).encode("utf-16-le") + b"\0\0"
    sibling = right[0] if right else _FREE
    return struct.pack(
        "<64sHBB3I16sI2QIQ",
        coded, len(coded), kind, 1, _FREE, sibling, child, bytes(16), 0, 0, 0, first, size,
    )  # fmt: skip
