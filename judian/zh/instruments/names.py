"""Finds names of instruments in squeezed text.

These are the names that the document defines, those in the tables, and those recognised by form.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from judian.zh.instruments import name_forms, statutes
from judian.zh.instruments.name_forms import FoundName
from judian.zh.instruments.name_nouns import NOUNS
from judian.zh.instruments.registry import Lookup, entries_of_near_name, table
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from judian.zh.instruments.model import Entry

_IS_HAN = re.compile("[\u3400-\u9fff]").match
_WORD = re.compile("(?<![a-z0-9])[a-z0-9]+")
_HAS_NOUN = re.compile("|".join(NOUNS))
#: The organisation that published a convention, and its year: not part of the known name
#: (聯合國兒童權利公約). 美洲 is not such a word: 美洲反貪腐公約 and 反貪腐公約 are two conventions.
_PUBLISHER = compiled(
    "(?:聯合國|國際勞工組織|ILO|世界貿易組織|世貿組織|WTO|世界衛生組織|世衛組織|WHO|國際海事組織|IMO|國際民航組織"
    "|ICAO|世界智慧財產權組織|WIPO|經濟合作暨發展組織|OECD|歐洲理事會)?(?:之|的)?(?:[0-9]{4}年)?(?:第[0-9]{1,3}號)?"
)
_GLOSS_WORD = re.compile(
    r"convention|treaty|agreement|protocol|statute|charter|covenant|memorandum|declaration|accord"
    r"|pact|compact|arrangement|act\b|law\b|code\b|regulation|directive"
)
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]{0,2}[A-Z][A-Z0-9-]{0,8}")
_GLOSS_END = re.compile(r"[,，;；、。:：]|(?<=[a-z])\.(?=[A-Z ])|(?:以?下|简|又|亦|合)称")
#: Longest bracket after a name that is read, in code points.
_LONGEST_GLOSS = 240
_AFTER_NAME = re.compile('[」>"]?[0-9]{0,2}')


@dataclass(frozen=True)
class DocumentNames:
    """The names that one document gives to instruments.

    `entries` maps squeezed and folded names, full ones that the document uses and short ones
    that it introduces (下稱…), to what they name.
    """

    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    @cached_property
    def lookup(self) -> Lookup:
        """A lookup of the names."""
        return Lookup.of(self.entries)

    @cached_property
    def by_noun(self) -> Mapping[str, tuple[Entry, ...]]:
        """The distinct instruments of the document by the last word of their names."""
        found: dict[str, dict[str, Entry]] = defaultdict(dict)
        for name, entries in self.entries.items():
            if noun := noun_of(name):
                found[noun].update((entry.id, entry) for entry in entries)
        return {noun: tuple(entries.values()) for noun, entries in found.items()}


def noun_of(folded_name: str) -> str | None:
    """The last word of a treaty's name, one of NOUNS; None for any other name."""
    return next((folded_name[-n:] for n in (3, 2) if folded_name[-n:] in NOUNS), None)


def find_names(squeezed: str, folded: str, names: DocumentNames) -> list[FoundName]:
    """All names of a text, in order; they overlap only in words for several instruments
    (兩公約)."""
    found = list(_chinese(squeezed, folded, names))
    found += _latin(squeezed, folded, names.lookup)
    found += _latin(squeezed, folded, table())
    if _HAS_NOUN.search(folded):
        found += name_forms.described(squeezed, folded)
        found += name_forms.paired(squeezed, folded)
        found += name_forms.glossed(squeezed, folded)
    found += name_forms.quoted(squeezed, folded)
    listed = {one.end for one in found}
    unlisted = (*statutes.unlisted(squeezed, folded), *statutes.of_other_states(squeezed, folded))
    found += (one for one in unlisted if one.end not in listed)
    return _with_glosses(squeezed, folded, [_known(one, folded) for one in without_overlaps(found)])


def without_overlaps(found: Iterable[FoundName]) -> list[FoundName]:
    """`found` without overlaps, in order: the longest of overlapping names, else the first."""
    kept: list[FoundName] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if kept and kept[-1].end > one.start:
            if one.end - one.start <= kept[-1].end - kept[-1].start:
                continue
            kept.pop()
        kept.append(one)
    return kept


def _chinese(squeezed: str, folded: str, names: DocumentNames) -> Iterator[FoundName]:
    """Yield Chinese names of the document, of the tables and by their form."""
    own, known = names.lookup, table()
    floor = 0
    for match in _ends(frozenset(tail[-1] for tail in own.lengths)).finditer(folded):
        end = match.end()
        yield from _ending_at(squeezed, folded, own, end)
        yield from _ending_at(squeezed, folded, known, end)
        if noun_of(folded[end - 3 : end]):
            if bare := name_forms.bare(squeezed, folded, end, floor):
                yield bare
            floor = end


