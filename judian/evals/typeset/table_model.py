"""The model of a sample table: its cells, its setting, and the cell paths a reader must find."""

from __future__ import annotations

from dataclasses import dataclass, field

#: The ways in which tables are drawn; `table_drawing` has the ruling lines and shades of each.
STYLES = (
    "full", "frame", "booktabs", "rules", "columns", "open", "shaded", "head", "zebra", "none",
)  # fmt: skip

#: (text, column headers from the top, row headers from the left) of a data cell.
CellPath = tuple[str, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SampleCell:
    """A cell at (row, column) that spans `rows` × `columns`; `align` is start, center or end.

    `footnote` is the text of a footnote in the cell.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    align: str = "center"
    footnote: str = ""


@dataclass
class SampleTable:
    """A table and its setting; all lengths are in points.

    It has `header_rows` and `header_columns`, `widths` of its columns, `size` of its type,
    `padding` in its cells and a least `height` of its rows. `repeat` sets the header rows on
    each page, `split` lets a row continue on the next page. `remarks` are lines below it.
    """

    style: str
    cells: list[SampleCell]
    header_rows: int
    header_columns: int
    widths: list[float]
    size: float
    padding: float
    height: float
    middle: bool
    repeat: bool
    split: bool
    bold: bool
    variant: int
    caption: str
    unit: str = ""
    remarks: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return max(cell.row + cell.rows for cell in self.cells)

    def cell_paths(self) -> list[CellPath]:
        """The path of each data cell with text."""
        found = []
        for cell in self.cells:
            if cell.row < self.header_rows or cell.column < self.header_columns or not cell.text:
                continue
            above = [
                h for h in self.cells
                if h.row < self.header_rows and h.column <= cell.column < h.column + h.columns
            ]  # fmt: skip
            left = [
                h for h in self.cells
                if h.row >= self.header_rows and h.column < self.header_columns
                and h.row <= cell.row < h.row + h.rows
            ]  # fmt: skip
            above.sort(key=lambda h: h.row)
            left.sort(key=lambda h: h.column)
            found.append(
                (cell.text, tuple(h.text for h in above), tuple(h.text for h in left if h.text))
            )
        return found
