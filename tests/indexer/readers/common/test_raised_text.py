"""Raised text is a mark, an exponent or a part of the sentence, by the text around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.common.raised_text import LOWERED, RAISED, resolve_raised


def resolved(text: str) -> str:
    """The text whose raised pieces are in braces, as it is read."""
    return resolve_raised(text.replace("{", RAISED).replace("}", LOWERED))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("720{2}", "720"),
        ("720{*}", "720"),
        ("720{1,2}人", "720人"),
        ("720{註1}{、2}人", "720人"),
        ("720{r}", "720"),
        ("依規定{5}辦理", "依規定辦理"),
        ("列管{【3】}家數", "列管家數"),
        ("平方公尺{3}", "平方公尺"),
    ],
)
def test_a_mark_is_left_out(text: str, read: str) -> None:
    assert resolved(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("4.1×10{7}噸", "4.1×10⁷噸"),
        ("10{-6}", "10⁻⁶"),
        ("10{12}", "10¹²"),
        ("7×3{2}", "7×3²"),
        ("2{8}=256", "2⁸=256"),
        ("45公里{2}", "45公里²"),
        ("18 km{2}", "18 km²"),
        ("0.3 mg/Nm{3}", "0.3 mg/Nm³"),
        ("5 m{3}/s", "5 m³/s"),
        ("流速2 m s{-1}", "流速2 m s⁻¹"),
        ("R{2}為0.9", "R²為0.9"),
        ("檢出{131}I", "檢出¹³¹I"),
    ],
)
def test_an_exponent_is_written_as_one(text: str, read: str) -> None:
    assert resolved(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("the 4{th} report", "the 4th report"),
        ("25{o}C", "25°C"),
        ("3{1}/2", "3 1/2"),
        ("{1}⁄4公頃", "1⁄4公頃"),
        ("鈣Ca{2+}", "鈣Ca2+"),
        ("{3}720件為估計", "³ 720件為估計"),
        ("{3} 件數為估計", "3 件數為估計"),
        ("第一行\n{3}註解", "第一行\n3 註解"),
        ("民國{1}", "民國"),
        ("72{2}5", "72²5"),  # cannot be decided, so that no number arises
        ("72{12345}人", "72¹²³⁴⁵人"),
        ("品牌{®}", "品牌®"),
    ],
)
def test_other_raised_text_is_kept_apart_from_numbers(text: str, read: str) -> None:
    assert resolved(text) == read


@given(st.text(alphabet="12件10×公尺m{}，註\n"))
def test_the_limits_never_remain(text: str) -> None:
    read = resolved(text)
    assert RAISED not in read
    assert LOWERED not in read
