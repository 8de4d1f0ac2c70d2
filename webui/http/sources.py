"""The files that documents were read from: found again only while they are the same, and drawn."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app

from webui.http.errors import Busy, PictureMissing, SourceGone

if TYPE_CHECKING:
    from judian.core.model import DocumentInfo, Passage

#: Pictures that are drawn at once; each takes a processor for some tenths of a second.
_AT_ONCE = 2
#: Seconds that a request waits for its turn, and that drawing may take.
_TURN, _DRAWING = 10.0, 30.0
#: Lines that are marked on a page; a passage has as many at most as a page has lines.
_MARKS = 400

_turns = threading.BoundedSemaphore(_AT_ONCE)


def are_offered(info: DocumentInfo) -> bool:
    """Whether the document's file may be asked for, as far as its record says."""
    return current_app.config["INDEX"] is not None and bool(info.roots)


def find(info: DocumentInfo) -> tuple[Path, bytes]:
    """The document's source file and its content, which has the digest that was read.

    Raises SourceGone.
    """
    index: Path | None = current_app.config["INDEX"]
    if index is None:
        raise SourceGone(info.source)
    for root, name in zip(info.roots, info.sources, strict=False):
        folder = (index / root).resolve()
        path = (folder / name).resolve()
        if path.is_relative_to(folder) and path.is_file():
            content = path.read_bytes()
            if hashlib.sha256(content).hexdigest() == info.sha256:
                return path, content
    raise SourceGone(info.source)


def has_pictures(info: DocumentInfo, passage: Passage) -> bool:
    """Whether the pages of the passage can be drawn, as far as the records say."""
    return info.format == "pdf" and bool(passage.boxes) and are_offered(info)


def picture(info: DocumentInfo, passage: Passage, page: int | None) -> bytes:
    """A page that the passage stands on, its first by default, as a PNG file with the passage
    marked.

    The file is drawn by a process of its own, under limits. Raises PictureMissing, SourceGone,
    or Busy when too many pictures are asked for at once.
    """
    if info.format != "pdf" or not passage.boxes:
        raise PictureMissing
    wanted = page or passage.boxes[0][0]
    marks = [box[1:] for box in passage.boxes if box[0] == wanted][:_MARKS]
    if not marks:
        raise PictureMissing
    path, _ = find(info)
    command = [sys.executable, "-m", "indexer.cli.page_image", str(path), str(wanted)]
    for mark in marks:
        command.append(f"--mark={','.join(map(str, mark))}")
    if not _turns.acquire(timeout=_TURN):
        raise Busy
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=_DRAWING, check=True, env=_environment()
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise PictureMissing from error
    finally:
        _turns.release()
    return done.stdout


def _environment() -> dict[str, str]:
    """That of this process, in which the program's modules are found from any folder."""
    home = str(Path(__file__).resolve().parents[2])
    return {**os.environ, "PYTHONPATH": os.pathsep.join((home, os.environ.get("PYTHONPATH", "")))}
