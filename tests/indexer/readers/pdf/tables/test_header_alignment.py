"""Headers are assigned to the columns over which they are centred."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.tables.header_alignment import (
    assign_headers_to_columns,
    column_middles,
    header_cells,
    headers_of,
    is_aligned,
    is_wrapped,
)
from tests.indexer.readers.pdf.tables.rows_of_type import frame, text

Place = tuple[str, int, int, int, int]


@pytest.mark.parametrize(
    ("pitch", "wraps"), [(4.6, False), (5.4, True), (14.6, True), (15.4, False)]
)
def test_the_lines_of_a_header_follow_at_half_to_one_and_a_half_sizes(
    pitch: float, wraps: bool
) -> None:
    assert is_wrapped(text("收件", 100, 100), text("件數", 100, 100 + pitch)) is wraps


@pytest.mark.parametrize(("shift", "aligned"), [(5.6, True), (6.4, False)])
def test_aligned_lines_share_an_edge_or_their_middle(shift: float, aligned: bool) -> None:
    above = text("收件", 100)
    assert is_aligned(above, text("件數", 100 + shift)) is aligned
    assert is_aligned(above, text("合計件數", 100 + shift)) is aligned, "left"
    assert is_aligned(above, text("合計件數", 80 - shift)) is aligned, "right"
    assert is_aligned(above, text("合計件數", 80 + shift, width=60)) is aligned, "middle"


def test_a_line_beside_another_one_is_no_part_of_its_header() -> None:
    assert not is_wrapped(text("收件", 100, 100), text("件數", 120, 112))
    lines = [text("件數", 100, 112), text("收件", 100, 100), text("結案", 180, 100)]
    assert [[x.text for x in header.lines] for header in headers_of(lines)] == [
        ["收件", "件數"],
        ["結案"],
    ]


@pytest.mark.parametrize(("varies", "middle"), [(1.7, "middle"), (2.3, "right")])
def test_a_column_is_centred_if_its_middles_hardly_vary(varies: float, middle: str) -> None:
    first = [text("1", 90, 120, width=10), text("22", 70, 140, width=30)]
    wide = 20.0 + varies
    second = [text("3", 180, 120, width=20), text("4", 200 - wide, 140, width=wide)]
    found = column_middles([first, second], [60, 110, 210])[1]
    # right-aligned, a column reaches from the edge of the one before to its own: 100 to 200
    assert found == pytest.approx(150 if middle == "right" else 200 - wide / 2)


def test_a_column_of_words_reaches_to_the_next_one() -> None:
    first = [text("甲", 70, 120), text("甲乙丙", 70, 140)]
    second = [text("丁", 150, 120), text("丁戊己", 150, 140)]
    third = [text("庚", 230, 120)]
    found = column_middles([first, second, third], [70, 150, 230, 300])
    assert found == [110, 165, 235]
    assert column_middles([[], []], [70, 150, 230]) == [110, 190], "nothing in it: its bounds"


def test_the_first_of_two_right_aligned_columns_is_as_wide_as_the_second() -> None:
    first = [text("1", 95, 120, width=5), text("22", 90, 140, width=10)]
    second = [text("3", 135, 120, width=5), text("44", 130, 140, width=10)]
    assert column_middles([first, second], [60, 110, 150]) == [80, 120]


@pytest.mark.parametrize(("middle", "spans"), [(126, [(0, 0)]), (129, [(0, 1)])])
def test_a_header_over_the_labels_and_others_costs_half_an_em(
    middle: float, spans: list[tuple[int, int]]
) -> None:
    assert assign_headers_to_columns([(middle, 10)], [100, 200], [0, 0], 2) == spans


def test_the_cheapest_division_is_found() -> None:
    middles = [100.0, 200.0, 300.0, 400.0]
    bare = [15.0] * 4
    headers = [(100.0, 10.0), (250.0, 10.0), (400.0, 10.0)]
    assert assign_headers_to_columns(headers, middles, bare, 4) == [(0, 0), (1, 2), (3, 3)]
    narrow = [(100.0, 10.0), (240.0, 10.0), (400.0, 10.0)]
    assert assign_headers_to_columns(narrow, middles, bare, 1) == [(0, 0), (1, 1), (3, 3)]
    assert assign_headers_to_columns([], middles, bare, 4) == []
    more = [(90.0, 10.0), (110.0, 10.0), (210.0, 10.0)]
    assert assign_headers_to_columns(more, [100, 200], [0, 0], 2) == [(0, 0), (0, 0), (1, 1)]


BODY = [
    [text("甲站", 75, 140)],
    [text("12", 195, 140, width=10)],
    [text("34", 295, 140, width=10)],
]


def placed(*headers: tuple[str, float, float]) -> set[Place]:
    """The header cells over BODY of headers: text, middle and baseline."""
    lines = [text(words, x - 5 * len(words), base) for words, x, base in headers]
    cells, _ = header_cells(lines, frame(70, 150, 250, 350), BODY)
    return {(c.text, c.row, c.column, c.rows, c.columns) for c in cells}


@pytest.mark.parametrize(("middle", "columns"), [(216.5, 1), (218.5, 2)])
def test_a_column_without_a_spanning_header_costs_one_and_a_half_em(
    middle: float, columns: int
) -> None:
    found = placed(("收件", middle, 100), ("件", 200, 114), ("人", 300, 114), ("區別", 80, 107))
    assert ("收件", 0, 1, 1, columns) in found
    assert ("區別", 0, 0, 2, 1) in found


@pytest.mark.parametrize(("middle", "column"), [(220.0, 0), (220.5, 1)])
def test_a_column_without_any_header_costs_less(middle: float, column: int) -> None:
    # over all columns it is `middle` - 192.5 off, and half an em for the labels; over two of them
    # 250 - `middle`, and 0.3 em for the labels without a header
    found = placed(("收件", middle, 100), ("件", 200, 114), ("人", 300, 114))
    assert ("收件", 0, column, 1, 3 - column) in found


@pytest.mark.parametrize(("lower", "rows"), [(12.6, 2), (13.4, 3)])
def test_a_header_a_row_lower_begins_the_next_row(lower: float, rows: int) -> None:
    lines = [text("甲", 75, 100), text("乙", 295, 100 + lower)]
    lines += [text("丙", x, 140) for x in (75, 195, 295)]
    _, depth = header_cells(lines, frame(70, 150, 250, 350), BODY)
    assert depth == rows


@pytest.mark.parametrize(("higher", "rows"), [(7.2, 1), (7.8, 2)])
def test_the_bottom_row_is_within_three_quarters_of_an_em(higher: float, rows: int) -> None:
    lines = [text("甲", 75, 100), text("乙", 195, 100 - higher), text("丙", 295, 100)]
    _, depth = header_cells(lines, frame(70, 150, 250, 350), BODY)
    assert depth == rows


def test_a_header_centred_beside_two_rows_spans_both() -> None:
    assert placed(
        ("區別", 80, 107), ("收件", 250, 100), ("件", 200, 114), ("人", 300, 114)
    ) == {
        ("區別", 0, 0, 2, 1), ("收件", 0, 1, 1, 2), ("件", 1, 1, 1, 1), ("人", 1, 2, 1, 1),
    }  # fmt: skip


def test_no_header_gives_no_cells() -> None:
    assert header_cells([], frame(70, 150, 250), BODY[:2]) == ([], 0)
