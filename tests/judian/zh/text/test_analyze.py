"""Squeezing keeps offsets true; terms are what fields promise; a phrase's certain terms hold."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.core.matching import occurrences
from judian.zh.text.analyze import analyze, certain_terms, dictionary_digest, squeeze, terms_of
from judian.zh.text.fold import fold

#: Text where everything that squeezing and cutting look at stands close together.
TRICKY = st.text(
    st.sampled_from(
        "甲乙丙年臺台〇ＡｂUNk7890１２.,，。、；（）()「」-% \t\n\r\u3000\u00a0\u200b\ufeff\u00ad"
        "e\u0301é\ufe0f𠀀㐀①かガ한α\x00\ud800"
    ),
    max_size=40,
)
ANY = st.one_of(TRICKY, st.text(st.characters(), max_size=60))

SQUEEZED = [
    ("hard wrap between Chinese", "共同\n\n打擊 犯罪", "共同打擊犯罪"),
    ("beside digits", "自 98 年 6月 25 日", "自98年6月25日"),
    ("between Chinese and Latin", "查獲 UNODC 報告", "查獲UNODC報告"),
    ("between Latin words", "UN  Convention\nagainst", "UN Convention against"),
    ("between full-width words", "ＵＮ　ＣＯＮＶＥＮＴＩＯＮ", "ＵＮ ＣＯＮＶＥＮＴＩＯＮ"),
    ("cells of a row", "112\t711\t193", "112 711 193"),
    ("beside punctuation", "( UNODC ) 2024 %", "(UNODC)2024%"),
    ("never makes one number of two", "1, 234 與 5 .6", "1, 234與5 .6"),
    ("at the ends", " \n甲 \t", "甲"),
    ("zero width and byte order mark", "\ufeff司\u200b法\u00ad互助", "司法互助"),
    ("zero width inside a word", "Inter\u00adpol", "Interpol"),
    ("accents set after their letter", "Pru\u0308m", "Prum"),
    ("variation selectors", "葛\U000e0100飾", "葛飾"),
    ("Korean keeps its spaces", "대한 민국", "대한 민국"),
    ("anonymised names", "王 ○ 明", "王○明"),
    ("nothing but white space", " \n\u3000", ""),
]


@pytest.mark.parametrize(("text", "want"), [c[1:] for c in SQUEEZED], ids=[c[0] for c in SQUEEZED])
def test_squeeze_drops_the_white_space_of_layout(text: str, want: str) -> None:
    assert squeeze(text)[0] == want


@given(ANY)
def test_squeezed_offsets_lead_back_to_the_text(text: str) -> None:
    squeezed, offsets = squeeze(text)
    assert len(offsets) == len(squeezed) + 1
    assert offsets[-1] == len(text)
    assert all(left < right for left, right in pairwise(offsets))
    for char, offset in zip(squeezed, offsets, strict=False):
        assert char == text[offset] or (char == " " and re.match(r"\W", text[offset]))


def test_long_texts_have_true_offsets() -> None:
    text = "甲 乙丙 " * 40_000
    squeezed, offsets = squeeze(text)
    assert len(squeezed) == 120_000
    assert all(text[offset] == char for char, offset in zip(squeezed, offsets, strict=False))


@given(ANY)
def test_squeeze_is_idempotent_and_blind_to_width(text: str) -> None:
    squeezed = squeeze(text)[0]
    assert squeeze(squeezed)[0] == squeezed
    assert squeeze(fold(text))[0] == fold(squeezed)


def test_an_analysis_may_be_changed_without_changing_the_next_one() -> None:
    first = analyze("海巡署查獲漁船")
    for terms in first.terms.values():
        terms.clear()
    assert analyze("海巡署查獲漁船").terms["words"]


@given(ANY)
def test_analysis_is_consistent(text: str) -> None:
    analysis = analyze(text)
    assert analysis.squeezed == squeeze(text)[0]
    assert analysis.folded == fold(analysis.squeezed)
    words, singles = analysis.terms["words"], analysis.terms["singles"]
    assert "".join(words) == "".join(singles)
    assert len(analysis.terms["pairs"]) < max(len(singles), 1)


TERMS = [
    ("characters and runs", "K他命500公斤", ["k", "他", "命", "500", "公", "斤"]),
    ("numbers with separators", "2,438.8與12,345", ["2438.8", "与", "12345"]),
    ("a list of numbers", "3,5,12", ["3", "5", "12"]),
    ("dotted dates", "106.12.31", ["106", "12", "31"]),
    ("section numbers", "第3.2節", ["第", "3.2", "节"]),
    ("letters with digits", "COVID-19 A1.5", ["covid", "19", "a1", "5"]),
    ("punctuation is none", "「」（），。…—", []),
    ("rare and foreign characters", "𠀀한α", ["𠀀", "한", "α"]),
    ("underscores part words", "a_b", ["a", "b"]),
]


@pytest.mark.parametrize(("text", "singles"), [c[1:] for c in TERMS], ids=[c[0] for c in TERMS])
def test_singles(text: str, singles: list[str]) -> None:
    assert analyze(text).terms["singles"] == singles


PAIRS = [
    ("across a wrap", "犯\n罪", ["犯罪"]),
    ("not across punctuation", "甲乙、丙丁", ["甲乙", "丙丁"]),
    ("characters with runs", "第30條", ["第30", "30条"]),
    ("runs with a space", "UN Convention", ["un convention"]),
    ("not across parentheses", "甲(乙", []),
]


@pytest.mark.parametrize(("text", "pairs"), [c[1:] for c in PAIRS], ids=[c[0] for c in PAIRS])
def test_pairs(text: str, pairs: list[str]) -> None:
    assert analyze(text).terms["pairs"] == pairs


def test_context_has_fields_of_its_own() -> None:
    terms = analyze("內容", context="總說明\n第2節").terms
    assert terms["context_pairs"] == ["总说", "说明", "明第", "第2", "2节"]
    assert "总说" not in terms["pairs"]
    assert "context_words" not in analyze("內容").terms


@given(TRICKY, TRICKY, TRICKY)
def test_certain_terms_are_in_every_text_that_holds_the_phrase(
    before: str, phrase: str, after: str
) -> None:
    needle = fold(squeeze(phrase)[0])
    folded = analyze(before + phrase + after).folded
    if not occurrences(folded, needle):
        return
    words, pairs, singles = terms_of(folded)
    held = {"words": set(words), "pairs": set(pairs), "singles": set(singles)}
    missing = [(field, term) for field, term in certain_terms(needle) if term not in held[field]]
    assert not missing


def test_certain_terms_are_useful() -> None:
    assert set(certain_terms("共同打击")) == {
        ("pairs", "共同"),
        ("pairs", "同打"),
        ("pairs", "打击"),
    }
    assert certain_terms("438.8公斤") == (("pairs", "公斤"),)
    assert certain_terms("un") == (("singles", "un"),)
    assert certain_terms("438") == ()


def test_digest_names_the_dictionary() -> None:
    assert re.fullmatch("[0-9a-f]{16}", dictionary_digest())
