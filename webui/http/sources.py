"""Source files of documents: found again if unchanged, and pictures of their pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from judian.core.names import MEMBER, name_of
from webui.http.backend import shelf
from webui.http.request_errors import Busy, PictureMissing, SourceGone
from webui.http.source_files import digest_of, opened_if_same

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
    return bool(shelf().folders and info.roots)


def opened(info: DocumentInfo) -> BinaryIO:
    """The document's source file, open at its beginning; close it. It is the file as read.

    Raises SourceGone if it is missing or changed, Busy if too many are unpacked at once.
    """
    places = product(shelf().folders, zip(info.roots, info.addresses, strict=False))
    for index, (root, address) in places:
        file, _, member = address.partition(MEMBER)
        folder = (index / name_of(root)).resolve()
        path = (folder / name_of(file)).resolve()
        if not path.is_relative_to(folder) or not path.is_file():
            continue
        found = _member(path, member, info.sha256) if member else opened_if_same(path, info.sha256)
        if found is not None:
            return found
    raise SourceGone(info.source)


def _member(container: Path, address: str, sha256: str) -> BinaryIO | None:
    """A member of a container, unpacked into a file without a name; None if it cannot be unpacked
    or is another. A process of its own unpacks it, under limits. Raises Busy."""
    command = [sys.executable, "-m", "indexer.cli.member", str(container), address]
    file = cast("BinaryIO", tempfile.TemporaryFile(prefix="judian-"))  # noqa: SIM115
    if _run(command, _UNPACKING, file) and digest_of(file) == sha256:
        return file
    file.close()
    return None


def _run(command: list[str], seconds: float, output: BinaryIO) -> bool:
    """True if a command succeeds; what it writes is in the file, at its beginning. Raises Busy if
    too many run."""
    if not _turns.acquire(timeout=_TURN):
        raise Busy
    try:
        subprocess.run(
            command,
            stdout=output,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=True,
            env=_environment(),
        )
    except (OSError, subprocess.SubprocessError):
        return False
    finally:
        _turns.release()
    output.seek(0)
    return True


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
    with (
        opened(info) as content,
        tempfile.TemporaryDirectory(prefix="judian-") as folder,
        tempfile.TemporaryFile(prefix="judian-") as drawn,
    ):
        file = Path(folder) / "page.pdf"
        with file.open("wb") as copy:
            shutil.copyfileobj(content, copy)
        command = [sys.executable, "-m", "indexer.cli.page_image", str(file), str(wanted)]
        command.extend(f"--mark={','.join(map(str, mark))}" for mark in marks)
        if not _run(command, _DRAWING, cast("BinaryIO", drawn)):
            raise PictureMissing
        return drawn.read()


def _environment() -> dict[str, str]:
    """This process's environment, with the program's modules on the path of any folder."""
    home = str(Path(__file__).resolve().parents[__name__.count(".")])
    return {**os.environ, "PYTHONPATH": os.pathsep.join((home, os.environ.get("PYTHONPATH", "")))}
