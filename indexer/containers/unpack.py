"""Unpacking a container into a folder, with its nested containers, under limits.

Members are written under numbers, never under their names. What cannot be unpacked is refused by
its name, and the others are still unpacked.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.containers import members, outlook, tar_archive, zip_archive
from indexer.containers.kinds import kind_of
from indexer.containers.mail import read_mail
from indexer.containers.members import Entry, Names
from judian.core.errors import SourceUnreadable
from judian.core.names import MEMBER, SHOWN_MEMBER, base_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from indexer.containers.mail import Mail

#: Kinds of containers that are documents too: their text is read beside their members.
DOCUMENTS = frozenset({"mail", "outlook"})
#: Times the size of the largest file that the members of one container may have together.
TOTAL_SIZE = 4
#: Exceptions of damaged containers.
FAULTS = (*zip_archive.FAULTS, *tar_archive.FAULTS, *outlook.FAULTS)
#: The end of a name that tells readers of text its kind.
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}$")


@dataclass(frozen=True, slots=True)
class Member:
    """One member that was unpacked or refused.

    `address` and `shown` are its path from the outermost container. `file` holds its bytes; it
    is None for a member that was refused, whose `error` says why, and for one whose digest was
    known.
    """

    address: str
    shown: str
    file: Path | None = None
    sha256: str = ""
    error: SourceUnreadable | None = None


@dataclass(slots=True)
class Budget:
    """What one container may still unpack: bytes and members; `largest` bytes for one member."""

    largest: int
    bytes_left: int = field(init=False)
    members_left: int = members.MOST_MEMBERS

    def __post_init__(self) -> None:
        self.bytes_left = TOTAL_SIZE * self.largest


class NoContainerError(Exception):
    """A file that looked like a container is an office document."""


def unpack(path: Path, folder: Path, largest: int) -> Iterator[Member]:
    """Yield the members of the container at `path` and of those in it; their files are in
    `folder`.

    Raises SourceUnreadable for a container that cannot be opened, and NoContainerError.
    """
    kind = kind_of(path)
    if kind is None or (kind == "zip" and not _is_archive(path)):
        raise NoContainerError
    yield from _Unpacking(folder, Budget(largest)).members(path, kind, "", "", 1)


def extract(path: Path, address: str, folder: Path, largest: int) -> Path:
    """The file, in `folder`, with the bytes of the member at `address` of the container at `path`.

    Only the containers on the way are unpacked. Raises SourceUnreadable, one of FAULTS or OSError
    for one that cannot be unpacked, LookupError if there is no such member.
    """
    unpacking = _Unpacking(folder, Budget(largest))
    for part in address.split(MEMBER):
        path = unpacking.file_of(path, part)
    return path


def _is_archive(path: Path) -> bool:
    try:
        return zip_archive.is_archive(path)
    except zip_archive.FAULTS:
        return False  # its reader says what is damaged


class _Unpacking:
    """The unpacking of one outermost container."""

    def __init__(self, folder: Path, budget: Budget) -> None:
        self._folder = folder
        self._budget = budget
        self._number = 0

    def members(
        self, path: Path, kind: str, address: str, shown: str, depth: int
    ) -> Iterator[Member]:
        """Yield the members of one container, itself at `address`."""
        try:
            for entry in _ENTRIES[kind](path):
                inside = (_joined(address, entry.address, MEMBER),
                          _joined(shown, entry.shown, SHOWN_MEMBER))  # fmt: skip
                yield from self._entry(entry, *inside, depth)
        except FAULTS as error:
            raise members.damaged(path.name, error) from error

    def file_of(self, path: Path, address: str) -> Path:
        """The file with the bytes of one member of one container."""
        kind = kind_of(path)
        for entry in _ENTRIES[kind](path) if kind is not None else ():
            if entry.address == address and entry.refusal is None:
                return self._write(entry, entry.shown)[0]
        raise LookupError(address)

    def _entry(self, entry: Entry, address: str, shown: str, depth: int) -> Iterator[Member]:
        """Yield one member, or those of a nested container."""
        if entry.refusal is not None:
            yield Member(address, shown, error=entry.refusal)
            return
        try:
            file, digest = self._write(entry, shown)
            kind = kind_of(file)
            if kind == "zip" and not _is_archive(file):
                kind = None
            if kind is not None and depth >= members.DEEPEST and kind not in DOCUMENTS:
                raise members.too_deep(base_name(shown))
            inner = []
            if kind is not None and depth < members.DEEPEST:
                inner = list(self.members(file, kind, address, shown, depth + 1))
        except SourceUnreadable as error:
            yield Member(address, shown, error=error)
            return
        except FAULTS as error:
            yield Member(address, shown, error=members.damaged(base_name(shown), error))
            return
        if kind is None or kind in DOCUMENTS:
            yield Member(address, shown, file, digest)
        else:
            file.unlink()
        yield from inner

    def _write(self, entry: Entry, shown: str) -> tuple[Path, str]:
        """The file with the bytes of a member, and their SHA-256."""
        budget, name = self._budget, base_name(shown)
        if budget.members_left <= 0:
            raise members.exhausted(name)
        budget.members_left -= 1
        self._number += 1
        suffix = _SUFFIX.search(shown)
        file = self._folder / f"{self._number}{suffix[0].lower() if suffix else ''}"
        digest, size = hashlib.sha256(), 0
        try:
            with file.open("wb") as out:
                for piece in entry.pieces():
                    size += len(piece)
                    self._check(size, len(piece), entry, name)
                    digest.update(piece)
                    out.write(piece)
        except BaseException:
            file.unlink(missing_ok=True)
            raise
        return file, digest.hexdigest()

    def _check(self, size: int, added: int, entry: Entry, name: str) -> None:
        """Raise SourceUnreadable if a member of `size` bytes so far exceeds a limit."""
        budget = self._budget
        if size > budget.largest:
            raise members.too_large(name, budget.largest)
        packed = entry.packed
        if packed is not None and size > max(members.RATIO_FLOOR, members.HIGHEST_RATIO * packed):
            raise members.bomb(name)
        budget.bytes_left -= added
        if budget.bytes_left < 0:
            raise members.exhausted(name)


def _joined(outer: str, inner: str, separator: str) -> str:
    return f"{outer}{separator}{inner}" if outer else inner


def _attachments(read: Callable[[Path], Mail]) -> Callable[[Path], Iterator[Entry]]:
    """The entries of a mail that `read` reads: its attachments."""

    def entries(path: Path) -> Iterator[Entry]:
        names = Names(hidden=False)
        for each in read(path).attachments:
            name = each.name.replace("/", "_")
            named = names.give(name.encode("utf-8", "surrogateescape"), name)
            if named is None:
                continue
            refusal = members.not_stored(named[1]) if each.content is None else None
            content = each.content or b""
            yield Entry(*named, lambda content=content: iter((content,)), refusal=refusal)  # type: ignore[misc]

    return entries


_ENTRIES: Mapping[str, Callable[[Path], Iterator[Entry]]] = {
    "zip": zip_archive.entries,
    "tar": tar_archive.entries,
    "mail": _attachments(read_mail),
    "outlook": _attachments(outlook.read_message),
}
