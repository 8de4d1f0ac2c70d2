"""Files read by the workers of a Dask scheduler, with results in the order of jobs.

The run here writes the index alone: workers send back what they read and know neither the engine
nor its password, as they are the ones that open strangers' files. So every engine can be filled
this way. The file of a worker that died is read by another one. A file that workers do not see, as
the member of a container, is sent to them.
"""

from __future__ import annotations

import math
import time
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import dask
from distributed import Client, LocalCluster
from distributed.client import FutureCancelledError
from distributed.scheduler import KilledWorker
from distributed.security import Security

from indexer.documents.build import failed_document, stopped_error
from indexer.run import received
from indexer.run.messages import MessageFault
from indexer.run.pool import Outcome, Pool
from indexer.run.progress import ProgressCounter, ProgressState
from indexer.run.reading_task import Answer, program, read, readiness
from indexer.run.schedule import order, size
from judian.core.errors import ReadersUnavailable
from judian.core.names import MEMBER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from indexer.run.reading_task import Readiness
    from indexer.run.scheduler import Scheduler
    from indexer.run.worker import Job

#: Seconds until a scheduler that does not answer is given up, and those for which a run waits for
#: the first worker, or for another one when all have gone.
CONNECT_SECONDS = 30.0
WORKERLESS_SECONDS = 120.0
# Seconds between looks whether workers are there, while a result is waited for.
_LOOK_SECONDS = 2.0
#: Files given out for each thread of all workers: enough that none waits for the run here, and few
#: enough that the results of files after a slow one do not fill the workers' memory.
FILES_AHEAD = 4


