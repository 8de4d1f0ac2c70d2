"""Paragraphs and tables in reading order: interrupted, continued, and beside text boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.document.faults import PageFaults
from indexer.readers.pdf.document.reading_order import document_elements
from indexer.readers.pdf.layout.paragraphs import PdfParagraph
from indexer.readers.pdf.layout.text_columns import TextColumn
from indexer.readers.pdf.source.geometry import Box
from tests.indexer.readers.pdf.document.elements import table
from tests.indexer.readers.pdf.page_setup import line, page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine
    from indexer.readers.pdf.tables.model import PageTable


def column(
    lines: Sequence[TextLine], *tables: PageTable, number: int = 1, boxed: Box | None = None
) -> TextColumn:
    return TextColumn(number, 70.0, 502.0, list(lines), list(tables), boxed=boxed)


def read(*columns: TextColumn) -> list[str]:
    """The texts of the paragraphs in order, and "table" for each table."""
    parts = [page(n, []) for n in sorted({each.page for each in columns})]
    return [
        "".join(row.text for row in each.rows) if isinstance(each, PdfParagraph) else "table"
        for each in document_elements(columns, parts, PageFaults())
    ]


FIRST, SECOND, THIRD = "甲" * 36, "乙" * 36, "丙" * 30 + "。"


def interrupted(*between: str, base: float = 190.0) -> list[TextLine]:
    """A paragraph of two rows above a table and of one row below it, with lines between them."""
    rows = [line(FIRST, 70, 100), line(SECOND, 70, 120)]
    rows += [line(text, 70, base + 20 * n) for n, text in enumerate(between)]
    return [*rows, line(THIRD, 70, 400)]


@pytest.mark.parametrize(("notes", "joined"), [(0, True), (7, True), (8, False)], ids=str)
def test_a_table_with_up_to_seven_notes_interrupts_a_paragraph(notes: int, joined: bool) -> None:
    found = read(column(interrupted(*["註：含試辦部分"] * notes), table(150)))
    assert (found[0] == FIRST + SECOND + THIRD) == joined
    assert found.count("table") == 1


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("表 4　檢查情形", True),
        ("單位：件", True),
        ("資料來源：雲海縣政府", True),
        ("檢查情形", False),
    ],
)
def test_captions_units_and_notes_belong_to_a_table(text: str, joined: bool) -> None:
    assert (read(column(interrupted(text), table(150)))[0] == FIRST + SECOND + THIRD) == joined


@pytest.mark.parametrize(("rows", "joined"), [(2, True), (3, False)], ids=str)
def test_a_note_of_a_table_has_up_to_two_rows(rows: int, joined: bool) -> None:
    note = ["註：" + "含" * 34, *["試" * 36] * 2][: rows - 1]
    found = read(column(interrupted(*note, "部分"), table(150)))
    assert (found[0] == FIRST + SECOND + THIRD) == joined


def test_lines_that_are_not_around_a_table_do_not_interrupt() -> None:
    assert read(column(interrupted("註：含試辦部分"))) == [FIRST + SECOND, "註：含試辦部分", THIRD]


def test_a_sentence_that_ended_above_a_table_does_not_continue_below_it() -> None:
    rows = interrupted()
    rows[1] = line("乙" * 35 + "。", 70, 120)
    assert read(column(rows, table(150))) == [FIRST + "乙" * 35 + "。", "table", THIRD]


def test_a_single_row_above_a_table_does_not_continue_below_it() -> None:
    rows = interrupted()[1:]
    assert read(column(rows, table(150))) == [SECOND, "table", THIRD]


def test_nothing_continues_where_a_table_is_the_last_element_or_a_table_follows() -> None:
    rows = interrupted()[:2]
    assert read(column(rows, table(150))) == [FIRST + SECOND, "table"]
    assert read(column(rows, table(150), table(300))) == [FIRST + SECOND, "table", "table"]


def test_a_paragraph_continues_in_the_next_column_and_on_the_next_page() -> None:
    first = column([line(FIRST, 70, 100), line(SECOND, 70, 120)])
    for number in (1, 2):
        second = column([line(THIRD, 70, 100)], number=number)
        assert read(first, second) == [FIRST + SECOND + THIRD]


def test_a_table_at_the_end_of_a_page_continues_on_the_next_one() -> None:
    first = column([], table(780, "東區", "3", "5"))
    assert read(first, column([], table(60, "西區", "7", "9"), number=2)) == ["table"]
    below = column([line("合計十件。", 70, 60)], table(90, "西區", "7", "9"), number=2)
    assert read(first, below) == ["table", "合計十件。", "table"]


BOXED = Box(380.0, 130.0, 500.0, 170.0)


@pytest.mark.parametrize(
    ("bases", "place"),
    [((100, 150, 220, 300), 2), ((100, 240, 300, 340), 1), ((150, 220, 260, 300), 1),
     ((200, 240, 280, 320), 0), ((60, 90, 120, 340), 3), ((100, 145, 165, 300), 2)],
    ids=["beside the second", "under the first", "beside the first", "above all",
         "under the third", "beside the second and the third"],
)  # fmt: skip
def test_a_text_box_follows_the_paragraph_beside_it_or_above_it(
    bases: Sequence[float], place: int
) -> None:
    texts = [f"{char}項檢查。" for char in "甲乙丙丁"]
    rows = [line(text, 70, base) for text, base in zip(texts, bases, strict=True)]
    found = read(column(rows), column([line("摘要", 400, 150)], boxed=BOXED))
    assert found.index("摘要") == place
    assert [text for text in found if text != "摘要"] == texts


def test_a_text_box_is_placed_by_the_paragraphs_of_its_own_page() -> None:
    first = column([line("甲項檢查。", 70, 100)])
    second = column([line("乙項檢查。", 70, 140), line("丙項檢查。", 70, 300)], number=2)
    third = column([line("丁項檢查。", 70, 140)], number=3)
    box = column([line("摘要", 400, 150)], number=2, boxed=BOXED)
    assert read(first, second, third, box)[1:3] == ["乙項檢查。", "摘要"]


def test_a_table_beside_a_text_box_is_not_a_paragraph_to_follow() -> None:
    found = read(
        column([line("甲項檢查。", 70, 100)], table(130)),
        column([line("摘要", 400, 150)], boxed=BOXED),
    )
    assert found == ["甲項檢查。", "摘要", "table"]


def test_a_text_box_above_the_text_of_its_page_stays_on_it() -> None:
    first = column([line("甲項檢查。", 70, 100)])
    second = column([line("乙項檢查。", 70, 300)], number=2)
    box = column([line("摘要", 400, 150)], number=2, boxed=BOXED)
    assert read(first, second, box) == ["甲項檢查。", "摘要", "乙項檢查。"]
    assert read(column([], table(130)), second, box) == ["table", "摘要", "乙項檢查。"]
