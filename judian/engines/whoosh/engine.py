"""The embedded engine: a Whoosh index in a folder."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from judian.core.errors import IndexDamaged, IndexMissing, IndexNotOwned, IndexOutdated
from judian.core.private_files import make_private_folder, other_owner
from judian.engines.whoosh.arrays import ArraysDamaged
from judian.engines.whoosh.lock import WriteLock
from judian.engines.whoosh.records import BlockCache
from judian.engines.whoosh.segment import SegmentReader, file_name
from judian.engines.whoosh.snapshot import WhooshSnapshot
from judian.engines.whoosh.state import SegmentState, State, read_state
from judian.engines.whoosh.toc import latest_generation, toc_name
from judian.engines.whoosh.writer import WhooshWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from judian.core.engine import Identity, Snapshot, Writer

#: Bytes of text that are kept unpacked: that of all 217,177 law articles, so that a phrase which
#: many of them hold is not unpacked anew each time.
_CACHE = 160 << 20
#: How often opening starts again because a writer replaced the generation meanwhile.
_ATTEMPTS = 10

#: Distinguishes a file from a later one of the same name: inode, size in bytes, time of change in
#: ns.
Stamp = tuple[int, int, int]


def open_engine(path: Path, identity: Identity, options: Mapping[str, str]) -> WhooshEngine:
    """The engine over the index in the folder `path`. The option `owners` names users whose files
    are opened besides one's own and root's, divided by commas."""
    return WhooshEngine(path, identity, options.get("owners", ""))


class WhooshEngine:
    """See `judian.core.engine.Engine`."""

    name = "whoosh"

    def __init__(self, path: Path, identity: Identity, owners: str = "") -> None:
        self._path = path
        self._owners = owners
        self._identity = identity
        self._cache = BlockCache(_CACHE)
        self._readers: dict[str, tuple[Stamp, SegmentReader]] = {}
        #: The newest snapshot with the stamps of its files, in one piece for other threads.
        self._current: tuple[WhooshSnapshot, Mapping[str, Stamp]] | None = None
        self._mutex = threading.Lock()

    def snapshot(self) -> Snapshot:
        current = self._current
        # The number alone does not distinguish an index that was built anew in the place of this
        # one, or files that were written over.
        newest = latest_generation(self._path)
        if current and current[0].generation == newest and self._stamped(current[1]) == current[1]:
            return current[0]
        with self._mutex:
            for attempt in range(_ATTEMPTS):
                state = read_state(self._path, self._identity)
                if state.generation == 0:
                    raise IndexMissing(self._path)
                names = [toc_name(state.generation), *(file_name(s.name) for s in state.segments)]
                stamps = self._stamped(names)
                if self._current is not None and self._current[1] == stamps:
                    break
                try:
                    self._current = self._load(state), stamps
                    break
                except FileNotFoundError as error:
                    if attempt == _ATTEMPTS - 1:
                        raise IndexDamaged(self._path, f"{error.filename} is missing") from error
            assert self._current is not None
            return self._current[0]

    def _check_owner(self, names: Iterable[str]) -> None:
        """Raise IndexNotOwned if the folder, or one of its files, is another user's."""
        for path in (self._path, *(self._path / name for name in names)):
            owner = other_owner(path, self._owners)
            if owner is not None:
                raise IndexNotOwned(path, owner)

    def _load(self, state: State) -> WhooshSnapshot:
        names = (file_name(segment.name) for segment in state.segments)
        self._check_owner((toc_name(state.generation), *names))
        try:
            parts = [(self._open(segment), segment.deleted) for segment in state.segments]
        except ArraysDamaged as error:
            raise IndexDamaged(self._path, str(error)) from error
        kept = {segment.name for segment in state.segments}
        self._readers = {name: r for name, r in self._readers.items() if name in kept}
        return WhooshSnapshot(self._path, state.generation, parts)

    def _stamped(self, names: Iterable[str]) -> Mapping[str, Stamp]:
        """Inode, size and time of change of those files of the index that are there."""
        found = {}
        for name in names:
            try:
                status = (self._path / name).stat()
            except OSError:
                continue
            found[name] = (status.st_ino, status.st_size, status.st_mtime_ns)
        return found

    def _open(self, state: SegmentState) -> SegmentReader:
        """The segment, opened once for all generations that it is part of."""
        name = file_name(state.name)
        stamp = self._stamped([name]).get(name, (0, 0, 0))
        known, reader = self._readers.get(state.name, (None, None))
        if reader is None or known != stamp:
            reader = SegmentReader(self._path, state.name, self._cache)
            if reader.file.size != state.size:
                raise ArraysDamaged(f"{name} has {reader.file.size} bytes, not {state.size}")
            self._readers[state.name] = (stamp, reader)
        return reader

    def previous(self) -> Snapshot | None:
        try:
            state = read_state(self._path, None)
            return self._load(state) if state.generation else None
        except (IndexDamaged, IndexOutdated, FileNotFoundError):
            return None

    def writer(self, *, rebuild: bool = False) -> Writer:
        make_private_folder(self._path)
        self._check_owner(())
        lock = WriteLock(self._path)
        try:
            if rebuild:
                state = State(latest_generation(self._path))
            else:
                state = read_state(self._path, self._identity)
            return WhooshWriter(self._path, self._identity, lock, state, self._open)
        except ArraysDamaged as error:
            lock.release()
            raise IndexDamaged(self._path, str(error)) from error
        except BaseException:
            lock.release()
            raise

    def verify(self) -> list[str]:
        try:
            state = read_state(self._path, self._identity)
        except IndexDamaged as error:
            return [error.message()]
        if state.generation == 0:
            raise IndexMissing(self._path)
        found: list[str] = []
        for segment in state.segments:
            try:
                # Opened anew: an open file may have been read before it was damaged.
                reader = SegmentReader(self._path, segment.name, BlockCache(0))
                if reader.file.size != segment.size:
                    found.append(f"{file_name(segment.name)} has another size than was written")
                found += reader.damages()
            except ArraysDamaged as error:
                found.append(str(error))
            except FileNotFoundError:
                found.append(f"{file_name(segment.name)} is missing")
        return found

    def close(self) -> None:
        self._current = None
        self._readers = {}
        self._cache = BlockCache(_CACHE)
