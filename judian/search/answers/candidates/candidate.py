"""Candidates: spans of passages that could be the answer, with their properties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from judian.search.answers.candidates.context import CandidateContext
    from judian.zh.figures.extraction import Period


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span [start, end) of the folded text of `context` that could be the answer.

    `kind`, `value` and `value_high` are those of `judian.search.replies.results.Answer`. `form` in
    [0, 1] is the fit of the candidate's own form to the question. `periods` are the times for which
    it is stated (empty: unknown). `previous` is the end of the candidate before it and `following`
    the start of the next. `total` is True for a cell that sums up its row or column. `about` holds
    its unit and what it measures, one a line; `measure` only what it measures; `is_change` is True
    for the amount of a change. A list has its `items` as spans, or as `texts` if they are in other
    passages. `rivals` are the spans of other names of the same type in the passage. `source` is the
    name of the proposer that made it, by which scoring tells a typed span from an open one. A list
    is `partial` if its text says that there are others. `defines` is the name that is asked for and
    that a definition defines by its form, else "".
    """

    context: CandidateContext
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
    value_high: Decimal | None = None
    source: str = ""
    partial: bool = False
    defines: str = ""
