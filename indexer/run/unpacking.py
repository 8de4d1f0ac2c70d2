"""Unpacking containers in processes of their own, under limits."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indexer.containers.unpack import Member, NoContainerError, unpack
from indexer.documents.build import crash_error, error_facts, error_of_facts, stopped_error
from indexer.run import confinement, processes, worker_setup
from indexer.run import limits as resource_limits
from indexer.run.scan import unreadable
from judian.core.errors import SourceUnreadable
from judian.core.names import base_name

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from indexer.run.limits import Limits

#: Messages of the process: one member, no container, the container's error, the end.
_MEMBER, _NONE, _ERROR, _END = b"M", b"N", b"F", b"E"
#: Seconds to wait for the exit code of a process whose pipe has broken.
_DEATH_SECONDS = 5.0


def unpacked(path: Path, folder: Path, largest: int, limits: Limits) -> list[Member] | None:
    """The members of a container, with their files in `folder`; None if it is no container.

    `largest` is the size in bytes of the largest member. Raises SourceUnreadable if the container
    cannot be unpacked, also for the time or the memory that it takes.
    """
    context = processes.context()
    confinement.give(str(folder))
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, path, folder, largest, limits))
    process.daemon = True
    process.start()
    theirs.close()
    deadline = time.monotonic() + limits.wall
    found: list[Member] = []
    try:
        while True:
            if not ours.poll(max(0.0, deadline - time.monotonic())):
                raise stopped_error(path.name, "time")
            message = ours.recv_bytes()
            tag, payload = message[:1], message[1:]
            if tag == _MEMBER:
                found.append(_member(json.loads(payload), folder))
            elif tag == _NONE:
                return None
            elif tag == _ERROR:
                raise error_of_facts(path.name, tuple(json.loads(payload)))
            else:
                return found
    except (EOFError, ConnectionResetError) as error:
        process.join(_DEATH_SECONDS)
        raise stopped_error(path.name, processes.cause_of_death(process.exitcode)) from error
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()


def _work(connection: Connection, path: Path, folder: Path, largest: int, limits: Limits) -> None:
    """Unpack one container. All output goes through the pipe."""
    worker_setup.detach_from_terminal()
    worker_setup.use_folder(str(folder))
    confinement.confine(confinement.Rights((str(path),), str(folder)))
    resource_limits.impose(limits)
    try:
        for member in unpack(path, folder, largest):
            connection.send_bytes(_MEMBER + json.dumps(_facts(member)).encode())
        connection.send_bytes(_END)
    except NoContainerError:
        connection.send_bytes(_NONE)
    except SourceUnreadable as error:
        _refuse(connection, error)
    except MemoryError:
        resource_limits.lift()
        _refuse(connection, stopped_error(path.name, "memory"))
    except OSError as error:
        _refuse(connection, unreadable(path.name, error))
    except Exception as error:  # noqa: BLE001 - one bad container never stops a run
        _refuse(connection, crash_error(path.name, error))


def _refuse(connection: Connection, error: SourceUnreadable) -> None:
    connection.send_bytes(_ERROR + json.dumps(error_facts(error)).encode())


def _facts(member: Member) -> list[Any]:
    error = error_facts(member.error) if member.error is not None else None
    file = member.file.name if member.file is not None else None
    return [member.address, member.shown, file, member.sha256, error]


def _member(facts: list[Any], folder: Path) -> Member:
    address, shown, file, sha256, error = facts
    return Member(
        address,
        shown,
        folder / Path(file).name if file else None,
        sha256,
        error_of_facts(base_name(shown), tuple(error)) if error else None,
    )
