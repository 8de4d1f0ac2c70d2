"""The analyzer: from text to index terms, for indexing and for querying alike.

`squeeze` removes the white space of layout between Chinese characters, `fold` maps the spellings
of a word to one, and `analyze` segments the result into the terms of every field. The index stores
`ANALYZER` and `dictionary_digest()`: if either differs, queries would miss passages silently.
"""

from __future__ import annotations

import hashlib
import operator
import re
from array import array
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from judian.zh.text.fold import DATA, fold
from judian.zh.text.segment import HAN, segment

if TYPE_CHECKING:
    from collections.abc import Sequence

ANALYZER = "zh-hant-1"

_SHAPING_FILES = (
    "simplified.tsv",
    "variants.tsv",
    "lookalikes.tsv",
    "radicals.tsv",
    "dictionary.txt",
)

#: Han with 〇 and 々, kana and bopomofo; white space beside them belongs to the layout.
_CJK = (
    "\u3005\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
#: Invisible characters: zero width, direction, soft hyphens, combining accents, and variation
#: selectors.
_UNSEEN = (
    "\u00ad\u0300-\u036f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
)
_LETTER = f"[^\\W_{_CJK}]"

# All three are matched on folded text.
_GAP = re.compile(f"[\\s{_UNSEEN}]+")
_UNSEEN_GAP = re.compile(f"[{_UNSEEN}]+")
# White space counts between two words or numbers of other scripts, and where without it two
# numbers would become one (1, 234).
_IS_LETTER = re.compile(_LETTER).match
_TERM = re.compile(
    f"([{HAN}]+)"
    r"|([^\W_0-9a-z])"  # kana, rare Han, Hangul, Greek …: a term each
    # A number with its thousands separators and decimals is one term; of a dotted chain
    # (98.6.25, a date or a section) each part is.
    r"|((?<![0-9a-z.])(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+\.[0-9]+)"
    r"(?![0-9a-z]|\.[0-9]))"
    r"|[0-9a-z]+"
)
_IS_ASCII_LETTER = re.compile("[a-z]").match
_DIGITS = "0123456789"
_NUMERIC = _DIGITS + ".,"
_HAN, _CHARACTER, _NUMBER = 1, 2, 3

#: Texts whose squeezed form is remembered, and the most code points of one: a hit is squeezed for
#: its marks, for hints and for quotations, a word of a query by each of its readers. Text, form
#: and offsets of the longest take 64 KB, those of an article of law 3 KB.
_SQUEEZED, _LONGEST_SQUEEZED = 512, 4_096
#: The same for the terms of the words of queries.
_ANALYZED, _LONGEST_ANALYZED = 1_024, 128

#: 0, 1, 2 … for the offsets of unbroken stretches: slicing it copies memory, which is many
#: times as fast as counting. Longer texts count.
_COUNTING = array("I", range(1 << 16))


@dataclass(frozen=True, slots=True)
class Analysis:
    """The forms and the terms of a text that the index stores.

    `folded` has the length of `squeezed`; `offsets[i]` is the code-point index in the text of
    squeezed character i, and `offsets[len(squeezed)]` the length of the text. `terms` maps
    each term field to its terms in order, repeated as often as they occur.
    """

    squeezed: str
    folded: str
    offsets: Sequence[int]
    terms: dict[str, list[str]] = field(default_factory=dict)


def analyze(text: str, *, context: str = "") -> Analysis:
    """The squeezed and folded forms of `text` and its terms.

    `context` is the title, the section path and the table headers of the text, one a line; its
    terms are in fields of their own.
    """
    squeezed, folded, offsets = _squeeze(text)
    remembered = len(folded) <= _LONGEST_ANALYZED
    words, pairs, singles = (_remembered_terms if remembered else terms_of)(folded)
    # Lists of the caller's own, which may be changed.
    terms = {"words": [*words], "pairs": [*pairs], "singles": [*singles]}
    if context:
        above = terms_of(_squeeze(context)[1])
        terms["context_words"], terms["context_pairs"] = above[0], above[1]
    return Analysis(squeezed, folded, offsets, terms)


def squeeze(text: str) -> tuple[str, Sequence[int]]:
    """(squeezed, offsets): `text` without the white space of its layout.

    White space and invisible characters are removed, or become one space between two words or
    numbers of other scripts than Chinese. `offsets` holds for each character of the result its
    code-point index in `text`, for such a space the start of the gap, and at its end the length
    of `text`. Idempotent; the squeezed fold is the fold of the squeezed text.
    """
    squeezed, _, offsets = _squeeze(text)
    return squeezed, offsets


def squeezed_fold(text: str) -> str:
    """The fold of the squeezed text, without offsets."""
    return _squeeze(text)[1]


def _squeeze(text: str) -> tuple[str, str, Sequence[int]]:
    """The squeezed text, its fold, and the offsets."""
    if len(text) <= _LONGEST_SQUEEZED:
        return _remembered_squeeze(text)
    return _squeeze_anew(text)


@lru_cache(_SQUEEZED)
def _remembered_squeeze(text: str) -> tuple[str, str, Sequence[int]]:
    return _squeeze_anew(text)


@lru_cache(_ANALYZED)
def _remembered_terms(folded: str) -> tuple[list[str], list[str], list[str]]:
    return terms_of(folded)


def _squeeze_anew(text: str) -> tuple[str, str, Sequence[int]]:
    folded = fold(text)
    end = len(text)
    pieces: list[str] = []
    folded_pieces: list[str] = []
    offsets = array("I")
    at = 0
    for gap in _GAP.finditer(folded):
        start, stop = gap.span()
        if start > at:
            pieces.append(text[at:start])
            folded_pieces.append(folded[at:start])
            offsets.extend(_count(at, start))
        if _is_space(folded, start, stop):
            pieces.append(" ")
            folded_pieces.append(" ")
            offsets.append(start)
        at = stop
    if at == 0:
        offsets = _count(0, end)
        offsets.append(end)
        return text, folded, offsets
    pieces.append(text[at:])
    folded_pieces.append(folded[at:])
    offsets.extend(_count(at, end))
    offsets.append(end)
    return "".join(pieces), "".join(folded_pieces), offsets


def _count(start: int, end: int) -> array[int]:
    """The integers of `[start, end)`."""
    if end <= len(_COUNTING):
        return _COUNTING[start:end]
    return array("I", range(start, end))


def _is_space(folded: str, start: int, end: int) -> bool:
    """True if the gap `[start, end)` separates two words or numbers."""
    if start == 0 or end == len(folded) or _UNSEEN_GAP.fullmatch(folded, start, end):
        return False
    left, right = folded[start - 1], folded[end]
    if _IS_LETTER(left) is None:
        return left in ".," and right.isdigit() and folded[start - 2 : start - 1].isdigit()
    return _IS_LETTER(right) is not None or (left.isdigit() and right in ".,")


def terms_of(folded: str) -> tuple[list[str], list[str], list[str]]:
    """(words, pairs, singles) of a squeezed and folded text."""
    words: list[str] = []
    pairs: list[str] = []
    singles: list[str] = []
    runs: list[str] = []  # of Han characters, waiting to be cut together
    last = ""  # the single before
    last_is_character = False
    last_end = -1
    for match in _TERM.finditer(folded):
        term = match.group()
        which = match.lastindex
        start, end = match.span()
        if start > last_end and not (start == last_end + 1 and folded[last_end] == " "):
            last = ""
        last_end = end
        if which == _HAN:
            if last:
                pairs.append(last + term[0])
            runs.append(term)
            singles += term
            pairs += map(operator.add, term, term[1:])
            last = term[-1]
            last_is_character = True
            continue
        is_character = which == _CHARACTER
        if which == _NUMBER:
            term = term.replace(",", "")
        if runs:
            words += _cut(runs)
            runs = []
        words.append(term)
        singles.append(term)
        if last:
            pairs.append(last + term if is_character or last_is_character else f"{last} {term}")
        last = term
        last_is_character = is_character
    if runs:
        words += _cut(runs)
    return words, pairs, singles


def word_edges(folded: str) -> list[int]:
    """The offsets at which words of squeezed and folded text begin or end, ascending."""
    edges: list[int] = []
    for match in _TERM.finditer(folded):
        edge = match.start()
        edges.append(edge)
        words = segment(match.group()) if match.lastindex == _HAN else [match.group()]
        for word in words:
            edge += len(word)
            edges.append(edge)
    return list(dict.fromkeys(edges))


def _cut(runs: list[str]) -> list[str]:
    """The words of runs of Han characters, in one call, since a call costs as much as a run."""
    if len(runs) == 1:
        return segment(runs[0])
    return [word for word in segment(" ".join(runs)) if word != " "]


def certain_terms(folded: str) -> tuple[tuple[str, str], ...]:
    """The (field, term) pairs of every text that contains `folded` (squeezed and folded).

    They select the candidates of a phrase search. A number at either end is left out, because it
    may be part of a longer one in the text (438 of 2,438). The field of words is left out, because
    segmentation depends on the text around the phrase.
    """
    _, pairs, singles = terms_of(_without_edge_numbers(folded))
    certain = [("pairs", pair) for pair in pairs]
    paired = {char for pair in pairs for char in (*pair, *pair.split(" "))}
    certain += [("singles", single) for single in singles if single not in paired]
    return tuple(dict.fromkeys(certain))


def _without_edge_numbers(folded: str) -> str:
    """`folded` without the numbers at its ends; 5k stays, since it is a term of 3.5k too."""
    start = len(folded) - len(folded.lstrip(_NUMERIC))
    end = len(folded.rstrip(_NUMERIC))
    if _IS_ASCII_LETTER(folded, start):
        start = len(folded[:start].rstrip(_DIGITS))
    if end and _IS_ASCII_LETTER(folded, end - 1):
        end = len(folded) - len(folded[end:].lstrip(_DIGITS))
    return folded[start:end]


@cache
def dictionary_digest() -> str:
    """The first 16 hexadecimal digits of a SHA-256 over the data that shapes terms."""
    digest = hashlib.sha256()
    for name in _SHAPING_FILES:
        # Line ends differ between checkouts on Windows and elsewhere.
        digest.update((DATA / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]
