"""BM25 as every engine computes it.

Robertson, Walker, Jones, Hancock-Beaulieu & Gatford, "Okapi at TREC-3", 1994; the idf is the
non-negative form used by Lucene: ln(1 + (N - df + 0.5) / (df + 0.5)).
"""

from __future__ import annotations

import math

# Chosen on the dev questions of DRCD with 193,919 passages (RANKING in docs/architecture.md):
# worth 4 points of R@1 there over the usual 1.2 and 0.75. Measure again with
# `python -m judian.evals drcd` after any change of the passages or of the segmentation.
K1 = 0.6
B = 0.2


def idf(passages: int, frequency: int) -> float:
    """Weight of a term that `frequency` of `passages` passages hold; always positive."""
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))


def term_score(tf: int, length: int, average: float, k1: float = K1, b: float = B) -> float:
    """Saturated term frequency, without the idf: 0 for tf 0, below k1 + 1.

    `length` and `average` count the terms of the same field, in this passage and on average
    over all passages (those without any included).
    """
    if tf == 0:
        return 0.0
    return tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / average))
