"""The files of a folder of sources, with what the index says of each."""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core.model import DocumentInfo, Verdict
from judian.core.names import MEMBER, address_of, name_of, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from webui.keeper.room import Kept

#: Files that are listed; a folder with more is kept by other means, and the page says so.
MOST_FILES = 20_000
#: Beginnings of names that a run leaves out (`indexer.run.scan`), and the sources table.
_LEFT_OUT, _TABLE = (".", "~$", ".~", ".#"), "SOURCES.tsv"

#: The states of a source: read whole or in part, failed, not read yet, changed since it was read,
#: or gone from the folder while the index still has it.
STATES = ("new", "changed", "gone", "failed", "partial", "kept")
#: Those that the next run does something about.
WAITING = frozenset({"new", "changed", "gone"})


@dataclass(slots=True)
class KeptSource:
    """One file: its address below the folder, its size in bytes (None for one that is gone), its
    documents in the index, of which a container has several (`members` are their addresses in it,
    "" for the file itself), and the stamps with which these were read."""

    address: str
    size: int | None = None
    stamp: tuple[int, int] = (0, 0)
    documents: list[DocumentInfo] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    read: list[tuple[int, int]] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """Its name as people see it."""
        return unicodedata.normalize("NFC", visible(name_of(self.address)))

    @property
    def state(self) -> str:
        """One of STATES."""
        if self.size is None:
            return "gone"
        if not self.documents:
            return "new"
        if any(stamp != self.stamp for stamp in self.read):
            return "changed"
        verdicts = {info.verdict for info in self.documents}
        return str(
            next(v for v in (Verdict.FAILED, Verdict.PARTIAL, Verdict.KEPT) if v in verdicts)
        )


@dataclass(frozen=True, slots=True)
class Listing:
    """The sources of a room, those first that need something; `cut` if there are more."""

    sources: tuple[KeptSource, ...]
    cut: bool

    @property
    def waiting(self) -> int:
        """Number of sources that the next run does something about."""
        return sum(source.state in WAITING for source in self.sources)


def list_sources(kept: Kept, documents: Iterable[DocumentInfo]) -> Listing:
    """The files of the room that its user may see, joined with the documents of the index."""
    found: dict[str, KeptSource] = {}
    cut = False
    for name, size, modified in _walk(kept.room.sources):
        if len(found) >= MOST_FILES:
            cut = True
            break
        if not kept.is_hidden(name):
            address = address_of(name)
            found[address] = KeptSource(address, size, (size, modified))
    for address, member, info, stamp in _places(kept, documents):
        source = found.get(address)
        if source is None and cut:
            continue
        if source is None:
            source = found[address] = KeptSource(address)
        source.documents.append(info)
        source.members.append(member)
        source.read.append(stamp)
    order = {state: number for number, state in enumerate(STATES)}
    ordered = sorted(found.values(), key=lambda source: (order[source.state], source.shown))
    return Listing(tuple(ordered), cut)


def _walk(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield the name below the folder, the size and the time of change of each file."""
    below = [""]
    while below:
        inner = below.pop()
        try:
            entries = sorted(os.scandir(folder / inner), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith(_LEFT_OUT) or entry.name == _TABLE:
                continue
            name = f"{inner}/{entry.name}" if inner else entry.name
            try:
                if entry.is_dir(follow_symlinks=False):
                    below.append(name)
                elif not entry.is_dir():
                    status = entry.stat()
                    yield name, status.st_size, status.st_mtime_ns
            except OSError:
                continue


def _places(
    kept: Kept, documents: Iterable[DocumentInfo]
) -> Iterator[tuple[str, str, DocumentInfo, tuple[int, int]]]:
    """Yield each document that lies below the folder of sources: the address of its file there, its
    own in that file, its record, and the stamp that it was read with."""
    base = os.path.abspath(kept.room.sources)
    index = os.path.abspath(kept.room.index)
    roots: dict[str, str] = defaultdict(str)
    for info in documents:
        for root, address, stamp in zip(info.roots, info.addresses, info.stamps, strict=False):
            if root not in roots:
                roots[root] = os.path.normpath(os.path.join(index, name_of(root)))
            file, _, member = address.partition(MEMBER)
            path = os.path.normpath(os.path.join(roots[root], name_of(file)))
            if path.startswith(base.rstrip(os.sep) + os.sep):
                name = Path(os.path.relpath(path, base)).as_posix()
                if not kept.is_hidden(name):
                    yield address_of(name), member, info, stamp
