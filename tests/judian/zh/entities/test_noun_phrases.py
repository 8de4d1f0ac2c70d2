"""The noun that a question asks for, the names of its kind, and the verbs between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.entities.noun_phrases import phrase_at, phrase_before, without_measure
from judian.zh.questions.name_types import ORGANISATION, name_type
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold
from judian.zh.text.verbs import is_part_of_names, is_verb


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("海關提供的情資", "海關"),
        ("單位列席年會", "單位"),
        ("營造廠蓋的", "營造廠"),
        ("國際組織的努力下", "國際組織"),
        ("縣市合作", "縣市"),
        ("失竊文物資料庫？", "失竊文物資料庫"),
        ("的規定", ""),
    ],
)
def test_a_noun_phrase_ends_before_the_verb(text: str, noun: str) -> None:
    folded = analyze(text).folded
    start, end = phrase_at(folded, 0)
    assert folded[start:end] == fold(noun)


@pytest.mark.parametrize(
    ("text", "noun"),
    [("遊客最多的景點", "景點"), ("列車防護系統的供應商", "供應商"), ("經查獲的", "")],
)
def test_a_noun_phrase_begins_behind_its_attribute(text: str, noun: str) -> None:
    folded = analyze(text).folded
    start, end = phrase_before(folded, len(folded))
    assert folded[start:end] == fold(noun)


@pytest.mark.parametrize(
    ("text", "noun"),
    [("種犯罪", "犯罪"), ("項計畫", "計畫"), ("種族", "種族"), ("部會", "部會"), ("家屬", "家屬")],
)
def test_a_measure_word_is_left_out_but_not_the_beginning_of_a_word(text: str, noun: str) -> None:
    assert without_measure(fold(text)) == fold(noun)


def test_a_kind_is_known_by_the_longest_end_of_its_noun() -> None:
    assert name_type(fold("走私毒品")).categories == ("substance",)
    assert ORGANISATION in name_type(fold("中央主管機關")).sorts
    assert fold("港") in name_type(fold("國際商港")).endings
    # 方法 is no law, though it ends as one.
    assert not name_type(fold("方法")).known
    assert name_type(fold("儀器")).endings == (fold("儀器"),)


def test_some_nouns_of_the_dictionary_act_as_verbs_and_some_verbs_stand_in_names() -> None:
    assert all(map(is_verb, map(fold, ("列席", "查獲", "函請"))))
    assert not any(map(is_verb, map(fold, ("調查", "管理", "警察", "機關"))))
    assert is_part_of_names(fold("警察"))


@given(st.text(alphabet="哪個機關提供的情資船a 1，。", max_size=30), st.integers(0, 30))
def test_phrases_lie_inside_the_text(text: str, at: int) -> None:
    folded = analyze(text).folded
    at = min(at, len(folded))
    start, end = phrase_at(folded, at)
    assert start == at <= end <= len(folded)
    start, end = phrase_before(folded, at)
    assert 0 <= start <= end <= at
