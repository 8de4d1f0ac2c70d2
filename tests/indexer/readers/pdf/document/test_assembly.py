"""Headings and interrupted paragraphs of a document, tried just inside and outside each limit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.document.context import DocumentContext
from indexer.readers.pdf.document.headings import paragraph_kind, title_paragraphs
from indexer.readers.pdf.document.page_columns import document_columns
from indexer.readers.pdf.document.reading_order import document_elements
from indexer.readers.pdf.layout.column_rows import column_rows
from indexer.readers.pdf.layout.paragraphs import Paragraph, begin_paragraph
from indexer.readers.pdf.layout.text_columns import TextColumn
from indexer.readers.pdf.page.part import PagePart
from indexer.readers.pdf.source.geometry import Box, Frame, TextLine
from indexer.readers.pdf.tables.model import PageCell, PageTable
from judian.core.model import Kind
from tests.indexer.readers.pdf.page_setup import line, page

if TYPE_CHECKING:
    from collections.abc import Sequence


def paragraph(text: str, size: float, rows: int = 1) -> Paragraph:
    lines = [line(text, 70, 100 + 40 * n, size) for n in range(rows)]
    found = column_rows(TextColumn(1, 70.0, 500.0, lines))
    made = begin_paragraph(found[0])
    made.rows += found[1:]
    return made


def kind(text: str, size: float, rows: int = 1) -> Kind:
    context = DocumentContext(frames={}, labels={}, body=12.0)
    return paragraph_kind(paragraph(text, size, rows), text, context)


@pytest.mark.parametrize(("size", "wanted"), [(13.3, Kind.HEADING), (13.1, Kind.PARAGRAPH)])
def test_a_heading_is_larger_than_the_text(size: float, wanted: Kind) -> None:
    assert kind("檢查情形", size) is wanted


@pytest.mark.parametrize(("rows", "wanted"), [(3, Kind.HEADING), (4, Kind.PARAGRAPH)])
def test_a_heading_has_few_rows(rows: int, wanted: Kind) -> None:
    assert kind("檢查情形", 16, rows) is wanted


@pytest.mark.parametrize(("length", "wanted"), [(80, Kind.HEADING), (81, Kind.PARAGRAPH)])
def test_a_heading_is_short(length: int, wanted: Kind) -> None:
    assert kind("檢" * length, 16) is wanted


@pytest.mark.parametrize(("size", "count"), [(14.5, 1), (14.3, 0)])
def test_a_title_is_larger_than_the_text(size: float, count: int) -> None:
    assert len(title_paragraphs([paragraph("工程年報", size)], 12.0)) == count


@pytest.mark.parametrize(("size", "count"), [(19.55, 2), (19.45, 1)])
def test_the_paragraphs_of_a_title_have_one_size(size: float, count: int) -> None:
    found = [paragraph("工程年報", 20), paragraph("民國一百年", size), paragraph("緒論", 20)]
    assert len(title_paragraphs(found, 12.0)) == (3 if count == 2 else 1)


@pytest.mark.parametrize("text", ["一、工程年報", "目　錄", "本局辦理各項檢查。"])
def test_a_number_a_table_of_contents_and_a_sentence_are_not_titles(text: str) -> None:
    assert not title_paragraphs([paragraph(text, 20)], 12.0)


def table(top: float) -> PageTable:
    cells = [PageCell(0, 0, lines=[line("件數", 80, top + 12)])]
    return PageTable(Box(70, top, 500, top + 20), (70.0, 500.0), cells)


def texts(lines: Sequence[TextLine], tables: Sequence[PageTable]) -> list[str]:
    """The texts of the paragraphs of one column."""
    column = TextColumn(1, 70.0, 502.0, list(lines), list(tables))
    elements = document_elements([column], [page(1, [])])
    return [
        "".join(row.text for row in each.rows) for each in elements if isinstance(each, Paragraph)
    ]


@pytest.mark.parametrize(("notes", "joined"), [(7, True), (8, False)])
def test_a_table_with_some_notes_interrupts_a_paragraph(notes: int, joined: bool) -> None:
    rows = [line("甲" * 36, 70, 100), line("乙" * 36, 70, 120)]
    rows += [line("註：含試辦部分", 70, 190 + 20 * n) for n in range(notes)]
    rows.append(line("丙" * 30 + "。", 70, 400))
    assert ("甲" * 36 + "乙" * 36 + "丙" * 30 + "。" in texts(rows, [table(150)])) is joined


def column_part(rule: float) -> PagePart:
    """A page of two columns. The footnote of the left one is as large as the text, so that only
    its mark shows it; that of the right one is under a rule of its own."""
    lines = [line("甲" * 18, 70, 100 + 20 * n) for n in range(29)]
    lines.append(replace(line("甲" * 17 + "1", 70, 680), marks=((17, 18),)))
    lines += [line("乙" * 18, 310, 100 + 20 * n) for n in range(32)]
    lines.append(line("1 不含雲海縣。", 70, 780))
    lines.append(line("不含雲海縣之件數，並扣除試辦。", 310, 770, 9.0))
    part = PagePart(1, Frame(0, 595.0, 842.0), lines)
    part.rulings = [Box(70, 700.0, 130, 700.0), Box(rule, 750.0, rule + 60, 750.0)]
    return part


@pytest.mark.parametrize(("left", "rows"), [(2.7, 2), (3.3, 1)])
def test_a_footnote_rule_begins_with_its_column(left: float, rows: int) -> None:
    context = DocumentContext(frames={1: Frame(0, 595.0, 842.0)}, labels={1: None}, body=12.0)
    document_columns([column_part(310 - left)], context)
    assert sum(len(note.rows) for note in context.footnotes) == rows
