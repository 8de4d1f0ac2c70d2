"""Titles and headings, on each side of the limits of size and length."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.document.context import DocumentContext
from indexer.readers.pdf.document.headings import paragraph_kind, title_paragraphs
from indexer.readers.pdf.source.geometry import Box
from judian.core.model import Kind
from tests.indexer.readers.pdf.document.elements import of_lines, paragraph, piece
from tests.indexer.readers.pdf.page_setup import line

if TYPE_CHECKING:
    from indexer.readers.pdf.layout.paragraphs import PdfParagraph


def kind(made: PdfParagraph, *, body_bold: bool = False) -> Kind:
    """The kind of a paragraph in a document set in type of 12 points."""
    context = DocumentContext(frames={}, body=12.0, body_bold=body_bold)
    return paragraph_kind(made, made.rows[0].text, context)


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (paragraph("檢查情形", 13.3), Kind.HEADING),
        (paragraph("檢查情形", 13.1), Kind.PARAGRAPH),
        (paragraph("檢查情形", 16, rows=3), Kind.HEADING),
        (paragraph("檢查情形", 16, rows=4), Kind.PARAGRAPH),
        (paragraph("檢" * 78, 16), Kind.HEADING),
        (paragraph("檢" * 85, 16), Kind.PARAGRAPH),
        (paragraph("本局辦理檢查。", 16), Kind.PARAGRAPH),
        (paragraph("表 4　檢查情形", 16), Kind.PARAGRAPH),
        (paragraph("檢查情形 ........ 12", 16), Kind.PARAGRAPH),
        (paragraph("一、檢查情形", 16), Kind.HEADING),
    ],
    ids=[
        *("13.3 points", "13.1 points", "3 rows", "4 rows", "78 characters", "85 characters"),
        *("a sentence", "a caption", "an entry of a table of contents", "with a number"),
    ],
)
def test_large_and_short_text_is_a_heading(made: PdfParagraph, found: Kind) -> None:
    assert kind(made) is found


def test_bold_text_is_a_heading_where_the_body_text_is_not_bold() -> None:
    bold = paragraph("檢查情形", bold=True)
    assert kind(bold) is Kind.HEADING
    assert kind(bold, body_bold=True) is Kind.PARAGRAPH
    half = of_lines([line("檢查情形", 70, 100, bold=True), line("與結果", 70, 120)])
    assert kind(half) is Kind.PARAGRAPH


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一、辦理檢查", Kind.LIST_ITEM),
        ("● 辦理檢查", Kind.LIST_ITEM),
        ("一、辦理檢查 ........ 12", Kind.PARAGRAPH),
        ("辦理檢查", Kind.PARAGRAPH),
    ],
)
def test_a_paragraph_with_a_number_or_bullet_is_a_list_item(text: str, found: Kind) -> None:
    assert kind(paragraph(text)) is found


def titles(*paragraphs: PdfParagraph) -> list[str]:
    """The texts of the title in a document set in type of 12 points."""
    found = title_paragraphs(paragraphs, 12.0)
    return [made.rows[0].text for made in paragraphs if made in found]


@pytest.mark.parametrize(("size", "found"), [(14.5, ["工程年報"]), (14.2, [])], ids=str)
def test_a_title_is_larger_than_the_text(size: float, found: list[str]) -> None:
    assert titles(paragraph("工程年報", size), paragraph("本局辦理檢查。")) == found


@pytest.mark.parametrize(
    ("size", "found"),
    [(19.6, ["工程年報", "民國一百年"]), (19.4, ["工程年報"]), (20.0, ["工程年報", "民國一百年"])],
    ids=str,
)
def test_the_paragraphs_of_a_title_have_one_size(size: float, found: list[str]) -> None:
    assert titles(paragraph("工程年報", 20), paragraph("民國一百年", size)) == found


def test_the_paragraphs_of_a_title_follow_each_other() -> None:
    before = paragraph("雲海縣政府", 12)
    found = titles(before, paragraph("工程年報", 20), paragraph("編印", 12), paragraph("緒論", 20))
    assert found == ["工程年報"]


@pytest.mark.parametrize(
    "text", ["一、工程年報", "目　錄", "圖目次", "本局辦理各項檢查。"], ids=str
)
def test_a_number_a_table_of_contents_and_a_sentence_are_not_titles(text: str) -> None:
    assert titles(paragraph(text, 20)) == []
    assert titles(paragraph(text, 20), paragraph("工程年報", 20)) == ["工程年報"]


def test_text_in_another_orientation_is_no_title_and_no_heading() -> None:
    turned = of_lines([replace(line("密件", 70, 100, 30), orientation=-1)])
    assert kind(turned) is Kind.PARAGRAPH
    assert titles(turned, paragraph("工程年報", 20)) == ["工程年報"]
    assert titles(turned) == []


def test_text_in_a_box_beside_the_text_is_no_heading() -> None:
    boxed = paragraph("檢查情形", 16)
    boxed.rows[0].column.boxed = Box(60, 80, 510, 120)
    assert kind(boxed) is Kind.PARAGRAPH


def test_the_title_is_on_the_first_page_with_text() -> None:
    first, second = paragraph("雲海縣", 20, page=2), paragraph("工程年報", 30, page=3)
    assert title_paragraphs([piece(), first, second], 12.0) == {first}
    assert title_paragraphs([piece()], 12.0) == set()
    assert title_paragraphs([], 12.0) == set()
