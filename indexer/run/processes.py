"""The start of worker processes, and the number of processors.

This module is imported before all others of the program and imports none of them.
"""

from __future__ import annotations

import os
import signal
import sys
from multiprocessing import forkserver, get_context
from pathlib import Path
from typing import Any


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
    made = get_context("forkserver")
    made.set_forkserver_preload(["indexer.run.preload"])
    _add_program_to_path()
    return made


def _add_program_to_path() -> None:
    """Let the process that workers are forked from find the program's modules, by PYTHONPATH."""
    home = str(Path(__file__).resolve().parents[__name__.count(".")])
    places = [place for place in os.environ.get("PYTHONPATH", "").split(os.pathsep) if place]
    if home not in places:
        os.environ["PYTHONPATH"] = os.pathsep.join([home, *places])
