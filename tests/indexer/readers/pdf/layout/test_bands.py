"""Items that cross a gutter divide a page into bands."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.layout.bands import Item, crosses, split_into_bands
from indexer.readers.pdf.source.geometry import TextLine
from tests.indexer.readers.pdf.layout.pieces import table, text_line

GUTTER = 300.0


@pytest.mark.parametrize(
    ("x0", "x1", "crossing"),
    [
        pytest.param(298.9, 400.0, True, id="begins 1.1 points before the gutter"),
        pytest.param(299.1, 400.0, False, id="begins 0.9 points before the gutter"),
        pytest.param(200.0, 301.1, True, id="ends 1.1 points after the gutter"),
        pytest.param(200.0, 300.9, False, id="ends 0.9 points after the gutter"),
    ],
)
def test_a_table_crosses_a_gutter_that_it_reaches_over_by_more_than_rounding(
    x0: float, x1: float, crossing: bool
) -> None:
    assert crosses(table(x0, 100, x1, 200), GUTTER) is crossing


@pytest.mark.parametrize(("x1", "crossing"), [(309.0, False), (311.0, True)])
def test_a_line_may_reach_over_a_gutter_by_the_punctuation_at_its_end(
    x1: float, crossing: bool
) -> None:
    assert crosses(text_line(200, x1, 100), GUTTER) is crossing


def bands(*items: Item) -> list[list[str]]:
    """The texts of each band; a table is written 表."""
    return [
        [item.text if isinstance(item, TextLine) else "表" for item in band]
        for band in split_into_bands(items, GUTTER)
    ]


def left(text: str, base: float) -> TextLine:
    return text_line(100, 290, base, text)


def right(text: str, base: float) -> TextLine:
    return text_line(310, 500, base, text)


def wide(text: str, base: float) -> TextLine:
    return text_line(100, 500, base, text)


def test_text_columns_are_between_the_title_and_the_note_across_them() -> None:
    found = bands(wide("註記", 300), right("乙", 202), left("甲", 200), wide("標題", 100))
    assert found == [["標題"], ["甲", "乙"], ["註記"]]


def test_a_page_without_lines_across_the_gutter_is_one_band() -> None:
    assert bands(left("甲", 100), right("乙", 100), left("丙", 120)) == [["甲", "乙", "丙"]]


def test_lines_across_the_gutter_under_each_other_are_one_band() -> None:
    assert bands(wide("標題", 100), wide("副題", 120), left("甲", 140)) == [
        ["標題", "副題"],
        ["甲"],
    ]


def test_columns_come_before_the_line_across_the_gutter_that_is_lower() -> None:
    assert bands(left("甲", 100), wide("標題", 120), wide("副題", 140)) == [
        ["甲"],
        ["標題", "副題"],
    ]


def test_the_caption_and_the_unit_of_a_table_across_the_gutter_are_in_its_band() -> None:
    found = bands(
        left("甲", 100), right("乙", 100), left("表2　各區件數", 130), right("單位：件", 130),
        table(100, 140, 500, 240), left("丙", 260),
    )  # fmt: skip
    assert found == [["甲", "乙"], ["表2　各區件數", "單位：件", "表"], ["丙"]]


def test_the_caption_of_a_second_table_across_the_gutter_is_in_the_band_of_the_first() -> None:
    found = bands(
        table(100, 100, 500, 200), left("表2　各區件數", 220), table(100, 230, 500, 330)
    )  # fmt: skip
    assert found == [["表", "表2　各區件數", "表"]]


def test_a_caption_above_the_end_of_a_column_belongs_to_the_column() -> None:
    found = bands(
        left("表1　各區件數", 100), right("乙", 100), right("丙", 120), table(100, 140, 500, 240)
    )
    assert found == [["表1　各區件數", "乙", "丙"], ["表"]]


@pytest.mark.parametrize(("overlap", "own"), [(0.9, True), (1.1, False)])
def test_a_caption_may_overlap_the_last_line_above_it_by_rounding(
    overlap: float, own: bool
) -> None:
    caption = left("表1　各區件數", 110 + 10 - overlap)
    found = bands(right("乙", 110), caption, table(100, 160, 500, 240))
    assert found[-1] == (["表1　各區件數", "表"] if own else ["表"])


def test_a_table_beside_a_caption_is_an_item_above_the_table_across_the_gutter() -> None:
    found = bands(
        table(310, 80, 500, 110), left("表1　各區件數", 130), table(100, 140, 500, 240)
    )  # fmt: skip
    assert found == [["表"], ["表1　各區件數", "表"]]


def test_a_caption_above_a_line_across_the_gutter_stays_in_its_column() -> None:
    assert bands(left("表1　各區件數", 100), wide("標題", 120)) == [["表1　各區件數"], ["標題"]]
