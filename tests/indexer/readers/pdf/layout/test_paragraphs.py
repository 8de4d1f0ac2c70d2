"""The row of a column that continues the paragraph of the row before it.

The column is 400 points wide, from 100 to 500, and a character has 10 points.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.layout.paragraphs import (
    PdfParagraph,
    Pitches,
    _begins_item,
    _is_aligned,
    _is_set_alike,
    begin_paragraph,
    continues,
    group_paragraphs,
    is_full,
)
from tests.indexer.readers.pdf.layout.pieces import COLUMN, PROSE, column_row, prose, text_column

if TYPE_CHECKING:
    from indexer.readers.pdf.layout.column_rows import ColumnRow

JUSTIFIED = text_column(justified=True)


def begun(*rows: ColumnRow) -> PdfParagraph:
    """The paragraph that some rows form."""
    made = begin_paragraph(rows[0])
    made.rows += rows[1:]
    return made


def with_first_word(width: float) -> ColumnRow:
    """A row that begins with a Latin word so many points wide."""
    row = prose(front="AB", column=JUSTIFIED)
    row.starts[2] = 100 + width
    return row


@pytest.mark.parametrize(
    ("room", "full"),
    [pytest.param(15.0, True, id="1.5 em"), pytest.param(17.0, False, id="1.7 em")],
)
def test_a_row_of_ragged_text_is_full_if_the_next_character_has_no_room(
    room: float, full: bool
) -> None:
    assert is_full(prose(x1=500 - room), prose()) is full


@pytest.mark.parametrize(
    ("room", "full"),
    [pytest.param(45.0, True, id="4.5 em"), pytest.param(47.0, False, id="4.7 em")],
)
def test_a_row_of_ragged_text_is_full_if_the_next_word_has_no_room(room: float, full: bool) -> None:
    assert is_full(prose(x1=500 - room), prose(front="ABCD")) is full


@pytest.mark.parametrize(
    ("end", "full"),
    [pytest.param("。", False, id="a sentence"), pytest.param("辦", True, id="no sentence")],
)
def test_a_number_glued_to_punctuation_has_no_room_unless_a_sentence_ended(
    end: str, full: bool
) -> None:
    """Six characters have room, nine have not."""
    assert is_full(prose(x1=440, end=end), prose(front="意」，29.93%")) is full


def test_the_only_word_of_a_row_is_as_wide_as_the_row() -> None:
    assert is_full(prose(x1=470), column_row("WORD", 100, 130))
    assert not is_full(prose(x1=470), column_row("WORD", 100, 120))


def test_a_word_is_as_wide_as_its_characters_are() -> None:
    row = prose()
    row.starts[1] = 130.0
    assert is_full(prose(x1=470), row)
    assert not is_full(prose(x1=470), prose())


@pytest.mark.parametrize(
    ("end", "room", "full"),
    [
        pytest.param("。", 4.5, True, id="0.45 em"),
        pytest.param("。", 5.5, False, id="0.55 em"),
        pytest.param("辦", 5.5, True, id="0.55 em inside of a sentence"),
        pytest.param("辦", 9.5, True, id="0.95 em: a grid of characters"),
        pytest.param("辦", 10.5, False, id="1.05 em: room for a character"),
    ],
)
def test_justified_rows_reach_the_edge(end: str, room: float, full: bool) -> None:
    before = prose(x1=500 - room, end=end, column=JUSTIFIED)
    assert is_full(before, prose(column=JUSTIFIED)) is full


@pytest.mark.parametrize(
    ("word", "room", "full"),
    [
        pytest.param(19.0, 15.0, True, id="a long word that would not fit"),
        pytest.param(17.0, 15.0, False, id="a short word"),
        pytest.param(19.0, 25.0, False, id="a long word that would fit"),
    ],
)
def test_justified_rows_may_end_short_before_a_long_word(
    word: float, room: float, full: bool
) -> None:
    assert is_full(prose(x1=500 - room, column=JUSTIFIED), with_first_word(word)) is full


@pytest.mark.parametrize(
    ("row", "alike"),
    [
        pytest.param(prose(), True, id="the same"),
        pytest.param(prose(size=10.4), True, id="nearly the same size"),
        pytest.param(prose(size=10.6), False, id="a larger size"),
        pytest.param(prose(bold=True), False, id="bold type"),
        pytest.param(replace(prose(bold=True), edges=(False, True)), True, id="bold further on"),
        pytest.param(prose(font="Kai"), True, id="another face"),
    ],
)
def test_rows_of_one_paragraph_are_set_in_the_same_type(row: ColumnRow, alike: bool) -> None:
    assert _is_set_alike(prose(), row) is alike


@pytest.mark.parametrize(
    ("front", "alike"), [pytest.param("", False, id="Han"), pytest.param("ABC", True, id="Latin")]
)
def test_a_paragraph_in_mostly_bold_type_of_another_face_is_another_one(
    front: str, alike: bool
) -> None:
    row = replace(prose(front=front, font="Hei", bold=True), edges=(False, True))
    assert _is_set_alike(prose(), row) is alike


def test_a_full_row_is_continued_by_one_set_alike() -> None:
    paragraph = begun(prose())
    assert continues(paragraph, prose(), None, None)
    assert not continues(paragraph, prose(bold=True), None, None)
    assert not continues(paragraph, prose(entry=True), None, None)
    assert not continues(begun(prose(entry=True)), prose(), None, None)
    assert not continues(begun(prose(x1=400)), prose(), None, None)
    assert not continues(paragraph, prose(front="●"), None, None)


@pytest.mark.parametrize(
    ("base", "same_column", "other_column"), [(121.0, True, True), (123.0, False, True)]
)
def test_a_wide_gap_ends_a_paragraph_inside_a_column(
    base: float, same_column: bool, other_column: bool
) -> None:
    """The usual pitch is 16 points."""
    pitches = Pitches([prose(), prose(base=116)])
    row, other = prose(base=base), prose(base=base, column=text_column())
    assert continues(begun(prose()), row, None, pitches) is same_column
    assert continues(begun(prose()), other, None, pitches) is other_column
    assert continues(begun(prose()), row, None, None), "a table is between them"


@pytest.mark.parametrize(
    ("before", "row", "item"),
    [
        pytest.param([prose()], prose(), False, id="text"),
        pytest.param([prose()], prose(front="●"), True, id="a bullet"),
        pytest.param([prose(end="。")], prose(front="二、"), True, id="a number after a sentence"),
        pytest.param([prose(120, end="：")], prose(front="二、"), True, id="after a colon"),
        pytest.param([prose(120, end=":")], prose(front="二、"), True, id="after a narrow colon"),
        pytest.param([prose(front="一、")], prose(120, front="二、"), True, id="the next number"),
        pytest.param([prose(front="一、")], prose(120, front="四、"), False, id="another number"),
        pytest.param([prose()], prose(front="二、"), True, id="a number at the left edge"),
        pytest.param([prose(120)], prose(111, front="二、"), False, id="0.9 em further left"),
        pytest.param([prose(120)], prose(113, front="二、"), True, id="0.7 em further left"),
        pytest.param(
            [prose(front="一、"), prose(120)], prose(120, front="（二）"), False,
            id="a number in a hanging paragraph",
        ),
        pytest.param(
            [prose(front="一、"), prose(120)], prose(127, front="（二）"), False,
            id="0.7 em beside the hanging edge",
        ),
        pytest.param(
            [prose(front="一、"), prose(120)], prose(129, front="（二）"), True,
            id="0.9 em beside the hanging edge",
        ),
        pytest.param(
            [prose(), prose()], prose(front="（二）"), True, id="a number in a flush paragraph"
        ),
    ],
)  # fmt: skip
def test_a_number_at_the_front_of_a_row_begins_an_item_or_is_part_of_the_sentence(
    before: list[ColumnRow], row: ColumnRow, item: bool
) -> None:
    assert _begins_item(begun(*before), row) is item


@pytest.mark.parametrize(
    ("first", "x0", "aligned"),
    [
        pytest.param(prose(120), 100, True, id="the first row is indented by 2 em"),
        pytest.param(prose(147), 100, True, id="the first row is indented by 4.7 em"),
        pytest.param(prose(153), 100, False, id="the first row is indented by 5.3 em"),
        pytest.param(
            prose(178, front="一、"), 100, True, id="a list item is indented by 7.8 em"
        ),
        pytest.param(
            prose(182, front="一、"), 100, False, id="a list item is indented by 8.2 em"
        ),
        pytest.param(prose(180), 147, True, id="the next row is indented by 4.7 em"),
        pytest.param(prose(180), 153, False, id="the next row is indented by 5.3 em"),
        pytest.param(prose(), 107, True, id="0.7 em to the right"),
        pytest.param(prose(), 109, False, id="0.9 em to the right"),
        pytest.param(prose(120, front="一、"), 100, True, id="an item's row further left"),
        pytest.param(
            prose(120, front="一、", end="。"), 100, False, id="further left after a whole item"
        ),
        pytest.param(
            prose(120, end="。"), 100, True, id="further left after a whole sentence"
        ),
        pytest.param(
            prose(107, front="一、", end="。"), 100, True, id="0.7 em indented"
        ),
    ],
)  # fmt: skip
def test_the_second_row_of_a_paragraph_begins_at_the_left_edge(
    first: ColumnRow, x0: float, aligned: bool
) -> None:
    assert _is_aligned(begun(first), prose(x0), None) is aligned


@pytest.mark.parametrize(("x0", "aligned"), [(107, True), (93, True), (109, False), (91, False)])
def test_further_rows_of_a_paragraph_begin_where_the_second_one_does(
    x0: float, aligned: bool
) -> None:
    assert _is_aligned(begun(prose(120), prose()), prose(x0), None) is aligned


@pytest.mark.parametrize(
    ("row", "following", "aligned"),
    [
        pytest.param(prose(120), None, True, id="the last row of the column"),
        pytest.param(prose(120), prose(), False, id="the next row is at the edge"),
        pytest.param(prose(120), prose(111), False, id="the next row is 0.9 em further left"),
        pytest.param(prose(120), prose(113), True, id="the next row is 0.7 em further left"),
        pytest.param(prose(120), prose(size=10.4), False, id="the next row has nearly the size"),
        pytest.param(prose(120), prose(size=10.6), True, id="the next row has another size"),
        pytest.param(replace(prose(120), right=450), prose(), True, id="in an indented block"),
        pytest.param(prose(107), prose(90), True, id="the row is hardly indented"),
        pytest.param(prose(112.5), prose(90), False, id="the row is indented"),
        pytest.param(prose(120, 400), prose(front="二、"), True, id="the next row is an item"),
        pytest.param(prose(120, 400), prose(front="●"), True, id="the next row has a bullet"),
        pytest.param(prose(120), prose(front="二、"), False, id="the row before an item is full"),
        pytest.param(prose(120, end="。"), prose(front="二、"), True, id="it ends a sentence"),
    ],
)
def test_an_indented_row_before_one_at_the_edge_begins_a_paragraph(
    row: ColumnRow, following: ColumnRow | None, aligned: bool
) -> None:
    """A paragraph of one row is before it, which is indented too."""
    assert _is_aligned(begun(prose(row.x0)), row, following) is aligned


@pytest.mark.parametrize(
    ("first", "x0", "aligned"),
    [
        pytest.param(prose(front="一、"), 120, True, id="under the text after the number"),
        pytest.param(prose(front="一、"), 129, True, id="0.9 em to its right"),
        pytest.param(prose(front="一、"), 131, False, id="1.1 em to its right"),
        pytest.param(prose(front="第十一章、"), 138, True, id="between the number and its text"),
        pytest.param(prose(front="●"), 110, True, id="under the text after a bullet"),
        pytest.param(prose(front="●"), 121, False, id="to the right of the text after a bullet"),
        pytest.param(prose(label=3), 130, True, id="under the text after a label"),
        pytest.param(prose(label=3), 140, True, id="one character after a label"),
        pytest.param(prose(label=3), 151, False, id="two characters after a label"),
        pytest.param(prose(label=3), 115, False, id="under a label"),
        pytest.param(prose(front="說明："), 130, True, id="under the text after a colon"),
        pytest.param(prose(front="說明："), 115, False, id="under the text before a colon"),
        pytest.param(prose(front="："), 110, False, id="there is nothing before the colon"),
        pytest.param(prose(), 120, False, id="no number and no label"),
    ],
)
def test_a_row_further_to_the_right_hangs_under_the_text_after_a_number_or_label(
    first: ColumnRow, x0: float, aligned: bool
) -> None:
    assert _is_aligned(begun(first), prose(x0), None) is aligned


def test_a_label_of_a_row_without_text_after_it_has_nothing_to_hang_under() -> None:
    first = replace(prose(x1=140, label=4), right=140.0)
    assert _is_aligned(begun(first), prose(140), None) is False


@pytest.mark.parametrize(
    ("label", "aligned"),
    [
        pytest.param("Responsible：", True, id="11 characters before the colon"),
        pytest.param("Organisation：", False, id="12 characters before the colon"),
    ],
)
def test_a_label_before_a_colon_is_short(label: str, aligned: bool) -> None:
    first = column_row(label + (PROSE * 4)[:60], 100, 460, column=COLUMN)
    assert _is_aligned(begun(first), prose(first.starts[len(label)]), None) is aligned


@pytest.mark.parametrize(
    ("x0", "aligned"), [pytest.param(168, True, id="6.8 em"), pytest.param(172, False, id="7.2 em")]
)
def test_the_text_of_an_item_is_near_its_number(x0: float, aligned: bool) -> None:
    first = prose(front="一、")
    first.starts[2] = x0
    assert _is_aligned(begun(first), prose(x0), None) is aligned


@pytest.mark.parametrize(
    ("following", "aligned"),
    [
        pytest.param(prose(142.5), True, id="0.25 em beside it"),
        pytest.param(prose(143.5), False, id="0.35 em beside it"),
        pytest.param(None, False, id="there is none"),
    ],
)
def test_two_rows_at_one_position_show_where_the_text_of_an_item_begins(
    following: ColumnRow | None, aligned: bool
) -> None:
    assert _is_aligned(begun(prose(front="一、")), prose(140), following) is aligned


@pytest.mark.parametrize(
    ("first", "row", "aligned"),
    [
        pytest.param((150, 450), (200, 400), True, id="both are"),
        pytest.param((150, 459), (200, 400), True, id="the first is 0.9 em wider on one side"),
        pytest.param((150, 461), (200, 400), False, id="the first is 1.1 em wider on one side"),
        pytest.param((150, 450), (200, 409), True, id="the row is 0.9 em wider on one side"),
        pytest.param((150, 450), (200, 411), False, id="the row is 1.1 em wider on one side"),
        pytest.param((170, 430), (111, 489), True, id="the row ends 1.1 em before the edges"),
        pytest.param((170, 430), (109, 491), False, id="the row ends 0.9 em before the edges"),
    ],
)
def test_rows_in_the_middle_of_the_column_are_one_heading(
    first: tuple[float, float], row: tuple[float, float], aligned: bool
) -> None:
    assert _is_aligned(begun(prose(*first)), prose(*row), None) is aligned


def test_the_row_before_a_row_in_the_middle_is_in_the_middle_too() -> None:
    paragraph = begun(prose(150, 450), prose(150, 470))
    assert not _is_aligned(paragraph, prose(200, 400), None)


def test_rows_are_grouped_to_paragraphs() -> None:
    rows = [
        prose(120, base=100), prose(base=116), prose(x1=300, base=132),
        prose(120, base=148), prose(120, base=164), prose(base=180),
    ]  # fmt: skip
    found = group_paragraphs(rows, Pitches(rows))
    assert [len(paragraph.rows) for paragraph in found] == [3, 1, 2]


def test_an_item_is_listed() -> None:
    assert begun(prose(front="一、")).listed
    assert begun(prose(front="●")).listed
    assert not begun(prose()).listed
