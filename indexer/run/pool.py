"""The worker pool: files are read in processes of their own, with results in the order of jobs.

If a process dies or is killed, only the file that it was reading is affected, and of that file only
the parts not sent yet: another process assembles the complete ones.
"""

from __future__ import annotations

import pickle
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from indexer.documents.build import (
    BuiltDocument,
    error_of_facts,
    failed_document,
    stopped_error,
)
from indexer.run import processes, worker
from indexer.run.progress import ProgressCounter, ProgressState
from indexer.run.schedule import order, size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.process import BaseProcess

    from indexer.run.worker import Job
    from judian.core.engine import PassageEntry
    from judian.core.errors import SourceUnreadable

#: Bytes of finished documents that wait for an earlier one. Above this, only that one is started.
MOST_WAITING = 256 << 20
# Seconds for a process to end after its pipe was closed; one that was just forked still starts up.
_EXIT_SECONDS = 2.0
# Seconds to wait for the exit code of a process whose pipe has broken.
_DEATH_SECONDS = 5.0


@dataclass(slots=True)
class Outcome:
    """The result of one job. `portions` are pickled lists of entries, unpickled one by one; `size`
    is their size in bytes."""

    built: BuiltDocument
    portions: list[bytes] = field(default_factory=list)
    size: int = 0

    def entries(self) -> Iterator[list[PassageEntry]]:
        """The entries, portion by portion."""
        while self.portions:
            entries: list[PassageEntry] = pickle.loads(self.portions.pop(0))
            yield entries


@dataclass(slots=True)
class _Worker:
    """A process, and the messages about its current job so far."""

    process: BaseProcess
    connection: Connection
    job: Job | None = None
    number: int = 0
    deadline: float = 0.0
    received: int = 0
    size: int = 0
    pages: int = 0
    parts: list[bytes] = field(default_factory=list)
    record: BuiltDocument | None = None
    portions: list[bytes] = field(default_factory=list)
    error: SourceUnreadable | None = None
    stopped: str | None = None
    read: bool = False


