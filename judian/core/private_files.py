"""Files of the index are for the user who indexes: confidential sources are in them.

A folder is made for its owner alone (0700), a file too (0600). An administrator may share an index
with a group: in a folder of mode 0750 new files have mode 0640. A folder that others may enter was
made by a program that did not ask, and is closed. Windows takes the rights of the parent folder
instead.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform != "win32":
    import pwd

#: Rights of the owner, and those that a folder of a group gives to its members.
_OWN_FOLDER, _OWN_FILE, _GROUP_READS = 0o700, 0o600, 0o040


def make_private_folder(folder: Path) -> None:
    """Make a folder, with those above it, or close one that others may enter."""
    folder.mkdir(_OWN_FOLDER, parents=True, exist_ok=True)
    mode = stat.S_IMODE(folder.stat().st_mode)
    if os.name == "posix" and mode & stat.S_IRWXO:
        with suppress(PermissionError):  # it is another user's, who decides on it
            folder.chmod(_OWN_FOLDER)


def open_private(path: Path) -> BinaryIO:
    """A file that is made anew, for writing."""
    return os.fdopen(open_private_handle(path, os.O_WRONLY | os.O_TRUNC), "wb")


def open_private_handle(path: Path, flags: int) -> int:
    """The handle of a file that is opened with these flags of `os.open`, and made if it is not
    there."""
    mode = _OWN_FILE
    if os.name == "posix":
        mode |= path.parent.stat().st_mode & _GROUP_READS
    binary = getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags | os.O_CREAT | binary, mode)
    if os.name == "posix" and stat.S_IMODE(os.fstat(handle).st_mode) & ~mode:
        with suppress(PermissionError):
            os.fchmod(handle, mode)
    return handle


def other_owner(path: Path, trusted: str = "") -> str | None:
    """The name of the user whose file it is, if that is neither this user nor root nor one of
    `trusted`, names of users divided by commas; else None. A missing file has no owner."""
    if sys.platform == "win32":
        return None
    try:
        owner = path.stat().st_uid
    except OSError:
        return None
    if owner in (os.geteuid(), 0):
        return None
    try:
        name = pwd.getpwuid(owner).pw_name
    except KeyError:
        name = str(owner)
    return None if name in [one.strip() for one in trusted.split(",")] else name
