"""BM25 as every engine computes it.

Robertson, Walker, Jones, Hancock-Beaulieu & Gatford, "Okapi at TREC-3", 1994; the idf is the
non-negative form used by Lucene: ln(1 + (N - df + 0.5) / (df + 0.5)).

Two things are as in Lucene, so that an engine built on it ranks by its own code and still alike:
the length of a passage is rounded to what fits in a byte (`rounded_length`), and the number of
passages and their average length are those of the passages that hold the field at all.
"""

from __future__ import annotations

import math

# Chosen on the dev questions of DRCD with 193,919 passages (RANKING in docs/architecture.md):
# worth 4 points of R@1 there over the usual 1.2 and 0.75. Measure again with
# `python -m judian.evals drcd` after any change of the passages or of the segmentation.
K1 = 0.6
B = 0.2


#: Lengths up to this one are exact.
_EXACT_LENGTH = 24
#: Leading binary digits that are kept of what a length is longer than that.
_KEPT_BITS = 4


def rounded_length(length: int) -> int:
    """The length as one byte holds it: exact up to 40 terms, at most an eighth too small beyond.

    The form is that of Lucene's norms (`SmallFloat.intToByte4`, Apache Lucene 9).
    """
    beyond = length - _EXACT_LENGTH
    shift = max(beyond, 0).bit_length() - _KEPT_BITS
    return length if shift <= 0 else _EXACT_LENGTH + (beyond >> shift << shift)


def idf(passages: int, frequency: int) -> float:
    """Weight of a term that `frequency` of `passages` passages hold; always positive. `passages`
    counts those with any term of the same field."""
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))


def term_score(tf: int, length: int, average: float, k1: float = K1, b: float = B) -> float:
    """Saturated term frequency, without the idf: 0 for tf 0, below k1 + 1.

    `length` and `average` count the terms of the same field, in this passage and on average
    over the passages that have any; `length` is rounded here.
    """
    if tf == 0:
        return 0.0
    return tf * (k1 + 1) / (tf + k1 * (1 - b + b * rounded_length(length) / average))
