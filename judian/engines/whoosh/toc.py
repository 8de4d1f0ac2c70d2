"""The table of contents of one generation: Whoosh's own, with our manifest after it.

Whoosh reads its part and stops; our engine reads only the manifest, which is checksummed
JSON, so that opening an index unpickles nothing. One file renamed into place carries both,
hence a generation, its identity and its segments appear at once or not at all.
"""

from __future__ import annotations

import json
import os
import re
import struct
import zlib
from typing import TYPE_CHECKING, Any

from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC

from judian.core.errors import IndexDamaged
from judian.core.private_files import open_private

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from whoosh.fields import Schema

INDEX_NAME = "MAIN"

_TOC_NAME = re.compile(rf"_{INDEX_NAME}_([0-9]+)\.toc")
_END = struct.Struct("<4sII")  # magic, bytes of the manifest, CRC-32 of all before
_MAGIC = b"JDXM"


def toc_name(generation: int) -> str:
    return f"_{INDEX_NAME}_{generation}.toc"


def latest_generation(folder: Path) -> int:
    """The number of the newest committed generation; 0 before the first commit."""
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return 0
    found = (_TOC_NAME.fullmatch(name) for name in names)
    return max((int(match.group(1)) for match in found if match), default=0)


def write_toc(
    folder: Path,
    schema: Schema,
    segments: list[Any],
    generation: int,
    manifest: Mapping[str, object],
) -> None:
    """Make `generation` the newest; all files that it names must be on the disk already."""
    name = toc_name(generation)
    storage = RamStorage()
    TOC(schema, segments, generation).write(storage, INDEX_NAME)
    body = json.dumps(manifest).encode("ascii")
    data = storage.files[name] + body
    end = _END.pack(_MAGIC, len(body), zlib.crc32(data))
    temporary = folder / f"{name}.tmp"
    with open_private(temporary) as file:
        file.write(data + end)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / name)
    sync_folder(folder)


def read_manifest(folder: Path, generation: int) -> dict[str, Any]:
    """The manifest that `write_toc` stored.

    Raises FileNotFoundError if a newer generation has replaced this one, IndexDamaged if it
    cannot be read.
    """
    name = toc_name(generation)
    data = (folder / name).read_bytes()
    body, end = data[: -_END.size], data[-_END.size :]
    if len(end) < _END.size or end[:4] != _MAGIC:
        raise IndexDamaged(folder, f"{name} is cut short or was written by another program")
    _, length, checksum = _END.unpack(end)
    if zlib.crc32(body) != checksum:
        raise IndexDamaged(folder, f"{name} does not match its checksum")
    manifest = json.loads(body[len(body) - length :])
    assert isinstance(manifest, dict)
    return manifest


def sync_folder(folder: Path) -> None:
    """Make renames and new files of the folder durable. On Windows a folder cannot be flushed; NTFS
    journals renames itself."""
    if os.name == "nt":  # pragma: no cover
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
