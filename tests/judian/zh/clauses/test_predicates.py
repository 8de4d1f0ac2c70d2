"""Predicates: what says the same, what excludes what; rivals among subjects."""

from __future__ import annotations

import pytest

from judian.zh.clauses.predicates import contrasts, is_predicate, same_predicate
from judian.zh.clauses.subjects import are_rivals, subject_of
from judian.zh.text.fold import fold, read_table


def test_no_word_excludes_itself() -> None:
    for fields in read_table("predicates.tsv"):
        words = [word for group in fields for word in group.split("|")]
        assert len(words) == len(set(words)), fields
        assert len(fields) > 1 or "|" in fields[0]


@pytest.mark.parametrize(
    ("left", "right", "same", "excludes"),
    [
        ("簽", "簽署", True, False),
        ("逮捕", "查獲", True, False),
        ("起訴", "查獲", False, True),
        ("進口", "出口", False, True),
        ("完成", "查獲", False, False),
        ("申請", "核准", False, True),
    ],
)
def test_predicates_compared(left: str, right: str, same: bool, excludes: bool) -> None:
    assert same_predicate(fold(left), fold(right)) is same
    assert contrasts(fold(left), fold(right)) is excludes
    assert contrasts(fold(right), fold(left)) is excludes


@pytest.mark.parametrize(
    ("word", "expected"), [("查獲", True), ("函請", True), ("相關", False), ("有", False)]
)
def test_words_that_say_what_is_done(word: str, expected: bool) -> None:
    assert is_predicate(fold(word)) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("甲方", "乙方", True),
        ("臺北地檢署", "士林地檢署", True),
        ("男性受刑人", "女性受刑人", True),
        ("刑事局", "刑事警察局", False),
        ("詐欺案", "詐欺", False),
        ("隧道", "橋梁", False),
    ],
)
def test_rivals_have_one_kind_of_name(left: str, right: str, expected: bool) -> None:
    assert are_rivals(fold(left), fold(right)) is expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("且遊客人數自", "遊客"),
        ("但漁民應負擔", "漁民"),
        ("爰甲方應負擔", "甲方"),
        ("然該吊橋自", None),  # refers to a bridge named before
        ("故宮人數為", "故宮"),
        ("復興區人數為", "復興區"),
    ],
)
def test_words_that_lead_in_are_no_part_of_a_subject(clause: str, expected: str | None) -> None:
    folded = fold(clause)
    found = subject_of(folded, 0, len(folded), ())
    assert (found.text if found else None) == (fold(expected) if expected else None)
