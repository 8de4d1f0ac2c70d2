"""Paragraphs over a page break, and pages that are set differently from others of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.layout.column_edges import set_column_edges
from indexer.readers.pdf.layout.paragraphs import (
    PdfParagraph,
    Pitches,
    _is_set_alike,
    begin_paragraph,
    continues,
)
from tests.indexer.readers.pdf.layout.pieces import column_row, lines_at, prose, text_column

if TYPE_CHECKING:
    from indexer.readers.pdf.layout.column_rows import ColumnRow

PAPER = {1: (600.0, 842.0), 2: (600.0, 842.0), 3: (600.0, 842.0)}
OVERLEAF = text_column(page=2)


def begun(*rows: ColumnRow) -> PdfParagraph:
    made = begin_paragraph(rows[0])
    made.rows += rows[1:]
    return made


def top(x0: float, front: str = "") -> ColumnRow:
    """The first row of the second page."""
    return prose(x0, front=front, column=OVERLEAF)


@pytest.mark.parametrize(
    ("row", "following", "same"),
    [
        pytest.param(top(115), prose(115, base=116, column=OVERLEAF), True, id="another edge"),
        pytest.param(top(100), prose(120, base=116, column=OVERLEAF), True, id="its last row"),
        pytest.param(top(100), None, True, id="its only row"),
        pytest.param(top(120), prose(100, base=116, column=OVERLEAF), False, id="indented"),
        pytest.param(top(120), None, False, id="indented and alone"),
        pytest.param(top(115), prose(115), False, id="indented above a table"),
        pytest.param(top(100, "3,450"), None, True, id="a number"),
        pytest.param(top(100, "（一）"), None, False, id="an item"),
    ],
)
def test_a_sentence_goes_on_at_the_top_of_a_page(
    row: ColumnRow, following: ColumnRow | None, same: bool
) -> None:
    # An item whose text hangs 30 points to the right of its number.
    before = begun(prose(100, front="二、"), prose(130, base=116), prose(130, base=132))
    assert continues(before, row, following, None) is same


def test_after_a_sentence_only_the_same_indent_goes_on() -> None:
    whole = begun(prose(100), prose(130, base=116), prose(130, base=132, end="。"))
    assert not continues(whole, top(100), None, None)
    assert continues(whole, top(130), None, None)


def test_pages_whose_text_is_moved_to_one_side_have_edges_of_their_own() -> None:
    def of(page: int, shift: float, rows: int = 20) -> object:
        lines = lines_at([(100 + shift, 500 + shift)] * rows)
        return text_column(100 + shift, 500 + shift, lines, page=page)

    columns = [of(1, 0.0), of(2, 14.0), of(3, 0.0, 2)]
    set_column_edges(columns, PAPER)  # type: ignore[arg-type]
    assert [(c.left, c.right) for c in columns] == [(100, 500), (114, 514), (100, 500)]  # type: ignore[attr-defined]
    columns = [of(1, 0.0), of(2, 4.0)]
    set_column_edges(columns, PAPER)  # type: ignore[arg-type]
    assert len({(c.left, c.right) for c in columns}) == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(("rows", "near"), [(4, True), (3, False)])
def test_a_page_set_wider_than_the_others_shows_its_own_pitch(rows: int, near: bool) -> None:
    usual = [prose(base=100 + 16 * n) for n in range(30)]
    column = text_column(page=2)
    wide = [prose(base=100 + 30 * n, column=column) for n in range(rows)]
    pitches = Pitches([*usual, *wide])
    assert continues(begun(wide[0]), wide[1], wide[2], pitches) is near
    assert not continues(begun(usual[0]), prose(base=130, column=usual[0].column), None, pitches)


JUSTIFIED = text_column(justified=True)


@pytest.mark.parametrize(
    ("before", "size", "same"),
    [
        pytest.param({}, 11.3, True, id="an eighth larger"),
        pytest.param({}, 11.8, False, id="a seventh larger"),
        pytest.param({"end": "。"}, 11.0, False, id="after a sentence"),
        pytest.param({"x1": 480.0}, 11.0, False, id="after a short row"),
        pytest.param({"bold": True}, 11.0, False, id="after a bold row"),
        pytest.param({"column": text_column()}, 11.0, False, id="in ragged text"),
    ],
)
def test_inside_a_sentence_the_size_may_change_a_little(
    before: dict[str, object], size: float, same: bool
) -> None:
    row = column_row("本局辦理各項工程之檢查", size=size, column=JUSTIFIED)
    first = prose(**{"column": JUSTIFIED, **before})  # type: ignore[arg-type]
    assert _is_set_alike(first, row) is same


@pytest.mark.parametrize(
    ("front", "same"), [("，", True), ("）", True), ("（", False), ("", False)]
)
def test_a_row_that_begins_with_closing_punctuation_begins_no_paragraph(
    front: str, same: bool
) -> None:
    assert continues(begun(prose(x1=470)), prose(base=116, front=front), None, None) is same
