"""The rows of a text column, and the edges that their text may reach."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.readers.pdf.layout.column_rows import (
    ColumnRow,
    _is_in_block,
    _narrow_beside,
    column_rows,
)
from indexer.readers.pdf.source.geometry import Box, Gap, TextLine
from tests.indexer.readers.pdf.layout.pieces import column_row, text_column, text_line

FRAME = Box(350.0, 200.0, 500.0, 260.0)


def rows_of_page(*lines: TextLine) -> list[ColumnRow]:
    """The rows of a column from 100 to 500."""
    return column_rows(text_column(100, 500, lines))


def rights(*spans: tuple[float, float], end: str = "辦") -> list[float]:
    """The right edges of rows from one x to another; their text ends with `end`."""
    lines = [text_line(*span, 100 + 16 * at, "檢查各漁港" + end) for at, span in enumerate(spans)]
    return [row.right for row in rows_of_page(*lines)]


def test_lines_on_one_baseline_are_one_row() -> None:
    number = text_line(100, 110, 100, "1", bold=True, edges=(True, True))
    name = text_line(130, 230, 100.5, "檢查各漁港設備12", raised=((7, 9),), bold=True)
    unit = text_line(300, 320, 100, "件數")
    (row,) = rows_of_page(unit, name, number)
    assert row.text == "1 檢查各漁港設備12 件數"
    assert (row.x0, row.x1, row.base, row.bold) == (100, 320, 100.5, True)
    assert (len(row.starts), row.starts[1], row.starts[2]) == (len(row.text), 130, 130)
    assert row.raised == ((9, 11),)
    assert (row.edges, row.label, row.entry) == ((True, False), 1, False)


def test_the_label_of_a_line_is_the_label_of_its_row() -> None:
    (row,) = rows_of_page(text_line(100, 300, 100, "說明本局辦理", label=2))
    assert row.label == 2
    (row,) = rows_of_page(text_line(100, 300, 100, "本局辦理"))
    assert row.label == 0


def test_a_row_with_leaders_and_a_page_number_is_an_entry_of_the_contents() -> None:
    entry = text_line(100, 500, 100, "第一章　漁港1..........12", raised=((6, 7), (17, 19)))
    (row,) = rows_of_page(entry)
    assert (row.text, row.entry, row.raised) == ("第一章　漁港1 ..... 12", True, ((6, 7),))
    (row,) = rows_of_page(text_line(100, 500, 100, "第一章　漁港.........."))
    assert (row.text, row.entry) == ("第一章　漁港 .....", True)
    (row,) = rows_of_page(text_line(100, 500, 100, "..........12"))
    assert (row.text, row.entry) == ("..........12", False)


def test_turned_lines_are_rows_of_their_own_at_the_end() -> None:
    turned = text_line(110, 200, 100, "側邊文字", orientation=1)
    rows = rows_of_page(turned, text_line(300, 500, 100, "本局"), text_line(100, 290, 100, "辦理"))
    assert [row.text for row in rows] == ["辦理 本局", "側邊文字"]


@pytest.mark.parametrize(
    ("size", "right", "justified"),
    [
        pytest.param(10.4, 500.0, True, id="in the size of the text"),
        pytest.param(10.6, 500.0, False, id="in larger type"),
        pytest.param(10.0, 400.0, False, id="beside a text box"),
    ],
)
def test_rows_of_a_justified_column_are_stretched_except_headings_and_narrowed_ones(
    size: float, right: float, justified: bool
) -> None:
    row = column_row("檢查各漁港", column=text_column(justified=True), size=size)
    row.right = right
    assert row.justified is justified
    assert not column_row("檢查各漁港").justified


@pytest.mark.parametrize(
    ("base", "pitch", "same"),
    [
        pytest.param(123.0, 16.0, True, id="2.3 em under a row of 1.6 em pitch"),
        pytest.param(125.0, 16.0, False, id="2.5 em under a row of 1.6 em pitch"),
        pytest.param(133.0, 30.0, True, id="1.1 usual pitches"),
        pytest.param(136.0, 30.0, False, id="1.2 usual pitches"),
    ],
)
def test_a_wide_gap_ends_an_indented_block(base: float, pitch: float, same: bool) -> None:
    above = column_row("檢查各漁港", 140, 400, 100)
    assert _is_in_block(above, column_row("檢查各漁港", 140, 400, base), pitch) is same


@pytest.mark.parametrize(
    ("x0", "size", "same"),
    [(142.9, 10.0, True), (143.1, 10.0, False), (140.0, 10.4, True), (140.0, 10.6, False)],
)
def test_the_rows_of_an_indented_block_begin_at_one_position_in_one_size(
    x0: float, size: float, same: bool
) -> None:
    above = column_row("檢查各漁港", 140, 400, 100)
    assert _is_in_block(above, column_row("檢查各漁港", x0, 400, 116, size=size), 16) is same


@pytest.mark.parametrize(
    ("x1", "right"),
    [
        pytest.param(350.0, 500.0, id="52 % of the column"),
        pytest.param(370.0, 370.0, id="58 % of the column"),
    ],
)
def test_a_wide_indented_block_has_a_right_edge_of_its_own(x1: float, right: float) -> None:
    assert rights((140, x1), (140, x1 - 4), (140, x1 - 8)) == [right] * 3


@pytest.mark.parametrize(
    ("room", "right"),
    [
        pytest.param(24.0, 440.0, id="others end 2.4 em before it"),
        pytest.param(26.0, 500.0, id="others end 2.6 em before it"),
    ],
)
def test_the_rows_of_a_block_end_near_its_right_edge(room: float, right: float) -> None:
    assert rights((140, 440), (140, 440 - room), (140, 440 - room)) == [right] * 3


@pytest.mark.parametrize(
    ("short", "right"),
    [pytest.param(3, 440.0, id="2 of 5 are full"), pytest.param(4, 500.0, id="2 of 6 are full")],
)
def test_a_list_of_short_rows_is_not_a_block(short: int, right: float) -> None:
    assert rights((140, 440), (140, 438), *[(140, 300)] * short) == [right] * (2 + short)


@pytest.mark.parametrize(
    ("x0", "right"),
    [pytest.param(109.0, 440.0, id="0.9 em"), pytest.param(107.0, 500.0, id="0.7 em")],
)
def test_rows_that_are_hardly_indented_are_not_a_block(x0: float, right: float) -> None:
    assert rights((x0, 440), (x0, 440), (x0, 440)) == [right] * 3


def test_a_single_indented_row_is_not_a_block() -> None:
    assert rights((100, 500), (140, 440), (100, 500)) == [500] * 3


def test_blocks_at_different_positions_have_different_edges() -> None:
    found = rights((140, 440), (140, 440), (180, 420), (180, 420), (100, 500))
    assert found == [440, 440, 420, 420, 500]


def test_a_block_that_begins_where_the_column_does_is_ordinary_text() -> None:
    assert rights((100, 400), (100, 400), (140, 440), (140, 440)) == [500, 500, 440, 440]


@pytest.mark.parametrize(
    ("x1", "right"),
    [pytest.param(485.0, 500.0, id="1.5 em"), pytest.param(483.0, 483.0, id="1.7 em")],
)
def test_indented_rows_that_come_near_the_edge_of_the_column_are_full(
    x1: float, right: float
) -> None:
    assert rights((140, x1), (140, x1), (140, x1)) == [right] * 3


@pytest.mark.parametrize(
    ("end", "shorts", "expected"),
    [
        pytest.param("辦", 3, [500, 500, 440, 440], id="the end of a paragraph and a block"),
        pytest.param("。", 3, [500, 440, 440, 440], id="a block after a sentence"),
        pytest.param("辦", 2, [500, 440, 440], id="too few rows to divide"),
    ],
)
def test_the_row_that_ends_a_paragraph_is_not_in_the_block_below_it(
    end: str, shorts: int, expected: list[float]
) -> None:
    assert rights((140, 500), *[(140, 440)] * shorts, end=end) == expected


def beside_frame(x0: float, x1: float, y0: float, y1: float) -> tuple[float, float]:
    """The edges of a row beside the frame that is above another, longer one."""
    own = replace(column_row("檢查各漁港", x0, x1), box=Box(x0, y0, x1, y1))
    other = replace(column_row("檢查各漁港", 104, 340), box=Box(104, 225, 340, 235))
    _narrow_beside([own, other], FRAME)
    return own.left, own.right


@pytest.mark.parametrize(
    ("y0", "y1", "right"),
    [
        pytest.param(264.5, 274.5, 340.0, id="0.45 em below the frame"),
        pytest.param(265.5, 275.5, 500.0, id="0.55 em below the frame"),
        pytest.param(185.5, 195.5, 340.0, id="0.45 em above the frame"),
        pytest.param(184.5, 194.5, 500.0, id="0.55 em above the frame"),
    ],
)
def test_rows_up_to_half_an_em_from_a_text_box_are_beside_it(
    y0: float, y1: float, right: float
) -> None:
    assert beside_frame(100, 330, y0, y1) == (100, right)


@pytest.mark.parametrize(
    ("x1", "right"),
    [pytest.param(359.0, 359.0, id="0.9 em"), pytest.param(361.0, 500.0, id="1.1 em")],
)
def test_punctuation_of_a_row_beside_a_text_box_may_hang_into_it(x1: float, right: float) -> None:
    assert beside_frame(100, x1, 210, 220) == (100, right)


@pytest.mark.parametrize(
    ("x0", "left"),
    [pytest.param(491.0, 491.0, id="0.9 em"), pytest.param(489.0, 100.0, id="1.1 em")],
)
def test_rows_to_the_right_of_a_text_box_begin_at_its_side(x0: float, left: float) -> None:
    assert beside_frame(x0, 560, 210, 220) == (left, 500)


def test_rows_beside_a_text_box_of_another_column_are_narrowed() -> None:
    lines = [text_line(100, 500, 100), text_line(100, 340, 226), text_line(100, 335, 242)]
    rows = column_rows(text_column(100, 500, lines, obstacles=[FRAME]))
    assert [row.right for row in rows] == [500, 340, 340]


@pytest.mark.parametrize(
    ("gap", "orders", "texts"),
    [
        (5.1, (5, 7, 6), ["財產收入", "1.04", "警政13.89"]),
        (4.9, (5, 7, 6), ["財產收入 警政13.89", "1.04"]),
        (5.1, (5, 6, 7), ["財產收入 警政13.89", "1.04"]),
        (5.1, (6, 5, 7), ["財產收入", "1.04", "警政13.89"]),
        (5.1, (0, 0, 0), ["財產收入 警政13.89", "1.04"]),
    ],
    ids=["labels", "a space", "drawn in one go", "drawn before", "drawn in an unknown order"],
)
def test_labels_of_a_diagram_beside_each_other_are_rows_of_their_own(
    gap: float, orders: tuple[int, ...], texts: list[str]
) -> None:
    left, right, below = orders
    lines = [
        text_line(100, 140, 100, "財產收入", order=left),
        text_line(140 + gap, 240 + gap, 100, "警政13.89", order=right),
        text_line(100, 140, 116, "1.04", order=below),
    ]
    assert [row.text for row in rows_of_page(*lines)] == texts


def test_labels_beside_a_paragraph_are_behind_it() -> None:
    text = [text_line(200, 300, 100 + 20 * at, f"檢查各漁港{at}", order=1 + at) for at in range(3)]
    labels = [
        text_line(100, 140, 107 + 20 * at, f"-{at},000", size=8.0, order=9) for at in range(2)
    ]
    found = [row.text for row in rows_of_page(*text, *labels)]
    assert found == ["檢查各漁港0", "檢查各漁港1", "檢查各漁港2", "-0,000", "-1,000"]
    below = text_line(150, 250, 107, "圖 1", order=9)
    assert [row.text for row in rows_of_page(*text, below)][:2] == ["檢查各漁港0", "圖 1"]
    far = [text[0], text_line(200, 300, 130, "檢查各漁港1", order=2), *labels[:1]]
    assert [row.text for row in rows_of_page(*far)][1] == "-0,000"


def test_a_line_is_cut_before_the_caption_beside_it() -> None:
    gaps = (Gap(5, 200.0, 208.0, 7),)
    line = text_line(100, 228, 100, "檢查各漁港表1", order=1, gaps=gaps)
    others = [text_line(100, 200, 100 + 20 * at, order=1 + at) for at in (1, 2)]
    assert [row.text for row in rows_of_page(line, *others)][::3] == ["檢查各漁港", "表1"]
    line = text_line(100, 228, 100, "檢查各漁港表1", order=1, gaps=(Gap(5, 200.0, 208.0, 1),))
    assert rows_of_page(line, *others)[0].text == "檢查各漁港表1"


@pytest.mark.parametrize(("inside", "texts"), [(6.9, 2), (7.1, 1)], ids=["narrower", "as wide"])
def test_letters_set_wide_stay_on_one_row_where_a_number_was_drawn_last(
    inside: float, texts: int
) -> None:
    # 中華民國 101 年 度: the number is bold and was drawn behind the rest.
    gaps = (Gap(3, 130.0, 139.0, 1), Gap(4, 149.0, 149.0 + inside, 1))
    line = text_line(100, 160 + inside, 100, "101年度", order=2, gaps=gaps)
    rest = text_line(100, 200, 140, "雲海縣總決算", order=0)
    found = [row.text for row in rows_of_page(line, rest)]
    assert found == (["101", "年度", "雲海縣總決算"] if texts == 2 else ["101年度", "雲海縣總決算"])
