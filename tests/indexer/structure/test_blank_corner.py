"""Tables whose corner is blank over the header of their first column."""

from __future__ import annotations

from indexer.structure.table_grid import count_header_rows

ROWS = [
    ["", "109年度", "", "110年度", ""],
    ["關別", "數量", "價值", "數量", "價值"],
    ["甲關", "412", "22,660", "530", "29,150"],
    ["乙關", "65", "3,575", "48", "2,640"],
]


def test_a_corner_left_blank_is_filled_by_the_row_below() -> None:
    assert count_header_rows(ROWS) == 2


def test_words_under_headers_without_gaps_are_no_header() -> None:
    assert count_header_rows([["", "甲", "乙"], ["主管", "王", "李"], ["人數", "3", "4"]]) == 1
