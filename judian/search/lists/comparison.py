"""Comparison of figures: series for charts, and conflicts between documents.

Figures are compared by their measure without its period (112年 › 件數 and 113年 › 件數 are one
measure in two years). Short measures (金額) differ in meaning between documents and are compared
within one document only.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from judian.core import deadlines
from judian.core.brief import characters_beside
from judian.search.replies.listings import Conflict, FigureRow, Held, Point, Series, ends
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from judian.zh.dates.periods import Period

#: Series given for one list, those with most to show first.
MAX_SERIES = 24
#: Fewest characters of a measure that is compared between documents.
_TELLING = 6
#: Most relative difference of two figures that agree, if one is approximate (約, 近).
_ROUGHLY = Decimal("0.05")
#: Most different values of one measure that are compared.
_VALUES = 20
#: Fewest points of a chart.
_FEWEST = 2

_JOINT = " › "
_TOTAL = re.compile(fold("合計|總計|小計|總數|共計|總和|平均|累計"))
_OF_TIME = str.maketrans("", "", "年度月底之的份()（）-－~～ ")
#: The parts of captions that differ between tables of one kind in several reports.
_CAPTION = re.compile(rf"^{fold('附')}?{fold('表')}|[0-9一二三四五六七八九十民國国年度月\s\-－]+")

#: Measures with a period of which the parts are kept: a long list asks for 15,000 twice.
_CORES = 1 << 15

_ITEM_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]?")
#: Most characters in a cell beside its number: a footnote marker, a bracket.
_ASIDE = 4

_Key = tuple[object, ...]
_Path = tuple[str, ...]
_Stamps = tuple[str | None, str | None] | None


def is_total(measure: str) -> bool:
    """True if a part of a measure is a word for a total or an average (合計, 平均)."""
    return _TOTAL.search(fold(measure)) is not None


def series(rows: Sequence[FigureRow[Held]]) -> tuple[Series[Held], ...]:
    """The measures with several periods, and the rows or columns of tables with several
    categories. Those with more than two points come first; the categories of a table that
    also goes over periods come last; else tables and documents take turns in the order of
    `rows`."""
    periods = list(_over_periods(rows))
    charted = {_table(point.row) for found in periods for point in found.points}
    index = {id(row): number for number, row in enumerate(rows)}
    by_first_row = [
        (min(index[id(point.row)] for point in found.points), found)
        for found in (*periods, *_over_categories(rows))
    ]
    by_first_row.sort(key=lambda pair: pair[0])
    turns: Counter[tuple[bool, str, int | None]] = Counter()
    ranked = []
    for first, found in by_first_row:
        few, source = len(found.points) <= _FEWEST, _table(found.points[0].row)
        again = found.axis == "category" and source in charted
        ranked.append(((few, again, turns[few, *source], first), found))
        turns[few, *source] += 1
    ranked.sort(key=lambda pair: pair[0])
    return tuple(found for _, found in ranked[:MAX_SERIES])


def _table(row: FigureRow[Held]) -> tuple[str, int | None]:
    return row.document.id, row.passage.table.table if row.passage.table else None


def conflicts(rows: Sequence[FigureRow[Held]]) -> tuple[Conflict[Held], ...]:
    """The measures for which documents give different values in one unit and period.

    Changes are omitted, since they depend on their base; so are short measures, and measures
    for which one document itself gives different values.
    """
    groups: dict[_Key, dict[str, list[FigureRow[Held]]]] = defaultdict(lambda: defaultdict(list))
    for row in deadlines.checked(rows, deadlines.LIGHT):
        figure, period = row.figure, row.figure.period
        measure = _folded_core(row)
        if figure.kind == "change" or len(measure) < _TELLING or _stamps(period) is None:
            continue
        key = (measure, figure.unit, figure.kind, _stamps(period))
        groups[key][row.document.id].append(row)
    found = []
    for documents in groups.values():
        firsts = _different(same[0] for same in documents.values() if _is_consistent(same))
        if any(not _agree(left, right) for left, right in combinations(firsts, 2)):
            first = firsts[0].figure
            if first.period:
                measure = _JOINT.join(_core(firsts[0]))
                found.append(Conflict(measure, first.unit, first.period, tuple(firsts)))
    return tuple(found)


def _is_consistent(rows: Sequence[FigureRow[Held]]) -> bool:
    """True if all figures of a document agree with its first one."""
    return all(_agree(rows[0], other) for other in rows[1:])


def _different(rows: Iterable[FigureRow[Held]]) -> list[FigureRow[Held]]:
    """The first row of each different value, at most _VALUES of them."""
    found: dict[_Key, FigureRow[Held]] = {}
    for row in rows:
        figure = row.figure
        if len(found) < _VALUES:
            found.setdefault((figure.value, figure.value_high, bool(figure.qualifier)), row)
    return list(found.values())


def _agree(left: FigureRow[Held], right: FigureRow[Held]) -> bool:
    """True if two figures can both hold: equal values, overlapping ranges, or approximate values
    that differ little."""
    a, b = left.figure, right.figure
    if a.value == b.value:
        return True
    if a.value_high is not None or b.value_high is not None:
        low, high = max(a.value, b.value), min(a.value_high or a.value, b.value_high or b.value)
        return low <= high
    if a.qualifier or b.qualifier:
        return abs(a.value - b.value) <= _ROUGHLY * max(abs(a.value), abs(b.value))
    return False


def _over_periods(rows: Sequence[FigureRow[Held]]) -> Iterator[Series[Held]]:
    groups: dict[_Key, list[FigureRow[Held]]] = defaultdict(list)
    for row in deadlines.checked(rows, deadlines.LIGHT):
        figure, period = row.figure, row.figure.period
        core = _core(row)
        if _stamps(period) is None or not (core or row.cell) or period is None:
            continue
        if row.cell is None and _is_event(period):
            continue
        groups[
            _scope(row, core), _folded_core(row), figure.unit, figure.kind, period.start is None
        ].append(row)
    for group in groups.values():
        points = _without_totals(sorted(_one_each(group), key=lambda p: _last_first(p.period)))
        if len(points) >= _FEWEST:
            first = points[0].row
            measure = _JOINT.join((*_heading(first), *_core(first)))
            yield Series(measure, first.figure.unit, first.figure.kind, "period", tuple(points))


def _is_event(period: Period) -> bool:
    """True for a period of one day: what a sentence counts on a day is something that happened
    then, and not comparable with what happened on another."""
    return period.start is not None and period.start == period.end


def _one_each(rows: Iterable[FigureRow[Held]]) -> Iterator[Point[Held]]:
    """Yield a point for each period, from the newest document, unless that has different
    values."""
    by_period: dict[object, list[FigureRow[Held]]] = defaultdict(list)
    for row in rows:
        by_period[_stamps(row.figure.period)].append(row)
    for of_period in by_period.values():
        newest = max(of_period, key=lambda row: row.document.date or "")
        same = [row for row in of_period if row.document.id == newest.document.id]
        if all(row.figure.value == newest.figure.value for row in same):
            period = newest.figure.period
            yield Point(period.text if period else "", period, newest.figure.value, newest)


def _without_totals(points: Sequence[Point[Held]]) -> list[Point[Held]]:
    """The points except totals, whose period contains those of two others."""
    spans = [ends(point.period) for point in points if point.period]
    return [
        point
        for point, (first, last) in deadlines.checked(zip(points, spans, strict=True))
        if sum(first <= a and b <= last and (a, b) != (first, last) for a, b in spans) < 2
    ]


def _over_categories(rows: Sequence[FigureRow[Held]]) -> Iterator[Series[Held]]:
    """Yield the series down the columns of each table, or along its rows if those are longer."""
    tables: dict[_Key, list[FigureRow[Held]]] = defaultdict(list)
    for row in deadlines.checked(rows, deadlines.LIGHT):
        if _fills_its_cell(row):
            tables[*_table(row), row.figure.unit, row.figure.kind].append(row)
    for cells in tables.values():
        directions = [list(_along(cells, by_row)) for by_row in (False, True)]
        yield from max(directions, key=lambda found: max((len(s.points) for s in found), default=0))


def _fills_its_cell(row: FigureRow[Held]) -> bool:
    """True if the cell contains little but the figure; prose in a cell is not charted."""
    if row.cell is None:
        return False
    return characters_beside(row.figure, row.cell, row.passage) <= _ASIDE


def _along(rows: Sequence[FigureRow[Held]], by_row: bool) -> Iterator[Series[Held]]:
    """Yield series with one point for each row header, or (`by_row`) for each column header."""
    groups: dict[tuple[_Path, _Stamps], dict[_Path, FigureRow[Held]]] = defaultdict(dict)
    for row in rows:
        if row.cell is None:
            continue
        fixed, varying = row.cell.column, row.cell.row
        if by_row:
            fixed, varying = varying, fixed
        label = tuple(_timeless(varying, row.figure.period))
        if label and not _TOTAL.search(fold("".join(label))):
            path = tuple(_timeless(fixed, row.figure.period))
            groups[path, _stamps(row.figure.period)].setdefault(label, row)
    for (path, _), by_label in groups.items():
        if len(by_label) < _FEWEST:
            continue
        before, after = _shared(list(by_label))
        points = tuple(
            Point(_JOINT.join(label[before : len(label) - after]), None, row.figure.value, row)
            for label, row in by_label.items()
        )
        label, first = next(iter(by_label.items()))
        common = (*label[:before], *label[len(label) - after :])
        figure = first.figure
        measure = _JOINT.join((*_heading(first), *path, *common))
        yield Series(measure, figure.unit, figure.kind, "category", points, figure.period)


def _shared(labels: Sequence[_Path]) -> tuple[int, int]:
    """The numbers of leading and trailing parts that all labels share; each label keeps at least
    one part of its own."""
    shortest = min(map(len, labels)) - 1
    before = after = 0
    while before < shortest and len({label[before] for label in labels}) == 1:
        before += 1
    while before + after < shortest and len({label[-1 - after] for label in labels}) == 1:
        after += 1
    return before, after


def _heading(row: FigureRow[Held]) -> tuple[str, ...]:
    """The subject of a table: its caption, else the heading of its section; () in prose."""
    if not row.passage.table:
        return ()
    heading = row.passage.table.caption or (row.passage.section or ("",))[-1]
    return ("".join(heading.split()),) if heading.strip() else ()


def _scope(row: FigureRow[Held], core: Sequence[str]) -> _Key:
    """The group within which a figure is compared: tables of one caption, all documents for long
    measures, else its own document."""
    if row.passage.table:
        alike = _CAPTION.sub("", fold(row.passage.table.caption or ""))
        if len(alike) >= _TELLING:
            return ("caption", alike)
        return ("table", row.document.id, row.passage.table.table)
    if len("".join(core)) >= _TELLING:
        return ("measure",)
    return ("document", row.document.id)


def _core(row: FigureRow[Held]) -> _Path:
    """The parts of a figure's measure, except those that only name its period."""
    return _core_of(row.figure.measure or "", row.figure.period)[0]


