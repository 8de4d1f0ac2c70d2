"""Containers in a scan: each is replaced by its members, which are sources as files are.

A container that has not changed is not opened: its members are those in the index.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from indexer.containers.kinds import kind_of
from indexer.containers.unpack import DOCUMENTS
from indexer.run.confinement import let_through
from indexer.run.records import locations, may_be_remedied
from indexer.run.scan import Scan, Source, unreadable
from indexer.run.unpacking import unpacked
from judian.core.errors import SourceUnreadable
from judian.core.model import Verdict
from judian.core.names import SHOWN_MEMBER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.containers.unpack import Member
    from indexer.run.limits import Limits
    from judian.core.model import DocumentInfo

#: Address and shown name of the attachments of a mail that could not be unpacked.
_ATTACHMENTS = ("%00", "附件 (attachments)")


@dataclass(frozen=True, slots=True)
class _Known:
    """One file of a document in the index: its shown name, its stamp, and its address in a
    container."""

    info: DocumentInfo
    shown: str
    stamp: tuple[int, int]
    member: str


class Containers:
    """The containers of one run; a context manager that removes their files. Each is unpacked
    once, however often the run is planned."""

    def __init__(self, limits: Limits, largest: int) -> None:
        self._limits = limits
        self._largest = largest
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._number = 0
        self._known: dict[tuple[Path, tuple[int, int]], list[Source]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._folder is not None:
            self._folder.cleanup()

    def expanded(self, found: Scan, known: Mapping[str, DocumentInfo], index: Path) -> Scan:
        """The scan with the members of containers. `known` are the documents in the index by id,
        whose folders are relative to `index`."""
        before: dict[Path, list[_Known]] = defaultdict(list)
        for info in known.values():
            for at, (path, member) in enumerate(locations(info, index)):
                before[path].append(_Known(info, info.sources[at], info.stamps[at], member))
        sources = []
        for source in found.sources:
            sources += self._sources(source, before[source.path], found.covered)
        return replace(found, sources=tuple(sources))

    def file(self, source: Source) -> Path:
        """The file with the bytes of a source. A member of the index is unpacked; the file of one
        that is not found any more does not exist."""
        if not source.member:
            return source.path
        members = [source] if source.content else self._unpacked(source)
        files = [each.content for each in members if each.member == source.member and each.content]
        return files[0] if files else source.path / source.member

    def _sources(
        self, source: Source, before: Sequence[_Known], covered: Sequence[Path]
    ) -> list[Source]:
        """The source itself, or its members if it is a container."""
        if source.error is not None or source.stamp[0] > self._largest:
            return [source]
        unchanged = bool(before) and all(
            each.stamp == source.stamp and not may_be_remedied(each.info) for each in before
        )
        failed = any(each.info.verdict is Verdict.FAILED for each in before)
        if not unchanged or (failed and source.path in covered):
            return self._unpacked(source)
        return [
            replace(source, member=each.member, member_shown=each.shown.partition(SHOWN_MEMBER)[2])
            for each in before
        ]

    def _unpacked(self, source: Source) -> list[Source]:
        key = (source.path, source.stamp)
        if key not in self._known:
            self._known[key] = self._unpack(replace(source, member="", member_shown=""))
        return self._known[key]

    def _unpack(self, source: Source) -> list[Source]:
        """The sources in a file, or the file itself."""
        kind, members = None, None
        try:
            kind = kind_of(source.path)
            if kind is not None:
                members = unpacked(source.path, self._place(), self._largest, self._limits)
        except OSError as error:
            return [replace(source, error=unreadable(source.path.name, error))]
        except SourceUnreadable as error:
            if kind not in DOCUMENTS:
                return [replace(source, error=error)]
            address, shown = _ATTACHMENTS
            return [source, replace(source, member=address, member_shown=shown, error=error)]
        if members is None:
            return [source]
        found = [_source(source, each) for each in members]
        if kind in DOCUMENTS:
            return [source, *found]
        return found or [replace(source, error=_empty(source.path.name))]

    def _place(self) -> Path:
        """A new folder for the files of one container."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="judian-")
            let_through(self._folder.name)
        self._number += 1
        place = Path(self._folder.name) / str(self._number)
        place.mkdir()
        return place


def _source(container: Source, member: Member) -> Source:
    return replace(
        container,
        member=member.address,
        member_shown=member.shown,
        sha256=member.sha256,
        content=member.file,
        error=member.error,
    )


def _empty(name: str) -> SourceUnreadable:
    return SourceUnreadable(
        name, "empty",
        en=("the archive holds no files", "put the reports into it, or delete it"),
        zh=("壓縮檔內沒有檔案", "請放入報告或刪除此檔"),
    )  # fmt: skip
