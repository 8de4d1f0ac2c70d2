"""Columns whose sum is a value of its own: 男 and 女 of one service, all columns that a question
adds up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.tables.header_names import Role, name_of
from judian.zh.entities.categories import words
from judian.zh.text.analyze import analyze
from judian.zh.text.patterns import compiled
from judian.zh.text.verbs import is_verb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from judian.search.answers.tables.grid import Grid

#: Headers that divide persons and leave none out.
_SEXES = ("男", "女")
_LEAST = 2
#: Kinds of figures that no sum can be made of.
_NOT_ADDED = ("rate", "rank", "change")


def are_parts(grid: Grid, columns: Sequence[int], *, is_sum_asked: bool) -> bool:
    """True if the columns are the parts of one thing, and all of them: those for both sexes, or if
    the question asks for a sum those that differ in one header that names no step of a procedure
    (申請, 核定 count the same cases twice)."""
    found = [grid.columns[n] for n in columns]
    if len(found) < _LEAST or len({(c.unit, len(c.key[0])) for c in found}) != 1:
        return False
    if found[0].unit == "%" or any(c.role is not Role.PART or c.kind in _NOT_ADDED for c in found):
        return False
    paths = [c.key[0] for c in found]
    levels = [at for at in range(len(paths[0])) if len({path[at] for path in paths}) > 1]
    if len(levels) != 1 or _has_further(grid, columns, levels[0]):
        return False
    own = [name_of(path[levels[0]]) for path in paths]
    if not all(own):
        return False  # 111年, 112年: times
    if sorted(name[:1] for name in own) == sorted(_SEXES):
        return True
    return is_sum_asked and not any(is_verb(w) for name in own for w, _, _ in words(name))


#: What a header says that only counts what the header above it names: 工程件數 under 疏濬工程.
_ONLY_COUNTS = compiled(
    "^(?:總?[件人戶場家處班個輛艘次筆座]?數|總?金額|總?額|數?量|人次|場次|班次|小?計)?$"
)


def plain_columns(grid: Grid, columns: Sequence[int]) -> list[int]:
    """Of columns under one header and in one unit the one that counts all of what that header, or
    without one the caption, names, if the others narrow it: 工程件數 beside 尚未完工件數. Otherwise
    all of them."""
    found = [grid.columns[n].key[0] for n in columns]
    if not all(found) or len({path[:-1] for path in found}) != 1:
        return list(columns)  # without headers nothing tells
    if len({grid.columns[n].unit for n in columns}) != 1:
        return list(columns)
    above = name_of(found[0][-2]) if found[0][:-1] else analyze(grid.caption or "").folded
    plain = [n for n, path in zip(columns, found, strict=True) if _only_counts(path[-1], above)]
    return plain if len(plain) == 1 else list(columns)


def _only_counts(header: str, above: str) -> bool:
    """True if `header` says a word for a number, and else only what the name `above` it holds."""
    name = name_of(header)
    for start in range(len(name)):
        if name[:start] in above and _ONLY_COUNTS.match(name[start:]):
            return True
    return False


def of_one_value(grid: Grid, rows: Sequence[int], columns: Sequence[int]) -> list[int]:
    """The last of columns in one unit that state the same values in each of `rows`, so that it does
    not matter which is meant (原列 and 審定, if nothing was changed); otherwise all of them."""
    stated = [[_stated(grid, row, n) for row in rows] for n in columns]
    is_same = all(values == stated[0] and None not in values for values in stated)
    if is_same and len({grid.columns[n].unit for n in columns}) == 1:
        return [columns[-1]]
    return list(columns)


def _stated(grid: Grid, row: int, column: int) -> Decimal | None:
    cell = grid.cell(row, column)
    return cell.figure.value if cell is not None and cell.figure is not None else None


def _has_further(grid: Grid, columns: Sequence[int], level: int) -> bool:
    """True if another numeric column has the same headers but for that of `level`."""
    rest = {_without(grid.columns[n].key[0], level) for n in columns}
    return any(
        column.is_numeric and n not in columns and _without(column.key[0], level) in rest
        for n, column in enumerate(grid.columns)
        if len(column.key[0]) > level
    )


def _without(path: tuple[str, ...], level: int) -> tuple[str, ...]:
    return path[:level] + path[level + 1 :]
