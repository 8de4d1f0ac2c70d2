"""Copies: what counts as the same passage."""

from __future__ import annotations

import pytest

from indexer.documents.copies import STANDS_ALONE, copy_numbers
from judian.core.model import Cell, Kind, Passage, TableRow

LONG = "本署已督導各單位改善，並列管追蹤其辦理情形。"


def text(number: int, content: str, kind: Kind = Kind.PARAGRAPH, section: str = "一") -> Passage:
    return Passage(f"d-{number:05d}", "d", number, kind, content, 0, len(content), 1,
                   section=(section,))  # fmt: skip


def row(number: int, table: int, at: int, content: str, header: str = "件數") -> Passage:
    cells = (Cell(0, 2, ("縣市",)), Cell(3, len(content), (header,)))
    return Passage(f"d-{number:05d}", "d", number, Kind.TABLE_ROW, content, 0, len(content), 1,
                   table=TableRow(table, at, cells, "表1"))  # fmt: skip


def same(*passages: Passage) -> bool:
    numbers = copy_numbers(passages)
    return len(set(numbers)) == 1


def test_numbers_fit_the_engine() -> None:
    assert all(0 < number < 2**62 for number in copy_numbers([text(n, LONG) for n in (1, 2)]))


def test_the_same_long_text_is_a_copy_anywhere() -> None:
    assert len(LONG) >= STANDS_ALONE
    assert same(text(1, LONG), text(2, LONG, section="二"))
    assert same(text(1, LONG), text(2, LONG, Kind.LIST_ITEM))
    assert not same(text(1, LONG), text(2, LONG[:-1]))


@pytest.mark.parametrize(("length", "alike"), [(STANDS_ALONE - 1, False), (STANDS_ALONE, True)])
def test_a_short_text_has_no_copies(length: int, alike: bool) -> None:
    numbers = copy_numbers([text(1, "無" * length), text(2, "無" * length)])
    assert (numbers[0] == numbers[1] != 0) is alike
    assert (numbers == [0, 0]) is not alike


def test_a_heading_is_no_copy_of_a_text() -> None:
    assert not same(text(1, LONG, Kind.HEADING), text(2, LONG))


def test_a_row_is_a_copy_only_where_its_table_is() -> None:
    first = [row(1, 1, 1, "甲縣\t12"), row(2, 1, 2, "乙縣\t12")]
    again = [row(3, 2, 1, "甲縣\t12"), row(4, 2, 2, "乙縣\t12")]
    numbers = copy_numbers([*first, *again])
    assert numbers[:2] == numbers[2:]
    assert numbers[0] != numbers[1]
    other = copy_numbers([*first, again[0], row(4, 2, 2, "乙縣\t13")])
    assert other[0] != other[2]
    renamed = copy_numbers(
        [*first, *(row(n, 2, n - 2, p.text, "人數") for n, p in ((3, again[0]), (4, again[1])))]
    )
    assert renamed[0] != renamed[2]


def test_equal_rows_of_one_table_are_two() -> None:
    numbers = copy_numbers([row(1, 1, 1, "甲縣\t12"), row(2, 1, 2, "甲縣\t12")])
    assert numbers[0] != numbers[1]
