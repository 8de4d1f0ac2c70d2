"""What lists read of a passage, in short strings that many passages share.

A list of figures or of authorities looks at thousands of passages and shows some tens. To choose,
count and sort them it needs their figures and mentions, and not their texts. These are stored a
second time, apart: `brief_of` makes the strings that an engine keeps, `Brief` reads them. A passage
without figures and mentions has no strings.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from judian.core.model import Cell, Passage
from judian.zh.dates.periods import Period
from judian.zh.figures.extraction import Figure
from judian.zh.instruments import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Strings of a brief before those of its figures, and strings of a figure and of a mention.
_HEAD, _OF_FIGURE, _OF_MENTION = 4, 5, 2
#: Strings that are kept as values; a long list has some thousands of different ones.
_KEPT = 1 << 13


def brief_of(passage: Passage) -> tuple[str, ...]:
    """The strings of a passage's brief; () without figures and mentions."""
    if not passage.figures and not passage.mentions:
        return ()
    row = passage.table
    above = (
        row.table if row else None,
        (row.caption or None) if row else None,
        passage.section[-1] if passage.section else None,
    )
    strings = [passage.doc_id, str(passage.ordinal), _json(above), str(len(passage.figures))]
    for figure in passage.figures:
        strings += _strings_of(figure, passage)
    for mention in passage.mentions:
        strings.append(f"{mention.start},{mention.end}")
        strings.append(
            _json((mention.text, mention.instrument, mention.name, mention.kind, *mention.articles))
        )
    return tuple(strings)


def _strings_of(figure: Figure, passage: Passage) -> tuple[str, ...]:
    cell, period = cell_of(figure, passage), figure.period
    high = figure.value_high
    when = period and (period.text, period.start or None, period.end or None)
    return (
        f"{figure.start},{figure.end}",
        _json(
            (
                figure.text,
                str(figure.value),
                figure.unit or None,
                figure.kind,
                figure.qualifier or None,
                None if high is None else str(high),
                figure.recognised,
            )
        ),
        figure.measure or "",
        _json(when) if when and any(when) else "",
        _json((cell.start, cell.end, cell.column, cell.row, _beside(figure, cell, passage.text)))
        if cell
        else "",
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def cell_of(figure: Figure, passage: Passage) -> Cell | None:
    """The cell that holds a figure of a table row; None in prose."""
    cells = passage.table.cells if passage.table else ()
    return next((c for c in cells if c.start <= figure.start < c.end), None)


def _beside(figure: Figure, cell: Cell, text: str) -> int:
    squeezed = "".join(text[cell.start : cell.end].split())
    return len(squeezed) - len("".join(figure.text.split()))


@dataclass(frozen=True, slots=True)
class BriefTable:
    """The number and the caption of the table that a passage is a row of."""

    table: int
    caption: str | None


class Brief:
    """A passage as lists know it: `id`, `doc_id` and `ordinal`, the number and caption of its
    `table`, the last part of its `section`, its figures and mentions."""

    __slots__ = (
        *("_mentioned", "_mentions", "_numbered", "beside", "doc_id", "id", "ordinal"),
        *("section", "table"),
    )

    def __init__(self, passage_id: str, strings: Sequence[str]) -> None:
        self.id = passage_id
        self.doc_id = strings[0]
        self.ordinal = int(strings[1])
        self.table, self.section = _above(strings[2])
        #: Characters beside each figure in its cell, by where the figure begins; known once the
        #: figures were read.
        self.beside: dict[int, int] | None = None
        last = _HEAD + _OF_FIGURE * int(strings[3])
        self._numbered, self._mentioned = strings[_HEAD:last], strings[last:]
        self._mentions: tuple[Mention, ...] | None = None

    def take_figures(self) -> Iterator[tuple[Figure, Cell | None]]:
        """Yield the figures in order, each with the cell that holds it, and keep them no longer: a
        list has them itself."""
        strings, self._numbered = self._numbered, ()
        for at in range(0, len(strings), _OF_FIGURE):
            where, what, measure, period, cell = strings[at : at + _OF_FIGURE]
            start, end = _span(where)
            text, value, unit, kind, qualifier, high, recognised = _what(what)
            held = None
            if cell:
                held, beside = _cell(cell)
                self.beside = self.beside or {}
                self.beside[start] = beside
            yield (
                Figure(
                    text, start, end, value, unit, kind, qualifier, high, measure or None,
                    _period(period) if period else None, recognised,
                ),
                held,
            )  # fmt: skip

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions in order."""
        if self._mentions is None:
            strings, found = self._mentioned, []
            for at in range(0, len(strings), _OF_MENTION):
                (start, end), named = _span(strings[at]), _named(strings[at + 1])
                text, instrument, name, kind, *articles = named
                found.append(Mention(text, start, end, instrument, name, kind, tuple(articles)))
            self._mentions = tuple(found)
        return self._mentions


def characters_beside(figure: Figure, cell: Cell, passage: Passage | Brief) -> int:
    """Characters in the cell of a figure that are not the figure's, blanks not counted."""
    if isinstance(passage, Brief):
        return passage.beside[figure.start] if passage.beside else 0
    return _beside(figure, cell, passage.text)


@lru_cache(_KEPT)
def _above(text: str) -> tuple[BriefTable | None, tuple[str, ...]]:
    table, caption, heading = json.loads(text)
    return (
        None if table is None else BriefTable(table, caption),
        () if heading is None else (heading,),
    )


@lru_cache(_KEPT)
def _span(text: str) -> tuple[int, int]:
    start, _, end = text.partition(",")
    return int(start), int(end)


@lru_cache(_KEPT)
def _what(text: str) -> tuple[Any, ...]:
    verbatim, value, unit, kind, qualifier, high, recognised = json.loads(text)
    upper = None if high is None else Decimal(high)
    return verbatim, Decimal(value), unit, kind, qualifier, upper, recognised


@lru_cache(_KEPT)
def _period(text: str) -> Period:
    return Period(*json.loads(text))


@lru_cache(_KEPT)
def _cell(text: str) -> tuple[Cell, int]:
    start, end, column, row, beside = json.loads(text)
    return Cell(start, end, tuple(column), tuple(row)), beside


@lru_cache(_KEPT)
def _named(text: str) -> tuple[Any, ...]:
    return tuple(json.loads(text))