def _folded_core(row: FigureRow[Held]) -> str:
    """These parts as they are compared."""
    return _core_of(row.figure.measure or "", row.figure.period)[1]


@lru_cache(maxsize=_CORES)
def _core_of(measure: str, period: Period | None) -> tuple[_Path, str]:
    core = tuple(_timeless(measure.split(_JOINT), period))
    return core, fold("".join(core))


def _timeless(path: Iterable[str], period: Period | None) -> list[str]:
    named = "".join(period.text.split()) if period else ""
    parts = (_without(part, named) for part in path)
    return [part for part in parts if part and not _ITEM_NUMBER.fullmatch(part)]


@lru_cache(maxsize=4096)
def _without(part: str, named: str) -> str:
    """`part` of a measure without the name of its period; "" if nothing else remains."""
    squeezed = "".join(part.split())
    if not named or named not in squeezed:
        return squeezed
    at = squeezed.find(named)
    before, after = squeezed[:at], squeezed[at + len(named) :]
    if (before[-1:].isdigit() and named[0].isdigit()) or (
        after[:1].isdigit() and named[-1].isdigit()
    ):
        return squeezed
    rest = before + after
    return rest if rest.translate(_OF_TIME) else ""


def _stamps(period: Period | None) -> _Stamps:
    """The ISO ends of a period that is known, else None."""
    if period is None or not (period.start or period.end):
        return None
    return period.start, period.end


def _last_first(period: Period | None) -> tuple[str, str]:
    first, last = ends(period) if period else ("", "")
    return last, first
