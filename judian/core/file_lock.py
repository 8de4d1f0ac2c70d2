"""A lock on a file that the operating system holds and frees when its process ends, however it
ends, so that no stale lock ever blocks anything."""

from __future__ import annotations

import os
import sys
import time
import weakref
from contextlib import contextmanager
from typing import TYPE_CHECKING

from judian.core.private_files import open_private_handle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


#: Seconds between two attempts to take a lock.
_PAUSE = 0.02


class FileLock:
    """A lock that is held until `release`; `take` makes one."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        _held.add(self)

    @classmethod
    def take(cls, path: Path, patience: float = 0.0) -> FileLock | None:
        """The lock on a file, which is made if it is not there; None if another process holds it
        for `patience` seconds."""
        handle = open_private_handle(path, os.O_RDWR)
        until = time.monotonic() + patience
        while not _try_lock(handle):
            if time.monotonic() >= until:
                os.close(handle)
                return None
            time.sleep(_PAUSE)
        return cls(handle)

    @property
    def handle(self) -> int:
        """The number of the open file. A process that inherits it holds the lock too."""
        return self._handle

    def release(self) -> None:
        """Free the lock; the file stays, because removing it would race with the next one."""
        _unlock(self._handle)
        self.forget()

    def forget(self) -> None:
        """Close the handle. A forked child does so at once: were its copy kept, the lock would
        outlive the process that took it."""
        _held.discard(self)
        os.close(self._handle)


_held: weakref.WeakSet[FileLock] = weakref.WeakSet()


def _forget_all() -> None:
    for lock in list(_held):
        lock.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)


def is_held(path: Path) -> bool:
    """True if a process holds the lock on a file; False too where that cannot be asked."""
    if not path.exists():
        return False
    try:
        lock = FileLock.take(path)
    except OSError:
        return False
    if lock is None:
        return True
    lock.release()
    return False


@contextmanager
def locked(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock on a file. Raises TimeoutError if another process holds it for so many
    seconds."""
    lock = FileLock.take(path, patience)
    if lock is None:
        raise TimeoutError(f"{path.name} is held by another process")
    try:
        yield
    finally:
        lock.release()
