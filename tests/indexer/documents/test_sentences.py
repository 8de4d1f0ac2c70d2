"""Cutting long paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.documents.sentences import LIMIT, split_at_sentences
from indexer.structure.characters import width

SENTENCE = "本局於去年完成堤防加高工程三處，並設置水位監測站五座。"


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in split_at_sentences(text)]


def test_a_short_text_is_one_piece() -> None:
    assert pieces(SENTENCE) == [SENTENCE]


def test_a_long_text_is_cut_after_its_stops_and_no_piece_is_a_fragment() -> None:
    text = SENTENCE * 40
    found = pieces(text)
    assert "".join(found) == text
    assert all(piece.endswith("。") for piece in found)
    assert all(width(piece) <= LIMIT + 120 for piece in found)
    assert all(width(piece) > 100 for piece in found)


@pytest.mark.parametrize(
    "unit",
    ["他說：「工程已完工。請放心。」隨後離席。", "（詳如附件。並請參閱前次紀錄。）本案通過。"],
)
def test_no_cut_falls_inside_brackets_or_quotes(unit: str) -> None:
    for piece in pieces(unit * 50):
        assert piece.count("「") == piece.count("」")
        assert piece.count("（") == piece.count("）")


def test_a_sentence_that_is_too_long_is_cut_at_weaker_stops() -> None:
    clause = "第三河川分署辦理河道疏濬及護岸修復"
    assert all(p.endswith("；") for p in pieces((clause + "；") * 60)[:-1])
    assert all(p.endswith("，") for p in pieces((clause + "，") * 60)[:-1])
    assert all(width(p) <= LIMIT for p in pieces("甲" * 3000))


def test_an_open_bracket_that_never_closes_stops_nothing() -> None:
    text = "本案（尚待審議，" + SENTENCE * 40
    assert len(pieces(text)) > 2


def test_english_is_cut_between_sentences() -> None:
    text = "The levee was raised in 2021 by the U.S. firm. Costs came to 3.5 million. " * 30
    assert all(piece.endswith(".") for piece in pieces(text))
    assert not any(piece.endswith("U.S.") for piece in pieces(text))


@given(st.text(alphabet="甲乙。，；「」（）(). a\n", max_size=1500))
def test_pieces_cover_the_text_in_order(text: str) -> None:
    found = split_at_sentences(text)
    at = 0
    for start, end in found:
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()
