"""Rows typed at a fixed count are full wherever they end; other rows keep their edge.

A Han is 10 points wide and counts as two, a digit 7 points as one. The column is 400 points wide,
from 100 to 500.
"""

from __future__ import annotations

import pytest

from indexer.readers.pdf.layout.column_rows import ColumnRow, column_rows
from tests.indexer.readers.pdf.layout.pieces import text_column, text_line

HAN, DIGIT, PITCH = 10.0, 7.0, 16.0


def typed(count: int, digits: int, at: int, indent: float = 0.0) -> tuple[float, float, float, str]:
    """The sides, baseline and text of row number `at`: so many counts, of which some are digits."""
    han = (count - digits) // 2
    x0 = 100.0 + indent
    return (x0, x0 + HAN * han + DIGIT * digits, 100.0 + PITCH * at, "檢" * han + "7" * digits)


def rows_of(*rows: tuple[float, float, float, str]) -> list[ColumnRow]:
    return column_rows(text_column(lines=[text_line(*row) for row in rows]))


def full(rows: list[ColumnRow]) -> list[bool]:
    return [row.room == 0 for row in rows]


def test_rows_of_one_count_are_full() -> None:
    rows = rows_of(*(typed(40, 2 * (at % 3), at) for at in range(6)), typed(12, 2, 6))
    assert full(rows) == [True] * 6 + [False]


def test_an_indent_counts() -> None:
    rows = rows_of(typed(36, 2, 0, 20.0), *(typed(40, 2 * (at % 3), at) for at in range(1, 6)))
    assert all(full(rows))


@pytest.mark.parametrize(("other", "is_full"), [(39, True), (38, False)])
def test_a_count_may_be_short_by_half_a_han(other: int, is_full: bool) -> None:
    rows = rows_of(
        *(typed(40, 2 * (at % 3), at) for at in range(5)), typed(other, 1 if other == 39 else 2, 5)
    )
    assert full(rows)[-1] is is_full


@pytest.mark.parametrize(("count", "is_full"), [(3, True), (2, False)])
def test_three_rows_of_one_count_are_full(count: int, is_full: bool) -> None:
    wide = [typed(40, 2 * (at % 3), at) for at in range(5)]
    rows = rows_of(*wide, *(typed(24, 2 * at, 5 + at) for at in range(count)))
    assert full(rows)[5:] == [is_full] * count


@pytest.mark.parametrize(("apart", "is_full"), [(3, True), (2, False)])
def test_ends_that_differ_show_a_typed_column(apart: int, is_full: bool) -> None:
    rows = rows_of(*(typed(40, min(at, apart) * 2, at) for at in range(6)))
    assert full(rows) == [is_full] * 6


@pytest.mark.parametrize(("width", "is_full"), [(3.2, True), (2.8, False)], ids=["0.32", "0.28"])
def test_ends_differ_by_more_than_three_tenths_of_an_em(width: float, is_full: bool) -> None:
    rows = rows_of(
        *((100.0, 300.0 + width * (at % 2), 100.0 + PITCH * at, "檢" * 20) for at in range(6))
    )
    assert full(rows) == [is_full] * 6


@pytest.mark.parametrize(("others", "is_full"), [(11, True), (12, False)])
def test_a_typed_column_has_many_pairs_of_one_count(others: int, is_full: bool) -> None:
    """Five pairs of one count, and one more pair for each other row."""
    rows = rows_of(
        *(typed(40, 2 * (at % 3), at) for at in range(6)),
        *(typed(10 + 4 * (at % 5), 2, 6 + at) for at in range(others)),
    )
    assert full(rows)[:6] == [is_full] * 6


def test_statements_of_one_width_are_no_typed_rows() -> None:
    assert not any(full(rows_of(*(typed(24, 2, at) for at in range(6)))))


def test_rows_far_apart_are_no_typed_rows() -> None:
    rows = [typed(40, 2 * (at % 3), 0) for at in range(6)]
    spread = [(x0, x1, 100.0 + 25.0 * at, text) for at, (x0, x1, _, text) in enumerate(rows)]
    assert not any(full(rows_of(*spread)))


def broken(count: int, filler: str = "") -> list[tuple[float, float, float, str]]:
    """Two paragraphs whose rows end anywhere, so many in all, and a row of the full width."""
    rows = [typed(60, 0, at, 12.0 if at % 5 == 0 else 0.0) for at in range(count)]
    return [*rows, (100.0, 500.0, 100.0 + PITCH * count, "檢" * 39 + (filler or "。"))]


@pytest.mark.parametrize(("count", "is_full"), [(12, True), (8, False)])
def test_rows_broken_inside_sentences_are_full(count: int, is_full: bool) -> None:
    rows = rows_of(*broken(count))
    goes_on = [row for at, row in enumerate(rows[:-1]) if (at + 1) % 5]
    assert all((row.room == 0) is is_full for row in goes_on)


def test_a_row_before_an_indent_is_not_broken() -> None:
    rows = rows_of(*broken(16))
    assert [row.room == 0 for row in rows[:5]] == [True] * 4 + [False]


@pytest.mark.parametrize("end", ["。", "："])
def test_rows_that_end_a_sentence_are_not_broken(end: str) -> None:
    ended = [(x0, x1, base, text[:-1] + end) for x0, x1, base, text in broken(16)]
    assert not any(full(rows_of(*ended))[:-1])


def test_rows_of_a_column_without_indents_are_not_broken() -> None:
    flush = [typed(60, 0, at) for at in range(16)]
    assert not any(full(rows_of(*flush, (100.0, 500.0, 100.0 + PITCH * 16, "檢" * 40)))[:-1])
