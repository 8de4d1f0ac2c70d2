"""The facts about a whole document: its body text, its spacing and the labels of its pages."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.document.context import DocumentContext, measure_document
from indexer.readers.pdf.page.part import PagePart
from indexer.readers.pdf.source.geometry import Box, Frame
from tests.indexer.readers.pdf.page_setup import line, page

CLOSE, APART = "民國112年辦理", "民國 112 年辦理"


@pytest.mark.parametrize(
    ("pages", "spaced"),
    [
        ([APART] * 3, True),
        ([CLOSE] * 3, False),
        ([APART] + [CLOSE] * 2, False),
        ([CLOSE] + [APART] * 2, True),
        ([CLOSE] * 15 + ["水利"] * 3 + [APART] * 20, True),
        ([APART] * 5 + ["水利"] * 37 + [CLOSE] * 20, True),
    ],
    ids=[
        *("apart", "close", "mostly close", "mostly apart"),
        "apart on the 19th page to the 38th",
        "close on the 43rd page to the 62nd",
    ],
)
def test_the_first_pages_show_whether_numbers_are_set_apart_from_han(
    pages: list[str], spaced: bool
) -> None:
    parts = [page(n, [line(text, 70, 100)]) for n, text in enumerate(pages, 1)]
    assert measure_document(parts).spaced == spaced


def test_the_type_of_most_characters_is_that_of_the_body_text() -> None:
    lines = [line("年度報告", 70, 100, 20, bold=True), line("本局辦理檢查", 70, 140, 11.8)]
    context = measure_document([page(1, lines)])
    assert (context.body, context.body_bold) == (12.0, False)
    lines[0].text += "及計畫書"
    context = measure_document([page(1, lines)])
    assert (context.body, context.body_bold) == (20.0, True)
    assert measure_document([page(1, [])]).body == 0.0


def test_boxes_are_those_of_the_page_as_it_is_shown() -> None:
    context = measure_document([PagePart(3, Frame(1, 595.0, 842.0))])
    assert context.page_box(3, Box(100.04, 200, 150, 212.26)) == (3, 382.7, 100.0, 395.0, 150.0)


def test_a_page_without_footnotes_has_no_marks() -> None:
    context = DocumentContext({}, known_marks={3: {"1"}})
    assert context.marks_of(3) == {"1"}
    assert context.marks_of(4) == set()
