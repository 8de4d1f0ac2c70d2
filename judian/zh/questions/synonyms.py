"""Synonyms for query expansion: 愷他命, K他命 and Ketamine; 98年 and 2009年.

The groups come from data/synonyms.tsv and from the names of treaties and statutes; years of the
ROC and the Gregorian calendar are computed. A collection may have groups of its own. All text
here is squeezed and folded, as queries are.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from judian.zh.instruments.registry import groups
from judian.zh.numbers.numerals import parse
from judian.zh.text.analyze import squeeze, word_edges
from judian.zh.text.fold import fold, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FIRST_ROC_YEAR = 1912
#: Numbers before 年 that are a year of the ROC. Smaller ones are as often a duration (20年) and
#: need 民國 before them.
_BARE_YEARS = range(60, 200)
_ROC_YEARS = range(1, 200)
_GREGORIAN_YEARS = range(_FIRST_ROC_YEAR, _FIRST_ROC_YEAR + 199)

#: Most names of an instrument in a query, since each widens it: the preferred one and the shortest
#: ones, without foreign names of several words.
MAX_NAMES = 4

#: Digits of a year that is written in Chinese digits (二〇二四年).
_YEAR_DIGITS = 4
_YEAR = re.compile(
    r"(?<![0-9.,第])(?P<era>民国|西元|公元)?"
    r"(?P<number>[0-9]{1,4}|[〇零一二三四五六七八九十百]{2,7})年(?P<fiscal>度?)"
    r"(?![来内后前级制历资]|之久)"  # 98年來: a duration
)

#: Signs of articles and numbers; their Traditional form does not depend on the word.
_TRADITIONAL_SIGNS = str.maketrans("条项万亿", "條項萬億")

Match = tuple[int, int, tuple[str, ...]]


class Synonyms:
    """The groups of names of the tables, with further groups of `own` names as they are written.

    An own group that has a name of another group is joined with it.
    """

    def __init__(self, own: Sequence[Sequence[str]] = ()) -> None:
        groups, spellings = dict(_groups()), dict(_spellings())
        for row in own:
            names = [fold(squeeze(name)[0]) for name in row]
            known = [other for name in names for other in groups.get(name, ())]
            group = tuple(dict.fromkeys((*names, *known)))
            groups.update(dict.fromkeys(group, group))
            spellings.update(zip(names, row, strict=True))
        self._groups, self._spellings = groups, spellings
        self._lengths = _lengths_of(groups)

    def expand(self, folded_word: str) -> tuple[str, ...]:
        """The synonyms of `folded_word`, itself left out; () if it has none.

        They are squeezed and folded, with one space between words.
        """
        if folded_word in self._groups:
            return tuple(name for name in self._groups[folded_word] if name != folded_word)
        match = _YEAR.fullmatch(folded_word)
        return _other_years(match) if match else ()

    def spelled(self, folded_name: str) -> str:
        """A name that `expand` or `find` returned, in the characters of its table.

        A name from no table, as a year, an article or a number, has the signs of these in
        Traditional characters (第4条, 3亿2,450万元) and is else returned as it is.
        """
        written = self._spellings.get(folded_name)
        if written is not None:
            return written
        return folded_name.replace("民国", "民國").translate(_TRADITIONAL_SIGNS)

    def find(self, folded_text: str) -> list[Match]:
        """(start, end, synonyms) of every name in squeezed and folded text, left to right.

        At each place the longest name is taken, and names do not overlap. A name must begin and
        end at the edges of words: 資訊 is not found in 投資訊息, nor ICC in ICCPR.
        """
        found = [
            (match.start(), match.end(), names)
            for match in _YEAR.finditer(folded_text)
            if (names := _other_years(match))
        ]
        edges = word_edges(folded_text)
        here = set(edges)
        done = 0
        for start in edges:
            if start < done:
                continue
            for length in self._lengths.get(folded_text[start : start + 2], ()):
                end = start + length
                if end in here and (names := self.expand(folded_text[start:end])):
                    found.append((start, end, names))
                    done = end
                    break
        return sorted(found)


@cache
def built_in() -> Synonyms:
    """The synonyms of the tables alone."""
    return Synonyms()


def expand(folded_word: str) -> tuple[str, ...]:
    """`Synonyms.expand` of the tables."""
    return built_in().expand(folded_word)


def spelled(folded_name: str) -> str:
    """`Synonyms.spelled` of the tables."""
    return built_in().spelled(folded_name)


def find_synonyms(folded_text: str) -> list[Match]:
    """`Synonyms.find` of the tables."""
    return built_in().find(folded_text)


def _other_years(match: re.Match[str]) -> tuple[str, ...]:
    """The same year in the other calendar, and in its own one with and without the era."""
    era, fiscal = match["era"], match["fiscal"]
    written = match["number"]
    value = parse(written)
    if value is None or (era is None and not written.isdigit() and len(written) != _YEAR_DIGITS):
        return ()
    number = int(value)
    if number in (_ROC_YEARS if era == "民国" else _BARE_YEARS) and era in (None, "民国"):
        roc = number
    elif number in _GREGORIAN_YEARS and era != "民国":
        roc = number - _FIRST_ROC_YEAR + 1
    else:
        return ()
    names = [f"{roc}年", f"{roc + _FIRST_ROC_YEAR - 1}年", f"民国{roc}年"]
    return tuple(name + fiscal for name in names if name + fiscal != match[0])


@cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    """The names of its group by each folded name."""
    found: dict[str, tuple[str, ...]] = {}
    for names in groups():
        if len(names) > 1:
            brief = sorted((n for n in names[1:] if not (n.isascii() and " " in n)), key=len)
            shown = (names[0], *brief[: MAX_NAMES - 1])
            found.update((name, tuple(dict.fromkeys((name, *shown)))) for name in names)
    for row in read_table("synonyms.tsv"):
        names = tuple(dict.fromkeys(fold(squeeze(name)[0]) for name in row if name))
        found.update(dict.fromkeys(names, names))
    return found


@cache
def _spellings() -> Mapping[str, str]:
    """The names of all tables, as written, by their squeezed folds."""
    names = [name for row in read_table("synonyms.tsv") for name in row]
    for table in ("instruments.tsv", "statutes.tsv"):
        names += [name for row in read_table(table) for cell in row for name in cell.split("|")]
    return {fold(squeeze(name)[0]): name for name in names if name}


def _lengths_of(groups: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """The lengths of names, longest first, by their first two characters."""
    lengths: dict[str, set[int]] = {}
    for name in groups:
        lengths.setdefault(name[:2], set()).add(len(name))
    return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}
