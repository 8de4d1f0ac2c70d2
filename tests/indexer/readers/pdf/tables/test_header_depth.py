"""The number of header rows of drawn cells."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.tables.header_depth import drawn_header_depth
from indexer.readers.pdf.tables.model import PageCell


def depth(*cells: tuple[str, int, int, int, int], columns: int) -> int:
    """The header rows of cells: text, row, column, rows, columns."""
    rows = [[""] * columns for _ in range(max(row + rows for _, row, _, rows, _ in cells))]
    found = []
    for text, row, column, down, across in cells:
        rows[row][column] = text
        found.append((PageCell(row, column, down, across), text))
    return drawn_header_depth(found, 0, rows)


BODY = (("5", 2, 0, 1, 1), ("6", 2, 1, 1, 1), ("7", 2, 2, 1, 1))


def test_headers_below_spanning_ones_are_headers() -> None:
    assert depth(
        ("決算審定數", 0, 0, 1, 2), ("比較", 0, 2, 1, 1),
        ("實現數", 1, 0, 1, 1), ("保留數", 1, 1, 1, 1), *BODY, columns=3,
    ) == 2  # fmt: skip


@pytest.mark.parametrize("below", ["5", "甲局"])
def test_a_row_under_one_header_each_is_the_body(below: str) -> None:
    assert depth(
        ("名稱", 0, 0, 1, 1), ("地址", 0, 1, 1, 2),
        ("甲局", 1, 0, 1, 1), ("北區", 1, 1, 1, 1), (below, 1, 2, 1, 1),
        ("乙局", 2, 0, 1, 1), ("南區", 2, 1, 1, 1), ("丙路", 2, 2, 1, 1), columns=3,
    ) == 1  # fmt: skip


def test_words_over_columns_of_numbers_are_headers() -> None:
    assert depth(
        ("減免數", 0, 0, 1, 1), ("實現數", 0, 1, 1, 1), ("調整數", 0, 2, 1, 1),
        ("應付數", 1, 0, 1, 1), ("應付數", 1, 1, 1, 1), ("應付數", 1, 2, 1, 1), *BODY, columns=3,
    ) == 2  # fmt: skip


def test_a_name_of_a_group_is_no_header() -> None:
    assert depth(
        ("科目", 0, 0, 1, 1), ("預算", 0, 1, 1, 1), ("決算", 0, 2, 1, 1),
        ("歲入部分", 1, 0, 1, 1), ("", 1, 1, 1, 1), ("", 1, 2, 1, 1),
        ("甲稅", 2, 0, 1, 1), ("6", 2, 1, 1, 1), ("7", 2, 2, 1, 1), columns=3,
    ) == 1  # fmt: skip
