"""The work of a worker process: reading a file under limits, then making its entries.

All results go through one pipe, as messages of a tag and a payload:

    P  one part of the file, as soon as it is complete
    R  the complete reading
    B  the document's record, without its passages
    E  entries of some of its passages
    F  the file cannot be read: reason, English, Chinese
    S  the reading was stopped: reason
    D  done; followed by `REUSABLE` if this process may take another job
"""

from __future__ import annotations

import pickle
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.documents.build import build_document, crash_error, error_facts
from indexer.files.detection import detect
from indexer.readers.registry import reader
from indexer.run import limits, worker_setup
from indexer.run.scan import unreadable
from judian.core.errors import SourceUnreadable

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from indexer.documents import sources_table
    from indexer.readers.common.contract import ReadOptions
    from indexer.structure.blocks import Reading
    from judian.core.model import DocumentInfo

PART, READING, RECORD, ENTRIES, REFUSED, STOPPED, DONE = b"P", b"R", b"B", b"E", b"F", b"S", b"D"
#: Payload of DONE if this process may take another job.
REUSABLE = b"1"
#: Formats that only the program's own code reads: one process may read many such files.
OWN_FORMATS = frozenset({"text", "markdown", "csv"})
#: True if a process ends after a file of any other format. Windows starts processes slowly: there
#: one process reads files until it fails.
ONE_FILE_EACH = sys.platform != "win32"
# Factors of the limits of reading for the later steps, whose cost is proportional to the text: they
# end these steps only in case of an error.
TIME_FACTOR, _MEMORY_FACTOR = 20, 2
# Entries of one message: enough to use the pipe well, few enough not to hold a document twice.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read, or parts of it to assemble.

    `reading` is the cached reading of an earlier run, `parts` are those that a process had sent
    before it was `stopped`; all are pickled.
    """

    info: DocumentInfo
    entry: sources_table.SourceRow | None
    path: Path
    options: ReadOptions
    limits: limits.Limits
    reading: bytes | None = None
    parts: tuple[bytes, ...] = ()
    stopped: str | None = None


def serve(connection: Connection) -> None:
    """Do jobs until the parent closes the pipe. All output goes through the pipe."""
    worker_setup.detach_from_terminal()
    worker_setup.configure()
    try:
        while True:
            job: Job = connection.recv()
            reusable = _work(job, connection)
            connection.send_bytes(DONE + (REUSABLE if reusable else b""))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent has ended or closed the pipe


def _work(job: Job, connection: Connection) -> bool:
    """Do one job; return True if this process may take another one."""
    try:
        reading = _read(job, connection)
    except SourceUnreadable as error:
        _refuse(connection, error)
        return not ONE_FILE_EACH
    except MemoryError:
        limits.lift()
        connection.send_bytes(STOPPED + b"memory")
        return False
    finally:
        limits.lift()
    limits.impose(_extended(job.limits))
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
    return reading.format in OWN_FORMATS or not ONE_FILE_EACH


def _send_document(job: Job, reading: Reading, connection: Connection) -> None:
    """Make the record and entries of a reading, and send them."""
    record, entries = build_document(job.info, job.entry, reading)
    connection.send_bytes(RECORD + pickle.dumps(record))
    batch = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == _BATCH:
            connection.send_bytes(ENTRIES + pickle.dumps(batch))
            batch = []
    if batch:
        connection.send_bytes(ENTRIES + pickle.dumps(batch))


def _read(job: Job, connection: Connection) -> Reading:
    """The reading of a file: the cached one, assembled from sent parts, or read now."""
    if job.reading is not None:
        known: Reading = pickle.loads(job.reading)
        return known
    # Complete parts are not hostile any more: assembling them gets the limits of making passages.
    limits.impose(_extended(job.limits) if job.parts else job.limits)
    try:
        if job.parts:
            saved = [pickle.loads(part) for part in job.parts]
            return reader(detect(job.path)).assemble(saved, job.stopped)
        chosen = reader(detect(job.path))
        parts: list[object] = []
        for part in chosen.parts(job.path, job.options):
            parts.append(part)
            connection.send_bytes(PART + pickle.dumps(part))
        reading = chosen.assemble(parts, None)
    except (SourceUnreadable, MemoryError, EOFError, BrokenPipeError, ConnectionResetError):
        raise
    except OSError as error:
        raise unreadable(job.path.name, error) from error
    except Exception as error:  # a hostile file must not stop a run
        raise crash_error(job.path.name, error) from error
    limits.lift()
    connection.send_bytes(READING + pickle.dumps(reading))
    return reading


def _extended(most: limits.Limits) -> limits.Limits:
    """The limits of the steps after reading."""
    return replace(most, memory=most.memory * _MEMORY_FACTOR, cpu=most.cpu * TIME_FACTOR)


def _refuse(connection: Connection, error: SourceUnreadable) -> None:
    connection.send_bytes(REFUSED + pickle.dumps(error_facts(error)))
