"""Exclusive categories: countries, regions, parties, substances, agencies.

A number about one country does not answer a question about another. `find_values` returns the
values in a text, so that those of a question and a passage can be compared. The values come from
a table (judian/zh/data/categories.tsv); agencies are recognised by the form of their name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from judian.zh.text.fold import fold, read_table
from judian.zh.text.patterns import compiled
from judian.zh.text.segment import HAN, segment

if TYPE_CHECKING:
    from collections.abc import Container


@dataclass(frozen=True, slots=True)
class CategoryValue:
    """A member of `category` at `[start, end)` of a text; `name` is its first synonym, folded."""

    start: int
    end: int
    category: str
    name: str


#: Last characters of agencies; the word has three characters or more.
_AGENCY_ENDS = tuple(fold("署局部院處廳會庭司隊所"))
_NOT_AGENCIES = frozenset(map(fold, ("研討會", "座談會", "大部", "全部", "內部", "社會", "機會")))


@cache
def _names() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """A pattern for all names of the table, and (category, first synonym) of each."""
    known: dict[str, tuple[str, str]] = {}
    for category, names in read_table("categories.tsv"):
        folded = [fold(name) for name in names.split("|")]
        for name in folded:
            known.setdefault(name, (category, folded[0]))
    longest_first = sorted(known, key=lambda n: (-len(n), n))
    return re.compile("|".join(map(re.escape, longest_first))), known


# A county or city by the form of its name, after a character that is not part of the name.
_BOUNDARY = "(?:^|(?<=[\\W0-9年月日度省在於由自從與和及對向到赴將的是為至、該以]))"
_REGION = compiled(f"{_BOUNDARY}[一-鿿]{{2}}[縣市](?:(?=民|長|政府|區)|(?![場區值面民長政售價]))")
_NOT_REGIONS = compiled(
    "各縣|全縣|本縣|外縣|縣市|都市|城市|上市|超市|股市|全市|本市|各市|貴市|門市|大陸|夜市|市場|某縣"
)


def _abbreviates(short: str, long: str) -> bool:
    """True for 環保局 and 環境保護局.

    The characters of `short` are in `long` in the same order, its first and last ones at the ends.
    """
    rest = iter(long)
    return short[0] == long[0] and short[-1] == long[-1] and all(c in rest for c in short)


#: Texts whose words and values are remembered, and the most code points of one: the items of an
#: enumeration and the clauses around a candidate are looked at again and again for one question.
#: The words of the longest take 15 KB.
_REMEMBERED, _LONGEST = 2_048, 128

_HAN_RUN = re.compile(f"[{HAN}]+")


def words(folded: str) -> list[tuple[str, int, int]]:
    """(word, start, end) of each segmented word of the Han runs of a folded text."""
    return [*(_remembered_words if len(folded) <= _LONGEST else _words)(folded)]


@lru_cache(_REMEMBERED)
def _remembered_words(folded: str) -> list[tuple[str, int, int]]:
    return _words(folded)


def _words(folded: str) -> list[tuple[str, int, int]]:
    found = []
    for run in _HAN_RUN.finditer(folded):
        at = run.start()
        for word in segment(run.group()):
            found.append((word, at, at + len(word)))
            at += len(word)
    return found


def joined_words(folded: str, apart: Container[str] = frozenset()) -> list[tuple[str, int, int]]:
    """`words` with adjacent single characters joined, except for those in `apart`.

    Segmentation leaves an unknown name in single characters.
    """
    found: list[tuple[str, int, int]] = []
    was_single = False
    for word, start, end in words(folded):
        is_single = end - start == 1 and word not in apart
        if is_single and was_single and found[-1][2] == start:
            found[-1] = (found[-1][0] + word, found[-1][1], end)
        else:
            found.append((word, start, end))
        was_single = is_single
    return found


def find_values(folded: str) -> list[CategoryValue]:
    """The values in a folded text, left to right, the longest first at each place."""
    return [*(_remembered_values if len(folded) <= _LONGEST else _values)(folded)]


@lru_cache(_REMEMBERED)
def _remembered_values(folded: str) -> list[CategoryValue]:
    return _values(folded)


def _values(folded: str) -> list[CategoryValue]:
    pattern, known = _names()
    found = [
        CategoryValue(m.start(), m.end(), *known[m.group()])
        for m in pattern.finditer(folded)
        if not _inside_word(folded, m.start(), m.end())
    ]
    taken = {at for v in found for at in range(v.start, v.end)}
    found += [
        CategoryValue(m.start(), m.end(), "region", m.group())
        for m in _REGION.finditer(folded)
        if not _NOT_REGIONS.search(m.group()) and taken.isdisjoint(range(m.start(), m.end()))
    ]
    found += [
        CategoryValue(start, end, "agency", word)
        for word, start, end in words(folded)
        if len(word) > 2 and word.endswith(_AGENCY_ENDS) and word not in _NOT_AGENCIES
    ]
    return sorted(found, key=lambda v: (v.start, -v.end))


def same(left: CategoryValue, right: CategoryValue) -> bool:
    """True if both values are the same thing: 觀測署 and 氣象部觀測署."""
    if left.category != right.category:
        return False
    if left.category == "agency":
        short, long = sorted((left.name, right.name), key=len)
        return long.endswith(short) or _abbreviates(short, long)
    return left.name == right.name


def _inside_word(text: str, start: int, end: int) -> bool:
    """True for a Latin name that is part of a longer Latin word."""
    before = start > 0 and text[start].isascii() and text[start - 1].isascii()
    after = end < len(text) and text[end - 1].isascii() and text[end].isascii()
    return (before and text[start - 1].isalnum() and text[start].isalnum()) or (
        after and text[end].isalnum() and text[end - 1].isalnum()
    )
