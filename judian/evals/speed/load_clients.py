"""Clients that send requests without pause, each over a connection of its own, for some time."""

from __future__ import annotations

import http.client
import itertools
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.evals.speed.load_requests import LoadRequest

#: Seconds after which a request that has no reply counts as failed.
TIMEOUT = 60
#: Statuses of a reply that was made, that leads to another address, and that the server gives on
#: purpose when it is busy, with the time after which to ask again.
_RIGHT, _ELSEWHERE, _BUSY = 200, (302, 303, 307, 308), (429, 503)
#: Addresses of one reply.
_MOST_STEPS = 3


@dataclass(slots=True)
class Replies:
    """What came back: seconds of each right reply by kind, refusals of a busy server, and failures
    by name."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    busy: int = 0
    failures: dict[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """The number of right replies."""
        return sum(map(len, self.seconds.values()))

    def fail(self, name: str) -> None:
        """Count a request without the reply that it should have had."""
        self.failures[name] = self.failures.get(name, 0) + 1

    def add(self, other: Replies) -> None:
        """Add what another client got."""
        for kind, seconds in other.seconds.items():
            self.seconds.setdefault(kind, []).extend(seconds)
        for name, count in other.failures.items():
            self.failures[name] = self.failures.get(name, 0) + count
        self.busy += other.busy


def ask_for(
    host: str, port: int, requests: Sequence[LoadRequest], clients: int, seconds: float
) -> Replies:
    """What `clients` get that ask the requests in turn, each from another one on, until the time is
    over. Those that are being made then are waited for."""
    until = time.monotonic() + seconds
    got = [Replies() for _ in range(clients)]
    threads = [
        threading.Thread(
            target=_ask, args=(host, port, _from(requests, n * len(requests) // clients), until, r)
        )
        for n, r in enumerate(got)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    together = Replies()
    for replies in got:
        together.add(replies)
    return together


def _from(requests: Sequence[LoadRequest], first: int) -> list[LoadRequest]:
    return [*requests[first:], *requests[:first]]


def _ask(host: str, port: int, requests: Sequence[LoadRequest], until: float, got: Replies) -> None:
    """Ask until the time is over, once at least."""
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    for request in itertools.cycle(requests):
        _ask_for_one(connection, request, until, got)
        if time.monotonic() >= until:
            break
    connection.close()


def _ask_for_one(
    connection: http.client.HTTPConnection, request: LoadRequest, until: float, got: Replies
) -> None:
    began = time.perf_counter()
    try:
        status, wait = _reply(connection, request.path)
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        got.fail(f"{type(error).__name__} at {request.kind}")
        return
    if status == _RIGHT:
        got.seconds.setdefault(request.kind, []).append(time.perf_counter() - began)
    elif status in _BUSY and wait is not None:
        got.busy += 1
        time.sleep(max(0.0, min(wait, until - time.monotonic())))
    else:
        got.fail(f"status {status} at {request.kind}")


def _reply(connection: http.client.HTTPConnection, path: str) -> tuple[int, int | None]:
    """The status of the reply, or of that to which it leads on the same server, and the seconds
    after which it says to ask again."""
    status, wait = 0, None
    for _ in range(_MOST_STEPS):
        connection.request("GET", path)
        reply = connection.getresponse()
        reply.read()
        status, after = reply.status, reply.getheader("Retry-After", "")
        wait = int(after) if after.isdecimal() else None
        if status not in _ELSEWHERE:
            break
        target = urlsplit(reply.getheader("Location", ""))
        path = f"{target.path}?{target.query}"
    return status, wait