@cache
def _ends(own: frozenset[str]) -> re.Pattern[str]:
    """A pattern for the characters that Chinese names end with, `own` among them."""
    ends = own.union(tail[-1] for tail in (*table().lengths, *NOUNS))
    return re.compile("[" + re.escape("".join(sorted(ends))) + "]")


def _ending_at(squeezed: str, folded: str, lookup: Lookup, end: int) -> Iterator[FoundName]:
    """Yield the longest name of `lookup` that ends at `end` and is not part of another word."""
    for start in lookup.ending_at(folded, end):
        entries = lookup.names[folded[start:end]]
        if entries[0].kind == "statute" and lookup is table():
            one = statutes.statute_at(squeezed, folded, start, end, entries)
        else:
            part_of_word = folded.startswith("组织", end) or (
                entries[0].kind == "statute" and statutes.OTHER_WORD.match(folded, end)
            )
            one = None if part_of_word else FoundName(start, end, entries)
        if one:
            yield one
            return


def _latin(squeezed: str, folded: str, lookup: Lookup) -> Iterator[FoundName]:
    """Yield names in Latin letters, at word boundaries; abbreviations in capitals only."""
    if not lookup.by_first_word:
        return
    for match in _WORD.finditer(folded):
        start = match.start()
        for name in lookup.by_first_word.get(match[0], ()):
            end = start + len(name)
            following = folded[end : end + 1]
            if not folded.startswith(name, start) or (following.isascii() and following.isalnum()):
                continue
            if name not in lookup.capitals or squeezed[start:end].isupper():
                yield FoundName(start, end, lookup.names[name])
                break


def _known(one: FoundName, folded: str) -> FoundName:
    """A name found by its form, with the entry of a table where it differs little from a known
    name.

    It may have a publisher before it, or one character more or less (a misprint).
    """
    name = folded[one.start : one.end]
    known = table().names
    if name in known or one.entries[0].kind == "statute":
        return one
    inner = name[_PUBLISHER.match(name).end() :]  # type: ignore[union-attr]
    entries = known.get(inner) or entries_of_near_name(name)
    return FoundName(one.start, one.end, entries) if entries else one


def _with_glosses(squeezed: str, folded: str, found: list[FoundName]) -> list[FoundName]:
    """`found` with the foreign names in brackets after Chinese ones.

    If a table has the foreign name and not the Chinese one, both get the known entry.
    """
    known = {(one.start, one.end): one for one in found}
    for one in found:
        for start, end in _gloss(squeezed, folded, one):
            listed = known.get((start, end)) or _inside(found, start, end)
            if listed is None:
                known[start, end] = FoundName(start, end, known[one.start, one.end].entries)
            elif one.entries[0].kind != "statute" and not _is_listed(one):
                known[one.start, one.end] = FoundName(one.start, one.end, listed.entries)
    return sorted(known.values(), key=lambda f: f.start)


def _inside(found: list[FoundName], start: int, end: int) -> FoundName | None:
    return next((one for one in found if start <= one.start and one.end <= end), None)


def _is_listed(one: FoundName) -> bool:
    return one.entries in _listed_entries()


@cache
def _listed_entries() -> frozenset[tuple[Entry, ...]]:
    return frozenset(table().names.values())


def _gloss(squeezed: str, folded: str, one: FoundName) -> Iterator[tuple[int, int]]:
    """Yield the spans of foreign names in the brackets right after a name."""
    at = _AFTER_NAME.match(folded, one.end).end()  # type: ignore[union-attr]
    close = folded.find(")", at, at + _LONGEST_GLOSS)
    if folded[at : at + 1] != "(" or close < 0:
        return
    start = at + 1
    accepted = False
    while start < close:
        cut = _GLOSS_END.search(squeezed, start, close)
        end = cut.start() if cut else close
        part = squeezed[start:end].strip()
        begin = start + squeezed[start:end].find(part)
        if part.isascii() or not _has_han(part):
            if part.casefold() in name_forms.LATIN_KINDS:
                break
            is_name = len(part) > 3 and _GLOSS_WORD.search(folded, begin, begin + len(part))
            if part and (is_name or (_ABBREVIATION.fullmatch(part) and (accepted or end == close))):
                accepted = True
                yield begin, begin + len(part)
        start = cut.end() if cut else close


def _has_han(text: str) -> bool:
    return any(_IS_HAN(char) for char in text)
