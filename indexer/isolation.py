"""Files read in processes of their own, several at once, results in the order of the jobs.

A process that dies or is killed costs the file that it was reading, and of that file only what
it had not sent yet: finished parts are assembled by another process.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from core.engine import PassageEntry
from core.errors import SourceUnreadable
from indexer import worker
from indexer.document import Built, failed, refusal, stopped
from indexer.worker import Job

# Finished documents that may wait for a slower one before them, for each process.
_AHEAD = 4


@dataclass(slots=True)
class Outcome:
    """What became of one job. `portions` are the pickled entries, to be opened one by one."""

    built: Built
    portions: list[bytes] = field(default_factory=list)

    def entries(self) -> Iterator[list[PassageEntry]]:
        """The entries, portion by portion."""
        while self.portions:
            entries: list[PassageEntry] = pickle.loads(self.portions.pop(0))
            yield entries


@dataclass(slots=True)
class _Worker:
    """A process, and how far it is with its job."""

    process: BaseProcess
    connection: Connection
    job: Job | None = None
    number: int = 0
    deadline: float = 0.0
    received: int = 0
    parts: list[bytes] = field(default_factory=list)
    record: Built | None = None
    portions: list[bytes] = field(default_factory=list)
    error: SourceUnreadable | None = None
    stopped: str | None = None
    read: bool = False


class Pool:
    """Processes that do jobs; a context manager that leaves none of them behind.

    `keep` is told of every reading that cost more than opening a text: (job, pickled reading).
    """

    def __init__(self, count: int, keep: Callable[[Job, bytes], None]) -> None:
        self._count = max(1, count)
        self._keep = keep
        self._context = _context()
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []
        self._again: list[tuple[int, Job]] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *exception: object) -> None:
        for each in (*self._busy, *self._idle):
            self._end(each)
        self._busy, self._idle = [], []

    def run(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """The outcome of every job, in their order."""
        finished: dict[int, Outcome] = {}
        begun = emitted = 0
        while emitted < len(jobs):
            while len(self._busy) < self._count and (
                self._again or (begun < len(jobs) and begun - emitted < _AHEAD * self._count)
            ):
                if self._again:
                    self._begin(*self._again.pop(0))
                else:
                    self._begin(begun, jobs[begun])
                    begun += 1
            self._listen(finished)
            while emitted in finished:
                yield finished.pop(emitted)
                emitted += 1

    def _begin(self, number: int, job: Job) -> None:
        while True:
            each = self._idle.pop() if self._idle else self._start()
            try:
                each.connection.send(job)
            except (BrokenPipeError, ConnectionResetError, EOFError):
                self._end(each)  # it died while it was idle
                continue
            break
        each.job, each.number = job, number
        each.deadline = time.monotonic() + job.limits.wall
        self._busy.append(each)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=worker.serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _listen(self, finished: dict[int, Outcome]) -> None:
        """Take what the processes say until something may be begun or emitted."""
        soonest = min((each.deadline for each in self._busy), default=time.monotonic())
        ready = wait([each.connection for each in self._busy], max(0.0, soonest - time.monotonic()))
        for each in list(self._busy):
            if each.connection in ready:
                try:
                    done = self._hear(each, each.connection.recv_bytes())
                except (EOFError, ConnectionResetError, OSError):
                    done = True
                    each.stopped = each.stopped or _cause(each)
            elif time.monotonic() > each.deadline:
                done = True
                each.stopped = "time"
            else:
                continue
            if done:
                self._busy.remove(each)
                self._finish(each, finished)

    def _hear(self, each: _Worker, message: bytes) -> bool:
        """Take one message; True when the job is over."""
        tag, payload = message[:1], message[1:]
        job = each.job
        assert job is not None
        if tag == worker.PART:
            each.received += len(payload)
            each.parts.append(payload)
            if each.received > job.limits.memory:
                each.stopped = "memory"
                return True
        elif tag == worker.READING:
            each.read = True
            each.parts.clear()
            each.deadline = time.monotonic() + worker.PATIENCE * job.limits.wall
            self._keep(job, payload)
        elif tag == worker.RECORD:
            each.record = pickle.loads(payload)
        elif tag == worker.ENTRIES:
            each.portions.append(payload)
        elif tag == worker.REFUSED:
            each.error = refusal(job.path.name, pickle.loads(payload))
        elif tag == worker.STOPPED:
            each.stopped = payload.decode("ascii")
        elif tag == worker.DONE:
            if payload == b"1" and each.stopped is None:
                self._idle.append(_Worker(each.process, each.connection))
            return True
        return False

    def _finish(self, each: _Worker, finished: dict[int, Outcome]) -> None:
        job = each.job
        assert job is not None
        if not any(idle.process is each.process for idle in self._idle):
            self._end(each)
        if each.stopped and not each.read and each.parts and not job.parts:
            self._again.append(
                (each.number, replace(job, parts=tuple(each.parts), stopped=each.stopped))
            )
        elif each.stopped:
            reason = job.stopped or each.stopped
            finished[each.number] = Outcome(failed(job.info, stopped(job.path.name, reason)))
        elif each.error is not None or each.record is None:
            error = each.error or stopped(job.path.name, "crash")
            finished[each.number] = Outcome(failed(job.info, error))
        else:
            finished[each.number] = Outcome(each.record, each.portions)

    def _end(self, each: _Worker) -> None:
        """Close the pipe, at which an idle process ends; kill one that does not."""
        each.connection.close()
        each.process.join(0 if each.stopped or each.job is None else 1)
        if each.process.is_alive():
            each.process.kill()
            each.process.join()
        each.process.close()


def _cause(each: _Worker) -> str:
    """Why a process died by itself."""
    each.process.join(5)
    code = each.process.exitcode or 0
    if sys.platform != "win32":
        if code == -signal.SIGXCPU:
            return "cpu"
        if code == -signal.SIGKILL:
            return "memory"  # the system ends processes that way when memory runs out
    return "crash"


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _context() -> Any:
    """How processes are started: forked from one that has everything loaded; on Windows, which
    cannot fork, each begins anew and is kept for many files."""
    if sys.platform == "win32":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["indexer.warm"])
    _see_this_program()
    return context


def _see_this_program() -> None:
    """Let the process that others are forked from find this program's modules."""
    home = str(Path(__file__).resolve().parents[1])
    places = [place for place in os.environ.get("PYTHONPATH", "").split(os.pathsep) if place]
    if home not in places:
        os.environ["PYTHONPATH"] = os.pathsep.join([home, *places])
