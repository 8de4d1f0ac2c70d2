"""Builds one index in a process of its own, so that its peak memory can be measured.

    python -m judian.evals.speed.build CONTENDER TERMS PASSAGES FOLDER
    python -m judian.evals.speed.build CONTENDER TEXTS PASSAGES FOLDER JOBS

Prints a line of JSON: `seconds` and `peak` bytes. From ready terms, only the time spent in the
engine counts; from texts, cutting them in JOBS processes counts too, and the memory of these.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from judian.evals.speed.contenders import CONTENDERS
from judian.evals.speed.corpus import Document, analyzed, read_terms

if TYPE_CHECKING:
    from collections.abc import Iterator


def peak_memory() -> int | None:
    """Peak memory of this process in bytes; None if the system does not report it (Windows).

    Linux includes the memory of the parent before the program started, except in VmHWM.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii"))
        return int(found.group(1)) * 1024 if found else None
    return _largest("RUSAGE_SELF")


def _largest(who: str) -> int | None:
    try:
        import resource
    except ImportError:
        return None
    peak = int(resource.getrusage(getattr(resource, who)).ru_maxrss)
    return peak if sys.platform == "darwin" else peak * 1024


class _Stopwatch:
    """Iterates over documents and counts the seconds `outside` the engine, spent making them."""

    def __init__(self, documents: Iterator[Document]) -> None:
        self._documents = documents
        self.outside = 0.0

    def __iter__(self) -> Iterator[Document]:
        began = time.perf_counter()
        for document in self._documents:
            self.outside += time.perf_counter() - began
            yield document
            began = time.perf_counter()
        self.outside += time.perf_counter() - began


def main(contender: str, source: str, passages: str, folder: str, jobs: str = "") -> None:
    engine = CONTENDERS[contender](Path(folder))
    began = time.perf_counter()
    if jobs:
        engine.build(analyzed(Path(source), int(passages), int(jobs)))
        seconds = time.perf_counter() - began
    else:
        documents = _Stopwatch(read_terms(Path(source), int(passages)))
        engine.build(documents)
        seconds = time.perf_counter() - began - documents.outside
    peak = peak_memory()
    if jobs and peak is not None:
        # Pages that a child shares with its parent are counted for both: this is a bound.
        peak += int(jobs) * (_largest("RUSAGE_CHILDREN") or 0)
    print(json.dumps({"seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
