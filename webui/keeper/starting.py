"""Starting a run: a process of its own, which goes on when the server ends.

The run takes the lock of its record (`judian.core.runs`), and before that it holds one that it was
handed when it was started: so several servers and keepers agree on whether a run is going on
without knowing of each other, and one that was killed is not taken for one that goes on.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core.file_lock import FileLock, is_held
from judian.core.overrides import keeper_folder
from judian.core.private_files import make_private_folder, open_private
from judian.core.runs import read_runs
from webui.keeper.errors import RunGoingOn, RunNotStarted, StoreFailed

if TYPE_CHECKING:
    from webui.keeper.room import Room

#: Seconds for which the reply waits for the record of the run, and between two looks. The program
#: needs some three seconds to load, on a busy machine of two cores twenty.
_BEGINNING, _PAUSE = 3.0, 0.1
#: Seconds for which another process may look whether a run is starting.
_PATIENCE = 1.0
#: Name of the file with what the last run printed, and characters of it that an error quotes.
_OUTPUT, _QUOTED = "last-run.log", 300
_LOCK = "starting.lock"


def start(room: Room, by: str | None) -> None:
    """Start a run over the sources of a room. Raises RunGoingOn, RunNotStarted, StoreFailed."""
    folder = keeper_folder(room.index)
    try:
        make_private_folder(folder)
        lock = FileLock.take(folder / _LOCK, _PATIENCE)
    except OSError as error:
        raise StoreFailed.of(error) from error
    if lock is None:
        raise RunGoingOn
    try:
        before = read_runs(room.index, 1)
        if before.current is not None:
            raise RunGoingOn
        process = _started(room, by, folder, lock)
        _wait(room, process, before.past[0].id if before.past else "", folder)
    finally:
        # Not freed: the process that was started holds it from here on, until it ends.
        lock.forget()


def is_starting(room: Room) -> bool:
    """True while a process that a keeper started is there: before its run is on record, and while
    it goes on."""
    return is_held(keeper_folder(room.index) / _LOCK)


def _started(room: Room, by: str | None, folder: Path, lock: FileLock) -> subprocess.Popen[bytes]:
    command = [
        *(sys.executable, "-m", "indexer", os.path.abspath(room.sources)),
        *("--index", os.path.abspath(room.index), "--engine", room.engine),
        *(("--by", by) if by else ()),
    ]
    try:
        with open_private(folder / _OUTPUT) as output:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=_environment(),
                start_new_session=True,
                pass_fds=() if os.name == "nt" else (lock.handle,),
            )
    except OSError as error:
        raise StoreFailed.of(error) from error
    # Whoever started a process must wait for it, or it stays in the table of processes.
    threading.Thread(target=process.wait, name="run", daemon=True).start()
    return process


def _wait(room: Room, process: subprocess.Popen[bytes], before: str, folder: Path) -> None:
    """Wait for a while until the run is on record. Raises RunNotStarted if it has ended without."""
    until = time.monotonic() + _BEGINNING
    while time.monotonic() < until:
        has_ended = process.poll() is not None
        found = read_runs(room.index, 1)
        if found.current is not None or (found.past and found.past[0].id > before):
            return
        if has_ended:
            raise RunNotStarted(_last_words(folder))
        time.sleep(_PAUSE)


def _last_words(folder: Path) -> str:
    """The end of what the run printed."""
    try:
        text = (folder / _OUTPUT).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        text = ""
    return " ".join(text[-_QUOTED:].split()) or "–"


def _environment() -> dict[str, str]:
    """This process's environment, with the program's modules on the path of any folder."""
    home = str(Path(__file__).resolve().parents[__name__.count(".")])
    return {**os.environ, "PYTHONPATH": os.pathsep.join((home, os.environ.get("PYTHONPATH", "")))}
