"""The vocabulary of the reader and its tokenizer.

The tokenizer is a unigram language model (Kudo, "Subword Regularization", 2018): of all ways to cut
a text into pieces of the vocabulary, the one whose pieces have the greatest product of
probabilities is taken, found by Viterbi's algorithm.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The rows of the special pieces: padding, begin of the input, end of a part, unknown character.
PAD, BEGIN, END, UNKNOWN = 0, 1, 2, 3
SPECIAL = ("<pad>", "<s>", "</s>", "<unk>")
#: How a space is written in a piece.
SPACE = "▁"
#: How much less likely than the rarest piece an unknown character is, as natural logarithm; the
#: penalty of SentencePiece.
UNKNOWN_PENALTY = 10.0
#: texts whose tokens are kept; titles and headers come back in every passage of a document.
KEPT_TEXTS = 2048


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text: its row in the vocabulary and its span, without a leading space."""

    id: int
    start: int
    end: int


class Vocabulary:
    """Pieces with the natural logarithms of their probabilities, in the order of the model's rows.

    `tokens(text)` are the tokens of a folded text; a space alone is none.
    """

    def __init__(self, pieces: Iterable[tuple[str, float]]) -> None:
        rows = list(pieces)
        if tuple(piece for piece, _ in rows[: len(SPECIAL)]) != SPECIAL:
            raise ValueError(f"a vocabulary begins with {', '.join(SPECIAL)}")
        self.pieces = tuple(piece for piece, _ in rows)
        self._known = {p: (at, s) for at, (p, s) in enumerate(rows) if at >= len(SPECIAL)}
        self._longest = max(map(len, self._known), default=1)
        lowest = min((score for _, score in self._known.values()), default=0.0)
        self._unknown = lowest - UNKNOWN_PENALTY
        self.tokens = lru_cache(KEPT_TEXTS)(self._tokens)

    @classmethod
    def read(cls, text: str) -> Vocabulary:
        """The vocabulary of a file: a line a piece, its logarithm behind a tab. Raises
        ValueError."""
        rows = (line.rpartition("\t") for line in text.split("\n") if line)
        return cls((piece, float(score)) for piece, _, score in rows)

    def write(self) -> str:
        """The text that `read` takes."""
        scores = [0.0] * len(SPECIAL) + [score for _, score in self._known.values()]
        lines = (f"{p}\t{s:.4f}" for p, s in zip(self.pieces, scores, strict=True))
        return "\n".join(lines) + "\n"

    def _tokens(self, text: str) -> tuple[Token, ...]:
        spaced = text.replace(" ", SPACE)
        found = []
        end = len(spaced)
        steps = self._best_steps(spaced)
        while end > 0:
            start, row = steps[end]
            first = start + 1 if spaced[start] == SPACE else start
            if first < end:
                found.append(Token(row, first, end))
            end = start
        return tuple(reversed(found))

    def _best_steps(self, text: str) -> list[tuple[int, int]]:
        """For each offset the start and the row of the last piece of the best way to it."""
        count = len(text)
        best = [0.0] + [float("-inf")] * count
        steps = [(0, UNKNOWN)] * (count + 1)
        known, longest = self._known, self._longest
        for start in range(count):
            so_far = best[start]
            if so_far + self._unknown > best[start + 1]:
                best[start + 1] = so_far + self._unknown
                steps[start + 1] = (start, UNKNOWN)
            for end in range(start + 1, min(count, start + longest) + 1):
                piece = known.get(text[start:end])
                if piece is not None and so_far + piece[1] > best[end]:
                    best[end] = so_far + piece[1]
                    steps[end] = (start, piece[0])
        return steps
