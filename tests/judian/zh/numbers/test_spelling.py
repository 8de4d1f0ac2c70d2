"""Integers in Chinese numerals, read back by the reader of numerals."""

from __future__ import annotations

import pytest

from judian.zh.numbers.numerals import parse
from judian.zh.numbers.spelling import chinese_spellings
from judian.zh.text.fold import fold

SPELLINGS = [
    (1, ("一",)),
    (10, ("十",)),
    (20, ("二十",)),
    (101, ("一百零一",)),
    (110, ("一百一十", "一百十")),
    (190, ("一百九十",)),
    (1010, ("一千零一十",)),
    (9999, ("九千九百九十九",)),
    (0, ()),
    (10_000, ()),
]


@pytest.mark.parametrize(("number", "want"), SPELLINGS)
def test_spellings(number: int, want: tuple[str, ...]) -> None:
    assert chinese_spellings(number) == want


def test_every_spelling_is_read_as_its_number() -> None:
    for number in range(1, 10_000):
        assert parse(fold(chinese_spellings(number)[0])) == number
