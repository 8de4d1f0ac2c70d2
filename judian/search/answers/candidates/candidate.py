"""What could be the answer: a span of a passage with what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from judian.search.answers.candidates.context import Scene
    from judian.zh.figures.extraction import Period


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span [start, end) of a scene's folded text that could be the answer.

    `form` in [0, 1] says how well its own form fits what is asked; `periods` are the times it
    is said to be true of (empty: unknown). `previous` is the end of the candidate before it and
    `following` the start of the next. `total` marks a cell that sums up its row or column.
    `about` is what else is known to be said of it: its unit and what it measures; `measure` is
    what it measures alone, and `is_change` says that it is how much that changed. A list has its
    `items` as spans, or as `texts` where they stand in other passages. `rivals` are the other
    names of a name's kind in the passage.
    """

    scene: Scene
    start: int
    end: int
    kind: str
    form: float
    value: Decimal | str | None = None
    unit: str | None = None
    items: tuple[tuple[int, int], ...] = ()
    texts: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    previous: int = 0
    following: int | None = None
    about: str = ""
    total: bool = False
    measure: str = ""
    is_change: bool = False
    rivals: tuple[tuple[int, int], ...] = ()
