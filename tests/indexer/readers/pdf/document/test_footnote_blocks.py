"""Footnotes of a document: collected from its pages, and placed after their marks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.readers.pdf.document.context import DocumentContext
from indexer.readers.pdf.document.faults import PageFaults
from indexer.readers.pdf.document.footnote_blocks import (
    clear_cell_marks,
    footnotes_of_marks,
    insert_unplaced_footnotes,
    take_footnotes,
)
from indexer.readers.pdf.layout.footnotes import Footnote
from indexer.readers.pdf.layout.text_columns import TextColumn
from indexer.readers.pdf.source.geometry import Frame, TextLine
from indexer.structure.blocks import Block
from judian.core.model import Kind
from tests.indexer.readers.pdf.document.elements import table
from tests.indexer.readers.pdf.page_setup import line, page

PAGES = range(1, 8)


def document(*footnotes: Footnote) -> DocumentContext:
    """A document of seven pages with these footnotes."""
    frames = {n: Frame(0, 595.0, 842.0) for n in PAGES}
    return DocumentContext(frames, footnotes=list(footnotes))


def note(mark: str, number: int, text: str = "不含雲海縣。") -> Footnote:
    return Footnote(mark, number, [line(text, 92, 700, 9.0)])


def marked(text: str, mark: str = "1") -> TextLine:
    """A line of text that ends with a raised mark."""
    made = line(text + mark, 70, 100)
    return replace(made, raised=((len(text), len(made.text)),))


def taken(*under: list[TextLine], number: int = 3, before: Footnote | None = None) -> list[str]:
    """The footnotes of a document after those under each column of a page are taken."""
    context = document(*([before] if before else []))
    columns = [TextColumn(number, 70.0, 502.0, [marked("辦理檢查", "1"), marked("公告結果", "2")])]
    take_footnotes(page(number, []), columns, under, context)
    return [f"{x.mark}:{''.join(row.text for row in x.rows)}" for x in context.footnotes]


FIRST, SECOND = line("1 不含雲海縣。", 70, 700, 9.0), line("2 係預估數。", 70, 720, 9.0)
REST = line("並扣除試辦。", 70, 690, 9.0)


def test_footnotes_under_a_column_are_separated_by_their_marks() -> None:
    assert taken([FIRST, SECOND]) == ["1:不含雲海縣。", "2:係預估數。"]
    assert taken([FIRST], [], [SECOND]) == ["1:不含雲海縣。", "2:係預估數。"]


def test_lines_without_a_mark_continue_the_footnote_of_the_column_or_page_before() -> None:
    assert taken([FIRST], [REST, SECOND]) == ["1:不含雲海縣。並扣除試辦。", "2:係預估數。"]
    assert taken([REST], before=note("9", 2)) == ["9:不含雲海縣。並扣除試辦。"]
    assert taken([REST, FIRST]) == [":並扣除試辦。", "1:不含雲海縣。"]
    assert taken([FIRST], before=note("9", 2)) == ["9:不含雲海縣。", "1:不含雲海縣。"]


def test_marks_are_expected_on_the_page_of_the_footnote_and_on_the_one_before() -> None:
    context = document()
    columns = [TextColumn(3, 70.0, 502.0, [marked("辦理檢查")])]
    take_footnotes(page(3, []), columns, [[REST, FIRST]], context)
    assert context.known_marks == {3: {"1"}, 2: {"1"}}


def test_marks_in_the_cells_of_a_table_are_marks_of_the_text() -> None:
    part = page(3, [])
    part.tables = [table(150, "件數")]
    part.tables[0].cells[0].lines = [marked("件數")]
    context = document()
    take_footnotes(part, [], [[line("1不含雲海縣。", 70, 700, 9.0)]], context)
    assert [(x.mark, x.rows[0].text) for x in context.footnotes] == [("1", "不含雲海縣。")]


@pytest.mark.parametrize(
    ("known", "text"), [({3: {"1"}}, "件數"), ({4: {"1"}}, "件數¹"), ({}, "件數¹")]
)
def test_marks_of_footnotes_are_removed_from_cells(known: dict[int, set[str]], text: str) -> None:
    context = document()
    context.known_marks = known
    held = table(150, "件數", "12")
    held.cells[0].lines = [marked("件數")]
    clear_cell_marks([TextColumn(3, 70.0, 502.0, tables=[held])], context)
    assert [cell.text for cell in held.cells] == [text, "12"]


@pytest.mark.parametrize(
    ("mark", "number", "placed"),
    [("1", 3, True), ("1", 4, True), ("1", 5, False), ("1", 2, False), ("2", 3, False)],
    ids=["the page", "the page after", "two pages after", "the page before", "another mark"],
)
def test_a_footnote_follows_its_mark_from_its_page_or_the_next_one(
    mark: str, number: int, placed: bool
) -> None:
    context = document(note(mark, number))
    found = footnotes_of_marks([(3, "1")], context)
    assert [block.text for block in found] == (["1 不含雲海縣。"] if placed else [])
    assert len(context.footnotes) == (0 if placed else 1)


def test_footnotes_are_in_the_order_of_their_marks_and_used_once() -> None:
    context = document(note("1", 3, "甲。"), note("2", 3, "乙。"), note("1", 4, "丙。"))
    found = footnotes_of_marks([(3, "2"), (3, "1"), (4, "1"), (4, "1")], context)
    assert [block.text for block in found] == ["2 乙。", "1 甲。", "1 丙。"]


@pytest.mark.parametrize(
    ("number", "place"), [(1, 1), (2, 2), (4, 3), (5, 5), (7, 5)], ids="on page {}".format
)
def test_a_footnote_without_a_mark_follows_the_blocks_up_to_its_page(
    number: int, place: int
) -> None:
    blocks = [Block(Kind.PARAGRAPH, f"{n}", page=n) for n in (1, 2, 3, 5, 5)]
    insert_unplaced_footnotes(blocks, document(note("9", number)), PageFaults())
    assert [block.kind for block in blocks].index(Kind.FOOTNOTE) == place
    assert [block.text for block in blocks if block.kind is not Kind.FOOTNOTE] == list("12355")


def test_a_footnote_before_all_blocks_comes_first() -> None:
    blocks = [Block(Kind.PARAGRAPH, "辦理檢查", page=3)]
    insert_unplaced_footnotes(blocks, document(note("9", 2)), PageFaults())
    assert [block.text for block in blocks] == ["9 不含雲海縣。", "辦理檢查"]


def test_a_footnote_is_its_mark_a_space_and_its_lines_without_raised_digits() -> None:
    rows = [
        marked("面積單位為km", "2"),
        line("World", 92, 714, 9.0),
        line("Bank統計。", 92, 728, 9.0),
    ]
    (block,) = footnotes_of_marks([(3, "1")], document(Footnote("1", 3, rows)))
    assert block.text == "1 面積單位為km² World Bank統計。"
    assert (block.page, len(block.boxes)) == (3, 3)
    (block,) = footnotes_of_marks([(3, "1")], document(Footnote("1", 3)))
    assert block.text == "1"
