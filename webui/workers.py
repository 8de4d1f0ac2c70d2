"""Several processes over one listening socket, and the supervisor that starts dead ones again.

The index is only read, so that each process opens it for itself; the system hands each connection
to a process that is free. Further processes answer the long requests of all (`webui.relay`). POSIX
only: on Windows one process serves (`webui.server`).
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webui import relay

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence
    from types import FrameType

log = logging.getLogger("judian.webui")

#: True if processes can share a listening socket here, and be ended by a signal.
KNOWN = os.name != "nt"
#: Exit status of a process that cannot serve as it is set up.
REFUSED = 2
#: The name of the first worker.
FIRST = "1"
#: Seconds between two looks at the workers.
_LOOK = 0.2
#: A worker that lived for so many seconds is started again at once; one that died sooner after a
#: pause that doubles, from FIRST_PAUSE to LONGEST_PAUSE.
_SOUND, FIRST_PAUSE, LONGEST_PAUSE = 10.0, 0.5, 30.0
#: Seconds in which a worker may end by itself.
_FAREWELL = 10.0


@dataclass(slots=True)
class _Worker:
    """A worker: its name, its further options, its process, when it began, when it may begin
    again, how many processes it had, and whether the first could not serve as it is set up."""

    name: str
    options: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    due: float = 0.0
    pause: float = FIRST_PAUSE
    processes: int = 0
    is_refused: bool = False


def supervise(arguments: Sequence[str], listener: socket.socket, count: int) -> int:
    """Keep `count` processes of `webui` with these arguments serving at `listener`, and those for
    their long requests, until SIGTERM or SIGINT. Returns exit status 0, or REFUSED if the first
    process of a worker ended with it."""
    listener.set_inheritable(True)
    stopped = threading.Event()

    def stop(_signum: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    reading, writing = os.pipe()
    with tempfile.TemporaryDirectory(prefix="judian-") as folder:
        fds = (listener.fileno(), reading)
        given = [*arguments, "--listener", str(fds[0]), "--alive", str(reading), "--counts", folder]
        workers = _workers(count, folder)
        try:
            while not stopped.is_set():
                for worker in workers:
                    _look_after(worker, given, fds)
                if any(worker.is_refused for worker in workers):
                    return REFUSED
                stopped.wait(_LOOK)
        finally:
            os.close(writing)
            _end([worker.process for worker in workers if worker.process is not None])
            os.close(reading)
    return 0


def _workers(count: int, folder: str) -> list[_Worker]:
    """`count` workers, and one for the long requests of each SERVED of them."""
    found = []
    for number in range(count):
        long = number // relay.SERVED + 1
        path = os.path.join(folder, f"long-{long}.socket")
        found.append(_Worker(str(number + 1), ("--relay", path)))
        if number % relay.SERVED == 0:
            found.append(_Worker(f"long-{long}", ("--relayed", path)))
    return found


def _look_after(worker: _Worker, given: Sequence[str], fds: tuple[int, ...]) -> None:
    """Start the worker if it does not run and may begin."""
    now = time.monotonic()
    if worker.process is not None:
        status = worker.process.poll()
        if status is None:
            return
        sound = now - worker.began >= _SOUND
        worker.pause = FIRST_PAUSE if sound else min(2 * worker.pause, LONGEST_PAUSE)
        worker.due = now if sound else now + worker.pause
        worker.process = None
        # A later one may have met an index that is being replaced.
        worker.is_refused = status == REFUSED and worker.processes == 1
        if worker.is_refused:
            return
        log.error("worker %s ended with status %d; it begins again", worker.name, status)
    if now >= worker.due:
        command = [sys.executable, "-m", "webui.__main__", *given, "--worker", worker.name]
        worker.process = subprocess.Popen([*command, *worker.options], pass_fds=fds)
        worker.began = now
        worker.processes += 1
        log.info("worker %s is process %d", worker.name, worker.process.pid)


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    until = time.monotonic() + _FAREWELL
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, until - time.monotonic()))
        if process.poll() is None:
            process.kill()
            process.wait()


def end_with(alive: int) -> None:
    """End this process by SIGTERM when the supervisor has gone, which holds the other end of the
    pipe `alive` open. Returns at once; a thread waits."""

    def wait() -> None:
        os.read(alive, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="alive", daemon=True).start()
