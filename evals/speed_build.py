"""Builds one index in a process of its own, so that its peak memory is its own too.

    python -m evals.speed_build CONTENDER TERMS PASSAGES FOLDER

Prints a line of JSON: `seconds` spent in the engine (reading the terms back is not counted)
and `peak` bytes of the process.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from evals.speed_contenders import CONTENDERS, Documents
from evals.speed_corpus import read_terms


def peak_memory() -> int | None:
    """Most bytes this process has held; None where the system does not tell (Windows).

    Linux counts what the parent held before the program started as well, except in VmHWM.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii"))
        return int(found.group(1)) * 1024 if found else None
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


class _Stopwatch:
    """Counts the time that is not spent on making the next document."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self.outside = 0.0

    def __iter__(self) -> Iterator[object]:
        began = time.perf_counter()
        for document in self._documents:
            self.outside += time.perf_counter() - began
            yield document
            began = time.perf_counter()
        self.outside += time.perf_counter() - began


def main(contender: str, terms: str, passages: str, folder: str) -> None:
    documents = _Stopwatch(read_terms(Path(terms), int(passages)))
    engine = CONTENDERS[contender](Path(folder))
    began = time.perf_counter()
    engine.build(documents)  # type: ignore[arg-type]
    seconds = time.perf_counter() - began - documents.outside
    print(json.dumps({"seconds": seconds, "peak": peak_memory()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
