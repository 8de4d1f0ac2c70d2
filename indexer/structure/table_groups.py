"""Groups of rows and of columns that a table names once: 本年度 over 甲縣 and 乙縣.

A name alone in its row, or a repeated header row with another corner, opens a group of rows if the
same label follows every such name. A header over an empty column opens a group of columns.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.structure.list_markers import marker

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Cells of a row that holds only the name of a group: empty, or the sums of nothing.
_NOTHING = ("", "0", "-")
# Headers without values that divide the columns of a table at least.
_LEAST_COLUMN_GROUPS = 2


def with_row_groups(
    grid: Sequence[list[str]], places: Sequence[str], top: int
) -> tuple[list[list[str]], list[str]] | None:
    """The grid with `top` header rows and its places, with the names of the groups of rows in a
    column of their own in front; None for a grid without groups."""
    names = _group_names(grid, top)
    if names is None:
        return None
    found = [["", *row] for row in grid[:top]]
    kept = [*places[:top]]
    name = names.get(top - 1, "")
    for r in range(top, len(grid)):
        if r in names:
            name = names[r]
            continue
        if _closes(grid[r][0], name):
            name = ""
        found.append([name, *grid[r]])
        kept += places[r : r + 1]
    return found, kept


def _group_names(grid: Sequence[list[str]], top: int) -> dict[int, str] | None:
    """The names of the groups by the row that holds them; that in the corner of the header rows by
    the last of these. None without groups."""
    if not top:
        return None
    body = range(top, len(grid) - 1)
    names = {r: grid[r][0] for r in body if _is_name(grid[r], grid[0])}
    if not names:
        return None
    if top not in names:
        names[top - 1] = next((grid[r][0] for r in range(top - 1, -1, -1) if grid[r][0]), "")
    labels = {grid[r + 1][0] for r in names}
    if len(labels) > 1 or "" in labels or len(names) < 2:
        return None
    different = len(set(names.values()))
    return names if different == len(names) else None


def _is_name(row: Sequence[str], header: Sequence[str]) -> bool:
    """True for a row that holds only a name, and perhaps headers of its table again."""
    if not row[0]:
        return False
    rest = list(zip(row[1:], header[1:], strict=True))
    sums = sum(cell in _NOTHING and cell != "" for cell, _ in rest)
    known = all(cell in _NOTHING or cell.split() == above.split() for cell, above in rest)
    return known and sums * 2 < len(rest)


def _closes(label: str, name: str) -> bool:
    """True for a label that continues the count of the names of groups (三、 after 二、)."""
    own, group = marker(label), marker(name)
    return own is not None and group is not None and own.rank == group.rank


def with_column_groups(grid: Sequence[list[str]]) -> list[list[str]] | None:
    """The grid, whose first row is its header, with the headers over empty columns in a row of
    their own above the columns that follow them; None for a grid without such groups."""
    header = grid[0]
    empty = [c for c in range(1, len(header)) if header[c] and not any(r[c] for r in grid[1:])]
    if len(empty) < _LEAST_COLUMN_GROUPS or empty[0] != 1 or empty[-1] == len(header) - 1:
        return None
    if any(b - a == 1 for a, b in pairwise(empty)):
        return None
    above, below, kept = [header[0]], [""], [0]
    name, opens = "", False
    for c in range(1, len(header)):
        if c in empty:
            name, opens = header[c], True
            continue
        if _closes(header[c], name):
            name = ""
        above.append((name if opens else "") if name else header[c])
        below.append(header[c] if name else "")
        kept.append(c)
        opens = False
    return [above, below, *([row[c] for c in kept] for row in grid[1:])]
