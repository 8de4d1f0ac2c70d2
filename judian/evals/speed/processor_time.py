"""Run a command and print the processor seconds of all processes that it started.

`python -m judian.evals.speed.processor_time COMMAND …`. The system adds the time of a process to
its parent's only when the parent waits for it. Here processes whose parent ended are handed to this
one (on Linux), which waits for them.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys

#: PR_SET_CHILD_SUBREAPER of Linux's prctl(2).
_SUBREAPER = 36


def processor_seconds(command: list[str]) -> float:
    """Processor seconds of a command with its descendants; on systems other than Linux only of
    those that their parents waited for.

    Raises subprocess.CalledProcessError if it fails.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while sys.platform == "linux":
            os.waitpid(-1, 0)
    except ChildProcessError:
        pass  # no descendants are left
    after = os.times()
    spent = after.children_user + after.children_system
    return spent - before.children_user - before.children_system


if __name__ == "__main__":
    print(processor_seconds(sys.argv[1:]))
