"""Files that a keeper sends into the folder of sources: whole or not at all, and never over another
file unless that is what was asked."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from judian.core.errors import JudianError
from judian.core.names import address_of
from webui.keeper import trash
from webui.keeper.errors import NameRefused, StoreFailed
from webui.keeper.names import safe_parts
from webui.keeper.places import draft_name, made_folder, put_without_replacing

if TYPE_CHECKING:
    from pathlib import Path

    from webui.keeper.room import Kept

_PORTION = 1 << 20


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one file: added, replaced (the former file is in the trash), same (the file
    was there already), or refused with the error."""

    name: str
    outcome: str
    error: JudianError | None = None


def store(kept: Kept, name: str, content: BinaryIO, by: str | None, *, replace: bool) -> Stored:
    """Store one file under the name that the browser gave it; never raises a JudianError."""
    try:
        parts = safe_parts(name)
        if kept.is_hidden("/".join(parts)):
            raise NameRefused.of(name, "rights")
        return Stored("/".join(parts), _store(kept, parts, content, by, replace=replace))
    except JudianError as error:
        return Stored(name, "refused", error)
    except OSError as error:
        return Stored(name, "refused", StoreFailed.of(error))


def _store(
    kept: Kept, parts: tuple[str, ...], content: BinaryIO, by: str | None, *, replace: bool
) -> str:
    name = "/".join(parts)
    folder = made_folder(kept.room.sources, parts[:-1], name)
    place, draft = folder / parts[-1], folder / draft_name()
    try:
        digest = _written(draft, content)
        outcome = "added"
        if os.path.lexists(place):
            if not stat.S_ISREG(place.lstat().st_mode):
                raise NameRefused.of(name, "link")
            if _digest(place) == digest:
                return "same"
            if not replace:
                raise NameRefused.of(name, "exists")
            trash.remove(kept.room, address_of(name), by, replaced=True)
            outcome = "replaced"
        try:
            put_without_replacing(draft, place)
        except FileExistsError as error:  # another keeper was faster
            raise NameRefused.of(name, "exists") from error
    finally:
        draft.unlink(missing_ok=True)
    return outcome


def _written(path: Path, content: BinaryIO) -> str:
    """Write a new file to the disk; its SHA-256."""
    digest = hashlib.sha256()
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, 0o666), "wb") as file:
        while portion := content.read(_PORTION):
            digest.update(portion)
            file.write(portion)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
