"""The write lock of an index folder: one writer at a time, named to the others.

The operating system holds the lock and frees it when its process ends, however it ends, so
that no stale lock ever blocks an index. It is the file that Whoosh's own writers lock, so
the two kinds of writers exclude each other. The holder is named in a file beside it, because
on Windows no other process may read a locked file.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import weakref
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from judian.core.errors import IndexLocked
from judian.core.private_files import open_private, open_private_handle

if TYPE_CHECKING:
    from pathlib import Path

LOCK_FILE = "MAIN_WRITELOCK"
HOLDER_FILE = "MAIN_WRITELOCK.holder"

if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


class WriteLock:
    """Held from construction to `release`. Raises IndexLocked, naming the holder."""

    def __init__(self, folder: Path) -> None:
        self._holder = folder / HOLDER_FILE
        handle = open_private_handle(folder / LOCK_FILE, os.O_RDWR)
        if not _try_lock(handle):
            os.close(handle)
            raise IndexLocked(folder, *_describe(self._holder))
        self._handle = handle
        _open_locks.add(self)
        holder = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now().astimezone().isoformat(timespec="seconds"),
        }
        # On a full disk others learn less; the lock is held all the same.
        with suppress(OSError), open_private(self._holder) as file:
            file.write(json.dumps(holder).encode())

    def release(self) -> None:
        """Free the lock; the file stays, because removing it would race with the next one."""
        self._holder.unlink(missing_ok=True)
        _unlock(self._handle)
        self.forget()

    def forget(self) -> None:
        """Close the handle. A forked child does so at once: were its copy kept, the lock would
        outlive the process that took it."""
        _open_locks.discard(self)
        os.close(self._handle)


_open_locks: weakref.WeakSet[WriteLock] = weakref.WeakSet()


def _forget_all() -> None:
    for lock in list(_open_locks):
        lock.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)


def _describe(holder: Path) -> tuple[str, str]:
    """Who holds the lock, in English and Chinese words, the time as clocks here show it; the
    file may be half-written or not there yet."""
    try:
        found = json.loads(holder.read_text(encoding="utf-8"))
        pid, host = found["pid"], found["host"]
        since = datetime.fromisoformat(found["since"]).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except (OSError, ValueError, KeyError, TypeError):
        return "another process", "另一程序"
    return (
        f"process {pid} on {host} since {since}",
        f"主機 {host} 上的程序 {pid}（自 {since} 起）",
    )
