"""Resource limits of one file, over all stages from opening it to its passages.

POSIX limits the memory and processor time of a process. On Windows, Python cannot set such limits
without other libraries: there only the clock ends a reading (`reader_wall_seconds`), and memory is
bounded by the machine.

Memory and processor time have a soft limit, which this program raises and lowers between the
stages, and a hard one a little above it, which a process that a file has taken over cannot raise.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass

if sys.platform != "win32":
    import resource

#: True if memory and processor time of a process can be limited.
ENFORCED = sys.platform != "win32"
#: Share of the processor time and of the clock that reading may take. The rest is for making
#: passages, of a reading that was stopped too.
READING_SHARE = 0.75
#: Bytes above the limit of memory that are left for reporting that it was reached.
_SPARE_MEMORY = 64 << 20
#: Bytes of the largest file that a process may write. LibreOffice and tesseract write some.
_LARGEST_WRITTEN = 2 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one file: memory in bytes, processor and clock time in seconds."""

    memory: int = 1536 << 20
    cpu: int = 180
    wall: float = 300.0


def impose(
    limits: Limits, *, since: float | None = None, share: float = 1.0, files: int = 1
) -> None:
    """Apply the limits to this process. Beyond the memory, allocation fails; beyond the processor
    time, the system ends the process.

    The time counts from `since`, a value of `used`, or from now; the soft limit is `share` of it.
    The hard one is that of `files` files, for a process that reads several.
    """
    if sys.platform == "win32":
        return
    begun = used() if since is None else since
    _set(resource.RLIMIT_AS, limits.memory, limits.memory + _SPARE_MEMORY)
    hard = math.ceil(begun + limits.cpu * files) + 1
    _set(resource.RLIMIT_CPU, math.ceil(begun + limits.cpu * share), hard)
    _set(resource.RLIMIT_CORE, 0, 0)
    _set(resource.RLIMIT_FSIZE, _LARGEST_WRITTEN, _LARGEST_WRITTEN)


def lift() -> None:
    """Raise the soft limits to the hard ones, to report that a limit was reached."""
    if sys.platform == "win32":
        return
    for which in (resource.RLIMIT_AS, resource.RLIMIT_CPU):
        _, hard = resource.getrlimit(which)
        resource.setrlimit(which, (hard, hard))


def leaves_time(limits: Limits) -> bool:
    """True if this process may still take the processor time of a whole file."""
    if sys.platform == "win32":
        return True
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    return hard == resource.RLIM_INFINITY or used() + limits.cpu < hard


def used() -> float:
    """Processor time that this process has taken, in seconds."""
    if sys.platform == "win32":
        return 0.0
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


if sys.platform != "win32":

    def _set(which: int, soft: int, hard: int) -> None:
        """Set the limits; the hard one is only ever lowered."""
        _, before = resource.getrlimit(which)
        if before != resource.RLIM_INFINITY:
            hard = min(hard, before)
        resource.setrlimit(which, (min(soft, hard), hard))
