"""Lists of quantities behind 分別: each quantity belongs to one name or one year of a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.zh.figures.clauses import LEADING, clause_start, squeezed
from judian.zh.text.patterns import Lookbehind, compiled, folded_numbers

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from judian.zh.numbers.quantities import Quantity

_PAIRS = {"男女": ("男", "女")}
_COMMA = compiled(r"\s{0,2},")
_JOINED = compiled(r"\s{0,2}(?:、|,|及|和|與|以及|或)\s{0,2}")
_RESPECTIVE = Lookbehind(
    r"(?:各(?:為|計|有|達|是|約|占|佔)?|(?:分別|依序|各自)[^\s,，。;；、:0-9「」()]{0,6})\s?$",
    reach=8,
)
#: 北、中、南三區: how many there are of what was listed.
_COUNTED = compiled(
    r"(?:等)?(?:[二兩三四五六七八九十]|[0-9]{1,2})(?:者|人|國|市|縣|縣市|區|項|類|種|級|地|處|校|案|年度?)$"
)
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_NAME_TIE = re.compile("、|及|和|與|与|以及|暨|或")
_DIGIT = re.compile("[0-9０-９]")


def lists(folded: str, found: Sequence[Quantity]) -> list[tuple[int, int]]:
    """`[low, high)`, indices of `found`, of each list of two or more quantities (3、5及7件)."""
    runs = []
    low = 0
    for at in range(1, len(found) + 1):
        if at < len(found) and _is_joined(folded, found[at - 1], found[at]):
            continue
        if at - low > 1:
            runs.append((low, at))
        low = at
    return runs


def _is_joined(folded: str, left: Quantity, right: Quantity) -> bool:
    """True if a conjunction or 、 is all between two quantities."""
    if not _JOINED.fullmatch(folded, left.end, right.start):
        return False
    # 2,203萬包，4年合計: a comma before another unit begins another clause
    return left.unit == right.unit or not _COMMA.match(folded, left.end)


def is_respective(folded: str, first: Quantity) -> bool:
    """True if 分別 or 依序 is before the first quantity of a list."""
    return _RESPECTIVE.before(folded, first.start) is not None


def lists_names(
    text: str, folded: str, first: Quantity, dates: Sequence[tuple[int, int]], count: int
) -> bool:
    """True if `count` or more names are listed before 分別: the list is not one of years then."""
    word = _RESPECTIVE.before(folded, first.start)
    return word is not None and any(
        len(_listed_names(text, begin, stop, dates)) >= count
        for begin, stop in _name_clauses(folded, word.start())
    )


def names_of(
    text: str,
    folded: str,
    found: Sequence[Quantity],
    of_years: Container[int],
    dates: Sequence[tuple[int, int]],
) -> dict[int, str]:
    """The name of each quantity, by its index, in lists like 甲、乙分別為3件及5件.

    `of_years` holds the indices of the quantities that belong to lists of years.
    """
    names: dict[int, str] = {}
    for low, high in lists(folded, found):
        first = found[low].start
        word = _RESPECTIVE.before(folded, first)
        if word is None or low + 1 in of_years:
            continue
        for begin, stop in _name_clauses(folded, word.start()):
            parts = _listed_names(text, begin, stop, dates)
            if len(parts) < high - low:
                continue
            for n, part in enumerate(parts[low - high :]):
                led = LEADING.match(part)
                name = squeezed(part[led.end() :] if led else part)
                if name and not _DIGIT.search(name):
                    names[low + n] = name
            break
    return names


def _listed_names(text: str, begin: int, stop: int, dates: Sequence[tuple[int, int]]) -> list[str]:
    """The names of the list `[begin, stop)`, dates and remarks in brackets left out."""
    kept = list(text[begin:stop])
    for first, end in dates:
        if begin <= first and end <= stop:
            kept[first - begin : end - begin] = " " * (end - first)
    phrase = _BRACKETS.sub("", "".join(kept)).strip()
    for pair, names in _PAIRS.items():
        if phrase.endswith(pair):
            return list(names)
    counted = _COUNTED.search(folded_numbers(phrase))
    phrase = phrase[: counted.start()] if counted else phrase
    return [part for part in _NAME_TIE.split(phrase) if part.strip()]


def _name_clauses(folded: str, stop: int) -> list[tuple[int, int]]:
    """The clause that ends at `stop`, and the one before its bracket: 甲及乙（112年分別為…）."""
    begin = clause_start(folded, 0, stop)
    clauses = [(begin, stop)]
    if begin and folded[begin - 1] == "(":
        clauses.append((clause_start(folded, 0, begin - 1), begin - 1))
    return clauses
