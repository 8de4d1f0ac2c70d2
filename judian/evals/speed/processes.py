"""Memory and processor time of a process and those that it started, on Linux."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

#: Whether the figures can be had.
KNOWN = sys.platform == "linux"
_PROC = Path("/proc")
#: The kind of a process's clock that counts what the scheduler gave it (CPUCLOCK_SCHED).
_SCHEDULED = 2


def family(process: int) -> list[int]:
    """The process and all that descend from it; [] if it has ended."""
    found = []
    waiting = [process]
    while waiting:
        one = waiting.pop()
        found.append(one)
        for task in _PROC.glob(f"{one}/task/*/children"):
            try:
                waiting.extend(map(int, task.read_text("ascii").split()))
            except OSError:  # it ended
                continue
    return [one for one in found if (_PROC / str(one)).exists()]


def memory(processes: list[int]) -> int:
    """Bytes that the processes hold, each shared page counted once for all that share it."""
    total = 0
    for process in processes:
        try:
            lines = (_PROC / f"{process}/smaps_rollup").read_text("ascii").splitlines()
        except OSError:  # it ended
            continue
        total += sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total


def processor_seconds(processes: list[int]) -> float:
    """Seconds of processor time that the processes have used."""
    ticks = 0
    for process in processes:
        try:
            status = (_PROC / f"{process}/stat").read_text("ascii", "replace")
        except OSError:  # it ended
            continue
        fields = status.rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def exact_seconds(process: int) -> float:
    """Seconds of processor time of one process to the nanosecond; 0 where KNOWN is false."""
    # The clock of a process, as glibc's clock_getcpuclockid makes its number.
    return time.clock_gettime(~process << 3 | _SCHEDULED) if KNOWN else 0.0


class MemoryWatch:
    """Looks at the memory of a process and its children until it is ended."""

    def __init__(self, process: int, every: float = 2.0) -> None:
        self._process, self._every = process, every
        self.seen: list[int] = []
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while True:
            self.seen.append(memory(family(self._process)))
            if self._done.wait(self._every):
                return

    def end(self) -> list[int]:
        """The bytes that were seen, in the order of time."""
        self._done.set()
        self._thread.join()
        return self.seen
