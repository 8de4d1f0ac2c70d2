"""The work of a worker process: reading a file under limits, then making its entries.

All results go through one pipe, as messages of a tag and a payload (`indexer.run.messages`):

    P  one part of the file, as soon as it is complete
    R  the complete reading
    B  the document's record, without its passages
    E  entries of some of its passages
    F  the file cannot be read: reason, English, Chinese
    S  the reading was stopped: reason
    D  done; followed by `REUSABLE` if this process may take another job
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.documents.build import build_document, crash_error, error_facts, table_error
from indexer.readers.registry import CONVERTED, format_of, reader
from indexer.run import limits, worker_setup
from indexer.run.confinement import Rights, confine, limit_files
from indexer.run.messages import MessageFault, dumps, loads
from indexer.run.scan import unreadable
from indexer.structure.blocks import Reading
from indexer.structure.spans import TableTooLargeError
from judian.core.errors import SourceUnreadable

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from indexer.documents import sources_table
    from indexer.readers.common.contract import ReadOptions
    from judian.core.model import DocumentInfo

PART, READING, RECORD, ENTRIES, REFUSED, STOPPED, DONE = b"P", b"R", b"B", b"E", b"F", b"S", b"D"
#: Payload of DONE if this process may take another job.
REUSABLE = b"1"
#: Formats that only the program's own code reads: one process may read many such files.
OWN_FORMATS = frozenset({"text", "markdown", "csv"})
#: True if a process ends after a file of any other format. Windows starts processes slowly: there
#: one process reads files until it fails.
ONE_FILE_EACH = sys.platform != "win32"
# Files for whose processor time one process may be used before the system ends it.
_FILES = 3
# Entries of one message: enough to use the pipe well, few enough not to hold a document twice.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read, or parts of it to assemble.

    `reading` is the cached reading of an earlier run, `parts` are those that a process had sent
    before it was `stopped`; all are bytes of `indexer.run.messages`.
    """

    info: DocumentInfo
    entry: sources_table.SourceRow | None
    path: Path
    options: ReadOptions
    limits: limits.Limits
    reading: bytes | None = None
    parts: tuple[bytes, ...] = ()
    stopped: str | None = None


def serve(connection: Connection, rights: Rights) -> None:
    """Do jobs until the parent closes the pipe. All output goes through the pipe, and the process
    has no other rights than those given."""
    worker_setup.detach_from_terminal()
    worker_setup.configure()
    if rights.folder:
        worker_setup.use_folder(rights.folder)
    confine(rights)
    try:
        while True:
            job: Job = connection.recv()
            reusable = _work(job, connection, rights)
            connection.send_bytes(DONE + (REUSABLE if reusable else b""))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent has ended or closed the pipe


def _work(job: Job, connection: Connection, rights: Rights) -> bool:
    """Do one job; return True if this process may take another one."""
    begun = limits.used()
    try:
        reading = _read(job, connection, begun, rights)
    except SourceUnreadable as error:
        _refuse(connection, error)
        return not ONE_FILE_EACH
    except MemoryError:
        limits.lift()
        connection.send_bytes(STOPPED + b"memory")
        return False
    finally:
        limits.lift()
    share = 1.0 - limits.READING_SHARE if job.parts else 1.0
    limits.impose(job.limits, since=begun, share=share, files=_FILES)
    try:
        _send_document(job, reading, connection)
    except SourceUnreadable as error:
        _refuse(connection, error)
    except MemoryError:
        limits.lift()
        connection.send_bytes(STOPPED + b"memory")
        return False
    except (EOFError, BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:  # noqa: BLE001 - one bad file never stops a run
        _refuse(connection, crash_error(job.path.name, error))
    finally:
        limits.lift()
    simple = reading.format in OWN_FORMATS or not ONE_FILE_EACH
    return simple and limits.leaves_time(job.limits)


def _send_document(job: Job, reading: Reading, connection: Connection) -> None:
    """Make the record and entries of a reading, and send them."""
    record, entries = build_document(job.info, job.entry, reading)
    connection.send_bytes(RECORD + dumps(record))
    batch = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == _BATCH:
            connection.send_bytes(ENTRIES + dumps(batch))
            batch = []
    if batch:
        connection.send_bytes(ENTRIES + dumps(batch))


def _read(job: Job, connection: Connection, begun: float, rights: Rights) -> Reading:
    """The reading of a file: the cached one, assembled from sent parts, or read now."""
    share = 1.0 - limits.READING_SHARE if job.parts else limits.READING_SHARE
    limits.impose(job.limits, since=begun, share=share, files=_FILES)
    try:
        known = _cached(job)
        if known is not None:
            return known
        name = format_of(job.path)
        if name not in OWN_FORMATS:
            # This process reads no other file: what takes it over is left with this one.
            limits.impose(job.limits, since=begun, share=share)
            limit_files(Rights((str(job.path),), rights.folder, office=name in CONVERTED))
        chosen = reader(name)
        if job.parts:
            saved = [loads(part, surrogates=True) for part in job.parts]
            return chosen.assemble(saved, job.stopped)
        parts: list[object] = []
        for part in chosen.parts(job.path, job.options):
            parts.append(part)
            connection.send_bytes(PART + dumps(part))
        reading = chosen.assemble(parts, None)
    except TableTooLargeError as error:
        raise table_error(job.path.name, error) from error
    except (SourceUnreadable, MemoryError, EOFError, BrokenPipeError, ConnectionResetError):
        raise
    except OSError as error:
        raise unreadable(job.path.name, error) from error
    except Exception as error:  # a hostile file must not stop a run
        raise crash_error(job.path.name, error) from error
    connection.send_bytes(READING + dumps(reading))
    return reading


def _cached(job: Job) -> Reading | None:
    """The cached reading; None if there is none, or its file holds something else."""
    if job.reading is None:
        return None
    try:
        known = loads(job.reading, surrogates=True)
    except MessageFault:
        return None
    return known if isinstance(known, Reading) else None


def _refuse(connection: Connection, error: SourceUnreadable) -> None:
    connection.send_bytes(REFUSED + dumps(error_facts(error)))
