"""Resource limits of reading one file.

POSIX limits the memory and processor time of a process. On Windows, Python cannot set such limits
without other libraries: there only the clock ends a reading (`reader_wall_seconds`), and memory is
bounded by the machine.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

if sys.platform != "win32":
    import resource

#: True if memory and processor time of a process can be limited.
ENFORCED = sys.platform != "win32"


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of reading one file: memory in bytes, processor and clock time in seconds."""

    memory: int = 1536 << 20
    cpu: int = 60
    wall: float = 180.0


def impose(limits: Limits) -> None:
    """Apply the limits to this process. Beyond the memory, allocation fails; beyond the processor
    time, the system ends the process."""
    if sys.platform == "win32":
        return
    _set(resource.RLIMIT_AS, limits.memory)
    _set(resource.RLIMIT_CPU, int(_used()) + limits.cpu)


def lift() -> None:
    """Remove the limits, for work whose cost does not depend on the structure of a hostile file."""
    if sys.platform == "win32":
        return
    for which in (resource.RLIMIT_AS, resource.RLIMIT_CPU):
        _, hard = resource.getrlimit(which)
        resource.setrlimit(which, (hard, hard))


if sys.platform != "win32":

    def _set(which: int, value: int) -> None:
        """Set the soft limit and keep the hard one, so that the soft one can be raised again."""
        _, hard = resource.getrlimit(which)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(which, (value, hard))

    def _used() -> float:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        return usage.ru_utime + usage.ru_stime
