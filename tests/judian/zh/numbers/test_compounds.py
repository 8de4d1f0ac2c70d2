"""Measures in two units are one number, in the smaller unit."""

from __future__ import annotations

import itertools

import pytest

from judian.zh.figures.extraction import extract

UNITS = [
    ("公里", "公尺", 1000),
    ("公尺", "公分", 100),
    ("公噸", "公斤", 1000),
    ("公斤", "公克", 1000),
    ("公頃", "平方公尺", 10_000),
    ("天", "小時", 24),
    ("小時", "分鐘", 60),
    ("分鐘", "秒", 60),
]


def values(text: str) -> list[tuple[str, str | None]]:
    return [(str(figure.value), figure.unit) for figure in extract(text)]


@pytest.mark.parametrize(
    ("whole", "part", "size", "tie"),
    [(*units, tie) for units, tie in itertools.product(UNITS, ("", " ", "又"))],
)
def test_two_units_are_one_measure(whole: str, part: str, size: int, tie: str) -> None:
    assert values(f"計7{whole}{tie}12{part}。") == [(str(7 * size + 12), part)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("長12公尺、寬30公分", [("12", "公尺"), ("30", "公分")]),
        ("長12公尺以上30公分以下", [("12", "公尺"), ("30", "公分")]),
        ("長12公尺約30公分", [("12", "公尺"), ("30", "公分")]),
        ("計3公斤1200公克", [("3", "公斤"), ("1200", "公克")]),
        ("計1.5公斤20公克", [("1.5", "公斤"), ("20", "公克")]),
        ("計3公斤20公分", [("3", "公斤"), ("20", "公分")]),
        ("變動為-2公尺35公分", [("-235", "公分")]),
        ("判處刑期二年六月", [("30", "個月")]),
        ("自開禧二年六月", []),
    ],
)
def test_measures_that_are_two_or_none(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected
