"""Keys by which figures are found."""

from __future__ import annotations

from decimal import Decimal

import pytest

from judian.zh.figures.extraction import extract
from judian.zh.figures.keys import figure_key, figure_keys, read_key

KEYS = [
    ("元", "324500000", "元|324500000"),
    ("元", "3.245E+8", "元|324500000"),
    ("%", "85.020", "%|85.02"),
    (None, "58.2", "|58.2"),
    ("度", "-5", "度|-5"),
]


@pytest.mark.parametrize(("unit", "value", "key"), KEYS)
def test_a_key_is_read_back(unit: str | None, value: str, key: str) -> None:
    assert figure_key(unit, Decimal(value)) == key
    assert read_key(key) == (unit, Decimal(value))


def test_spellings_of_one_number_have_one_key() -> None:
    texts = ("3億2,450萬元", "324,500,000元", "三億二千四百五十萬元")
    assert {figure_keys(extract(text)[0]) for text in texts} == {("元|324500000",)}


def test_a_range_has_the_keys_of_its_ends() -> None:
    (figure,) = extract("查獲8至12公斤")
    assert figure_keys(figure) == ("公斤|8", "公斤|12")
