"""Exact conversions between units of one quantity."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from judian.zh.numbers.conversion import conversions, equal_amounts

FACTORS = [
    ("公斤", "公噸", "1000"), ("公噸", "公斤", "0.001"), ("公頃", "平方公尺", "0.0001"),
    ("公里", "公尺", "0.001"), ("公升", "立方公尺", "1000"), ("日", "小時", "1/24"),
    ("年", "個月", "1/12"), ("平方公尺", "坪", "400/121"), ("公斤", "台斤", "0.6"),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "other", "factor"), FACTORS)
def test_one_of_the_other_unit(unit: str, other: str, factor: str) -> None:
    assert conversions(unit)[other] == Fraction(factor)
    assert conversions(other)[unit] == 1 / Fraction(factor)


@pytest.mark.parametrize("unit", ["件", "斤", "元整", "不存在", None])
def test_a_unit_without_relatives_has_itself(unit: str | None) -> None:
    assert conversions(unit) == {unit: 1}


def test_currencies_are_not_converted() -> None:
    assert "元" not in conversions("美元")


def test_equal_amounts_are_exact() -> None:
    amounts = dict(equal_amounts("公噸", Decimal("1.2")))
    assert (amounts["公斤"], amounts["公克"], amounts["台斤"]) == (1200, 1_200_000, 2000)
    assert "磅" not in amounts


def test_times_have_no_equal_amounts() -> None:
    assert not list(equal_amounts("小時", Decimal(24)))
