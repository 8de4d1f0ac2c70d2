"""One question to several hosts: the first answer counts."""

from __future__ import annotations

import time
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

H = TypeVar("H")


class NotNowError(Exception):
    """A host did not answer, or says that it cannot at present."""


class First(NamedTuple):
    """The first answer, its host, and the hosts that were asked before and had not answered by
    then."""

    answer: Any
    host: Any
    slower: list[Any]


def first_answer(
    ask: Callable[[H], Any], hosts: Sequence[H], after: float, end: float, executor: Executor
) -> First:
    """The first answer of hosts that are asked in order: each when the one before said NotNowError,
    the second also when the first has not answered `after` seconds, the third when there is no
    answer twice as long after that, and so on. A host may be in `hosts` twice.

    Raises NotNowError, that of the last host, when none answers before `end`, a value of
    `time.monotonic`; other errors of `ask` count as answers.
    """
    waiting = list(hosts)
    asked: dict[Future[Any], H] = {}
    refusal = NotNowError("no answer in time")
    while waiting or asked:
        left = end - time.monotonic()
        if left <= 0:
            break
        if not asked:
            _begin(ask, waiting, asked, executor)
        patience = after * 2 ** (len(asked) - 1)
        done, _ = wait(asked, min(left, patience) if waiting else left, FIRST_COMPLETED)
        if not done and waiting:
            _begin(ask, waiting, asked, executor)
        for future in done:
            host = asked.pop(future)
            try:
                answer = future.result()
            except NotNowError as error:
                refusal = error
                continue
            return First(answer, host, [one for one in asked.values() if one is not host])
    raise refusal


def _begin(
    ask: Callable[[H], Any],
    waiting: list[H],
    asked: dict[Future[Any], H],
    executor: Executor,
) -> None:
    host = waiting.pop(0)
    asked[executor.submit(ask, host)] = host
