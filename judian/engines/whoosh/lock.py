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
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from judian.core.errors import IndexLocked
from judian.core.file_lock import FileLock
from judian.core.private_files import open_private

if TYPE_CHECKING:
    from pathlib import Path

LOCK_FILE = "MAIN_WRITELOCK"
HOLDER_FILE = "MAIN_WRITELOCK.holder"


class WriteLock:
    """Held from construction to `release`. Raises IndexLocked, naming the holder."""

    def __init__(self, folder: Path) -> None:
        self._holder = folder / HOLDER_FILE
        lock = FileLock.take(folder / LOCK_FILE)
        if lock is None:
            raise IndexLocked(folder, *_describe(self._holder))
        self._lock = lock
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
        self._lock.release()

    def forget(self) -> None:
        """Leave the lock without freeing it, as the end of a process does."""
        self._lock.forget()


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
