"""The start of worker processes, and the number of processors.

This module is imported before all others of the program and imports none of them.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from multiprocessing import forkserver, get_context, util
from pathlib import Path
from typing import Any

#: Bytes of the address of a socket that every POSIX system takes (macOS has the fewest), and those
#: that multiprocessing puts behind the folder for temporary files:
#: /pymp-xxxxxxxx/listener-xxxxxxxx.
_LONGEST_SOCKET, _SOCKET_NAME = 103, 32
#: Folders for sockets where the one for temporary files has too long a name.
_SHORT_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm")


def processors() -> int:
    """Number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def cause_of_death(exit_code: int | None) -> str:
    """The reason why a process died that has this exit code: cpu, memory or crash."""
    if sys.platform != "win32":
        if exit_code == -signal.SIGXCPU:
            return "cpu"
        if exit_code == -signal.SIGKILL:
            return "memory"  # as the system ends processes when memory runs out
    return "crash"


def prepare() -> None:
    """Start the process that worker processes are forked from, so that it preloads in parallel.

    To be called from the main thread. The started process ignores Ctrl-C from the beginning and
    ends with this one.
    """
    if sys.platform != "win32":
        context()
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            forkserver.ensure_running()
        finally:
            signal.signal(signal.SIGINT, before)


def context() -> Any:
    """The multiprocessing context of the workers: they are forked from a process that has
    preloaded. Windows cannot fork: there each starts from nothing and is kept for many files."""
    if sys.platform == "win32":
        return get_context("spawn")
    _use_short_folder()
    made = get_context("forkserver")
    made.set_forkserver_preload(["indexer.run.preload"])
    _add_program_to_path()
    return made


def _use_short_folder() -> None:
    """Let multiprocessing put its sockets elsewhere if TMPDIR is too long for their addresses. Its
    folder is made now, private to this user; all other temporary files stay where they are."""
    usual = tempfile.gettempdir()
    if len(os.fsencode(usual)) + _SOCKET_NAME <= _LONGEST_SOCKET:
        return
    short = next((p for p in _SHORT_FOLDERS if os.access(p, os.W_OK | os.X_OK)), None)
    if short is not None:
        tempfile.tempdir = short
        try:
            util.get_temp_dir()
        finally:
            tempfile.tempdir = usual


def _add_program_to_path() -> None:
    """Let the process that workers are forked from find the program's modules, by PYTHONPATH."""
    home = str(Path(__file__).resolve().parents[__name__.count(".")])
    places = [place for place in os.environ.get("PYTHONPATH", "").split(os.pathsep) if place]
    if home not in places:
        os.environ["PYTHONPATH"] = os.pathsep.join([home, *places])
