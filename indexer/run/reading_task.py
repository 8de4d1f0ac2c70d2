"""The work of a Dask worker: one file, read by a confined process of that machine.

The worker itself opens no file but to compare its digest; a process that `Pool` starts reads it,
under the limits of the job. What goes back is what such a process sends on one machine: messages
(`indexer.run.messages`), which the run checks once more before it stores them.
"""

from __future__ import annotations

import hashlib
import multiprocessing
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from indexer.documents.build import error_facts
from indexer.run.messages import dumps
from indexer.run.pool import Pool
from indexer.run.reading_cache import READING_FORMAT, is_worth_caching
from judian.core.identity import identity

if TYPE_CHECKING:
    from indexer.run.worker import Job

#: The folder of the indexer's modules.
_INDEXER = Path(__file__).resolve().parents[1]


class Answer(NamedTuple):
    """What a worker says of a file, all as messages.

    `record` and `portions` are its document and its passages, `error` why it cannot be read;
    all are empty if the worker does not see these bytes. `reading` is for the reading cache.
    """

    record: bytes = b""
    portions: tuple[bytes, ...] = ()
    error: bytes = b""
    reading: bytes = b""

    @property
    def is_empty(self) -> bool:
        """True if the worker does not see the file as the run does."""
        return not (self.record or self.error)


class Readiness(NamedTuple):
    """What a worker says of itself: its program, whether it may start processes, and whether it
    sees a file."""

    program: str
    may_start: bool
    sees: bool


@cache
def program() -> str:
    """What must be alike on all machines for the same index: formats, tables and the indexer's own
    code, as a digest."""
    known = identity()
    digest = hashlib.sha256()
    for path in sorted(_INDEXER.rglob("*.py")):
        digest.update(path.read_bytes())
    parts = (known.format, READING_FORMAT, known.analyzer, known.dictionary, digest.hexdigest())
    return " ".join(map(str, parts))


def readiness(path: Path | None, sha256: str) -> Readiness:
    """Whether this worker can read for a run that has this file; without one it sees all."""
    may_start = not multiprocessing.current_process().daemon
    return Readiness(program(), may_start, path is None or _holds(path, sha256))


def read(job: Job, content: bytes | None = None) -> Answer:
    """The file of a job, read by a process of its own; of its bytes `content` where they came
    along, else from the job's path."""
    if content is None:
        return _read(job) if _holds(job.path, job.info.sha256) else Answer()
    with TemporaryDirectory(prefix="judian-") as folder:
        path = Path(folder) / job.path.name
        path.write_bytes(content)
        return _read(replace(job, path=path))


def _read(job: Job) -> Answer:
    readings: list[bytes] = []
    with Pool(1, lambda _, reading: readings.append(reading)) as pool:
        (outcome,) = pool.run([job])
    reading = readings[-1] if readings and is_worth_caching(job.path) else b""
    if outcome.error is not None:
        return Answer(error=dumps(error_facts(outcome.error)), reading=reading)
    return Answer(dumps(outcome.built), tuple(outcome.portions), reading=reading)


def _holds(path: Path, sha256: str) -> bool:
    """True if the bytes of a file have this digest."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False
