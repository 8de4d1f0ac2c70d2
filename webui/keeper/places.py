"""Places below a folder of sources: no path leads out of it, and none goes through a link."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from judian.core.names import name_of
from webui.keeper.errors import NameRefused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Errors of systems and disks that know no hard links.
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS, errno.EXDEV, errno.EACCES)


def place_of(sources: Path, address: str) -> Path:
    """The path of a source by its address below the folder, which need not be there. Raises
    NameRefused if it leads out, or through a link."""
    parts = _parts(address)
    folder = sources
    for part in parts[:-1]:
        folder /= part
        _check_folder(folder, address)
    return folder / parts[-1]


def opened_folder(sources: Path, address: str) -> Path:
    """The folder in which a file of this address lies or will lie; it is made if it is not there.
    Raises NameRefused and OSError."""
    return made_folder(sources, _parts(address)[:-1], address)


def made_folder(sources: Path, parts: Sequence[str], given: str) -> Path:
    """The folder of these parts below the folder of sources, both made if they are not there.
    Raises NameRefused, and OSError."""
    sources.mkdir(parents=True, exist_ok=True)
    folder = sources
    for part in parts:
        folder /= part
        with suppress(FileExistsError):
            folder.mkdir()
        _check_folder(folder, given)
    return folder


def put_without_replacing(content: Path, place: Path) -> None:
    """Move a file to a place where there is none, in one step that replaces nothing. Raises
    FileExistsError, and other OSError."""
    try:
        os.link(content, place, follow_symlinks=False)
        content.unlink()
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _put_by_rename(content, place)


def _put_by_rename(content: Path, place: Path) -> None:
    """The same where there are no hard links: the name is taken by an empty file first."""
    os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    draft = place.with_name(draft_name())
    try:
        shutil.copy2(content, draft, follow_symlinks=False)
        draft.replace(place)
    except BaseException:
        for path in (draft, place):
            path.unlink(missing_ok=True)
        raise
    content.unlink()


def draft_name() -> str:
    """A name that runs leave out, for a file that is being written."""
    return f".judian-{secrets.token_hex(8)}"


def _parts(address: str) -> list[str]:
    """The parts of an address. Raises NameRefused for one that leads elsewhere."""
    name = name_of(address)
    parts = name.split("/")
    wrong = {"", ".", ".."}.intersection(parts) or "\0" in name or os.path.isabs(name)
    if wrong or (os.name == "nt" and {"\\", ":"}.intersection(name)):
        raise NameRefused.of(address, "path")
    return parts


def _check_folder(folder: Path, given: str) -> None:
    """Raise NameRefused for a link, or what is no folder; what is not there is fine."""
    with suppress(FileNotFoundError):
        if not stat.S_ISDIR(folder.lstat().st_mode):
            raise NameRefused.of(given, "link")
