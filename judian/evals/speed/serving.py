"""The web server over an index, timed over HTTP as a browser or a program uses it.

Whole replies to `GET /api/v1/search` are timed, with snippets, figures and facets, over loopback;
and the time until a new report is found while the server continues to answer.
"""

from __future__ import annotations

import http.client
import itertools
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_HOST = "127.0.0.1"
#: Seconds between two looks whether a server answers.
_PAUSE = 0.1

#: Makes a change of the index and commits it; the new generation.
Commit = Callable[[], int]


class Refused(Exception):
    """The server answered with another status than 200, or did not start."""


class Server:
    """`python -m webui` over an index in a process of its own, which ends with the context."""

    def __init__(
        self,
        index: Path,
        options: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        port = _free_port()
        given = ("--index", str(index), "--port", str(port), *options)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "webui", *given],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})},
        )
        assert self._process.stdout is not None
        if not self._process.stdout.readline():  # it prints its address when it is ready
            self._process.communicate()
            raise Refused("the server did not start")
        self._port = port
        self._clients: list[Client] = []

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        return _HOST, self._port

    @property
    def process(self) -> int:
        """The number of its process; with several workers that of their supervisor."""
        return self._process.pid

    def wait(self, seconds: float = 60) -> None:
        """Return when it answers. Raises Refused after so many seconds."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            connection = http.client.HTTPConnection(_HOST, self._port, timeout=seconds)
            try:
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    return
            except OSError:  # it does not listen yet
                pass
            finally:
                connection.close()
            time.sleep(_PAUSE)
        raise Refused(f"no answer within {seconds:g} seconds")

    def client(self) -> Client:
        """A new connection for one thread; closed with the server."""
        self._clients.append(Client(self._port))
        return self._clients[-1]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for client in self._clients:
            client.close()
        self._process.terminate()
        self._process.communicate()


def _free_port() -> int:
    with socket.create_server((_HOST, 0)) as listener:
        return int(listener.getsockname()[1])


class Client:
    """Sends requests over one kept connection. Raises Refused and OSError."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(_HOST, port, timeout=60)

    def close(self) -> None:
        self._connection.close()

    def search(self, query: str) -> bytes:
        """The body of the reply to `query`."""
        return self.get(f"/api/v1/search?q={quote(query)}")

    def get(self, path: str) -> bytes:
        """The body of the reply to an address without its host."""
        self._connection.request("GET", path)
        reply = self._connection.getresponse()
        body = reply.read()
        if reply.status != 200:
            raise Refused(f"status {reply.status}: {body[:200]!r}")
        return body


@dataclass(frozen=True, slots=True)
class CommitReplies:
    """Replies during commits.

    `seconds` from the end of each commit to the end of the first reply of its generation; number
    of `replies` and of `failed` ones; the `slowest` reply in seconds.
    """

    seconds: tuple[float, ...]
    replies: int
    failed: int
    slowest: float


def commit_replies(
    server: Server, queries: Sequence[str], commits: Sequence[Commit]
) -> CommitReplies:
    """Make each commit while two threads search without pause; return their replies."""
    replies: list[tuple[float, float, int]] = []  # (begun, ended, generation; 0 for a failure)
    reached = threading.Condition()
    done = threading.Event()

    def ask(first: int) -> None:
        client = server.client()
        for query in itertools.cycle([*queries[first:], *queries[:first]]):
            if done.is_set():
                return
            began = time.perf_counter()
            try:
                generation = int(json.loads(client.search(query))["generation"])
            except (OSError, http.client.HTTPException, Refused):
                generation = 0
                client = server.client()
            with reached:
                replies.append((began, time.perf_counter(), generation))
                reached.notify_all()

    threads = [threading.Thread(target=ask, args=(n * len(queries) // 2,)) for n in range(2)]
    for thread in threads:
        thread.start()
    committed: list[tuple[float, int]] = []
    try:
        for commit in commits:
            generation = commit()
            committed.append((time.perf_counter(), generation))
            with reached:
                reached.wait_for(lambda: replies and replies[-1][2] >= committed[-1][1], timeout=60)
    finally:
        done.set()
        for thread in threads:
            thread.join()
    seconds = []
    for at, generation in committed:
        ends = [ended for _, ended, replied in replies if replied >= generation]
        seconds.append(max(0.0, min(ends, default=float("inf")) - at))
    return CommitReplies(
        tuple(seconds),
        len(replies),
        sum(generation == 0 for _, _, generation in replies),
        max((ended - began for began, ended, _ in replies), default=0.0),
    )
