"""Words that a computed answer explains without a header, and words that narrow it."""

from __future__ import annotations

import pytest

from judian.search.answers.tables.implied_words import is_implied
from judian.zh.questions.paraphrases import paraphrases
from judian.zh.text.fold import fold


@pytest.mark.parametrize(
    ("word", "unit", "implied"),
    [
        ("總共", "元", True),
        ("金額", "元", True),
        ("件數", "件", True),
        ("三項", "項", True),
        # These say which of several numbers of a unit is meant.
        ("經費", "元", False),
        ("人口", "人", False),
        ("占比", "%", False),
        ("收到", "件", False),
        ("部分", "件", False),
    ],
)
def test_what_a_unit_says_and_what_it_does_not(word: str, unit: str, implied: bool) -> None:
    assert is_implied(fold(word), (unit,), {3}) is implied


@pytest.mark.parametrize(
    ("asked", "stated"),
    [
        ("中位數", "平均數"),
        ("人數", "人次"),
        ("遣返", "潛返"),
        ("失業率", "失業人數"),
        ("漁船", "貨輪"),
        ("羈押", "服刑"),
        ("簽署國", "締約國"),
        ("撤銷", "廢止"),
    ],
)
def test_measures_that_differ_stand_for_each_other_nowhere(asked: str, stated: str) -> None:
    assert fold(stated) not in paraphrases(fold(asked))
    assert fold(asked) not in paraphrases(fold(stated))
