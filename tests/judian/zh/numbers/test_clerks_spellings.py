"""Spellings of clerks, courts and newspapers that were read as a part of themselves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from judian.zh.figures.extraction import extract


def figures(text: str) -> list[tuple[str, Decimal | None, str | None]]:
    return [(each.text, each.value, each.unit) for each in extract(text)]


@pytest.mark.parametrize(
    ("text", "shown", "value", "unit"),
    [
        ("處有期徒刑壹年陸月", "壹年陸月", 18, "個月"),
        ("應執行有期徒刑拾貳年拾月", "拾貳年拾月", 154, "個月"),
        ("各處有期徒刑參年肆月", "參年肆月", 40, "個月"),
        ("繳納HK$ 1,500", "HK$ 1,500", 1500, "港幣"),
        ("繳納US $500", "US $500", 500, "美元"),
        ("繳納NT $500", "NT $500", 500, "元"),
        ("土地12公頃34公畝", "12公頃34公畝", 1234, "公畝"),
        ("寬5呎10吋", "5呎10吋", 70, "吋"),
        ("限10個日曆天完成", "10個日曆天", 10, "日曆天"),
        ("含水率<5%", "<5%", 5, "%"),
        ("對象為≧65歲者", "≧65歲", 65, "歲"),
        ("濃度≦ 20毫克", "≦ 20毫克", 20, "毫克"),
        ("記違規點數3點", "3點", 3, "點"),
    ],
)
def test_they_are_read_whole(text: str, shown: str, value: int, unit: str) -> None:
    assert figures(text) == [(shown, value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "全長12‧5公里", "全長12·5公里", "全長12・5公里", "繳納A$1,234", "繳納S$ 500", "繳納R$5",
        "民國壹年陸月", "20年3班", "十二年三班", "六年甲班", "三年忠班", "共0,123元", "3點半",
        "12點整", "於12點前送達", "會議12點開始", "3人座",
    ],
)  # fmt: skip
def test_what_is_no_whole_number_gives_none(text: str) -> None:
    assert figures(text) == []


def test_a_dot_between_two_items_separates_them() -> None:
    assert [value for _, value, _ in figures("12.5公頃‧5戶")] == [Decimal("12.5"), 5]


def test_what_only_looks_like_them_is_read() -> None:
    assert figures("得12點") == [("12點", 12, "點")]
    assert figures("20年開3班") == [("20年", 20, "年"), ("3班", 3, "班")]
    assert figures("付0.5元") == [("0.5元", Decimal("0.5"), "元")]
    assert figures("約$500") == [("約$500", 500, "元")]
