"""Pictures of pages, kept on disk: small files under names that say nothing, the last used kept.

Several processes may use one folder: a picture is written beside its place and renamed into it,
and one that was removed by another process is drawn again. What is shown to whom is decided before
the cache is asked.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
import threading
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

log = logging.getLogger("judian.webui")

#: How a PNG file begins and ends; one that does not was cut short when the machine stopped.
_BEGIN, _END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
#: Seconds after which a file that is not whole is one whose process ended while it was written.
_WRITING = 3600.0
#: Digits of a key that say which file a picture is of, so that all of one file are found.
OWNER = 32
#: How far under its limit a full folder is emptied, so that not each picture empties it again.
_ROOM = 0.9


class PictureCache:
    """Pictures in a folder for this user alone, of `limit` bytes in all; safe for threads and
    processes.

    Without a folder they are kept in one that ends with the process.
    """

    def __init__(self, folder: Path | None, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._mutex = threading.Lock()
        self._is_broken = False

    def find(self, key: str) -> bytes | None:
        """The picture that is kept under a key (hexadecimal digits), if there is one."""
        folder = self._place()
        if folder is None:
            return None
        path = _file(folder, key)
        try:
            picture = path.read_bytes()
            if picture.startswith(_BEGIN) and picture.endswith(_END):
                os.utime(path)  # the last used are kept
                return picture
            path.unlink(missing_ok=True)
        except FileNotFoundError:
            return None
        except OSError as error:
            self._give_up(folder, error)
        return None

    def keep(self, key: str, picture: bytes) -> None:
        """Keep a picture; the ones not used for longest are removed if there is no room."""
        folder = self._place()
        if folder is None or len(picture) > self._limit * _ROOM:
            return
        path = _file(folder, key)
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            # `mkstemp` gives a file that only this user may read.
            number, name = tempfile.mkstemp(dir=path.parent, suffix=".new")
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(picture)
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
            self._make_room(folder)
        except OSError as error:
            self._give_up(folder, error)

    @property
    def is_made(self) -> bool:
        """True if there is a folder, in which pictures may be."""
        return self._folder is not None and not self._is_broken and self._folder.is_dir()

    def forget_others(self, owners: Container[str]) -> None:
        """Remove the pictures of files that are not among `owners`, the first OWNER digits of the
        keys of those that stay."""
        folder = self._folder
        if folder is None or self._is_broken:
            return
        try:
            for path in folder.glob("??/*.png"):
                if f"{path.parent.name}{path.name}"[:OWNER] not in owners:
                    path.unlink(missing_ok=True)
        except OSError as error:
            self._give_up(folder, error)

    def _place(self) -> Path | None:
        """The folder, made when it is first needed; None if it cannot be used."""
        with self._mutex:
            if self._is_broken:
                return None
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="judian-pictures-"))
                weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            self._give_up(self._folder, error)
            return None
        return self._folder

    def _make_room(self, folder: Path) -> None:
        files = []
        for path in folder.glob("??/*"):
            with contextlib.suppress(FileNotFoundError):  # removed by another process
                status = path.stat()
                if path.suffix == ".png" or time.time() - status.st_mtime > _WRITING:
                    files.append((status.st_mtime_ns, status.st_size, path))
        held = sum(size for _, size, _ in files)
        if held <= self._limit:
            return
        for _, size, path in sorted(files):
            path.unlink(missing_ok=True)
            held -= size
            if held <= self._limit * _ROOM:
                return

    def _give_up(self, folder: Path, error: OSError) -> None:
        """Work without the folder: pictures are then drawn for each request."""
        log.warning("pictures of pages are not kept in %s: %s", folder, error.strerror or error)
        with self._mutex:
            self._is_broken = True


def _file(folder: Path, key: str) -> Path:
    return folder / key[:2] / f"{key[2:]}.png"
