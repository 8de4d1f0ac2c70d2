"""Source files of documents: found again if unchanged, and read by other processes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from judian.core.names import MEMBER, name_of
from webui.http.backend import shelf
from webui.http.request_errors import Busy, SourceGone
from webui.http.source_files import digest_of, opened_if_same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.model import DocumentInfo

#: Processes that draw or unpack at once; each uses a processor for some tenths of a second.
AT_ONCE = 2
#: Seconds that a request waits for its turn, and that unpacking may take.
TURN, _UNPACKING = 10.0, 60.0

turns = threading.BoundedSemaphore(AT_ONCE)


def are_offered(info: DocumentInfo) -> bool:
    """True if the document's file may be available, judged by its record alone."""
    return bool(shelf().folders and info.roots)


def opened(info: DocumentInfo, folders: Sequence[Path] | None = None) -> BinaryIO:
    """The document's source file, open at its beginning; close it. It is the file as read.

    It is looked for relative to `folders`, those of the user's indexes by default. Raises
    SourceGone if it is missing or changed, Busy if too many are unpacked at once.
    """
    places = product(folders or shelf().folders, zip(info.roots, info.addresses, strict=False))
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
    file = cast("BinaryIO", tempfile.TemporaryFile(prefix="judian-"))  # noqa: SIM115
    given = (str(container), address)
    unpacked = run_module("indexer.cli.member", given, _UNPACKING, file, TURN)
    if unpacked and digest_of(file) == sha256:
        return file
    file.close()
    return None


def run_module(
    module: str, arguments: Sequence[str], seconds: float, output: BinaryIO, patience: float
) -> bool:
    """True if a module of the program succeeds within `seconds` in a process of its own; what it
    writes is in the file, at its beginning. Raises Busy if it has no turn in `patience` seconds."""
    if not turns.acquire(timeout=patience):
        raise Busy
    try:
        subprocess.run(
            [sys.executable, "-m", module, *arguments],
            stdout=output,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=True,
            env=_environment(),
        )
    except (OSError, subprocess.SubprocessError):
        return False
    finally:
        turns.release()
    output.seek(0)
    return True


def _environment() -> dict[str, str]:
    """This process's environment, with the program's modules on the path of any folder."""
    home = str(Path(__file__).resolve().parents[__name__.count(".")])
    return {**os.environ, "PYTHONPATH": os.pathsep.join((home, os.environ.get("PYTHONPATH", "")))}
