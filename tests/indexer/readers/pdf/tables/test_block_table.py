"""A table of the pages becomes the table of a block: caption, unit, notes and cells."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.tables.block_table import to_block_table
from indexer.readers.pdf.tables.continuation import TablePiece
from indexer.readers.pdf.tables.model import PageCell, PageTable
from indexer.structure.blocks import GridCell, Table
from tests.indexer.readers.pdf.tables.rows_of_type import text

BOUNDS = (70.0, 150.0, 250.0, 370.0)
HEAD = ("站別", "件數", "人數")
BODY = [("甲站", "12", "34"), ("乙站", "56", "78")]


def piece(*rows: tuple[str, ...], header: int | None = None) -> TablePiece:
    """A table of these rows; a row of one text is one cell as wide as the table."""
    cells = [
        PageCell(
            at, column, 1, 3 if len(texts) == 1 else 1, 300.0,
            [text(words, 75, 100 + 20 * at)] if words else [],
        )
        for at, texts in enumerate(rows)
        for column, words in enumerate(texts)
    ]  # fmt: skip
    return TablePiece(PageTable(Box(70, 90, 370, 300), BOUNDS, cells, header), 1, 842.0)


def block_table(*rows: tuple[str, ...], header: int | None = None) -> Table:
    made = to_block_table(piece(*rows, header=header))
    assert made is not None
    return made[0]


def test_a_wide_first_row_is_the_caption_and_its_unit() -> None:
    table = block_table(("各站件數",), ("單位：件",), HEAD, *BODY)
    assert (table.caption, table.unit, table.note) == ("各站件數", "件", None)
    assert (table.header_rows, len(table.cells)) == (1, 9)


def test_a_second_wide_row_is_in_the_table() -> None:
    table = block_table(("各站件數",), ("北部地區",), HEAD, *BODY)
    assert table.caption == "各站件數"
    assert GridCell("北部地區", 0, 0, 1, 3) in table.cells
    empty = block_table(("",), HEAD, *BODY)
    assert (empty.caption, empty.cells[0].text) == (None, "站別")


def test_wide_last_rows_are_notes() -> None:
    table = block_table(HEAD, *BODY, ("註：不含離島",), ("資料來源：渡船管理所",), ("",))
    assert table.note == "註：不含離島\n資料來源：渡船管理所"
    assert max(cell.row for cell in table.cells) == 2
    other = block_table(HEAD, *BODY, ("離島地區",))
    assert (other.note, max(cell.row for cell in other.cells)) == (None, 3)


def test_a_table_without_text_is_none() -> None:
    assert to_block_table(piece(("", "", ""), ("", "", ""))) is None


def test_breaks_are_counted_without_the_caption() -> None:
    table = piece(("各站件數",), HEAD, *BODY)
    table.breaks = [0, 3]
    made = to_block_table(table)
    assert made is not None
    assert made[1] == (0, 2)


def test_known_header_rows_are_counted_without_the_caption() -> None:
    assert block_table(("各站件數",), HEAD, *BODY, header=2).header_rows == 1
    assert block_table(HEAD, *BODY, header=0).header_rows == 0


@pytest.mark.parametrize(("figures", "rows"), [("收件", 2), ("12", 1)])
def test_spanning_cells_of_a_first_row_show_the_depth_of_the_header(
    figures: str, rows: int
) -> None:
    table = piece(("站別", figures, ""), ("", "件數", "人數"), *BODY)
    cells = table.table.cells
    cells[0].rows, cells[1].columns = 2, 2
    del cells[2:4]
    made = to_block_table(table)
    assert made is not None
    assert (made[0].header_rows == 2) is (rows == 2)


def test_text_on_a_slot_that_is_taken_joins_the_cell_there() -> None:
    table = piece(HEAD, *BODY)
    table.table.cells[3].columns = 2
    made = to_block_table(table)
    assert made is not None
    texts = {(cell.row, cell.column): (cell.text, cell.columns) for cell in made[0].cells}
    assert texts[1, 0] == ("甲站\n12", 2)
    assert (1, 1) not in texts


def test_a_cell_that_reaches_below_the_table_ends_with_it() -> None:
    table = piece(HEAD, *BODY)
    table.table.cells[6].rows = 4
    table.table.cells.append(PageCell(5, 0, 1, 3, 300.0, [text("註：不含離島", 75, 240)]))
    made = to_block_table(table)
    assert made is not None
    assert all(cell.row + cell.rows <= 5 for cell in made[0].cells)


def test_each_row_has_the_box_of_its_lines() -> None:
    table = block_table(("各站件數",), HEAD, *BODY, ("註：不含離島",))
    caption, rows, notes = table.caption_boxes, table.row_boxes, table.note_boxes
    tops = [[box[2] for box in boxes] for boxes in (caption, *rows, *notes)]
    assert [len(boxes) for boxes in tops] == [1] * 5
    assert tops == sorted(tops), "from the top"
    assert {box[0] for boxes in (caption, *rows, *notes) for box in boxes} == {1}
    for line, boxes in zip((HEAD, *BODY), rows, strict=True):
        longest = max(map(len, line))
        assert boxes[0][4] - boxes[0][2] < 20
        assert boxes[0][3] - boxes[0][1] < 300 + 10 * longest


def test_a_cell_over_several_rows_has_a_box_of_its_own() -> None:
    label = PageCell(0, 0, 2, 1, 300.0, [text("甲站", 75, 110)])
    cells = [PageCell(r, 1, 1, 1, 300.0, [text(str(r + 5), 160, 100 + 20 * r)]) for r in range(2)]
    both = TablePiece(PageTable(Box(70, 90, 250, 140), BOUNDS[:3], [label, *cells], 0), 1, 842.0)
    made = to_block_table(both)
    assert made is not None
    assert [len(boxes) for boxes in made[0].row_boxes] == [2, 1]


def test_the_names_of_the_rows_are_in_the_first_column_with_text() -> None:
    table = block_table(("", "站別", "件數"), ("", "甲站", "12"), ("", "乙站", "56"))
    assert [(cell.text, cell.column) for cell in table.cells[:3]] == [
        ("站別", 0), ("件數", 1), ("甲站", 0)
    ]  # fmt: skip
    assert table.header_columns == 1
    kept = block_table(("", "站別", "件數"), ("1", "甲站", "12"), ("", "乙站", "56"))
    assert kept.cells[1].column == 1


def test_a_cell_over_empty_columns_becomes_narrower() -> None:
    made = piece(("", "站別", "件數"), ("", "甲站", "12"))
    made.table.cells[0].lines = [text("各站", 75, 100)]
    made.table.cells[0].columns = 2
    del made.table.cells[1]
    done = to_block_table(made)
    assert done is not None
    assert [(c.text, c.column, c.columns) for c in done[0].cells[:3]] == [
        ("各站", 0, 1), ("件數", 1, 1), ("甲站", 0, 1)
    ]  # fmt: skip
