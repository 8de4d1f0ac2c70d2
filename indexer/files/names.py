"""File names as they are shown: decoded, in composed form, with visible escapes.

Names that are not UTF-8 come from archives and disks of older systems. Too few characters stand
in a name for statistics on bytes: a decoding is judged by its words instead. A right one consists
of words of the dictionary, a wrong one of unrelated rare characters.
"""

from __future__ import annotations

import os
import re
import unicodedata

from indexer.files.encoding import common_han
from judian.core.names import visible
from judian.zh.text.fold import fold
from judian.zh.text.segment import HAN, segment

#: Encodings of names in the order of trial, each with the least score of a decoding; the first of
#: equal scores wins. Taiwan's names may consist of frequent characters alone (許蓋功 scores 0.6);
#: names of other encodings must hold words, since Korean ones decode to frequent characters of GB
#: 18030 with a score of 0.6. Held by tests/indexer/files/test_names.py.
_ENCODINGS = {"cp950": 0.55, "gb18030": 0.65, "cp932": 0.65, "big5hkscs": 0.75}
# Scores of a character: in a word of several characters, frequent but alone, and punctuation or a
# letter of full width, which a wrong decoding has too.
_IN_WORD, _FREQUENT, _OTHER = 1.0, 0.6, 0.5
_SURROGATE = re.compile("[\ud800-\udfff]")
_HAN_RUN = re.compile(f"[{HAN}]+")
#: Kana and the punctuation of Chinese names. Half-width kana are single bytes that any wrong
#: decoding gives.
_KANA_WORD = re.compile("[\u3041-\u30fe]{2,}")
_WIDE = re.compile("[\u3001-\u301e\uff01-\uff5e\u2014\u2026\u2160-\u216b\u2460-\u2473]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")


def shown_name(name: str) -> str:
    """The shown form of a path below a folder, as the system gave it, with slashes."""
    if name.isascii() and name.isprintable():
        return name
    return "/".join(map(_shown_part, name.split("/")))


def decoded_name(name: bytes) -> str:
    """The text of one name: UTF-8, or the encoding in which it is words, or with U+FFFD for what
    is unknown."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        pass
    found = []
    for encoding, least in _ENCODINGS.items():
        text = _decoded(name, encoding)
        if text is not None and (score := _score(text)) >= least:
            found.append((score, text))
    if not found:
        return name.decode("utf-8", "replace")
    return max(found, key=lambda each: each[0])[1]


def _shown_part(part: str) -> str:
    if _SURROGATE.search(part):
        part = decoded_name(os.fsencode(part))
    return visible(unicodedata.normalize("NFC", part))


def _decoded(name: bytes, encoding: str) -> str | None:
    try:
        return name.decode(encoding)
    except UnicodeDecodeError:
        return None


def _score(text: str) -> float:
    """Mean score of the characters beyond ASCII, from 0 to 1."""
    total, count = 0.0, len(_NOT_ASCII.findall(text))
    for run in _HAN_RUN.findall(text):
        for word in segment(fold(run)):
            if len(word) > 1:
                total += _IN_WORD * len(word)
            elif word in common_han():
                total += _FREQUENT
    total += _OTHER * len(_WIDE.findall(text))
    total += _IN_WORD * sum(map(len, _KANA_WORD.findall(text)))
    return total / max(1, count)
