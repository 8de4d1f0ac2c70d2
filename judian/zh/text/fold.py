"""The fold: each character is mapped to one, so that spellings of a word become equal.

It folds width, letter case and accents, compatibility characters, variants (臺/台, 裏/裡,
計畫/計劃), lookalikes of broken fonts, and Traditional to Simplified characters; the length and all
offsets stay the same. Folds are searched and never shown. The fold is one `str.translate` table,
made of Unicode's decompositions and of four lists in `data/`.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"

#: The Unicode blocks with compatibility forms, letter case or accents that are folded. With this
#: list the table is built in milliseconds, without a walk through all of Unicode.
_BLOCKS = (
    (0x0041, 0x0590),  # Latin, Greek, Cyrillic, Armenian
    (0x1E00, 0x2000),  # Latin and Greek with accents
    (0x2000, 0x2800),  # letter-like symbols, number forms, enclosed numbers
    (0x2E80, 0x2FE0),  # radicals of Han characters
    (0x3000, 0x3400),  # CJK punctuation, enclosed CJK
    (0xF900, 0xFB00),  # CJK compatibility ideographs
    (0xFE10, 0xFE70),  # vertical and small forms
    (0xFF00, 0xFFF0),  # half-width and full-width forms
    (0x1D400, 0x1D800),  # mathematical letters
    (0x2F800, 0x2FA20),  # CJK compatibility ideographs, supplement
)


def read_table(name: str) -> list[list[str]]:
    """The cells of the rows of a tab-separated file in `zh/data`, without comments."""
    text = (DATA / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]


def _base_form(char: str) -> str:
    """The compatibility form of a character, in lower case and without accent.

    A step that gives several characters (㈱, Ⅳ, the lower case of İ) is skipped to keep the length.
    """
    for step in (_compatible, str.lower, _unaccented):
        changed = step(char)
        if len(changed) == 1:
            char = changed
    return char


def _compatible(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


def _unaccented(char: str) -> str:
    """A Latin letter without its accents; in other scripts an accent makes another letter."""
    decomposed = unicodedata.normalize("NFD", char)
    base = decomposed[0]
    return base if base.isascii() and base.isalpha() else char


def radicals() -> dict[str, str]:
    """The ideograph of each radical of the CJK Radicals Supplement."""
    return {row[0]: row[1] for row in read_table("radicals.tsv")}


def _build() -> dict[int, str]:
    """The table of the fold; chains of mappings are resolved, which makes it idempotent."""
    steps = {chr(code): _base_form(chr(code)) for low, high in _BLOCKS for code in range(low, high)}
    steps.update(radicals())
    steps.update((a, b) for a, b in read_table("simplified.tsv"))
    for target, variants in read_table("variants.tsv") + read_table("lookalikes.tsv"):
        steps.update(dict.fromkeys(variants, target))
    table: dict[int, str] = {}
    for char in steps:
        folded = char
        while (step := steps.get(folded, folded)) != folded:
            folded = step
        if folded != char:
            table[ord(char)] = folded
    return table


_TABLE = _build()


def fold(text: str) -> str:
    """The folded `text`, of the same length; idempotent and independent of neighbours."""
    return text.translate(_TABLE)
