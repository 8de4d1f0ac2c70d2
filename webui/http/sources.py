"""Source files of documents: found again if unchanged, and pictures of their pages."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app

from judian.core.names import MEMBER, name_of
from webui.http.request_errors import Busy, PictureMissing, SourceGone

if TYPE_CHECKING:
    from judian.core.model import DocumentInfo, Passage

#: Pictures that are drawn at once; each uses a processor for some tenths of a second.
_AT_ONCE = 2
#: Seconds that a request waits for its turn, and that drawing and unpacking may take.
_TURN, _DRAWING, _UNPACKING = 10.0, 30.0, 60.0
#: Lines that are marked on a page; a passage has as many at most as a page has lines.
_MARKS = 400

_turns = threading.BoundedSemaphore(_AT_ONCE)


def are_offered(info: DocumentInfo) -> bool:
    """True if the document's file may be available, judged by its record alone."""
    return current_app.config["INDEX"] is not None and bool(info.roots)


def find(info: DocumentInfo) -> tuple[Path, bytes]:
    """The document's source file, or the container that holds it, and its content; the digest is
    that of the file as read.

    Raises SourceGone if the file is missing or changed.
    """
    index: Path | None = current_app.config["INDEX"]
    if index is None:
        raise SourceGone(info.source)
    for root, address in zip(info.roots, info.addresses, strict=False):
        file, _, member = address.partition(MEMBER)
        folder = (index / name_of(root)).resolve()
        path = (folder / name_of(file)).resolve()
        if path.is_relative_to(folder) and path.is_file():
            content = _member(path, member) if member else path.read_bytes()
            if hashlib.sha256(content).hexdigest() == info.sha256:
                return path, content
    raise SourceGone(info.source)


def _member(container: Path, address: str) -> bytes:
    """The content of a member of a container, b"" if it cannot be unpacked.

    Another process unpacks it, under limits. Raises Busy if too many are requested at once.
    """
    command = [sys.executable, "-m", "indexer.cli.member", str(container), address]
    return _output(command, _UNPACKING) or b""


def _output(command: list[str], seconds: float) -> bytes | None:
    """What a command writes, None if it fails. Raises Busy if too many run."""
    if not _turns.acquire(timeout=_TURN):
        raise Busy
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=seconds, check=True, env=_environment()
        )
    except (OSError, subprocess.SubprocessError):
        return None
    finally:
        _turns.release()
    return done.stdout


def has_pictures(info: DocumentInfo, passage: Passage) -> bool:
    """True if the pages of the passage may be drawn, judged by the records alone."""
    return info.format == "pdf" and bool(passage.boxes) and are_offered(info)


def picture(info: DocumentInfo, passage: Passage, page: int | None) -> bytes:
    """A page of the passage, by default the first, as PNG with the passage marked.

    Another process draws it, under limits. Raises PictureMissing, SourceGone, or Busy if too
    many pictures are requested at once.
    """
    if info.format != "pdf" or not passage.boxes:
        raise PictureMissing
    wanted = page or passage.boxes[0][0]
    marks = [box[1:] for box in passage.boxes if box[0] == wanted][:_MARKS]
    if not marks:
        raise PictureMissing
    _, content = find(info)
    with tempfile.TemporaryDirectory(prefix="judian-") as folder:
        file = Path(folder) / "page.pdf"
        file.write_bytes(content)
        command = [sys.executable, "-m", "indexer.cli.page_image", str(file), str(wanted)]
        command.extend(f"--mark={','.join(map(str, mark))}" for mark in marks)
        drawn = _output(command, _DRAWING)
    if drawn is None:
        raise PictureMissing
    return drawn


def _environment() -> dict[str, str]:
    """This process's environment, with the program's modules on the path of any folder."""
    home = str(Path(__file__).resolve().parents[__name__.count(".")])
    return {**os.environ, "PYTHONPATH": os.pathsep.join((home, os.environ.get("PYTHONPATH", "")))}
