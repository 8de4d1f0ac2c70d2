"""The ruling lines and shades of a sample table, by its style."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from judian.evals.typeset.table_model import SampleCell, SampleTable

_HEADER_FILL, _ROW_FILL, _BODY_FILL = "#d0d8e0", "#eeeeee", "#f6f6f0"


class Sides(NamedTuple):
    """One value for each side of a cell."""

    top: bool
    bottom: bool
    left: bool
    right: bool


class _Place(NamedTuple):
    """The sides on which a cell touches the table's edge, and its place to the header rows."""

    edge: Sides
    is_above_body: bool  # the cell is in the last header row
    is_below_header: bool  # the cell is in the first row of the body


def ruled_sides(table: SampleTable, cell: SampleCell) -> Sides:
    """The sides of a cell that have a ruling line."""
    rule = _RULINGS.get(table.style)
    if rule is None:
        return Sides(False, False, False, False)
    edge = Sides(
        top=cell.row == 0,
        bottom=cell.row + cell.rows == table.rows,
        left=cell.column == 0,
        right=cell.column + cell.columns == len(table.widths),
    )
    above_body = cell.row + cell.rows == table.header_rows
    return rule(table, cell, _Place(edge, above_body, cell.row == table.header_rows))


def _full(_table: SampleTable, _cell: SampleCell, _place: _Place) -> Sides:
    return Sides(True, True, True, True)


def _frame(_table: SampleTable, _cell: SampleCell, place: _Place) -> Sides:
    """A frame around the table and a line below the header rows."""
    edge = place.edge
    top, bottom = edge.top or place.is_below_header, edge.bottom or place.is_above_body
    return Sides(top, bottom, edge.left, edge.right)


def _booktabs(table: SampleTable, cell: SampleCell, place: _Place) -> Sides:
    """Lines above, below and under the header rows; in odd variants under spanning headers too."""
    is_spanning = table.variant % 2 == 1 and cell.row < table.header_rows and cell.columns > 1
    bottom = place.edge.bottom or place.is_above_body or is_spanning
    return Sides(place.edge.top or place.is_below_header, bottom, False, False)


def _rules(_table: SampleTable, _cell: SampleCell, _place: _Place) -> Sides:
    return Sides(True, True, False, False)


def _columns(table: SampleTable, _cell: SampleCell, place: _Place) -> Sides:
    """Lines between the columns; some variants have outer lines, or one below the header rows."""
    is_closed, has_ends, has_header_line = table.variant == 2, table.variant > 1, table.variant == 3
    edge = place.edge
    return Sides(
        (edge.top and has_ends) or (place.is_below_header and has_header_line),
        (edge.bottom and has_ends) or (place.is_above_body and has_header_line),
        is_closed or not edge.left,
        is_closed or not edge.right,
    )


def _open(table: SampleTable, _cell: SampleCell, place: _Place) -> Sides:
    """All lines except the outer ones at the left and right, in some variants at all sides."""
    has_ends, edge = table.variant < 2, place.edge
    return Sides(has_ends or not edge.top, has_ends or not edge.bottom,
                 not edge.left, not edge.right)  # fmt: skip


#: Ruling lines by style; the other styles have none.
_RULINGS: dict[str, Callable[[SampleTable, SampleCell, _Place], Sides]] = {
    "full": _full,
    "frame": _frame,
    "booktabs": _booktabs,
    "rules": _rules,
    "columns": _columns,
    "open": _open,
}


def fill_colour(table: SampleTable, cell: SampleCell) -> str:
    """The colour behind a cell, "" for none."""
    style = table.style
    if cell.row < table.header_rows:
        is_filled = style in ("shaded", "head") or (style == "zebra" and table.variant < 3)
        return _HEADER_FILL if is_filled else ""
    if style == "shaded":
        return _BODY_FILL
    is_odd = (cell.row - table.header_rows) % 2 == 1
    return _ROW_FILL if style == "zebra" and is_odd else ""
