"""Normalization of the text that fonts give for glyphs, and character collections of CMaps."""

from __future__ import annotations

import re
import unicodedata

from judian.zh.text.standard import STANDARD


def normalize_glyph_text(text: str) -> str:
    """The text of a glyph with presentation forms replaced by the characters they present.

    These are forms for vertical writing, ligatures, compatibility ideographs, and radicals that
    look like a character (browsers print ⺠國 for 民國). Zero-width characters are removed.
    """
    if len(text) == 1 and text < "\u2000" and text != "\u00ad":
        return text
    return "".join(_NORMALIZED.get(char, char) for char in text)


#: Digits that a font of symbols says it shows: they are in circles, and no digits of a number.
CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")


def _presentation_forms() -> dict[str, str]:
    blocks = ((0xFB00, 0xFB07), (0xFE10, 0xFE1A), (0xFE30, 0xFE49))
    table = {}
    for first, end in blocks:
        for code in range(first, end):
            char = chr(code)
            table[char] = unicodedata.normalize("NFKC", char) or char
    table.update((chr(code), char) for code, char in STANDARD.items())
    # NFKC would give half-width marks and runs of dots for these.
    table.update(zip("︐︑︒︓︔︕︖", "，、。：；！？", strict=True))
    table.update({"︙": "…", "︰": "：", "︱": "—", "︵": "（", "︶": "）", "︷": "｛", "︸": "｝"})
    table.update(dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""))
    table["\u00ad"] = "\u00ad"
    return table


_NORMALIZED = _presentation_forms()


#: Beginnings of the names of predefined CMaps → character collection (Adobe's ROS names).
_COLLECTIONS = (
    (re.compile(r"(?:Uni)?GB"), "Adobe-GB1"),
    (re.compile(r"UniCNS|B5|HKscs|ETen|CNS"), "Adobe-CNS1"),
    (re.compile(r"UniJIS|83pv|90|Add|EUC|Ext|H$|V$"), "Adobe-Japan1"),
    (re.compile(r"UniKS|KSC"), "Adobe-Korea1"),
)


def collection_of(name: str) -> str | None:
    """The character collection of a predefined CMap; None for any other name."""
    return next((found for begin, found in _COLLECTIONS if begin.match(name)), None)