class Pool:
    """A pool of at most `count` processes; a context manager that ends all of them.

    `keep` is called with each job and its pickled reading, `progress` with the progress of the run
    whenever a page or a file is finished.
    """

    def __init__(
        self,
        count: int,
        keep: Callable[[Job, bytes], None],
        progress: Callable[[ProgressState], None] | None = None,
    ) -> None:
        self._count = max(1, count)
        self._keep = keep
        self._report_progress = progress
        self._context = processes.context()
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []
        self._leaving: list[_Worker] = []
        self._again: list[tuple[int, Job]] = []
        self._finished: dict[int, Outcome] = {}
        self._waiting = 0  # bytes of finished outcomes

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *exception: object) -> None:
        for each in (*self._busy, *self._idle):
            self._end(each)
        for each in self._leaving:
            if each.job is not None:
                each.deadline = 0.0  # its result is not needed any more
            each.process.join(max(0.0, each.deadline - time.monotonic()))
            _is_gone(each)
        self._busy, self._idle, self._leaving = [], [], []

    def run(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """The outcomes of all jobs, in the order of the jobs."""
        sizes = [size(job.path) for job in jobs]
        progress = ProgressCounter(sizes)
        waiting = order(sizes, self._count)
        emitted = 0
        if self._report_progress and jobs:
            self._report_progress(progress.state(0))
        while emitted < len(jobs):
            while len(self._busy) < self._count:
                if self._again:
                    self._begin(*self._again.pop(0))
                    continue
                number = self._next(waiting, emitted)
                if number is None:
                    break
                self._begin(number, jobs[number])
                if worker.ONE_FILE_EACH and waiting and not self._idle:
                    self._idle.append(self._start())  # starts up while the others work
            for number in self._take_messages():
                info = self._finished[number].built.info
                progress.finish(number, info.source, info.pages or 1)
            if self._report_progress:
                self._report_progress(progress.state(sum(each.pages for each in self._busy)))
            while emitted in self._finished:
                outcome = self._finished.pop(emitted)
                self._waiting -= outcome.size
                yield outcome
                emitted += 1

    def _next(self, waiting: list[int], emitted: int) -> int | None:
        """Remove the next job from `waiting` and return its number; None if none may be started."""
        if not waiting:
            return None
        if self._waiting <= MOST_WAITING:
            return waiting.pop(0)
        with suppress(ValueError):  # it is already being worked on
            waiting.remove(emitted)
            return emitted
        return None

    def _begin(self, number: int, job: Job) -> None:
        """Send a job to an idle process or a new one."""
        while True:
            each = self._idle.pop() if self._idle else self._start()
            try:
                each.connection.send(job)
            except (BrokenPipeError, ConnectionResetError, EOFError):
                self._end(each)  # it died while it was idle
                continue
            break
        each.job, each.number = job, number
        patience = worker.TIME_FACTOR if job.parts else 1
        each.deadline = time.monotonic() + patience * job.limits.wall
        self._busy.append(each)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=worker.serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _take_messages(self) -> list[int]:
        """Wait for messages and handle them; the numbers of the jobs that were finished."""
        before = set(self._finished)
        soonest = min((each.deadline for each in self._busy), default=time.monotonic())
        ready = wait([each.connection for each in self._busy], max(0.0, soonest - time.monotonic()))
        for each in list(self._busy):
            if each.connection in ready:
                try:
                    done = self._take_message(each, each.connection.recv_bytes())
                except (EOFError, ConnectionResetError, OSError):
                    done = True
                    each.stopped = each.stopped or _cause_of_death(each)
            elif time.monotonic() > each.deadline:
                done = True
                each.stopped = "time"
            else:
                continue
            if done:
                self._busy.remove(each)
                self._finish(each)
        self._leaving = [each for each in self._leaving if not _is_gone(each)]
        return [number for number in self._finished if number not in before]

    def _take_message(self, each: _Worker, message: bytes) -> bool:
        """Handle one message; True if the job has ended."""
        tag, payload = message[:1], message[1:]
        job = each.job
        assert job is not None
        each.size += len(payload)
        if tag == worker.PART:
            each.received += len(payload)
            each.parts.append(payload)
            each.pages = len(each.parts) - 1  # the first part describes the file
            if each.received > job.limits.memory:
                each.stopped = "memory"
                return True
        elif tag == worker.READING:
            each.read = True
            each.size = 0
            each.deadline = time.monotonic() + worker.TIME_FACTOR * job.limits.wall
            self._keep(job, payload)
        elif tag == worker.RECORD:
            each.record = pickle.loads(payload)
        elif tag == worker.ENTRIES:
            each.portions.append(payload)
        elif tag == worker.REFUSED:
            each.error = error_of_facts(job.path.name, pickle.loads(payload))
        elif tag == worker.STOPPED:
            each.stopped = payload.decode("ascii")
        elif tag == worker.DONE:
            if payload == b"1" and each.stopped is None:
                self._idle.append(_Worker(each.process, each.connection))
            return True
        return False

    def _finish(self, each: _Worker) -> None:
        """Record the outcome of a job, or queue it again to assemble the parts that were sent."""
        job = each.job
        assert job is not None
        if not any(idle.process is each.process for idle in self._idle):
            self._end(each)
        if each.stopped and not each.read and each.parts and not job.parts:
            self._again.append(
                (each.number, replace(job, parts=tuple(each.parts), stopped=each.stopped))
            )
            return
        if each.stopped:
            reason = job.stopped or each.stopped
            outcome = Outcome(failed_document(job.info, stopped_error(job.path.name, reason)))
        elif each.error is not None or each.record is None:
            error = each.error or stopped_error(job.path.name, "crash")
            outcome = Outcome(failed_document(job.info, error))
        else:
            outcome = Outcome(each.record, each.portions, each.size)
        self._finished[each.number] = outcome
        self._waiting += outcome.size

    def _end(self, each: _Worker) -> None:
        """Close the pipe, which ends an idle process, and kill one whose job was stopped."""
        each.connection.close()
        if each.stopped:
            each.process.kill()
        each.deadline = time.monotonic() + _EXIT_SECONDS
        self._leaving.append(each)


def _is_gone(each: _Worker) -> bool:
    """True if a process has ended. One that exceeds its deadline is killed."""
    if each.process.is_alive():
        if time.monotonic() <= each.deadline:
            return False
        each.process.kill()
        each.process.join()
    each.process.close()
    return True


def _cause_of_death(each: _Worker) -> str:
    """The reason why a process died: cpu, memory or crash."""
    each.process.join(_DEATH_SECONDS)
    code = each.process.exitcode or 0
    if sys.platform != "win32":
        if code == -signal.SIGXCPU:
            return "cpu"
        if code == -signal.SIGKILL:
            return "memory"  # as the system ends processes when memory runs out
    return "crash"
