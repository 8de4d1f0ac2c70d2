"""How the processes that read files are started, and how many may work at once.

This module is imported before any other of the program, so it imports nothing of it.
"""

from __future__ import annotations

import os
import signal
import sys
from multiprocessing import forkserver, get_context
from pathlib import Path
from typing import Any


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def prepare() -> None:
    """Begin to load what reading needs, beside whatever this process does before its first job.

    To be called from the main thread. The process that loads ignores Ctrl-C from its first moment
    on: what that means is for this one to say, and it ends with this one.
    """
    if sys.platform != "win32":
        context()
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            forkserver.ensure_running()
        finally:
            signal.signal(signal.SIGINT, before)


def context() -> Any:
    """How processes are started: forked from one that has everything loaded; on Windows, which
    cannot fork, each begins anew and is kept for many files."""
    if sys.platform == "win32":
        return get_context("spawn")
    made = get_context("forkserver")
    made.set_forkserver_preload(["indexer.run.preload"])
    _see_this_program()
    return made


def _see_this_program() -> None:
    """Let the process that others are forked from find this program's modules."""
    home = str(Path(__file__).resolve().parents[2])
    places = [place for place in os.environ.get("PYTHONPATH", "").split(os.pathsep) if place]
    if home not in places:
        os.environ["PYTHONPATH"] = os.pathsep.join([home, *places])
