"""The time by which a reply must be made: engines look at it each time they are asked, and long
loops of the read path at each step (`checked`)."""

from __future__ import annotations

import contextvars
import time
from typing import TYPE_CHECKING, ClassVar, TypeVar

from judian.core import precedence
from judian.core.errors import JudianError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

#: The deadline of the work of this thread, by `time.monotonic`; None without one.
_deadline: contextvars.ContextVar[float | None] = contextvars.ContextVar("deadline", default=None)


class TookTooLong(JudianError):
    """The reply could not be made in time; nothing of it is shown."""

    code = "took_too_long"
    status = 503
    messages: ClassVar = {
        "en": (
            "the request took longer than this server allows",
            "ask for less: more words, a document or a year as a filter, or a shorter list",
        ),
        "zh": (
            "處理這個請求的時間超過上限",
            "請縮小範圍：多加檢索詞，以文件或年份篩選，或縮短清單",
        ),
    }

    def __init__(self) -> None:
        super().__init__()


def begin(seconds: float | None) -> None:
    """From now on the work of this thread must end in so many seconds; None for any time."""
    _deadline.set(None if seconds is None else time.monotonic() + seconds)


def check() -> None:
    """Let work that goes first go first. Raises TookTooLong if the time is over."""
    precedence.give_way()
    deadline = _deadline.get()
    if deadline is not None and time.monotonic() > deadline:
        raise TookTooLong


#: Items after which is looked at the time where each takes some microseconds.
LIGHT = 64


def checked(items: Iterable[T], every: int = 1) -> Iterator[T]:
    """Yield the items. Raises TookTooLong before the first one that comes when the time is over, or
    before the first of the next `every` items."""
    for number, item in enumerate(items):
        if number % every == 0:
            check()
        yield item


def seconds_left(most: float) -> float:
    """Seconds until the deadline, at most `most`, for work that another process does. Raises
    TookTooLong if the time is over."""
    check()
    deadline = _deadline.get()
    return most if deadline is None else min(most, max(0.0, deadline - time.monotonic()))
