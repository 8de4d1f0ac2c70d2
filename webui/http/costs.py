"""What a request costs: each class of views has so many turns at once, and a deadline.

A reply that nobody can have now is refused at once, with the time after which to ask again, so
that expensive requests leave the threads of the server to all others. Those that are answered let
short ones go first (`judian.core.precedence`).
"""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import current_app, g, request

from judian.core import deadlines, precedence
from webui.http.request_errors import Busy, Overloaded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flask import Flask, Response

#: In the environment of a request: since when it waits for a thread, by `time.monotonic`. A server
#: that does not say so has its own queue.
QUEUED = "judian.queued"
#: In the environment of a request that cannot be answered now: seconds after which to ask again.
REFUSED = "judian.refused"
#: Seconds that a request may wait for a thread. Whoever waited longer is refused, which costs
#: little, so that the queue never grows longer than this; a person has given up by then.
LONGEST_WAIT = 10.0


@dataclass(frozen=True, slots=True)
class CostClass:
    """Requests of a class that are answered at once and that wait, in this process; seconds that
    one waits; how many times the setting `request_seconds` its reply may take; whether it is long
    from the beginning. `running` 0: any number."""

    running: int = 0
    waiting: int = 0
    patience: float = 0.0
    times: int = 1
    is_long: bool = False


#: `whole`: lists over everything that was found, which hold a processor for a second or more on
#: 200,000 passages. One at a time leaves a plain search half of the processor, measured with
#: `authorities` over the articles of the ROC laws.
CLASSES = {
    "plain": CostClass(),
    "whole": CostClass(running=1, waiting=2, patience=10.0, times=2, is_long=True),
    "export": CostClass(running=1, waiting=1, patience=10.0, times=10, is_long=True),
    # One of twenty pages holds a processor for seconds.
    "draft": CostClass(running=2, waiting=1, patience=20.0, times=2, is_long=True),
    "picture": CostClass(running=2, waiting=2, patience=10.0),
    "file": CostClass(running=2, waiting=2, patience=10.0),
    "batch": CostClass(running=2, waiting=1, patience=10.0, times=10, is_long=True),
    # Each holds a thread for as long as it is followed; whoever gets none asks again by itself.
    "live": CostClass(running=2),
    "upload": CostClass(running=1),
}
CLASS_OF = {
    "pages.figures": "whole",
    "pages.overview": "whole",
    "pages.entities": "whole",
    "pages.instruments": "whole",
    "pages.authorities": "whole",
    "pages.take": "export",
    "pages.batch_results": "batch",
    "pages.audit_result": "draft",
    "api.figures": "whole",
    "api.instruments": "whole",
    "api.instrument": "whole",
    "api.authorities": "whole",
    "api.audit_draft": "draft",
    "api.export": "export",
    "api.feed": "whole",
    "pages.document_page": "picture",
    "pages.page_figure": "picture",
    "api.picture": "picture",
    "api.page_picture": "picture",
    "api.document_source": "file",
    "pages.keeper_progress": "live",
    "pages.keeper_upload": "upload",
}


class Turns:
    """The turns of one class; safe for threads."""

    def __init__(self, cost: CostClass) -> None:
        self.cost = cost
        self._running = threading.BoundedSemaphore(max(cost.running, 1))
        self._queue = threading.BoundedSemaphore(max(cost.running + cost.waiting, 1))

    def take(self) -> None:
        """Wait for a turn. Raises Busy if too many wait already, or the wait is too long."""
        if not self._queue.acquire(blocking=False):
            raise Busy
        if not self._running.acquire(timeout=self.cost.patience):
            self._queue.release()
            raise Busy

    def give_back(self) -> None:
        """The reply is made."""
        self._running.release()
        self._queue.release()


def install(app: Flask) -> None:
    """Give every request to `app` a deadline, and a turn if its class has turns."""
    app.extensions["turns"] = {name: Turns(cost) for name, cost in CLASSES.items()}
    app.before_request(_begin)
    app.after_request(_end_with_reply)
    app.teardown_request(_end)


def refuse_late() -> None:
    """Before a request: refuse it if it waited for too long already, or what it was passed on to
    gave no reply. Raises Overloaded."""
    if REFUSED in request.environ:
        raise Overloaded(request.environ[REFUSED])
    if _waited() > LONGEST_WAIT:
        raise Overloaded(math.ceil(LONGEST_WAIT))


def _waited() -> float:
    """Seconds that the request waited for a thread."""
    now = time.monotonic()
    return now - float(request.environ.get(QUEUED, now))


def _begin() -> None:
    turns: Turns = current_app.extensions["turns"][CLASS_OF.get(request.endpoint or "", "plain")]
    deadlines.begin(current_app.config["REQUEST_SECONDS"] * turns.cost.times - _waited())
    if turns.cost.running:
        turns.take()
        g.turn = turns
    g.work = precedence.begin(is_long=turns.cost.is_long)


def _end_with_reply(response: Response) -> Response:
    """A list that is made while it is sent keeps its turn, and is work, until it is made or given
    up."""
    if response.is_streamed and not response.direct_passthrough:
        held = [end for end in (_taken("turn", "give_back"), _taken("work", "end")) if end]

        def give_back() -> None:
            while held:
                held.pop()()

        response.response = _until_made(response.response, give_back)
        response.call_on_close(give_back)
    return response


def _until_made(parts: Iterable[Any], then: Callable[[], None]) -> Iterator[Any]:
    try:
        yield from parts
    finally:
        then()


def _taken(name: str, end: str) -> Callable[[], None] | None:
    """What ends the thing of this name that the request holds, which it holds no longer."""
    held: Any = g.pop(name, None)
    found: Callable[[], None] | None = getattr(held, end, None)
    return found


def _end(_error: BaseException | None) -> None:
    for end in (_taken("turn", "give_back"), _taken("work", "end")):
        if end is not None:
            end()
