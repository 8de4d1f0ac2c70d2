"""The tokenizer against a naive one on generated input, and its edges."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.search.answers.reader.vocabulary import SPECIAL, UNKNOWN, UNKNOWN_PENALTY, Vocabulary

PIECES = {"港": -3.0, "口": -3.5, "港口": -4.0, "▁": -2.0, "▁a": -4.0, "a": -3.0, "口a港": -6.0}
VOCABULARY = Vocabulary([*((name, 0.0) for name in SPECIAL), *PIECES.items()])


def _texts(text: str) -> list[str]:
    return [text[token.start : token.end] for token in VOCABULARY.tokens(text)]


def _likeliest(text: str) -> float:
    """The greatest sum of logarithms over all ways to cut `text`."""
    spaced = text.replace(" ", "▁")
    unknown = min(PIECES.values()) - UNKNOWN_PENALTY

    def worth(piece: str) -> float:
        return PIECES.get(piece, unknown if len(piece) == 1 else float("-inf"))

    best = float("-inf")
    for count in range(len(spaced)):
        for cuts in combinations(range(1, len(spaced)), count):
            edges = [0, *cuts, len(spaced)]
            best = max(best, sum(worth(spaced[a:b]) for a, b in pairwise(edges)))
    return best


@given(st.text("港口 ax", min_size=1, max_size=8))
def test_the_likeliest_cut_is_found(text: str) -> None:
    steps = VOCABULARY._best_steps(text.replace(" ", "▁"))
    total, end = 0.0, len(text)
    while end:
        start, row = steps[end]
        piece = VOCABULARY.pieces[row]
        total += min(PIECES.values()) - UNKNOWN_PENALTY if row == UNKNOWN else PIECES[piece]
        end = start
    assert total == pytest.approx(_likeliest(text))


@given(st.text("港口 ax", max_size=20))
def test_tokens_cover_all_but_spaces_in_order(text: str) -> None:
    covered = [at for token in VOCABULARY.tokens(text) for at in range(token.start, token.end)]
    assert [at for at in covered if text[at] != " "] == [
        at for at, char in enumerate(text) if char != " "
    ]


def test_a_leading_space_is_not_part_of_a_token() -> None:
    assert _texts("港 a") == ["港", "a"]


def test_an_unknown_character_is_a_token_of_its_own() -> None:
    tokens = VOCABULARY.tokens("港船口")
    assert [token.id == UNKNOWN for token in tokens] == [False, True, False]


def test_a_vocabulary_is_read_as_it_was_written() -> None:
    again = Vocabulary.read(VOCABULARY.write())
    assert again.pieces == VOCABULARY.pieces
    assert again.tokens("港口a港") == VOCABULARY.tokens("港口a港")


def test_a_vocabulary_without_special_pieces_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with"):
        Vocabulary([("港", -1.0)])
