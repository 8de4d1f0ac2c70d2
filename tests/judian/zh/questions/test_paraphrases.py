"""Words that reports use for everyday ones, read from the table as it is searched."""

from __future__ import annotations

import pytest

from judian.zh.questions.paraphrases import paraphrases
from judian.zh.text.fold import fold, read_table
from judian.zh.text.stopwords import STOP_WORDS


@pytest.mark.parametrize(("word", "other"), [("抓到", "查獲"), ("破案", "查獲"), ("查扣", "查獲")])
def test_a_word_has_those_of_its_group(word: str, other: str) -> None:
    assert fold(other) in paraphrases(fold(word))
    assert fold(word) in paraphrases(fold(other))
    assert fold(word) not in paraphrases(fold(word))


def test_a_word_of_several_groups_has_those_of_all() -> None:
    groups = [row[0].split() for row in read_table("paraphrases.tsv")]
    counts = {word: [g for g in groups if word in g] for group in groups for word in group}
    word, of = next((w, g) for w, g in counts.items() if len(g) > 1)
    assert {fold(w) for g in of for w in g} - {fold(word)} == set(paraphrases(fold(word)))


@pytest.mark.parametrize("word", ["石頭", "", "抓 到"])
def test_other_words_have_none(word: str) -> None:
    assert paraphrases(fold(word)) == ()


def test_every_group_has_several_words_and_no_word_twice() -> None:
    for row in read_table("paraphrases.tsv"):
        words = [fold(word) for word in row[0].split()]
        assert len(words) > 1
        assert len(set(words)) == len(words), row


def test_stop_words_are_folded_words() -> None:
    assert fold("為何") in STOP_WORDS
    assert fold("水庫") not in STOP_WORDS
    assert all(word == fold(word) and word.strip() == word != "" for word in STOP_WORDS)
