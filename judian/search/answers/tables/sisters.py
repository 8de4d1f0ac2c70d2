"""Tables of one form side by side: 表1-1 of 112年 and 表1-2 of 113年, one table for each typhoon.

Their rows have the same names and their columns the same headers; what differs in their captions is
then a header above the columns of each.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.zh.dates.expressions import find as find_dates
from judian.zh.text.analyze import analyze
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.search.answers.tables.gathering import FoundTable
    from judian.search.answers.tables.grid import Grid

#: Fewest rows and numeric columns that two tables must share.
LEAST_ROWS, LEAST_COLUMNS = 2, 1
_NUMBER = compiled(
    "^附?[圖表](?:[一二三四五六七八九十0-9]+(?:[-之][一二三四五六七八九十0-9]+)?|[A-Za-z甲乙丙丁戊己庚辛](?=[\\s:、]))?[:、]?"
)


def sisters(tables: Sequence[FoundTable]) -> Iterator[FoundTable]:
    """Yield each set of two tables or more of one document and one form as one table."""
    left = list(tables)
    while left:
        first = left.pop(0)
        alike = [t for t in left if _are_alike(first, t)]
        if not alike:
            continue
        left = [t for t in left if t not in alike]
        group = sorted([first, *alike], key=lambda t: t.grid.passages[0].start)
        names = _distinct([t.grid.caption or "" for t in group])
        if names is not None:
            grid = group[0].grid.beside([t.grid for t in group[1:]], names)
            yield replace(first, grid=grid)


def _are_alike(one: FoundTable, other: FoundTable) -> bool:
    if one.hit.passage.doc_id != other.hit.passage.doc_id:
        return False
    rows = {row.names for row in one.grid.rows}
    return (
        len(rows) >= LEAST_ROWS
        and len(rows) == len(one.grid.rows) == len(other.grid.rows)
        and rows == {row.names for row in other.grid.rows}
        and _headers(one.grid) == _headers(other.grid)
        and len(_headers(one.grid)) >= LEAST_COLUMNS
    )


def _headers(grid: Grid) -> list[tuple[str, ...]]:
    return [column.key[0] for column in grid.columns if column.is_numeric]


def _distinct(captions: Sequence[str]) -> list[str] | None:
    """What each caption has and the others do not: a name, or else a time; None if two of them
    have the same."""
    bare, times = [], []
    for caption in captions:
        text = "".join(analyze(_NUMBER.sub("", caption.strip())).squeezed.split())
        dates = find_dates(analyze(text).folded)
        times.append("".join(text[d.start : d.end] for d in dates[:1]))
        for date in reversed(dates):
            text = text[: date.start] + text[date.end :]
        bare.append(text)
    front = _common(bare)
    back = _common([text[front:][::-1] for text in bare])
    names = [text[front : len(text) - back] for text in bare]
    chosen = [name.strip("()（） ") or time for name, time in zip(names, times, strict=True)]
    return chosen if all(chosen) and len(set(chosen)) == len(chosen) else None


def _common(texts: Sequence[str]) -> int:
    """How many characters all texts begin with."""
    first = texts[0]
    alike = (n for n in range(len(first)) if any(text[n : n + 1] != first[n] for text in texts))
    return next(alike, len(first))
