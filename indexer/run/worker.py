"""What runs in a worker process: read a file under limits, then make its entries.

Everything goes through one pipe as messages of a tag and a payload:

    P  one part of the file, as soon as it is there
    R  the reading, complete
    B  the document's record, without its passages
    E  some of its passages' entries
    F  the file is refused: reason, English, Chinese
    S  the reading stopped: why
    D  done; followed by 1 when this process may take another job
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
    from indexer.readers.contract import ReadOptions
    from indexer.structure.blocks import Reading
    from judian.core.model import DocumentInfo

PART, READING, RECORD, ENTRIES, REFUSED, STOPPED, DONE = b"P", b"R", b"B", b"E", b"F", b"S", b"D"
#: Formats that are read by this program's own code alone: one process may read many of them.
PLAIN = frozenset({"text", "markdown", "csv"})
#: Whether a process ends after any other format. Windows starts processes so slowly that there
#: one takes file after file until it fails.
ONE_EACH = sys.platform != "win32"
# Making passages of a reading takes time in proportion to its text; this many times the limits
# of reading end it only when something is wrong.
PATIENCE, _ROOM = 20, 2
# Entries in one message: enough to keep the pipe busy, few enough to hold no document twice.
_PORTION = 500


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read, or its salvaged parts to assemble.

    `reading` is what an earlier run made of it, `parts` are what a process had sent before it
    was `stopped`; all of them pickled.
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
            again = _work(job, connection)
            connection.send_bytes(DONE + (b"1" if again else b""))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent is gone or does not want more


def _work(job: Job, connection: Connection) -> bool:
    """Do one job; True when this process is as good as new and may take another."""
    try:
        reading = _read(job, connection)
    except SourceUnreadable as error:
        _refuse(connection, error)
        return not ONE_EACH
    except MemoryError:
        limits.lift()
        connection.send_bytes(STOPPED + b"memory")
        return False
    finally:
        limits.lift()
    limits.impose(_ample(job.limits))
    try:
        record, entries = build_document(job.info, job.entry, reading)
        connection.send_bytes(RECORD + pickle.dumps(record))
        portion = []
        for entry in entries:
            portion.append(entry)
            if len(portion) == _PORTION:
                connection.send_bytes(ENTRIES + pickle.dumps(portion))
                portion = []
        if portion:
            connection.send_bytes(ENTRIES + pickle.dumps(portion))
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
    return reading.format in PLAIN or not ONE_EACH


def _read(job: Job, connection: Connection) -> Reading:
    if job.reading is not None:
        known: Reading = pickle.loads(job.reading)
        return known
    # Parts that were sent are tame: putting them together gets what making passages gets.
    limits.impose(_ample(job.limits) if job.parts else job.limits)
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
    except Exception as error:  # whatever a hostile file does costs only itself
        raise crash_error(job.path.name, error) from error
    limits.lift()
    connection.send_bytes(READING + pickle.dumps(reading))
    return reading


def _ample(most: limits.Limits) -> limits.Limits:
    """The limits of work on what was read already."""
    return replace(most, memory=most.memory * _ROOM, cpu=most.cpu * PATIENCE)


def _refuse(connection: Connection, error: SourceUnreadable) -> None:
    connection.send_bytes(REFUSED + pickle.dumps(error_facts(error)))
