"""Numerals: exact values of what people write, and nothing for what names no number."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.numbers import numerals

EXACT = {
    "0": "0",
    "７": "7",
    "１２３": "123",
    "1,234,567": "1234567",
    "１，０００": "1000",
    "0.004": "0.004",
    "1,037.5918": "1037.5918",
    "4萬5,426": "45426",
    "4萬 5,426": "45426",
    "3億2,450萬": "324500000",
    "3億2,450萬1,200": "324501200",
    "12兆": "12000000000000",
    "1.5億": "150000000",
    "3 千 5 百": "3500",
    "3萬億": "3000000000000",
    "二": "2",
    "兩": "2",
    "十": "10",
    "十二": "12",
    "二十": "20",
    "廿三": "23",
    "卅": "30",
    "一百零二": "102",
    "一百一十二": "112",
    "一百二": "120",
    "兩千三": "2300",
    "三萬五": "35000",
    "二萬三千": "23000",
    "一萬零三百": "10300",
    "一億零五": "100000005",
    "二〇二四": "2024",
    "二○二四": "2024",
    "一一二": "112",
    "參佰萬": "3000000",
    "壹仟貳佰元"[:-1]: "1200",
    "两万三千": "23000",
    "八成": "0.8",
    "八成七": "0.87",
    "7成5": "0.75",
    "百分之五十七": "0.57",
    "百分之57.24": "0.5724",
    "百分之百": "1",
    "千分之三": "0.003",
    "五分之一": "0.2",
    "500餘": "500",
    "231餘萬": "2310000",
    "十餘": "10",
    "八點四": "8.4",
    "九十六點三": "96.3",
    "一點五億": "150000000",
    "2成5": "0.25",
    "5.5成": "0.55",
    "九成半": "0.95",
    "3成半": "0.35",
    "拾伍萬貳仟": "152000",
    "玖拾億": "9000000000",
    "壹佰零捌萬": "1080000",
    "7仟3佰萬": "73000000",
    "4佰60萬": "4600000",
    "六佰二十萬": "6200000",
    "8億2仟萬": "820000000",
    "2億1,480萬6仟": "214806000",
    "四萬六千億": "4600000000000",
    "兩兆八千億": "2800000000000",
    "二百零七萬三千億": "207300000000000",
    "6萬7,000億": "6700000000000",
    "一百十三": "113",
    "四又三分之一": "4.3333333333333333333333333333",
    "7又3/8": "7.375",
    "5/8": "0.625",
    "３⁄８": "0.375",
    "⅝": "0.625",
    "2¼": "2.25",
    "7.2E+4": "72000",
    "3e5": "300000",
    "8×10^5": "800000",
    "6.5×10⁴": "65000",
    "一０六": "106",
}

NO_NUMBER = (
    "",
    " ",
    "件",
    "數千億",
    "幾十",
    "上萬",
    "七八",
    "二三十",
    "十七八",
    "9 兆億",
    "1,23",
    "1，０００,００",
    "１，０００,００",
    "1.2.3",
    "3萬5",
    "4萬54,260",
    "三萬二億",
    "2.5億千",
    "一萬二億",
    "1百200萬",
    "1千20百",
    "八成七五",
    "6×105",
    "4.1E+",
    "十幾萬",
    "六、七百",
    "7/3",
    "三十百",
    "三點十",
    "9" * 400,
    "①",
    "²",
    "5件",
)


@pytest.mark.parametrize(("text", "value"), EXACT.items())
def test_a_numeral_has_its_exact_value(text: str, value: str) -> None:
    assert numerals.parse(text) == Decimal(value)


@pytest.mark.parametrize("text", NO_NUMBER)
def test_what_names_no_number_has_none(text: str) -> None:
    assert numerals.parse(text) is None


def test_a_third_is_given_to_28_digits() -> None:
    assert numerals.parse("三分之一") == Decimal("0." + "3" * 28)


def test_whole_values_are_written_without_exponent() -> None:
    assert [str(numerals.parse(t)) for t in ("1,000億", "1.50萬", "9" * 40)] == [
        "100000000000",
        "15000",
        "9" * 40,
    ]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("人數十五人", ["十五"]),
        ("一萬元以上十萬元以下", ["一萬", "十萬"]),
        ("大陸方面參與隊伍", []),
        ("二十幾人", ["二十幾"]),
        ("共3億 2,450萬元、5件", ["3億 2,450萬", "5"]),
        ("105，106及107年", ["105", "106", "107"]),
        ("① 第一", ["一"]),
        ("數十億元", []),
    ],
)
def test_numerals_are_found_in_text(text: str, spans: list[str]) -> None:
    assert [text[n.start : n.end] for n in numerals.find(text)] == spans


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("六、七百", 600, 700),
        ("約5、6千", 5000, 6000),
        ("廿一、二", 21, 22),
        ("四十七、八", 47, 48),
        ("六七千", 6000, 7000),
        ("三五", 3, 5),
        ("四五十萬", 400_000, 500_000),
        ("三萬五六千", 35_000, 36_000),
    ],
)
def test_an_approximate_number_has_two_ends(text: str, low: int, high: int) -> None:
    (found,) = numerals.find(text)
    assert (found.value, found.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    ["分別六、七百", "5、6", "三、五、七", "六、八百", "第三、四"],
)
def test_a_list_is_no_approximate_number(text: str) -> None:
    assert all(found.high is None for found in numerals.find(text))


@pytest.mark.parametrize(
    "text",
    [
        "7,65 4,321",
        "7,65\n4,321",
        "5 , 4 3 2",
        "6.\n25",
        "8±3",
        "8 × 104",
        "4.1E +",
        "7^3",
        "九〇〇5",
        "○○7",
    ],
)
def test_a_number_that_another_touches_is_not_read(text: str) -> None:
    assert numerals.find(text) == []


def test_words_that_end_in_a_digit_touch_no_number() -> None:
    text = "統一5、星期三7、大陸9、隊伍6、撿拾8、其中之一4"
    assert [n.value for n in numerals.find(text) if text[n.start].isascii()] == [5, 7, 9, 6, 8, 4]


def test_an_unknown_rest_is_marked() -> None:
    assert [n.more for n in numerals.find("500餘名、20多人、三十")] == [True, True, False]


@given(st.text())
def test_any_text_gives_spans_in_order_and_never_raises(text: str) -> None:
    numerals.parse(text)
    found = numerals.find(text)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(
    st.text(
        alphabet="0123456789０９,，.． 〇零一二兩三九十百千萬億兆餘多幾數上成分之參拾"
        "仟又/⁄¾×^eE+⁶-\n半折",
        max_size=30,
    )
)
def test_strings_of_digits_and_multipliers_never_raise(text: str) -> None:
    numerals.parse(text)
    numerals.find(text)


_CHINESE = "零一二三四五六七八九"


def _spoken(number: int) -> str:
    """The plain reading of 1..99,999,999, written independently of the parser."""
    if number >= 10**4:
        rest = number % 10**4
        zero = "零" if rest and rest < 1000 else ""
        return _spoken(number // 10**4) + "萬" + zero + (_spoken(rest) if rest else "")
    out, pending = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if pending else "") + _CHINESE[digit] + name
        pending = bool(out) and not digit
    return out


@given(st.integers(min_value=1, max_value=99_999_999))
def test_every_number_is_read_back_from_chinese_and_from_digits(number: int) -> None:
    assert numerals.parse(_spoken(number)) == number
    assert numerals.parse(f"{number:,}") == number
    assert numerals.parse(str(number).translate({48 + d: 0xFF10 + d for d in range(10)})) == number
