"""The worker pool: files are read in processes of their own, with results in the order of jobs.

If a process dies or is killed, only the file that it was reading is affected, and of that file only
the parts not sent yet: another process assembles the complete ones.
"""

from __future__ import annotations

import math
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from indexer.documents.build import (
    BuiltDocument,
    failed_document,
    stopped_error,
)
from indexer.run import confinement, processes, received
from indexer.run import worker as protocol
from indexer.run.confinement import Rights
from indexer.run.limits import READING_SHARE
from indexer.run.messages import MessageFault
from indexer.run.progress import ProgressCounter, ProgressState
from indexer.run.schedule import order, size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.process import BaseProcess

    from indexer.run.worker import Job
    from judian.core.engine import PassageEntry
    from judian.core.errors import SourceUnreadable

#: Finished results are emitted in the order of jobs. While more than this many bytes wait for an
#: earlier job, only that job may be started.
MAX_FINISHED_BYTES = 256 << 20
# Seconds for a process to end after its pipe was closed; one that was just forked still starts up.
_EXIT_SECONDS = 2.0
# Seconds to wait for the exit code of a process whose pipe has broken.
_DEATH_SECONDS = 5.0


@dataclass(slots=True)
class Outcome:
    """The result of one job. `portions` are messages with entries, read one by one; `size` is
    their size in bytes. `error` says why a file could not be read."""

    built: BuiltDocument
    portions: list[bytes] = field(default_factory=list)
    size: int = 0
    error: SourceUnreadable | None = None

    def entries(self) -> Iterator[list[PassageEntry]]:
        """Yield the entries, portion by portion; a portion is released when it is yielded. Raises
        MessageFault if a portion is not as the worker of a sound program sends it."""
        known: set[str] = set()
        while self.portions:
            yield received.entries(self.portions.pop(0), self.built.info.id, known)


@dataclass(frozen=True, slots=True)
class _Worker:
    """A worker process, this end of its pipe, and the folder that it writes into."""

    process: BaseProcess
    connection: Connection
    folder: str


@dataclass(slots=True)
class _EndingWorker:
    """A worker whose pipe is closed. It is killed if it has not ended at the deadline."""

    worker: _Worker
    deadline: float


class _Phase(Enum):
    """The phase of a job after a message."""

    RUNNING = auto()
    ENDED = auto()
    #: Ended, and its worker may take another job.
    ENDED_REUSABLE = auto()


@dataclass(slots=True)
class _JobState:
    """A job that was sent to a worker, and the content of the messages about it so far.

    The job is stopped at its `deadline`, which is not later than `last` at any stage. `size` is
    that of its messages in bytes, after the reading that of the messages after it.
    """

    number: int
    job: Job
    worker: _Worker
    deadline: float
    last: float = math.inf
    size: int = 0
    pages: int = 0
    parts: list[bytes] = field(default_factory=list)
    reading_kept: bool = False
    record: BuiltDocument | None = None
    portions: list[bytes] = field(default_factory=list)
    error: SourceUnreadable | None = None
    stopped: str | None = None

    def take(self, message: bytes, keep: Callable[[Job, bytes], None]) -> _Phase:
        """Store the content of a message; a reading is given to `keep`. Return the job's phase."""
        try:
            phase = self._take(message[:1], message[1:], keep)
        except (MessageFault, UnicodeDecodeError):
            self.stopped = "crash"
            return _Phase.ENDED
        if phase is _Phase.RUNNING and self.size > self.job.limits.memory:
            self.stopped = "memory"
            return _Phase.ENDED
        return phase

    def _take(self, tag: bytes, payload: bytes, keep: Callable[[Job, bytes], None]) -> _Phase:
        self.size += len(payload)
        if tag == protocol.PART:
            self.parts.append(payload)
            self.pages = len(self.parts) - 1  # the first part describes the file
        elif tag == protocol.READING:
            self.reading_kept = True
            self.size = 0
            self.deadline = self.last
            keep(self.job, payload)
        elif tag == protocol.RECORD:
            self.record = received.record(payload, self.job.info)
        elif tag == protocol.ENTRIES:
            self.portions.append(payload)
        elif tag == protocol.REFUSED:
            self.error = received.error(payload, self.job.path.name)
        elif tag == protocol.STOPPED:
            self.stopped = payload.decode("ascii")
        elif tag == protocol.DONE:
            reusable = payload == protocol.REUSABLE and self.stopped is None
            return _Phase.ENDED_REUSABLE if reusable else _Phase.ENDED
        return _Phase.RUNNING

    def assembly_job(self) -> Job | None:
        """The job that assembles the parts of a stopped one; None if it was not stopped, sent no
        part or a complete reading, or was assembling parts itself."""
        if not self.stopped or self.reading_kept or not self.parts or self.job.parts:
            return None
        return replace(self.job, parts=tuple(self.parts), stopped=self.stopped)

    def outcome(self) -> Outcome:
        """The outcome of a job that has ended."""
        name = self.job.path.name
        if self.stopped:
            error = stopped_error(name, self.job.stopped or self.stopped)
        elif self.error is not None:
            error = self.error
        elif self.record is None:
            error = stopped_error(name, "crash")
        else:
            return Outcome(self.record, self.portions, self.size)
        return Outcome(failed_document(self.job.info, error), error=error)


