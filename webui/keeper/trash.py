"""What keepers removed, until it is restored or too old.

Each removed file lies in a folder of its own beside the index (`judian.core.overrides`), with a
note of where it lay. The note is written first and the file is moved by one rename, so that a
process that is killed loses nothing.
"""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import shutil
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from judian.core.names import name_of, visible
from judian.core.overrides import keeper_folder
from judian.core.private_files import make_private_folder, open_private
from webui.keeper.errors import PlaceTaken, SourceMissing, StoreFailed
from webui.keeper.places import opened_folder, place_of, put_without_replacing

if TYPE_CHECKING:
    from pathlib import Path

    from webui.keeper.room import Room

_FOLDER, _CONTENT, _NOTE = "trash", "content", "note.json"
_TOKEN = re.compile(r"[0-9]{8}T[0-9]{6}-[0-9a-f]{8}")
_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Removed:
    """A file that was removed: its number, its address below the folder of sources, when, by whom,
    and whether another file took its place."""

    token: str
    address: str
    at: str
    by: str | None
    replaced: bool

    @property
    def shown(self) -> str:
        """Its name as people see it."""
        return visible(name_of(self.address))


def remove(room: Room, address: str, by: str | None, *, replaced: bool = False) -> Removed:
    """Move a source out of its folder. Raises SourceMissing, NameRefused, StoreFailed."""
    place = place_of(room.sources, address)
    if not os.path.lexists(place) or place.is_dir():
        raise SourceMissing
    now = datetime.now(UTC)
    token = f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
    found = Removed(token, address, now.isoformat(timespec="seconds"), by, replaced)
    folder = _folder(room) / token
    try:
        make_private_folder(_folder(room))
        folder.mkdir(0o700)
        with open_private(folder / _NOTE) as file:
            facts = {name: value for name, value in asdict(found).items() if name != "token"}
            file.write(json.dumps(facts, ensure_ascii=False).encode("utf-8"))
        _move(place, folder / _CONTENT)
    except FileNotFoundError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise SourceMissing from error
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise StoreFailed.of(error) from error
    return found


def removed(room: Room, days: int) -> list[Removed]:
    """What was removed, the last first. What is older than `days` is deleted; 0 keeps all."""
    found = []
    try:
        names = sorted(os.listdir(_folder(room)), reverse=True)
    except OSError:
        return []
    for token in names:
        note = _note(room, token)
        if note is None:
            continue
        age = time.time() - datetime.fromisoformat(note.at).timestamp()
        if days and age > days * _DAY:
            shutil.rmtree(_folder(room) / token, ignore_errors=True)
        else:
            found.append(note)
    return found


def restore(room: Room, token: str) -> Removed:
    """Put a removed file back where it lay. Raises SourceMissing, PlaceTaken, StoreFailed, and
    NameRefused if a folder on the way has become a link."""
    note = _note(room, token)
    if note is None:
        raise SourceMissing
    content = _folder(room) / token / _CONTENT
    try:
        place = opened_folder(room.sources, note.address) / name_of(note.address).rpartition("/")[2]
        put_without_replacing(content, place)
    except FileExistsError as error:
        raise PlaceTaken from error
    except FileNotFoundError as error:  # another keeper was faster
        raise SourceMissing from error
    except OSError as error:
        raise StoreFailed.of(error) from error
    shutil.rmtree(_folder(room) / token, ignore_errors=True)
    return note


def _folder(room: Room) -> Path:
    return keeper_folder(room.index) / _FOLDER


def _note(room: Room, token: str) -> Removed | None:
    """The note of a removed file; None if there is none, or its file is not there."""
    if not _TOKEN.fullmatch(token):
        return None
    folder = _folder(room) / token
    with suppress(OSError, ValueError, TypeError):
        facts = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
        found = Removed(token=token, **facts)
        datetime.fromisoformat(found.at)
        return found if os.path.lexists(folder / _CONTENT) else None
    return None


def _move(source: Path, target: Path) -> None:
    """Move a file, to another disk too; a link is moved as a link."""
    try:
        source.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        draft = target.with_name(f"{target.name}.new")
        shutil.copy2(source, draft, follow_symlinks=False)
        draft.rename(target)
        source.unlink()
