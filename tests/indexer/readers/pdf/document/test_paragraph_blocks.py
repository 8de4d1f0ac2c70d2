"""The text of a paragraph's rows, with its page breaks and the marks of its footnotes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.document.context import DocumentContext
from indexer.readers.pdf.document.paragraph_blocks import paragraph_block, tidy_text_and_breaks
from indexer.readers.pdf.source.geometry import Frame
from judian.core.model import Kind
from tests.indexer.readers.pdf.document.elements import of_lines
from tests.indexer.readers.pdf.page_setup import line

if TYPE_CHECKING:
    from indexer.readers.pdf.layout.paragraphs import PdfParagraph
    from indexer.structure.blocks import Block

PAGES = (1, 2, 3, 4)


def context(*, spaced: bool = False) -> DocumentContext:
    """A document in type of 12 points whose second page has a footnote 1."""
    frames = {n: Frame(0, 595.0, 842.0) for n in PAGES}
    return DocumentContext(frames, 12.0, spaced=spaced, known_marks={2: {"1"}})


def rows(*texts: tuple[int, str]) -> PdfParagraph:
    """A paragraph with rows on these pages."""
    parts = [of_lines([line(text, 70, 100)], page) for page, text in texts]
    parts[0].rows = [row for part in parts for row in part.rows]
    return parts[0]


def block_of(*texts: tuple[int, str], spaced: bool = False) -> Block:
    return paragraph_block(rows(*texts), context(spaced=spaced), is_title=False)[0]


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (("本局辦理", "檢查。"), "本局辦理檢查。"),
        (("World", "Bank of Taipei."), "World Bank of Taipei."),
        (("an inspec\u00ad", "tion of harbours."), "an inspection of harbours."),
        (("an inspec\u00ad", "tion of har\u00ad", "bours."), "an inspection of harbours."),
        (("本局於民國", "112年辦理。"), "本局於民國112年辦理。"),
    ],
    ids=["Han", "words", "a soft hyphen", "two soft hyphens", "Han and a number"],
)
def test_rows_are_joined_by_the_rules_of_their_script(texts: tuple[str, ...], joined: str) -> None:
    assert block_of(*((1, text) for text in texts)).text == joined


def test_a_document_that_sets_spaces_has_them_between_rows_too() -> None:
    assert block_of((1, "本局於民國"), (1, "112 年辦理。"), spaced=True).text == (
        "本局於民國 112 年辦理。"
    )


@pytest.mark.parametrize(
    ("texts", "begins"),
    [
        (((1, "甲甲甲"), (1, "乙乙。")), []),
        (((1, "甲甲甲"), (2, "乙乙。")), ["乙"]),
        (((1, "甲甲甲"), (2, "乙乙"), (2, "丙丙"), (3, "丁。")), ["乙", "丁"]),
        (((1, "甲甲甲"), (3, "乙乙。")), ["乙", "乙"]),
        (((2, "World"), (3, "Bank.")), ["B"]),
        (((2, "an inspec\u00ad"), (3, "tion.")), ["t"]),
        (((1, "● 甲甲"), (2, "乙乙。")), ["乙"]),
    ],
    ids=[
        *("one page", "two pages", "three pages", "a page without text"),
        *("between words", "inside of a word", "after a bullet"),
    ],
)
def test_breaks_are_the_offsets_at_which_pages_begin(
    texts: tuple[tuple[int, str], ...], begins: list[str]
) -> None:
    block = block_of(*texts)
    assert [block.text[at] for at in block.breaks] == begins


def test_the_block_of_a_paragraph_has_the_boxes_of_its_pages() -> None:
    block = block_of((2, "● 甲甲"), (3, "乙乙。"))
    assert (block.kind, block.text) == (Kind.LIST_ITEM, "甲甲乙乙。")
    assert block.page == 2
    assert [box[0] for box in block.boxes] == [2, 3]
    assert paragraph_block(rows((1, "甲")), context(), is_title=True)[0].kind is Kind.TITLE


def test_a_space_between_the_words_of_a_heading_of_one_row_is_kept() -> None:
    assert block_of((1, "摘　　要")).text == "摘要"
    assert block_of((1, "計畫緣起　現況分析")).text == "計畫緣起 現況分析"
    assert block_of((1, "計畫緣起　現況分析。")).text == "計畫緣起現況分析。"
    assert block_of((1, "計畫緣起　現況"), (1, "分析")).text == "計畫緣起現況分析"


def test_marks_of_footnotes_are_taken_from_the_text_with_their_pages() -> None:
    marked = replace(line("辦理檢查1，", 70, 100), raised=((4, 5),))
    made = rows((1, "本局"), (2, "公告。"))
    made.rows[1:1] = [*of_lines([marked], 1).rows, *of_lines([marked], 2).rows]
    block, marks = paragraph_block(made, context(), is_title=False)
    assert block.text == "本局辦理檢查¹，辦理檢查，公告。"
    assert marks == [(2, "1")]


def test_a_break_after_the_last_character_is_at_the_end() -> None:
    assert tidy_text_and_breaks("甲 乙　", [0, 2, 4], heading=False) == ("甲乙", [0, 1, 2])
    assert tidy_text_and_breaks("甲\u00ad乙", [], heading=False) == ("甲乙", [])
