"""How near two words are in meaning, by word vectors.

The vectors are those of multilingual-e5-small (Wang et al., "Multilingual E5 Text Embeddings",
2024; MIT) for the most frequent words of the dictionary, reduced to 64 dimensions of 8 bits. They
are near for words that stand in like texts, and so for opposites (資產, 負債) and members of one
class (法官, 律師) too. Pairs that exclude each other by form or table are left out here; of the
others a value says "perhaps the same", never more: it may add to a score and must not decide that
two words are one.

Measured (`python -m judian.evals word-vectors --check`): near are 26 % of 1,107 pairs of
`paraphrases.tsv` without a common character, 8 % of 36 pairs of opposites and members of one class
that stand in no table, and none of 3,000 pairs drawn at random.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from judian.zh.entities.categories import find_values, same
from judian.zh.text.fold import DATA, fold, read_table

if TYPE_CHECKING:
    from pathlib import Path

#: The least similarity of words that may stand for each other; see above.
NEAR = 0.55
FILE = DATA / "word_vectors.bin"
#: The length of a vector: each number is stored as a multiple of 1/SCALE.
SCALE = 127
#: Signs that a word denies what follows.
_DENIALS = tuple(map(fold, ("不", "未", "無", "非", "反", "免")))
_KEPT = 4096


class _Vectors(NamedTuple):
    """The row of each folded word, the numbers of all rows, and how many there are in a row."""

    rows: dict[str, int]
    numbers: memoryview
    width: int


def pack_vectors(words: list[str], numbers: bytes, width: int) -> bytes:
    """The content of the file: a line with the count and the width, the words, then the numbers
    as signed bytes."""
    text = f"{len(words)} {width}\n" + "".join(f"{word}\n" for word in words)
    return text.encode("utf-8") + numbers


def read_vectors(path: Path) -> _Vectors:
    """The inverse of `pack_vectors`."""
    content = path.read_bytes()
    first, _, rest = content.partition(b"\n")
    count, width = map(int, first.split())
    numbers = memoryview(rest)[len(rest) - count * width :].cast("b")
    words = rest[: len(rest) - count * width].decode("utf-8").split("\n")
    return _Vectors({word: row for row, word in enumerate(words[:-1])}, numbers, width)


@cache
def _shipped() -> _Vectors:
    return read_vectors(FILE)


def similarity(left: str, right: str) -> float:
    """How near two folded words are, in [0, 1]; 1 only for equal words, 0 for a word without a
    vector and for two that exclude each other by their form or by a table."""
    return _similarity(*sorted((left, right)))


@lru_cache(_KEPT)
def _similarity(left: str, right: str) -> float:
    if left == right:
        return 1.0
    vectors = _shipped()
    if left not in vectors.rows or right not in vectors.rows or excluded(left, right):
        return 0.0
    width = vectors.width
    one, other = (vectors.numbers[r * width : (r + 1) * width] for r in
                  (vectors.rows[left], vectors.rows[right]))  # fmt: skip
    product = sum(a * b for a, b in zip(one, other, strict=True))
    return max(0.0, min(1.0, product / SCALE**2))


def excluded(left: str, right: str) -> bool:
    """True for two folded words of which one rules the other out: they differ in one character
    (北區, 南區), by a denial, are opposites, or different values of one category."""
    if len(left) == len(right) and sum(a != b for a, b in zip(left, right, strict=True)) == 1:
        return True
    short, long = sorted((left, right), key=len)
    if any(long == denial + short for denial in _DENIALS):
        return True
    sides = _sides()
    if any(sides[left][line] != side for line, side in sides.get(right, {}).items()
           if line in sides.get(left, {})):  # fmt: skip
        return True
    return any(
        a.category == b.category and not same(a, b)
        for a in find_values(left)
        for b in find_values(right)
    )


@cache
def _sides() -> dict[str, dict[int, int]]:
    """For each word of `opposites.tsv` its side in each line."""
    found: dict[str, dict[int, int]] = {}
    for line, cells in enumerate(read_table("opposites.tsv")):
        for side, names in enumerate(cells):
            for name in names.split("|"):
                found.setdefault(fold(name), {})[line] = side
    return found
