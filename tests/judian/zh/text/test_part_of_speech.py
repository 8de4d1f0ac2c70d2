"""Tags of words, alike with and without the compiled segmenter."""

from __future__ import annotations

import importlib.util

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.text.fold import fold
from judian.zh.text.segment import own_words, part_of_speech, python_tag, rust_tag

TAGS = [
    ("水庫", "n"),
    ("查獲", "v"),
    ("北京", "ns"),
    ("漂亮", "a"),
    ("非常", "d"),
    ("因為", "c"),
    ("水庫清淤船", ""),  # in no dictionary
    ("", ""),
    ("abc", ""),
]


@pytest.mark.parametrize(("word", "tag"), TAGS)
def test_the_tag_of_a_word(word: str, tag: str) -> None:
    found = part_of_speech(fold(word))
    assert found[: len(tag)] == tag
    assert bool(found) is bool(tag)


def test_the_projects_own_words_are_nouns_unless_the_dictionary_knows_better() -> None:
    tags = [part_of_speech(word) for word in own_words()]
    assert "" not in tags
    assert tags.count("n") > 0.9 * len(tags)


@pytest.mark.skipif(importlib.util.find_spec("rjieba") is None, reason="rjieba is not installed")
def test_both_libraries_tag_alike() -> None:
    python, rust = python_tag(), rust_tag()
    words = [fold(word) for word, _ in TAGS] + own_words()
    # Words that segmentation cuts though the dictionary has them.
    words += ["上料", "不重", "以使", "一题", "共同", "第一", "打击犯罪"]
    assert {word: rust(word) for word in words} == {word: python(word) for word in words}

    @given(st.text("水库查获北京漂亮非常因为共同上料a1 ，\x00", max_size=4))
    def on_any(word: str) -> None:
        assert python(word) == rust(word)

    on_any()
