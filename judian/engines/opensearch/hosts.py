"""The hosts of a cluster: in which order they are asked, and when a second one is asked as well.

A host that failed, or was slower than another one that was asked later, comes last for a while. A
question that takes longer than nearly all before it is sent to a second host too, and the first
answer counts: "hedged requests" of Dean and Barroso, The Tail at Scale (CACM 56(2), 2013), who
found 2 to 5 % more requests enough to cut the slowest answers.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Seconds for which a host that failed is asked last; doubled with each failure after another,
_AVOIDED_SECONDS = 1.0
#: up to so many.
_LONGEST_AVOIDED = 30.0
#: A second host is asked after the time that this share of the last questions took at most, but
#: not before the first and not after the second of these bounds, in seconds.
_USUAL_SHARE = 0.95
_EARLIEST_HEDGE, _LATEST_HEDGE = 0.1, 1.0
#: Questions whose times are remembered; with fewer than the second, the latest bound holds.
_REMEMBERED, _ENOUGH = 200, 20

H = TypeVar("H")


class Hosts(Generic[H]):
    """The hosts, each asked first in turn; for any number of threads."""

    def __init__(self, hosts: Sequence[H]) -> None:
        self._hosts = tuple(hosts)
        self._mutex = threading.Lock()
        self._first = 0
        self._failures = [0] * len(self._hosts)
        self._avoided_until = [0.0] * len(self._hosts)
        self._times: deque[float] = deque(maxlen=_REMEMBERED)

    def __iter__(self) -> Iterator[H]:
        return iter(self._hosts)

    def __len__(self) -> int:
        return len(self._hosts)

    def in_turn(self) -> list[H]:
        """All hosts in the order in which to ask them: those that failed lately last, the one that
        may be asked again soonest before the others."""
        now = time.monotonic()
        with self._mutex:
            count = len(self._hosts)
            self._first = (self._first + 1) % count
            turn = [(self._first + step) % count for step in range(count)]
            turn.sort(key=lambda at: max(0.0, self._avoided_until[at] - now))
            return [self._hosts[at] for at in turn]

    def failed(self, host: H) -> None:
        """Ask this host last for a while."""
        with self._mutex:
            at = self._hosts.index(host)
            seconds = min(_AVOIDED_SECONDS * 2 ** self._failures[at], _LONGEST_AVOIDED)
            self._failures[at] = min(self._failures[at] + 1, 16)
            self._avoided_until[at] = time.monotonic() + seconds

    def answered(self, host: H, seconds: float | None = None) -> None:
        """This host is well; a question took it so many seconds."""
        with self._mutex:
            at = self._hosts.index(host)
            self._failures[at] = 0
            self._avoided_until[at] = 0.0
            if seconds is not None:
                self._times.append(seconds)

    @property
    def hedge_seconds(self) -> float:
        """Seconds after which a question that has no answer is sent to a second host."""
        with self._mutex:
            times = sorted(self._times)
        if len(times) < _ENOUGH:
            return _LATEST_HEDGE
        usual = times[int(len(times) * _USUAL_SHARE)]
        return min(max(usual, _EARLIEST_HEDGE), _LATEST_HEDGE)
