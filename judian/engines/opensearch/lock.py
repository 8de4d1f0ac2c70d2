"""One writer at a time: a document of the cluster with a lease that its holder renews.

A lock whose holder is known to be dead, or whose lease has run out, is taken over. A holder that
was only slow loses it, and its commit is then refused (see `judian.engines.opensearch.state`).
"""

from __future__ import annotations

import os
import secrets
import socket
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judian.core.errors import EngineUnavailable, IndexLocked
from judian.engines.opensearch.client import CallFailed

if TYPE_CHECKING:
    from judian.engines.opensearch.client import Client
    from judian.engines.opensearch.state import Names

#: Seconds until a lock that is not renewed may be taken; three renewals are tried in that time.
LEASE = 60.0
_BODY = {
    "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-1"},
    "mappings": {"dynamic": "false", "properties": {}},
}


class Lease:
    """The lock of a collection, held until `release`. Raises IndexLocked if another holds it."""

    def __init__(self, client: Client, names: Names) -> None:
        self._client = client
        self._names = names
        self._token = secrets.token_hex(8)
        self._term = self._take()
        self._ended = threading.Event()
        self._lost = False
        self._thread = threading.Thread(target=self._renew, name="judian-lease", daemon=True)
        self._thread.start()

    @property
    def is_held(self) -> bool:
        """False once another writer has taken the lock over."""
        return not self._lost

    def _take(self) -> dict[str, int]:
        """The number and term of the lock's document as this writer wrote it."""
        path = f"/{self._names.lock}/_doc/writer"
        self._make_index()
        try:
            made = self._client.call("PUT", path, self._record(), params={"op_type": "create"})
        except CallFailed as error:
            if error.status != 409:
                raise
        else:
            return _version(made)
        found = self._client.call("GET", path)
        source = found["_source"]
        if source["token"] == self._token:  # the reply to the first attempt was lost
            return _version(found)
        if source["until"] > time.time() and not _is_dead(source):
            raise self._locked(source)
        try:
            return _version(
                self._client.call("PUT", path, self._record(), params=_condition(_version(found)))
            )
        except CallFailed as error:
            if error.status == 409:
                raise self._locked(source) from error
            raise

    def _make_index(self) -> None:
        try:
            self._client.call("PUT", f"/{self._names.lock}", _BODY)
        except CallFailed as error:
            if error.kind != "resource_already_exists_exception":
                raise

    def _locked(self, source: dict[str, Any]) -> IndexLocked:
        who = f"process {source['process']} on {source['host']}"
        return IndexLocked(Path(self._names.prefix), who)

    def _record(self) -> dict[str, Any]:
        return {
            "token": self._token,
            "until": time.time() + LEASE,
            "host": socket.gethostname(),
            "machine": _machine(),
            "process": os.getpid(),
        }

    def _renew(self) -> None:
        while not self._ended.wait(LEASE / 3):
            # Without an answer, the next renewal may come through before the lease ends.
            with suppress(EngineUnavailable):
                if not self._renew_once():
                    self._lost = True
                    return

    def _renew_once(self) -> bool:
        """True if the lock is still this writer's."""
        path = f"/{self._names.lock}/_doc/writer"
        try:
            self._term = _version(
                self._client.call("PUT", path, self._record(), params=_condition(self._term))
            )
        except CallFailed:
            try:
                found = self._client.call("GET", path)
            except CallFailed:  # deleted
                return False
            self._term = _version(found)  # the reply to a renewal may have been lost
            return bool(found["_source"]["token"] == self._token)
        return True

    def release(self) -> None:
        """Give the lock back."""
        self._ended.set()
        self._thread.join()
        if self._lost:
            return
        path = f"/{self._names.lock}/_doc/writer"
        try:
            self._client.call("DELETE", path, params=_condition(self._term))
        except CallFailed:  # taken over meanwhile, or deleted by an attempt whose reply was lost
            self._lost = True


def _version(reply: dict[str, Any]) -> dict[str, int]:
    return {"_seq_no": reply["_seq_no"], "_primary_term": reply["_primary_term"]}


def _condition(version: dict[str, int]) -> dict[str, int]:
    return {"if_seq_no": version["_seq_no"], "if_primary_term": version["_primary_term"]}


def _machine() -> str:
    """Distinguishes machines, starts of one machine, and process namespaces on it; "" where the
    system does not say, and then no process is known to be dead."""
    if sys.platform != "linux":
        return ""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""


def _is_dead(source: dict[str, Any]) -> bool:
    """True if the holder was a process of this machine that is there no more."""
    if not source["machine"] or source["machine"] != _machine():
        return False
    try:
        os.kill(source["process"], 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