class Pool:
    """A pool of at most `count` processes; a context manager that ends all of them.

    `keep` is called with each job and the bytes of its reading, `progress` with the progress of the
    run whenever a page or a file is finished.
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
        self._folders: tempfile.TemporaryDirectory[str] | None = None
        self._readable: tuple[str, ...] = ()
        self._idle: list[_Worker] = []
        self._running: list[_JobState] = []
        self._ending: list[_EndingWorker] = []
        self._to_assemble: list[tuple[int, Job]] = []
        self._finished: dict[int, Outcome] = {}
        self._finished_bytes = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *exception: object) -> None:
        for state in self._running:
            self._end(state.worker)
        for ending in self._ending:
            ending.deadline = 0.0  # its result is not needed any more
        for idle in self._idle:
            self._end(idle)
        for ending in self._ending:
            ending.worker.process.join(max(0.0, ending.deadline - time.monotonic()))
            _reap(ending)
        self._running, self._idle, self._ending = [], [], []
        if self._folders is not None:
            self._folders.cleanup()

    def run(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """Yield the outcomes of all jobs, in the order of the jobs."""
        self._readable = confinement.folders_of(job.path for job in jobs)
        sizes = [size(job.path) for job in jobs]
        progress = ProgressCounter(sizes)
        queue = order(sizes, self._count)
        emitted = 0
        if self._report_progress and jobs:
            self._report_progress(progress.state(0))
        while emitted < len(jobs):
            self._begin_jobs(jobs, queue, emitted)
            for number in self._take_messages():
                info = self._finished[number].built.info
                progress.finish(number, info.source, info.pages or 1)
            if self._report_progress:
                self._report_progress(progress.state(sum(each.pages for each in self._running)))
            while emitted in self._finished:
                outcome = self._finished.pop(emitted)
                self._finished_bytes -= outcome.size
                yield outcome
                emitted += 1

    def _begin_jobs(self, jobs: Sequence[Job], queue: list[int], emitted: int) -> None:
        """Begin as many jobs as there are processes for, and remove their numbers from `queue`."""
        while len(self._running) < self._count:
            if self._to_assemble:
                self._begin(*self._to_assemble.pop(0))
                continue
            number = self._next(queue, emitted)
            if number is None:
                break
            self._begin(number, jobs[number])
            if protocol.ONE_FILE_EACH and queue and not self._idle:
                self._idle.append(self._start())  # starts up while the others work

    def _next(self, queue: list[int], emitted: int) -> int | None:
        """Remove the next job from `queue` and return its number; None if none may be started."""
        if not queue:
            return None
        if self._finished_bytes <= MAX_FINISHED_BYTES:
            return queue.pop(0)
        with suppress(ValueError):  # it is running already
            queue.remove(emitted)
            return emitted
        return None

    def _begin(self, number: int, job: Job) -> None:
        """Send a job to an idle worker or a new one."""
        while True:
            worker = self._idle.pop() if self._idle else self._start()
            try:
                worker.connection.send(job)
            except (BrokenPipeError, ConnectionResetError, EOFError):
                self._end(worker)  # it died while it was idle
                continue
            break
        now, wall = time.monotonic(), job.limits.wall
        rest = 1.0 - READING_SHARE if job.parts else 1.0
        deadline = now + wall * (rest if job.parts else READING_SHARE)
        self._running.append(_JobState(number, job, worker, deadline, now + wall * rest))

    def _start(self) -> _Worker:
        if self._folders is None:
            self._folders = tempfile.TemporaryDirectory(prefix="judian-")
            confinement.let_through(self._folders.name)
        folder = tempfile.mkdtemp(dir=self._folders.name)
        confinement.give(folder)
        rights = Rights(self._readable, folder, office=True)
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=protocol.serve, args=(theirs, rights), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours, folder)

    def _take_messages(self) -> list[int]:
        """Wait for messages and handle one of each worker. Return the numbers of the jobs that
        were finished."""
        now = time.monotonic()
        soonest = min((state.deadline for state in self._running), default=now)
        ready = wait([state.worker.connection for state in self._running], max(0.0, soonest - now))
        finished = []
        for state in list(self._running):
            phase = self._take_message(state, ready)
            if phase is _Phase.RUNNING:
                continue
            self._running.remove(state)
            if phase is _Phase.ENDED_REUSABLE:
                self._idle.append(state.worker)
            else:
                self._end(state.worker, kill=state.stopped is not None)
            if self._finish(state):
                finished.append(state.number)
        self._ending = [each for each in self._ending if not _reap(each)]
        return finished

    def _take_message(self, state: _JobState, ready: Sequence[object]) -> _Phase:
        """Handle the message of a job whose connection is `ready`, the death of its worker, or its
        deadline. Return the job's phase."""
        connection = state.worker.connection
        if connection in ready:
            try:
                message = connection.recv_bytes(state.job.limits.memory)
                return state.take(message, self._keep)
            except (EOFError, ConnectionResetError, OSError):
                state.worker.process.join(_DEATH_SECONDS)
                died = processes.cause_of_death(state.worker.process.exitcode)
                state.stopped = state.stopped or died
                return _Phase.ENDED
        if time.monotonic() > state.deadline:
            state.stopped = "time"
            return _Phase.ENDED
        return _Phase.RUNNING

    def _finish(self, state: _JobState) -> bool:
        """Record the outcome of a job; if parts are to be assembled, add that job instead and
        return False."""
        assembly = state.assembly_job()
        if assembly is not None:
            self._to_assemble.append((state.number, assembly))
            return False
        outcome = state.outcome()
        self._finished[state.number] = outcome
        self._finished_bytes += outcome.size
        return True

    def _end(self, worker: _Worker, *, kill: bool = False) -> None:
        """Close the pipe, which ends an idle worker; `kill` one whose job was stopped."""
        worker.connection.close()
        if kill:
            worker.process.kill()
        self._ending.append(_EndingWorker(worker, time.monotonic() + _EXIT_SECONDS))


def _reap(ending: _EndingWorker) -> bool:
    """Release the process of a worker, if it has ended, and return True. A process that exceeds
    its deadline is killed."""
    process = ending.worker.process
    if process.is_alive():
        if time.monotonic() <= ending.deadline:
            return False
        process.kill()
        process.join()
    process.close()
    shutil.rmtree(ending.worker.folder, ignore_errors=True)
    return True
