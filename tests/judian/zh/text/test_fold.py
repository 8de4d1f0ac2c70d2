"""The fold keeps length, is stable, and makes spellings of one word meet."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.text.fold import fold

MEETING = [
    ("width", "ＡＢＣ１２３％，（）", "abc123%,()"),
    ("ideographic space", "甲　乙", "甲 乙"),
    ("small and vertical forms", "甲﹐乙︰丙﹕丁", "甲,乙:丙:丁"),
    ("case", "UNODC Ketamine", "unodc ketamine"),
    ("Roman numerals keep one character", "第Ⅳ章", "第ⅳ章"),
    ("accents", "Prüm Convention, São Tomé", "prum convention, sao tome"),
    ("臺 and 台", "臺灣颱風檯面", "台湾台风台面"),
    ("Traditional and Simplified", "遣返刑事嫌疑犯", "遣返刑事嫌疑犯"),
    ("Traditional and Simplified of many strokes", "檢警聯手緝獲", "检警联手缉获"),
    ("older forms", "裏群峯着", "里羣峰著"),
    (
        "Taiwanese doublets",
        "刧機、汙染、佔有、祕書、公佈、週邊",
        "劫机、污染、占有、秘书、公布、周边",
    ),
    (
        "shared spellings",
        "計畫、身分、瞭解、藉由、答覆、帳戶",
        "计划、身份、了解、借由、答复、账户",
    ),
    ("Japanese forms", "関税、沖縄県、国際", "關稅、沖繩縣、國際"),
    ("anonymised names", "王○明", "王〇明"),
    ("bopomofo ㄧ for 一", "第ㄧ章", "第一章"),
    ("radicals and compatibility ideographs", "⽉⾦金立", "月金金立"),
    ("radicals that browsers print for characters", "⺠國⻑⻘", "民国长青"),
    ("lookalikes of broken fonts", "帄均就業測詴，尌業頇知", "平均就業測試，就業須知"),
    ("lookalikes in a word of their own", "顢頇", "颟顸"),
    ("circled and superscript digits", "①²", "12"),
    ("middle dots and dashes", "瑪麗‧王 3–5 A‑1", "瑪麗·王 3-5 a-1"),
]


@pytest.mark.parametrize(("left", "right"), [c[1:] for c in MEETING], ids=[c[0] for c in MEETING])
def test_spellings_of_one_word_meet(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize("char", ["ⅳ", "㈱", "½", "…", "℃", "ﬁ"])
def test_characters_with_longer_forms_stay(char: str) -> None:
    assert fold(char) == char


@pytest.mark.parametrize(("left", "right"), [("他", "她"), ("己", "已"), ("土", "士")])
def test_different_characters_stay_apart(left: str, right: str) -> None:
    assert fold(left) != fold(right)


def test_every_code_point_keeps_length_and_is_stable() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    folded = fold(everything)
    assert len(folded) == len(everything)
    assert fold(folded) == folded


@given(st.text(st.characters()), st.text(st.characters()))
def test_each_character_folds_by_itself(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)