class RemotePool:
    """The workers of a scheduler, as `indexer.run.pool.Pool` is of processes; a context manager.

    `keep` and `progress` are those of `Pool`. Raises ReadersUnavailable where they cannot read.
    """

    def __init__(
        self,
        scheduler: Scheduler,
        keep: Callable[[Job, bytes], None],
        progress: Callable[[ProgressState], None] | None = None,
    ) -> None:
        self._scheduler = scheduler
        self._keep = keep
        self._report_progress = progress
        self._undo = ExitStack()
        self._sends = False
        self._client: Any = None

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            undo.enter_context(dask.config.set(_CONFIGURATION))
            address, security = self._address(undo)
            try:
                self._client = undo.enter_context(
                    Client(
                        address,
                        security=security,
                        timeout=CONNECT_SECONDS,
                        set_as_default=False,
                    )
                )
                self._client.wait_for_workers(1, timeout=WORKERLESS_SECONDS)
            except TimeoutError as error:
                raise self._none_there() from error
            except (OSError, ValueError, RuntimeError) as error:
                raise self._lost(f"{type(error).__name__}: {error}") from error
            self._undo = undo.pop_all()
        return self

    def __exit__(self, *exception: object) -> None:
        self._undo.close()

    def _address(self, undo: ExitStack) -> tuple[Any, Security | None]:
        """The scheduler to connect to, started first if it is a local one."""
        chosen = self._scheduler
        if chosen.local:
            # Other users of this machine reach its ports, too: they lack the certificates.
            security = Security.temporary()
            cluster = LocalCluster(
                n_workers=chosen.local,
                threads_per_worker=1,
                host="127.0.0.1",
                protocol="tls",
                dashboard_address=_NOWHERE_ELSE,
                worker_dashboard_address=_NOWHERE_ELSE,
                memory_limit=0,
                security=security,
            )
            return undo.enter_context(cluster), security
        if not chosen.ca:
            return chosen.address, None
        security = Security(
            tls_ca_file=chosen.ca,
            tls_client_cert=chosen.certificate,
            tls_client_key=chosen.key,
            require_encryption=True,
        )
        return chosen.address, security

    def run(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """Yield the outcomes of all jobs, in the order of the jobs."""
        if not jobs:
            return
        self._check_workers(jobs)
        sizes = [size(job.path) for job in jobs]
        progress = ProgressCounter(sizes)
        queue = order(sizes, self._threads())
        begun: dict[int, Any] = {}
        self._show(progress)
        for number, job in enumerate(jobs):
            self._begin(jobs, queue, begun, number)
            outcome = self._outcome(job, self._answer(begun.pop(number), job))
            info = outcome.built.info
            progress.finish(number, info.source, info.pages or 1)
            self._show(progress)
            yield outcome

    def _show(self, progress: ProgressCounter) -> None:
        if self._report_progress:
            self._report_progress(progress.state(0))

    def _threads(self) -> int:
        """Number of files that all workers can read at once."""
        return sum(self._client.nthreads().values())

    def _begin(
        self, jobs: Sequence[Job], queue: list[int], begun: dict[int, Any], number: int
    ) -> None:
        """Give out jobs of `queue`, job `number` among them."""
        most = max(1, self._threads() * FILES_AHEAD)
        if number not in begun:
            queue.remove(number)
            begun[number] = self._submit(jobs[number])
        while queue and len(begun) < most:
            following = queue.pop(0)
            begun[following] = self._submit(jobs[following])

    def _submit(self, job: Job) -> Any:
        """The answer to come of a worker, which is sent the file if it may not see it."""
        content = None
        if self._sends or MEMBER in job.info.addresses[0]:
            with suppress(OSError):  # the run then says that the file is gone
                content = job.path.read_bytes()
        return self._client.submit(read, job, content, pure=False)

    def _answer(self, future: Any, job: Job) -> Answer | None:
        """What a worker says of the file; None if workers died of it one after another."""
        alone = 0.0
        while True:
            try:
                answer = future.result(timeout=_LOOK_SECONDS)
            except TimeoutError:
                alone = self._since_alone(alone)
                continue
            except KilledWorker:
                return None
            except FutureCancelledError as error:
                raise self._lost(str(error)) from error
            if not isinstance(answer, Answer):
                raise self._lost(f"{type(answer).__name__} came for {job.path.name}")
            return answer

    def _since_alone(self, alone: float) -> float:
        """When the last worker went, 0 if there are some. Raises ReadersUnavailable when that is
        too long ago."""
        now = time.monotonic()
        if self._client.status != "running":
            raise self._lost("the scheduler has gone")
        if self._threads():
            return 0.0
        if alone and now - alone > WORKERLESS_SECONDS:
            raise self._none_there()
        return alone or now

    def _outcome(self, job: Job, answer: Answer | None) -> Outcome:
        if answer is None:
            return _stopped(job)
        if answer.is_empty:
            return self._read_here(job)
        try:
            if answer.reading:
                self._keep(job, answer.reading)
            if answer.error:
                error = received.error(answer.error, job.path.name)
                return Outcome(failed_document(job.info, error), error=error)
            built = received.record(answer.record, job.info)
        except MessageFault:
            return _stopped(job)
        return Outcome(built, list(answer.portions), sum(map(len, answer.portions)))

    def _read_here(self, job: Job) -> Outcome:
        # A new process each: one that goes on has the right to read its first files alone.
        with Pool(1, self._keep) as here:
            (outcome,) = here.run([job])
        return outcome

    def _check_workers(self, jobs: Sequence[Job]) -> None:
        """Raise ReadersUnavailable if a worker would read otherwise than this program does. Files
        are sent if a worker does not see the first one that is no member of a container."""
        shared = next((job for job in jobs if MEMBER not in job.info.addresses[0]), None)
        path = shared.path if shared else None
        try:
            found = self._client.run(readiness, path, shared.info.sha256 if shared else "")
        except Exception as error:  # whatever a worker that has another program raises
            raise self._lost(f"{type(error).__name__}: {error}") from error
        for worker, ready in found.items():
            if fault := _fault(worker, ready):
                raise ReadersUnavailable(self._scheduler.address, en=fault.en, zh=fault.zh)
        self._sends = not all(ready.sees for ready in found.values())

    def _lost(self, detail: str) -> ReadersUnavailable:
        return ReadersUnavailable(
            self._scheduler.address,
            en=(detail, "check that scheduler and workers run, and their certificates"),
            zh=(detail, "請確認排程器與讀取程序運作中，以及憑證是否正確"),
        )

    def _none_there(self) -> ReadersUnavailable:
        waited = math.ceil(WORKERLESS_SECONDS)
        return ReadersUnavailable(
            self._scheduler.address,
            en=(f"there was none for {waited} seconds", "start workers (docs/scale.md)"),
            zh=(f"{waited} 秒內沒有任何讀取程序", "請啟動讀取程序（見 docs/scale.md）"),
        )


#: Where schedulers and workers put their pages, which cannot be turned off: without an address of
#: their own, on all interfaces.
_NOWHERE_ELSE = "127.0.0.1:0"
#: Workers may start processes, and serve no pages. A line of a log quotes no more of a job than so
#: many characters.
_CONFIGURATION = {
    "distributed.worker.daemon": False,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.admin.max-error-length": 200,
    "distributed.admin.large-graph-warning-threshold": "2GB",
}


class _Fault(NamedTuple):
    """Why a worker cannot read, and what to do about it, in English and Chinese."""

    en: tuple[str, str]
    zh: tuple[str, str]


def _fault(worker: str, ready: Readiness) -> _Fault | None:
    """What keeps a worker from reading as this program does."""
    if ready.program != program():
        return _Fault(
            (f"the one at {worker} is another version of this program",
             "install the same version on every machine"),
            (f"{worker} 的程式版本不同", "請在所有機器安裝相同版本"),
        )  # fmt: skip
    if not ready.may_start:
        return _Fault(
            (f"the one at {worker} may not start processes",
             "start it with DASK_DISTRIBUTED__WORKER__DAEMON=false"),
            (f"{worker} 不能啟動程序", "請以 DASK_DISTRIBUTED__WORKER__DAEMON=false 啟動"),
        )  # fmt: skip
    return None


def _stopped(job: Job) -> Outcome:
    """The outcome of a file whose reading did not end."""
    error = stopped_error(job.path.name, "crash")
    return Outcome(failed_document(job.info, error), error=error)
