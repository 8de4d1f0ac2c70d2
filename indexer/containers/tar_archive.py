"""TAR archives, plain or packed with gzip, bzip2 or xz."""

from __future__ import annotations

import lzma
import tarfile
import zlib
from typing import TYPE_CHECKING

from indexer.containers.members import CHUNK, MOST_MEMBERS, Entry, Names, link, too_many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: Exceptions that tarfile raises for a damaged archive.
FAULTS: tuple[type[Exception], ...] = (
    tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, ValueError, OverflowError,
)  # fmt: skip


def entries(path: Path) -> Iterator[Entry]:
    """Yield the members in their order, folders and hidden files left out. An entry must be
    unpacked before the next one is asked for.

    Raises SourceUnreadable for too many members, one of FAULTS or OSError for a damaged archive.
    """
    names = Names()
    with tarfile.open(path, "r:*", encoding="utf-8", errors="surrogateescape") as archive:
        packed = None if _is_plain(archive) else path.stat().st_size
        for count, info in enumerate(archive):
            if count >= MOST_MEMBERS:
                raise too_many(path.name)
            if info.isdir():
                continue
            named = names.give(info.name.encode("utf-8", "surrogateescape"))
            if named is None:
                continue
            refusal = None if info.isreg() else link(named[1])
            yield Entry(*named, _pieces(archive, info), packed, refusal)


def _is_plain(archive: tarfile.TarFile) -> bool:
    """True if the archive is not packed."""
    return type(archive.fileobj).__module__ in ("io", "_io")


def _pieces(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        file = archive.extractfile(info)
        while file is not None and (piece := file.read(CHUNK)):
            yield piece

    return pieces
