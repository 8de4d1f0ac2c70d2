"""Insets: the text around them is whole, and what looks like them is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.layout.insets import TextArea, find_insets
from indexer.readers.pdf.source.geometry import Box
from tests.indexer.readers.pdf.page_setup import line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine

AREA = TextArea(70.0, 502.0, 12.0)
PITCH = 20.0
PICTURE = Box(280.0, 190.0, 500.0, 290.0)


def row(at: int, count: int = 36, x: float = 70.0, size: float = 12.0) -> TextLine:
    """Row number `at` of so many Han."""
    return line("橋" * count, x, 120 + PITCH * at, size)


def narrow(rows: Sequence[int], count: int = 16, x: float = 70.0) -> list[TextLine]:
    return [row(at, count, x) for at in rows]


def page(*groups: Sequence[TextLine]) -> list[TextLine]:
    """Two rows of the full width, then the groups."""
    return [row(0), row(1), *(each for group in groups for each in group)]


def small(text: str, x: float, base: float) -> TextLine:
    return line(text, x, base, 9.0)


def test_a_picture_beside_narrow_rows_is_an_inset() -> None:
    (box,) = find_insets(page(narrow(range(4, 10))), [PICTURE], AREA)
    assert box.x0 == pytest.approx(263.0)
    assert box.y0 <= PICTURE.y0 and box.y1 >= PICTURE.y1  # noqa: PT018


@pytest.mark.parametrize(("over", "found"), [(13.0, 1), (15.0, 0)], ids=["1 em", "1.2 em"])
def test_a_row_may_reach_into_the_round_corner_of_a_picture(over: float, found: int) -> None:
    picture = Box(263.0 - over, 190.0, 500.0, 290.0)
    assert len(find_insets(page(narrow(range(4, 10))), [picture], AREA)) == found


@pytest.mark.parametrize(("gap", "found"), [(13.0, 1), (14.0, 0)], ids=["1.08 em", "1.17 em"])
def test_a_narrow_row_may_be_in_pieces(gap: float, found: int) -> None:
    pieces = [row(6, 2), row(6, 13, 70.0 + 2 * 12.0 + gap)]
    lines = page(narrow([4, 5]), pieces, narrow([7, 8, 9]))
    assert len(find_insets(lines, [PICTURE], AREA)) == found


@pytest.mark.parametrize("last", [22, 30])
def test_the_last_row_of_a_paragraph_under_an_inset_is_not_beside_it(last: int) -> None:
    lines = page(narrow(range(4, 10)), [row(10, last)])
    (box,) = find_insets(lines, [PICTURE], AREA)
    assert box.x0 == pytest.approx(263.0)


@pytest.mark.parametrize(
    ("x", "count", "found"),
    [(163.0, 8, 1), (167.0, 8, 0), (163.0, 6, 0)],
    ids=["7.8 em", "8.1 em", "another end"],
)
def test_a_list_item_beside_an_inset_is_indented(x: float, count: int, found: int) -> None:
    item = line("橋" * count, x, 120 + PITCH * 6, 12.0)
    lines = page(narrow([4, 5]), [item], narrow([7, 8]))
    assert len(find_insets(lines, [Box(280.0, 190.0, 500.0, 270.0)], AREA)) == found


def test_a_picture_on_the_left_is_an_inset_too() -> None:
    picture = Box(72.0, 190.0, 300.0, 290.0)
    (box,) = find_insets(page(narrow(range(4, 10), x=310.0)), [picture], AREA)
    assert box.x1 == pytest.approx(309.0)


@pytest.mark.parametrize(("count", "found"), [(3, 1), (2, 0)], ids=["3 rows", "2 rows"])
def test_an_inset_has_three_rows_beside_it(count: int, found: int) -> None:
    picture = Box(280.0, 190.0, 500.0, 215.0)
    lines = page(narrow(range(4, 4 + count)))
    assert len(find_insets(lines, [picture], AREA)) == found


@pytest.mark.parametrize(("count", "found"), [(28, 1), (29, 0)], ids=["8 em of room", "7 em"])
def test_there_is_room_for_an_inset(count: int, found: int) -> None:
    picture = Box(70 + 12 * count + 2.0, 190.0, 502.0, 290.0)
    assert len(find_insets(page(narrow(range(4, 10), count)), [picture], AREA)) == found


@pytest.mark.parametrize(("short", "found"), [(2, 1), (3, 0)], ids=["2 of 6", "3 of 6"])
def test_most_rows_beside_an_inset_end_at_one_position(short: int, found: int) -> None:
    rows = [row(4 + at, 8 if at < short else 16) for at in range(6)]
    assert len(find_insets(page(rows), [PICTURE], AREA)) == found


@pytest.mark.parametrize(("count", "found"), [(4, 1), (3, 0)], ids=["4 em of text", "3 em of text"])
def test_rows_beside_an_inset_have_a_width(count: int, found: int) -> None:
    rows = [row(4 + at, count + 1 if at == 2 else count) for at in range(6)]
    assert len(find_insets(page(rows), [PICTURE], AREA)) == found


def test_a_page_without_a_row_of_the_full_width_has_columns() -> None:
    left, right = narrow(range(20), 16), narrow(range(20), 16, 310.0)
    assert find_insets([*left, *right], [], AREA) == []


NOTES = [small("合計與比率", 300.0, 205.0), small("檢查之項目", 300.0, 225.0)]


@pytest.mark.parametrize(
    ("first", "found"), [(2, 1), (5, 0)], ids=["under a full row", "apart from it"]
)
def test_other_text_in_the_room_is_an_inset_beside_wrapped_text(first: int, found: int) -> None:
    rows = narrow(range(first, first + 6))
    beside = [small("合計", 300.0, each.base - 9.0) for each in rows[:3]]
    assert len(find_insets(page(rows, beside), [], AREA)) == found


def test_a_caption_shows_an_inset() -> None:
    rows = narrow(range(5, 11))
    caption = small("圖 3　檢查之趨勢", 300.0, rows[-1].base - 4.0)
    (box,) = find_insets(page(rows, [caption]), [], AREA)
    assert box.holds_middle(caption)


def test_cells_on_the_baselines_of_rows_are_a_table() -> None:
    rows = narrow(range(2, 8))
    cells = [line("八九件", 320.0, each.base) for each in rows]
    assert find_insets(page(rows, cells), [], AREA) == []


def test_text_that_crosses_the_room_leaves_none() -> None:
    rows = narrow(range(2, 8))
    across = small("跨過兩邊之一列文字在此", 240.0, rows[2].base + 8)
    assert find_insets(page(rows, NOTES, [across]), [], AREA) == []


def test_narrow_rows_with_nothing_beside_them_are_a_list() -> None:
    assert find_insets(page(narrow(range(2, 8))), [], AREA) == []


def test_rows_on_the_right_begin_and_end_below_each_other() -> None:
    picture = Box(72.0, 190.0, 290.0, 290.0)
    ragged = [row(4 + at, 10 + at % 3, 310.0 + 40 * (at % 2)) for at in range(6)]
    assert find_insets(page(ragged), [picture], AREA) == []


def test_pieces_of_a_kerned_row_may_overlap() -> None:
    comma = line("、", 150.0, 120 + PITCH * 6.1, 12.0)
    lines = page(narrow(range(4, 7)), [comma], narrow(range(7, 10)))
    assert len(find_insets(lines, [PICTURE], AREA)) == 1


def test_a_table_beside_text_is_an_inset_on_a_page_without_full_rows() -> None:
    rows, note = narrow(range(4, 10)), small("註：含分局。", 290.0, 285.0)
    caption = line("表 4 各局件數", 290.0, 186.0, 12.0)
    assert len(find_insets([*rows, caption, note], [PICTURE], AREA)) == 1
    assert not find_insets([*rows, caption, note], [], AREA), "nothing drawn"
    beside = narrow(range(4, 10), 16, 290.0)
    assert not find_insets([*rows, *beside], [PICTURE], AREA), "a text column"
