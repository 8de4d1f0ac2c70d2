"""Numbers of cells are shown as the spreadsheet shows them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.spreadsheet.number_formats import (
    exact,
    general,
    shown_number,
    shown_text,
    with_sign,
)


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.8502, "0.00%", "85.02%"),
        (-0.0269, "0.00%", "-2.69%"),
        (85.5, '0.0"%"', "85.5%"),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "General", "0.333333333"),
        (123456789012, "General", "123456789012"),
        (1e20, "General", "1E+20"),
        (1e-12, "General", "1E-12"),
        (12345.6789, "General", "12345.6789"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (999.995, "#,##0.00", "1,000.00"),
        (1.005, "0.00", "1.01"),
        (2.675, "0.00", "2.68"),
        (0.5, "#.##", "0.5"),
        (1234.0, "#.##", "1234"),
        (0.5, ".00", "0.50"),
        (12345678, "#,##0,", "12,346"),
        (12345, "000000", "012345"),
        (20230504, '0000"/"00"/"00', "2023/05/04"),
        (3, '"第"0"季"', "第3季"),
        (4500000.0, "0.00E+00", "4.50E+06"),
        (12345.0, "##0.0E+0", "12.3E+3"),
        (0.5, "# ?/?", "1/2"),
        (2.5, "# ?/?", "2 1/2"),
        (2.0, "# ?/?", "2"),
        (1234, "[$NT$-404]#,##0", "NT$1,234"),
        (1234, "[DBNum1][$-404]General", "1234"),
        (1234.5, '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "1,234.50"),
        (0, '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "-"),
    ],
)
def test_a_number_in_a_format(value: float, code: str, shown: str) -> None:
    assert shown_number(value, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (-1234, "#,##0", "-1,234"),
        (-1234, "#,##0;-#,##0", "-1,234"),
        (-1234, "#,##0;[Red]#,##0", "-1,234"),
        (-1234, "#,##0;[Red]-#,##0", "-1,234"),
        (-1234, "#,##0_);(#,##0)", "(1,234)"),
        (-1234, "#,##0_);[Red](#,##0)", "(1,234)"),
        (-1234, '#,##0;"△"#,##0', "△1,234"),
        (-1234, '[Blue]#,##0;[Red]"負"#,##0', "負1,234"),
        (-0.3, "0", "0"),
        (-0.3, "0;[Red]0", "0"),
        (150, '[>100]"逾"0;0', "逾150"),
        (50, '[>100]"逾"0;0', "50"),
        (-5, '[>100]"逾"0;0', "-5"),
        (-5, '[<0]"減"0;0', "減5"),
        (5, "0;[<0]0", "5"),
    ],
)
def test_a_sign_is_never_lost(value: float, code: str, shown: str) -> None:
    assert shown_number(value, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (45050, '[$-404]e"年"m"月"d"日"', "112年5月4日"),
        (45050, "[$-404]e/m/d", "112/5/4"),
        (45050, "[$-1040404]yyyy/m/d", "112/5/4"),
        (45050, '[$-404]ggge"年"', "中華民國112年"),
        (45050, "e/m/d", "2023/5/4"),
        (45050, "yyyy-mm-dd", "2023-05-04"),
        (45050, 'yyyy"年"m"月"', "2023年5月"),
        (45050, "yy/mm/dd", "23/05/04"),
        (45050, "[$-404]aaaa", "星期四"),
        (45050, "d-mmm-yy", "4-May-23"),
        (45050.75, "yyyy/m/d h:mm", "2023/5/4 18:00"),
        (45050.75, '上午/下午hh"時"mm"分"', "下午06時00分"),
        (0.5, "h:mm AM/PM", "12:00 PM"),
        (1.5, "[h]:mm", "36:00"),
        (0.0007, "mm:ss.0", "01:00.5"),
        (39999.99999999, "yyyy/m/d", "2009/7/6"),
        (60, "yyyy/m/d", "1900/2/29"),
        (61, "yyyy/m/d", "1900/3/1"),
        (1, "yyyy/m/d", "1900/1/1"),
        (-1, "yyyy/m/d", "-1"),
        (1e9, "yyyy/m/d", "1000000000"),
        (3000, "[$-404]e/m/d", "1908/3/18"),
        (3000, '[$-404]gge"年"', "民國前4年"),
    ],
)
def test_a_date_in_a_format(value: float, code: str, shown: str) -> None:
    assert shown_number(value, code) == shown


def test_dates_may_count_from_1904() -> None:
    assert shown_number(43588, "yyyy/m/d", since_1904=True) == "2023/5/4"
    assert shown_number(0, "yyyy/m/d", since_1904=True) == "1904/1/1"


def test_texts_have_a_section_of_their_own() -> None:
    assert shown_text("甲", "General") == "甲"
    assert shown_text("甲", '0;-0;0;"※"@') == "※甲"
    assert shown_text("甲", '@"縣"') == "甲縣"


def test_a_minus_is_added_only_where_no_sign_is_shown() -> None:
    assert with_sign("1,234", negative=True) == "-1,234"
    assert with_sign("(1,234)", negative=True) == "(1,234)"
    assert with_sign("0", negative=True) == "0"
    assert with_sign("1,234", negative=False) == "1,234"


@given(st.decimals(-(10**12), 10**12, places=4))
def test_the_general_format_keeps_the_value(value: Decimal) -> None:
    number = exact(float(value))
    shown = Decimal(general(number))
    assert abs(shown - number) <= abs(number) * Decimal("1e-9") + Decimal("1e-9")


@given(st.floats(-1e12, 1e12), st.sampled_from(["#,##0.00", "0.00%", "#,##0.0;(#,##0.0)", "0"]))
def test_a_shown_number_is_the_stored_one_rounded(value: float, code: str) -> None:
    shown = shown_number(value, code)
    bare = Decimal(re.sub(r"[(),%]", "", shown)) / (100 if "%" in code else 1)
    signed = -bare if shown.startswith("(") else bare
    step = {"#,##0.00": 2, "0.00%": 4, "0": 0}.get(code, 1)
    assert abs(signed - exact(value)) <= Decimal(5).scaleb(-step - 1)


@given(st.text(max_size=40), st.floats(allow_nan=False, allow_infinity=False))
def test_no_format_code_raises(code: str, value: float) -> None:
    assert isinstance(shown_number(value, code), str)
    assert isinstance(shown_text("甲", code), str)
