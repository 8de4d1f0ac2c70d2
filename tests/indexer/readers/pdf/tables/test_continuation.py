"""Tables that are drawn in part, or not at all, give back what is merged in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.tables.block_table import to_block_table
from indexer.readers.pdf.tables.continuation import TablePiece, continued
from indexer.readers.pdf.tables.model import PageCell, PageTable
from indexer.readers.pdf.tables.ruling_grid import find_grids
from indexer.readers.pdf.tables.strategies.detection import find_drawn_tables, find_undrawn_tables
from tests.indexer.readers.pdf.page_setup import line

if TYPE_CHECKING:
    from indexer.readers.pdf.source.geometry import TextLine

SIZE = (595.0, 842.0)
Cell = tuple[str, int, int, int, int]


def cells(table: PageTable) -> set[Cell]:
    return {(c.text, c.row, c.column, c.rows, c.columns) for c in table.cells if c.lines}


def drawn(rules: list[Box], lines: list[TextLine]) -> PageTable:
    (table,), rest = find_drawn_tables(find_grids(rules, [], SIZE), rules, lines)
    assert rest == []
    return table


def agencies(top: float, names: str = "甲乙丙丁戊") -> list[TextLine]:
    """Rows 20 points apart: an agency, and two figures that end on one edge."""
    made = []
    for at, name in enumerate(names):
        base = top + 20 * at
        made += [
            line(f"{name}所", 160, base),
            line(f"{at + 1}2", 288, base),
            line(f"{at}", 394, base),
        ]
    return made


def headers(base: float) -> list[TextLine]:
    return [
        line("區域", 75, base),
        line("單位", 160, base),
        line("件數", 276, base),
        line("人數", 376, base),
    ]


def test_a_label_reaches_down_where_a_stroke_is_missing() -> None:
    rules = [Box(70, y, 410, y) for y in (100, 120, 180, 220)]
    rules += [Box(150, y, 410, y) for y in (140, 160, 200)]
    lines = [*headers(115), *agencies(135), line("北部", 75, 155), line("南部", 75, 205)]
    table = drawn(rules, lines)
    assert table.header_rows == 1
    assert {("北部", 1, 0, 3, 1), ("南部", 4, 0, 2, 1), ("丙所", 3, 1, 1, 1)} <= cells(table)


def test_a_header_stands_over_the_columns_that_its_stroke_covers() -> None:
    rules = [Box(70, y, 470, y) for y in (100, 160, 180, 200, 220)]
    rules += [Box(150, y, 470, y) for y in (120, 140)]
    lines = [line("受理情形", 286, 115), line("年度", 98, 135)]
    lines += [line("國內", 218, 135), line("國外", 378, 135)]
    lines += [
        line(t, x, 155) for t, x in zip(("件數", "占比") * 2, (178, 258, 338, 418), strict=True)
    ]
    for at in range(3):
        lines += [line(f"{100 + at}年", 98, 175 + 20 * at)]
        lines += [line(f"{at}{c}", 184 + 80 * c, 175 + 20 * at) for c in range(4)]
    table = drawn(rules, lines)
    assert table.header_rows == 3
    wanted = {
        ("年度", 0, 0, 3, 1), ("受理情形", 0, 1, 1, 4), ("國內", 1, 1, 1, 2), ("國外", 1, 3, 1, 2),
        ("占比", 2, 2, 1, 1), ("件數", 2, 3, 1, 1), ("22", 5, 3, 1, 1),
    }  # fmt: skip
    assert wanted <= cells(table)


@pytest.mark.parametrize(
    ("places", "spans"),
    [
        ((155, 205), {("北部", 1, 0, 3, 1), ("南部", 4, 0, 2, 1)}),
        ((135, 195), {("北部", 1, 0, 3, 1), ("南部", 4, 0, 2, 1)}),
    ],
    ids=["in the middle of its rows", "beside its first row"],
)
def test_a_label_without_rulings_spans_its_rows(places: tuple[int, int], spans: set[Cell]) -> None:
    lines = [*headers(115), *agencies(135)]
    lines += [line(text, 75, base) for text, base in zip(("北部", "南部"), places, strict=True)]
    (table,), rest = find_undrawn_tables(lines, [])
    assert rest == []
    assert spans <= cells(table)


def test_labels_between_vertical_rulings_span_their_rows() -> None:
    rules = [Box(70, y, 410, y) for y in (100, 120, 220)]
    rules += [Box(x, 100, x, 220) for x in (70, 150, 260, 340, 410)]
    lines = [*headers(115), *agencies(135), line("北部", 75, 155), line("南部", 75, 205)]
    assert {("北部", 1, 0, 3, 1), ("南部", 4, 0, 2, 1), ("戊所", 5, 1, 1, 1)} <= cells(
        drawn(rules, lines)
    )


def test_no_line_of_a_table_is_lost_whatever_its_strokes() -> None:
    lines = [*headers(115), *agencies(135), line("北部", 75, 145), line("南部", 75, 215)]
    for missing in range(8):
        heights = [y for at, y in enumerate(range(100, 240, 20)) if at != missing]
        rules = [Box(70 if y % 40 else 150, y, 410, y) for y in heights]
        tables, rest = find_drawn_tables(find_grids(rules, [], SIZE), rules, lines)
        held = [x for table in tables for cell in table.cells for x in cell.lines]
        assert sorted(x.text for x in [*held, *rest]) == sorted(x.text for x in lines)


def test_the_uppermost_header_stands_over_all_columns_but_the_labels() -> None:
    lines = [line("受理情形", 286, 110), line("年度", 98, 130)]
    lines += [line("國內", 218, 130), line("國外", 378, 130)]
    lines += [
        line(t, x, 150) for t, x in zip(("件數", "占比") * 2, (178, 258, 338, 418), strict=True)
    ]
    for at in range(4):
        lines += [line(f"{100 + at}年", 98, 175 + 20 * at)]
        lines += [line(f"{at}{c}", 184 + 80 * c, 175 + 20 * at) for c in range(4)]
    (table,), rest = find_undrawn_tables(lines, [])
    assert rest == []
    assert ("受理情形", 0, 1, 1, 4) in cells(table)
    assert table.header_rows == 3


def test_a_caption_over_a_table_is_no_header() -> None:
    lines = [line("各年受理件數一覽", 190, 110), *headers(135), *agencies(155)]
    (table,), rest = find_undrawn_tables(lines, [])
    assert [x.text for x in rest] == ["各年受理件數一覽"]
    assert table.header_rows == 1


def test_a_header_alone_at_the_end_of_a_page_belongs_to_the_rows_of_the_next() -> None:
    upper = [
        PageCell(0, 0, lines=[line("項目", 75, 780)]),
        PageCell(0, 1, lines=[line("收件", 200, 780)]),
    ]
    head = PageTable(Box(70, 770, 310, 790), (70, 150, 310), upper)
    lower = [PageCell(0, 0), PageCell(0, 1, lines=[line("件數", 160, 90)])]
    lower += [PageCell(0, 2, lines=[line("人數", 240, 90)])]
    for row in (1, 2):
        texts = (f"第{row}區", f"{row}7", f"{row}9")
        lower += [
            PageCell(row, c, lines=[line(text, 75 + 80 * c, 90 + 20 * row)])
            for c, text in enumerate(texts)
        ]
    body = PageTable(Box(70, 80, 310, 140), (70, 150, 230, 310), lower)
    first, second = TablePiece(head, 1, 842), TablePiece(body, 2, 842)
    assert continued(first, second)
    found = to_block_table(first)
    assert found is not None
    table, breaks = found
    assert table.header_rows == 2
    assert breaks == (1,)
    made = {(c.text, c.row, c.column, c.rows, c.columns) for c in table.cells}
    assert {
        ("項目", 0, 0, 2, 1),
        ("收件", 0, 1, 1, 2),
        ("人數", 1, 2, 1, 1),
        ("29", 3, 2, 1, 1),
    } <= made
