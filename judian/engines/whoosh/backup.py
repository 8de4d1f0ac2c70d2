"""Backups of an index: one generation, copied while it is served and written, and restored.

The files of a generation never change. A backup opens all of them before it copies the first, so
that a writer which removes them meanwhile takes nothing away. It gets its name when it is complete
and was checked. A restored generation becomes the newest one of its index, as a commit does: a
server goes on with the old one until then.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from judian.core.errors import BackupUnusable, IndexDamaged, IndexMissing, IndexOutdated
from judian.core.private_files import make_private_folder, open_private
from judian.engines.whoosh.arrays import ArraysDamaged
from judian.engines.whoosh.codec import ArraySegment
from judian.engines.whoosh.lock import WriteLock
from judian.engines.whoosh.records import BlockCache
from judian.engines.whoosh.schema import make_schema
from judian.engines.whoosh.segment import SegmentReader, file_name
from judian.engines.whoosh.state import read_state, to_manifest
from judian.engines.whoosh.toc import (
    latest_generation,
    read_manifest,
    sync_folder,
    toc_name,
    write_toc,
)
from judian.engines.whoosh.writer import sweep

if TYPE_CHECKING:
    from collections.abc import Mapping

    from judian.core.engine import Identity
    from judian.engines.whoosh.state import State

#: The file that makes a folder a complete backup.
FACTS = "backup.json"
_NAME = re.compile(r"generation-[0-9]+-[0-9]{8}T[0-9]{6}Z(-[0-9]+)?")
_PARTIAL = ".partial-"
#: How often a backup begins again because a writer replaced the generation before it was open.
_ATTEMPTS = 20
#: Seconds after which an unfinished backup was left by a process that was ended.
_STALE = 86_400
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """A complete backup: its generation, the time at which it was made, the digests (SHA-256) of
    its files by name, and their size in bytes."""

    generation: int
    made: str
    files: dict[str, str]
    size: int


def back_up(index: Path, target: Path) -> Path:
    """The folder of a new backup of the newest generation, below `target`.

    Raises IndexMissing, IndexDamaged and OSError; an unfinished backup is removed.
    """
    missing = ""
    for _ in range(_ATTEMPTS):
        generation = latest_generation(index)
        if not generation:
            raise IndexMissing(index)
        try:
            with ExitStack() as stack:
                names = _names(index, generation)
                opened = {name: stack.enter_context((index / name).open("rb")) for name in names}
                return _written(index, generation, opened, target)
        except FileNotFoundError as error:
            missing = error.filename
    raise IndexDamaged(index, f"{missing} is missing")


def read_backup(folder: Path) -> Backup:
    """The facts of a backup. Raises BackupUnusable."""
    try:
        return Backup(**json.loads((folder / FACTS).read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise BackupUnusable(folder, f"{FACTS}: {error}") from error


def faults(folder: Path) -> list[str]:
    """What is wrong with a backup, a line each. Raises BackupUnusable if it is none."""
    facts = read_backup(folder)
    found = []
    for name, digest in facts.files.items():
        try:
            with (folder / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                    found.append(f"{name} does not match its digest")
        except OSError as error:
            found.append(f"{name}: {error.strerror}")
    return found or _damages(folder, facts.generation)


def restore(backup: Path, index: Path, identity: Identity) -> int:
    """Make the generation of a backup the newest of an index; the number that it has there.

    Raises BackupUnusable, IndexOutdated, IndexLocked and OSError, all before the index changes.
    """
    wrong = faults(backup)
    if wrong:
        raise BackupUnusable(backup, wrong[0])
    try:
        state = read_state(backup, identity)
    except IndexOutdated as error:
        facts = error.facts
        raise IndexOutdated(index, str(facts["part"]), facts["found"], facts["wanted"]) from error
    make_private_folder(index)
    lock = WriteLock(index)
    try:
        return _restored(backup, index, identity, state)
    finally:
        lock.release()


def prune(target: Path, keep: int) -> list[Path]:
    """Remove all complete backups below `target` but the newest `keep`, and what ended processes
    left of others; the removed ones."""
    complete, removed = [], []
    for path in target.iterdir():
        if _NAME.fullmatch(path.name) and (path / FACTS).is_file():
            complete.append((read_backup(path).made, path.name, path))
        elif path.name.startswith(_PARTIAL) and path.stat().st_mtime < time.time() - _STALE:
            removed.append(path)
    removed += [path for _, _, path in sorted(complete)[: -keep or None]]
    for path in removed:
        shutil.rmtree(path)
    return removed


def _names(index: Path, generation: int) -> list[str]:
    manifest = read_manifest(index, generation)
    return [toc_name(generation), *(file_name(each["name"]) for each in manifest["segments"])]


def _written(index: Path, generation: int, opened: Mapping[str, BinaryIO], target: Path) -> Path:
    make_private_folder(target)
    draft = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=target))
    try:
        digests = {name: _copied(file, draft / name) for name, file in opened.items()}
        made = datetime.now(UTC)
        size = sum((draft / name).stat().st_size for name in digests)
        facts = Backup(generation, made.isoformat(), digests, size)
        with open_private(draft / FACTS) as file:
            file.write(json.dumps(asdict(facts), indent=1).encode())
            file.flush()
            os.fsync(file.fileno())
        sync_folder(draft)
        wrong = faults(draft)
        if wrong:
            raise IndexDamaged(index, wrong[0])
        folder = _free(target / f"generation-{generation:06}-{made:%Y%m%dT%H%M%SZ}")
        draft.rename(folder)
        sync_folder(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return folder


def _free(folder: Path) -> Path:
    """The path, or one beside it with a number if there is a backup of the same second."""
    found, number = folder, 1
    while found.exists():
        number += 1
        found = folder.with_name(f"{folder.name}-{number}")
    return found


def _copied(source: BinaryIO, path: Path) -> str:
    """Copy a file, flush it to the disk, and return its digest."""
    digest = hashlib.sha256()
    with open_private(path) as file:
        while piece := source.read(_PIECE):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _damages(folder: Path, generation: int) -> list[str]:
    """Damages of the segments themselves, which the digests of a damaged index agree with."""
    found: list[str] = []
    try:
        for name in _names(folder, generation)[1:]:
            segment = name.removesuffix(file_name(""))
            found += SegmentReader(folder, segment, BlockCache(0)).damages()
    except (ArraysDamaged, IndexDamaged, FileNotFoundError) as error:
        found.append(str(error))
    return found


def _restored(backup: Path, index: Path, identity: Identity, state: State) -> int:
    for segment in state.segments:
        name = file_name(segment.name)
        draft = index / f"{name}.restored"
        with (backup / name).open("rb") as source:
            _copied(source, draft)
        draft.replace(index / name)
    generation = max(latest_generation(index), state.generation) + 1
    segments = [
        ArraySegment(s.name, s.passages, s.deleted.passages.tolist()) for s in state.segments
    ]
    write_toc(index, make_schema(), segments, generation, to_manifest(identity, state.segments))
    sweep(index, generation, {segment.name for segment in state.segments})
    return generation
