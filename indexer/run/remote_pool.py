"""The workers of a scheduler as a pool, loaded when a run has one: Dask is optional."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from judian.core.errors import ReadersUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from indexer.run.pool import Outcome
    from indexer.run.progress import ProgressState
    from indexer.run.scheduler import Scheduler
    from indexer.run.worker import Job


class Readers(Protocol):
    """What reads the files of a run."""

    def run(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """Yield the outcomes of all jobs, in the order of the jobs."""


def remote_pool(
    scheduler: Scheduler,
    keep: Callable[[Job, bytes], None],
    progress: Callable[[ProgressState], None] | None,
) -> AbstractContextManager[Readers]:
    """The workers of a scheduler; `keep` and `progress` are those of `indexer.run.pool.Pool`.

    Raises ReadersUnavailable if Dask is not installed.
    """
    try:
        module = import_module("indexer.run.remote")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("judian", "indexer"):
            raise
        raise ReadersUnavailable(
            scheduler.address,
            en=(f"{error.name} is not installed", 'run pip install "judian[cluster]"'),
            zh=(f"未安裝 {error.name}", '請執行 pip install "judian[cluster]"'),
        ) from error
    made = module.RemotePool(scheduler, keep, progress)
    return cast("AbstractContextManager[Readers]", made)
