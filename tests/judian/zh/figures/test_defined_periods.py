"""Periods that a text gives a name."""

from __future__ import annotations

import pytest

from judian.zh.figures import defined_periods


@pytest.mark.parametrize(
    ("text", "name", "start", "end"),
    [
        ("民國98年度（以下簡稱本年度）決算", "本年度", "2009-01-01", "2009-12-31"),
        ("112年7月至12月(下稱「本期」)共完成3件", "本期", "2023-07-01", "2023-12-31"),
        ("112年第3季（以下稱本季）", "本季", "2023-07-01", "2023-09-30"),
        ("113年8月底（以下簡稱本月底）", "本月底", "2024-08-31", "2024-08-31"),
        ("97年度（以下簡稱上年度）", "上年度", "2008-01-01", "2008-12-31"),
        ("本期係指112年7月至12月，上期類推。", "本期", "2023-07-01", "2023-12-31"),
        ("本報告所稱本年度，係指112學年度。", "本年度", "2023-08-01", "2024-07-31"),
    ],
)
def test_a_name_in_brackets_or_before_the_period(
    text: str, name: str, start: str, end: str
) -> None:
    found = dict(defined_periods.of_texts([text]))
    assert (found[name].start, found[name].end) == (start, end)


def test_a_name_with_two_meanings_has_none() -> None:
    first, second = "97年度（以下簡稱本年度）", "98年度（以下簡稱本年度）"
    assert dict(defined_periods.of_texts([first, first])).keys() == {"本年度"}
    assert defined_periods.of_texts([first, second]) == ()


def test_a_name_of_something_else_defines_no_period() -> None:
    assert defined_periods.of_texts(["98年度雲海縣政府（以下簡稱本府）", "本年度完成3件"]) == ()
