"""The pieces of the vocabulary that a reader keeps: a tenth of a multilingual one."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from judian.search.answers.reader.vocabulary import SPECIAL, Vocabulary
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from judian.evals.reader.e5 import E5File
    from judian.search.answers.reader.inputs import PassageInput

#: Pieces that are kept though no text of the training holds them.
_GENERAL = compiled(r"▁?(?:[一-鿿]{1,4}|[0-9]{1,4}|[a-z]{1,3}|[^\w\s]{1,2})")
#: The least rarity of a pair of characters, as in the pipeline.
_LEAST = 0.1


def choose_pieces(
    file: E5File, texts: Iterable[str], known: Iterable[str] = ()
) -> tuple[Vocabulary, list[int]]:
    """The vocabulary of the pieces that the folded texts use, of those `known` before and of all
    short Chinese ones, and the row of each in the file."""
    special = [file.pad, file.begin, file.end, file.unknown]
    rows = [row for row in range(len(file.pieces)) if row not in special]
    whole = Vocabulary(
        [*((name, 0.0) for name in SPECIAL), *((file.pieces[r], file.scores[r]) for r in rows)]
    )
    used = {token.id for text in texts for token in whole.tokens(text)} - set(range(len(SPECIAL)))
    before = set(known)
    kept = [
        row
        for at, row in enumerate(rows, len(SPECIAL))
        if at in used or file.pieces[row] in before or _GENERAL.fullmatch(file.pieces[row])
    ]
    pieces = [(file.pieces[row], float(file.scores[row])) for row in kept]
    return Vocabulary([*((name, 0.0) for name in SPECIAL), *pieces]), [*special, *kept]


def pair_rarity(passages: Iterable[PassageInput]) -> Callable[[str], float]:
    """The idf of a pair of characters over the passages, as a share of the greatest."""
    frequencies: Counter[str] = Counter()
    count = 0
    for passage in passages:
        count += 1
        frequencies.update({a + b for u in passage.units for a, b in pairwise(u.text)})
    greatest = math.log(1 + count)
    idf = {p: math.log((1 + count) / (0.5 + n)) / greatest for p, n in frequencies.items()}
    return lambda pair: max(_LEAST, idf.get(pair, 1.0))
