"""The records of documents in a run: where their files are, and what makes them differ."""

from __future__ import annotations

import os
from pathlib import Path

from judian.core.model import DocumentInfo, Verdict
from judian.core.names import MEMBER, address_of, name_of

#: Reasons of failures that another attempt at the same bytes does not change. A file named on the
#: command line is tried again nevertheless.
_PERMANENT = frozenset(
    {
        "empty", "binary", "encoding", "unsupported", "archive_damaged", "no_text", "too_large",
        "password", "memory", "cpu", "time", "crash", "too_deep", "special",
    }
)  # fmt: skip

#: The path of a file, and the address of a member inside it, "" for the file itself.
Location = tuple[Path, str]


def locations(info: DocumentInfo, index: Path) -> list[Location]:
    """The locations of the document's files when they were read; their folders are relative to
    `index`."""
    found = []
    for root, address in zip(info.roots, info.addresses, strict=True):
        file, _, member = address.partition(MEMBER)
        found.append((Path(os.path.normpath(index / name_of(root) / name_of(file))), member))
    return found


def folder_address(folder: Path, index: Path) -> str:
    """The address of a folder relative to the index, or of the folder itself if it is on another
    drive."""
    try:
        return address_of(Path(os.path.relpath(folder, index)).as_posix())
    except ValueError:
        return address_of(folder.as_posix())


def may_be_remedied(info: DocumentInfo) -> bool:
    """True for a failure that may have been remedied without changing the file."""
    return info.verdict is Verdict.FAILED and info.reason not in _PERMANENT


def blank(info: DocumentInfo) -> DocumentInfo:
    """The record without the results of an earlier reading."""
    return DocumentInfo(
        id=info.id, title="", sources=info.sources, format="", sha256=info.sha256,
        addresses=info.addresses, roots=info.roots, stamps=info.stamps,
    )  # fmt: skip


def state(info: DocumentInfo) -> tuple[object, ...]:
    """The parts of a record that decide whether it is written again: its files and its failure."""
    failure = (info.reason, info.message_en) if info.verdict is Verdict.FAILED else None
    return (info.addresses, info.roots, info.stamps, failure)


def same_failure(before: DocumentInfo | None, now: DocumentInfo) -> bool:
    """True if the file failed in the same way before, so that nothing needs to be written."""
    return before is not None and now.verdict is Verdict.FAILED and state(before) == state(now)
