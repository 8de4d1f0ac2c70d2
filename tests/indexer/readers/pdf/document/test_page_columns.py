"""The columns of pages: text boxes, footnotes under each column, and borderless tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.document import page_columns
from indexer.readers.pdf.document.context import DocumentContext
from indexer.readers.pdf.document.faults import PageFaults
from indexer.readers.pdf.document.page_columns import document_columns
from indexer.readers.pdf.layout.text_columns import TextColumn
from indexer.readers.pdf.source.geometry import Box, Frame
from tests.indexer.readers.pdf.document.elements import table
from tests.indexer.readers.pdf.page_setup import line, page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.page.part import PagePart
    from indexer.readers.pdf.source.geometry import TextLine
    from indexer.readers.pdf.tables.model import PageTable


def document() -> DocumentContext:
    """A document in type of 12 points."""
    frames = {n: Frame(0, 595.0, 842.0) for n in range(1, 6)}
    return DocumentContext(frames, body=12.0)


def half(char: str, left: float, rows: int = 30) -> list[TextLine]:
    """One of two columns of text, rows of 18 characters."""
    return [line(char * 18, left, 100 + 18 * n) for n in range(rows)]


def one_column(char: str, rows: int = 20) -> list[TextLine]:
    return [line(char * 36, 70, 100 + 18 * n) for n in range(rows)]


def columns_of(*parts: PagePart, context: DocumentContext | None = None) -> list[TextColumn]:
    return document_columns(parts, context or document(), PageFaults())


def characters(columns: Sequence[TextColumn]) -> list[str]:
    """The different characters of each column."""
    return ["".join(sorted({char for x in column.lines for char in x.text})) for column in columns]


def test_the_left_column_comes_before_the_right_one() -> None:
    assert characters(columns_of(page(1, half("乙", 310) + half("甲", 70)))) == ["甲", "乙"]


def test_a_page_without_lines_and_tables_has_no_column() -> None:
    assert columns_of(page(1, []), page(2, one_column("甲"))) != []
    assert [column.page for column in columns_of(page(1, []), page(2, one_column("甲")))] == [2]


def test_text_in_other_orientations_is_a_column_after_the_text() -> None:
    side = replace(line("附件一", 20, 300), orientation=3)
    found = columns_of(page(1, [side, *one_column("甲")]))
    assert characters(found) == ["甲", "一件附"]
    assert (found[1].left, found[1].right) == (side.x0, side.x1)


BOX = Box(380.0, 130.0, 520.0, 190.0)


def with_text_box(*inside: TextLine) -> list[TextColumn]:
    part = page(1, [*half("甲", 70, 20), *inside])
    part.boxes = [BOX]
    return columns_of(part)


def test_a_text_box_is_a_column_that_is_in_the_way_of_the_others() -> None:
    text, box = with_text_box(line("摘", 400, 150), line("要", 400, 170))
    assert characters([text, box]) == ["甲", "摘要"]
    assert (box.boxed, box.beside, box.left, box.right) == (BOX, True, 400, 412)
    assert (text.boxed, text.obstacles) == (None, [BOX])


def test_a_text_box_without_upright_text_is_no_column_but_is_in_the_way() -> None:
    (text,) = with_text_box()
    assert text.obstacles == [BOX]
    side = replace(line("摘要", 400, 150), orientation=3)
    text, turned = with_text_box(side)
    assert (text.obstacles, turned.lines, turned.boxed) == ([BOX], [side], None)


def two_columns_with_rules(*rules: Box, large: bool = True) -> PagePart:
    """A page of two columns. The footnote of the left one is as large as the text, so that only
    its mark shows it; that of the right one is in small type under a rule of its own."""
    lines = [line("甲" * 18, 70, 100 + 20 * n) for n in range(29)]
    lines.append(replace(line("甲" * 17 + "1", 70, 680), raised=((17, 18),)))
    lines += [line("乙" * 18, 310, 100 + 20 * n) for n in range(32)]
    lines.append(line("1 不含雲海縣。", 70, 780, 12.0 if large else 9.0))
    lines.append(line("並扣除試辦件數。", 310, 770, 9.0))
    part = page(1, lines)
    part.rulings = list(rules)
    return part


UNDER_LEFT = Box(70, 700.0, 130, 700.0)


@pytest.mark.parametrize(
    ("left", "rows"), [(2.8, 2), (3.2, 1)], ids=["2.8 points to the left", "3.2 points to the left"]
)
def test_a_footnote_rule_begins_with_its_column(left: float, rows: int) -> None:
    context = document()
    rule = Box(310 - left, 750.0, 370 - left, 750.0)
    columns_of(two_columns_with_rules(UNDER_LEFT, rule), context=context)
    assert sum(len(note.rows) for note in context.footnotes) == rows


def footnotes(part: PagePart) -> list[str]:
    context = document()
    columns_of(part, context=context)
    return [f"{x.mark}:{''.join(row.text for row in x.rows)}" for x in context.footnotes]


def test_footnotes_under_one_of_two_columns_are_taken_from_it() -> None:
    found = footnotes(two_columns_with_rules(Box(310, 750.0, 370, 750.0)))
    assert found == [":並扣除試辦件數。"]
    assert footnotes(two_columns_with_rules(UNDER_LEFT)) == ["1:不含雲海縣。"]


def test_footnotes_without_a_rule_are_known_by_their_type() -> None:
    lines = one_column("甲", 30)
    lines[3] = replace(line("甲" * 35 + "1", 70, 154), raised=((35, 36),))
    note = line("1 不含雲海縣。", 70, 780, 9.0)
    assert footnotes(page(1, [*lines, note])) == ["1:不含雲海縣。"]
    assert footnotes(page(1, [*lines, replace(note, size=12.0)])) == []


def test_footnotes_without_a_rule_under_one_of_two_columns_are_taken_from_it() -> None:
    left = half("甲", 70, 28)
    left[3] = replace(line("甲" * 17 + "1", 70, 154), raised=((17, 18),))
    note = line("1 不含雲海縣。", 70, 100 + 18 * 30, 9.0)
    assert footnotes(page(1, [*left, note, *half("乙", 310, 33)])) == ["1:不含雲海縣。"]


def test_footnotes_under_all_columns_are_small_and_under_a_rule() -> None:
    part = page(1, half("甲", 70) + half("乙", 310))
    part.lines += [line("1 不含雲海縣之件數，並扣除各鄉鎮公所試辦之件數。", 70, 780, 9.0)]
    part.rulings = [Box(70, 760.0, 200, 760.0)]
    assert footnotes(part) == ["1:不含雲海縣之件數，並扣除各鄉鎮公所試辦之件數。"]


def borderless(top: float, *names: str, header: bool = True) -> list[TextLine]:
    """A table of four columns without ruling lines across the page."""
    rows = [("區別", "收件", "結案", "占比")] if header else []
    rows += [(f"{name}區", "1,204", "987", "81.9") for name in names]
    return [
        line(text, 80 + 120 * column, top + 20 * row)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]


def tables_of(columns: Sequence[TextColumn]) -> list[list[str]]:
    """The first texts of the rows of each table."""
    return [
        [cell.text for cell in held.cells if cell.column == 0]
        for column in columns
        for held in column.tables
    ]


def test_a_borderless_table_is_found_in_a_column() -> None:
    found = columns_of(page(1, [*one_column("甲", 10), *borderless(300, *"東西南北")]))
    assert tables_of(found) == [["區別", "東區", "西區", "南區", "北區"]]
    assert characters(found) == ["甲"]


def test_rows_at_the_top_of_a_page_continue_the_table_at_the_end_of_the_page_before() -> None:
    first = page(1, [*one_column("甲", 10), *borderless(660, *"東西南北")])
    rest = borderless(90, "中", header=False)
    assert tables_of(columns_of(first, page(2, rest))) == [
        ["區別", "東區", "西區", "南區", "北區"],
        ["中區"],
    ]
    first.lines.append(line("本表不含雲海縣。", 70, 780))
    assert len(tables_of(columns_of(first, page(2, rest)))) == 1, "the page before ends with text"


def test_an_empty_page_does_not_end_a_table() -> None:
    first = page(1, [*one_column("甲", 10), *borderless(660, *"東西南北")])
    pages = [first, page(2, []), page(3, borderless(90, "中", header=False))]
    assert tables_of(columns_of(*pages))[1:] == [["中區"]]


def test_a_table_across_two_columns_is_found_before_the_columns() -> None:
    parts = [page(n, half("甲", 70) + half("乙", 310)) for n in (1, 2)]
    below = [replace(each, y0=each.y0 + 180, y1=each.y1 + 180, base=each.base + 180)
             for each in half("丙", 70, 14) + half("丁", 310, 14)]  # fmt: skip
    third = page(3, [*borderless(100, *"東西南北中"), *below])
    third.lines = [replace(each, order=n) for n, each in enumerate(third.lines)]
    found = [column for column in columns_of(*parts, third) if column.page == 3]
    assert tables_of(found) == [["區別", "東區", "西區", "南區", "北區", "中區"]]
    assert [text for text in characters(found) if text] == ["丙", "丁"]


@pytest.mark.parametrize(
    ("tables", "lines", "last"),
    [
        ([table(150)], [], 0),
        ([table(150), table(300)], [], 1),
        ([table(300), table(150)], [], 0),
        ([table(150)], [line("甲", 70, 120)], 0),
        ([table(150)], [replace(line("甲", 70, 178), y0=167.8)], 0),
        ([table(150)], [replace(line("甲", 70, 178), y0=168.2)], None),
        ([table(150)], [line("甲", 70, 200)], None),
        ([], [line("甲", 70, 120)], None),
    ],
    ids=[
        *("a table", "two tables", "two tables in another order", "text above"),
        *("2.2 points above its end", "1.8 points above its end", "text under it", "no table"),
    ],
)
def test_the_last_table_of_a_column_has_no_text_under_it(
    tables: list[PageTable], lines: list[TextLine], last: int | None
) -> None:
    found = page_columns._last_table(TextColumn(1, 70.0, 502.0, lines, tables))
    assert found is (None if last is None else tables[last])


@pytest.mark.parametrize(
    ("tables", "lines", "begins"),
    [
        ([table(150)], [line("甲", 70, 200)], True),
        ([table(150)], [line("甲", 70, 120)], False),
        ([table(150), table(90)], [line("甲", 70, 120)], True),
        ([], [line("甲", 70, 120)], False),
        ([table(150)], [], True),
    ],
    ids=["text below", "text above", "text between two", "no table", "no text"],
)
def test_a_column_begins_with_a_table_if_no_text_is_above_it(
    tables: list[PageTable], lines: list[TextLine], begins: bool
) -> None:
    assert page_columns._begins_with_table(TextColumn(1, 70.0, 502.0, lines, tables)) == begins


def test_rows_under_a_drawn_table_do_not_continue_the_table_of_the_page_before() -> None:
    first = page(1, [*one_column("甲", 10), *borderless(660, *"東西南北")])
    second = page(2, borderless(300, "中", header=False))
    second.tables = [table(90)]
    assert tables_of(columns_of(first, second)) == [
        ["區別", "東區", "西區", "南區", "北區"],
        ["件數"],
    ]


def test_marks_in_cells_of_drawn_tables_are_removed_where_footnotes_are_known() -> None:
    part = page(1, one_column("甲"))
    part.tables = [table(700)]
    part.tables[0].cells[0].lines = [replace(line("件數1", 80, 712), raised=((2, 3),))]
    part.lines.append(line("1 不含雲海縣。", 70, 780, 9.0))
    part.rulings = [Box(70, 760.0, 200, 760.0)]
    columns_of(part)
    assert part.tables[0].cells[0].text == "件數"
