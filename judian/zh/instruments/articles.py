"""Article numbers in one normalised form: 第一百八十四條 = 第184條 = §184.

"3" is an article, "3-2" 第三條之二, "6.1" 第6條第1項, "6.1.2" 第6條第1項第2款; a 目 adds one more
number. A 款 without 項 belongs to the only 項 of a statute's article ("6.1.2"); in a treaty it is
the paragraph itself ("6.2").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from judian.zh.numbers.numerals import parse
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

#: A range of more articles than this is given by its two ends.
_LONGEST_RANGE = 60

_NUM = r"(?:[0-9]{1,4}|[〇零一二兩三四五六七八九十廿卅百千]{1,7})"
_INSERTED = rf"(?:[之\-]{_NUM})?"
# 第3條例 and 第3條約 are not articles.
_UNIT = r"(?:條(?![例約])|[項款目])"
_ONE = rf"第?{_NUM}{_INSERTED}(?:{_UNIT}(?:之{_NUM})?(?:[前中後]段|但書|本文|序文)?)?"
_JOINT = r"(?:、|,|以?及|或|與|和|暨|並|至|到|~|-|–)"
_CLUSTER = compiled(
    rf"第{_NUM}{_INSERTED}(?:{_UNIT}|{_JOINT}第?{_NUM}{_INSERTED}{_UNIT}?)(?:之{_NUM})?(?:[前中後]段|但書)?(?:{_JOINT}?{_ONE})*"
)
_BARE_CLUSTER = compiled(rf"{_NUM}{_INSERTED}條(?![例約])(?:之{_NUM})?(?:{_JOINT}?{_ONE})*")
_TOKEN = compiled(
    rf"(?P<joint>{_JOINT})?第?(?P<number>{_NUM})(?:[之\-](?P<inserted>{_NUM}))?"
    rf"(?P<unit>{_UNIT})?(?:之(?P<after>{_NUM}))?(?:[前中後]段|但書|本文|序文)?"
)
_TEN = re.compile("百十")
_RANGES = frozenset("至到~-–")
_LEVELS = {fold(unit): level for level, unit in enumerate("條項款目")}

_NUMERAL = r"(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[IVX]{1,4}(?![A-Za-z]))"
#: Ⅰ, Ⅰ①, I ② or ① behind an article; a blank alone before ① begins a list item.
_DETAIL = rf"(?: ?{_NUMERAL}(?: ?[①-⑳])?|[①-⑳])?"
_FURTHER = rf"(?:[,、及和] ?{_NUMERAL})*"
_SIGN = re.compile(
    r"[§ ,、及和]*(?P<article>[0-9]{1,4})(?:[-之](?P<inserted>[0-9]{1,3}))?"
    rf"(?: ?(?P<paragraph>{_NUMERAL})(?: ?(?P<item>[①-⑳]))?|(?P<only>[①-⑳]))?(?P<more>{_FURTHER})"
)
#: A further paragraph of the same article: §14Ⅰ、Ⅱ.
_MORE_PARAGRAPHS = re.compile("[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[IVX]+")
_SIGNS = re.compile(
    rf"§{{1,2}} ?[0-9]{{1,4}}(?:[-之][0-9]{{1,3}})?{_DETAIL}{_FURTHER}"
    r"(?:[,、及和] ?§{0,2} ?[0-9]{1,4}(?![0-9條項年月日件])(?:[-之][0-9]{1,3})?"
    rf"{_DETAIL}{_FURTHER})*"
)
_ROMAN = dict(
    zip(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), range(1, 11), strict=True)
)
_ENGLISH = re.compile(
    r"(?<![a-z])(?:articles?|arts?\.?) ?(?P<article>[0-9]{1,4})"
    r"(?: ?\((?P<paragraph>[0-9]{1,2})\)"
    r"|,? ?(?:paragraphs?|paras?\.?|section) ?(?P<spelled>[0-9]{1,2}))?"
    r"(?:\((?P<item>[0-9a-z]{1,2})\))?"
    r"(?P<more>(?:,| and| to|-|–|, ?and) ?[0-9]{1,4}(?![0-9]))?",
)


@dataclass(frozen=True, slots=True)
class ArticleCitation:
    """Articles that are cited together at `[start, end)`, in order, each once."""

    start: int
    end: int
    articles: tuple[str, ...]


def find_articles(squeezed: str, folded: str, *, treaty: bool = False) -> list[ArticleCitation]:
    """The citations of articles in a text, in order.

    `treaty` is True for the paragraphs of a treaty, see the module.
    """
    found = []
    if "条" in folded:
        for match in _CLUSTER.finditer(folded):
            cited = _chinese(match, treaty)
            if cited:
                found.append(cited)
    if "§" in folded:
        found += [_signs(match) for match in _SIGNS.finditer(squeezed)]
    if "art" in folded:
        found += [_english(match) for match in _ENGLISH.finditer(folded)]
    return sorted(found, key=lambda cited: cited.start)


def bare_at(folded: str, start: int, *, treaty: bool = False) -> ArticleCitation | None:
    """The citation at `start` without 第, as in 刑法339條之4, or None."""
    match = _BARE_CLUSTER.match(folded, start)
    return _chinese(match, treaty) if match else None


def _chinese(match: re.Match[str], treaty: bool) -> ArticleCitation | None:
    """The articles of a Chinese citation; it ends with the last number that has a unit."""
    tokens = list(_TOKEN.finditer(match.string, match.start(), match.end()))
    while tokens and not tokens[-1]["unit"]:
        tokens.pop()
    units = [token["unit"] for token in tokens]
    for at in range(len(units) - 2, -1, -1):  # 第3、5條: the first number shares the unit
        units[at] = units[at] or units[at + 1]
    paths: list[tuple[str, ...]] = []
    for token, unit in zip(tokens, units, strict=True):
        number = _number(token)
        if number is None or (not paths and unit != "条"):
            return None
        path = _path(paths[-1] if paths else (), _LEVELS[unit], number, treaty)
        joint = token["joint"]
        if joint in _RANGES and len(path) == len(paths[-1]):
            paths += _between(paths[-1], path)
        elif not joint and _LEVELS[unit] > 0:
            paths.pop()
        paths.append(path)
    if not paths:
        return None
    return ArticleCitation(
        match.start(), tokens[-1].end(), tuple(dict.fromkeys(".".join(p) for p in paths))
    )


def _number(token: re.Match[str]) -> str | None:
    """The number of a token, with 之: "3-2"; None if a numeral is malformed."""
    values = [
        _integer(part) for part in (token["number"], token["inserted"] or token["after"]) if part
    ]
    return None if None in values else "-".join(map(str, values))


def _integer(numeral: str) -> int | None:
    """The value of an article's numeral; statutes write 一百十 for 110."""
    value = parse(_TEN.sub("百一十", numeral))
    return None if value is None else int(value)


def _path(last: tuple[str, ...], level: int, number: str, treaty: bool) -> tuple[str, ...]:
    """The path of a number at a level (條 0, 項 1, 款 2, 目 3), after the path `last`."""
    if treaty and level > 1 and len(last) <= level - 1:
        level -= 1
    upper = last[:level] + ("1",) * (level - len(last[:level]))
    return (*upper, number)


def _between(first: tuple[str, ...], last: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The paths between the two ends of a range that differ in their last number only."""
    whole, _, inserted = last[-1].partition("-")
    if first[:-1] != last[:-1] or not (first[-1].isdigit() and whole.isdigit()):
        return []
    low, high = int(first[-1]), int(whole) + bool(inserted)  # 第四條至第六條之一 holds the sixth
    if high - low > _LONGEST_RANGE:
        return []
    return [(*first[:-1], str(number)) for number in range(low + 1, high)]


def _signs(match: re.Match[str]) -> ArticleCitation:
    """The articles of a citation with §: §184Ⅰ①."""
    articles = []
    for one in _SIGN.finditer(match[0]):
        article = one["article"] + (f"-{one['inserted']}" if one["inserted"] else "")
        paragraph = _ROMAN.get(unicode_roman(one["paragraph"] or ""))
        circled = one["item"] or one["only"]
        item = ord(circled) - ord("①") + 1 if circled else None
        path = [article]
        if paragraph or item:
            path.append(str(paragraph or 1))
        if item:
            path.append(str(item))
        articles.append(".".join(path))
        if paragraph:
            more = _MORE_PARAGRAPHS.findall(one["more"])
            articles += [f"{article}.{_ROMAN.get(unicode_roman(n))}" for n in more]
    return ArticleCitation(match.start(), match.end(), tuple(dict.fromkeys(articles)))


def within(article: str, match: re.Match[str]) -> str:
    """The path of 第2項第1款 of `article`, from a match with the groups paragraph, unit, item."""
    first, item = _integer(match["paragraph"]), match["item"]
    path = [article, str(first)] if match["unit"] == fold("項") else [article, "1", str(first)]
    if item and match["unit"] == fold("項"):
        path.append(str(_integer(item)))
    return ".".join(path)


def unicode_roman(numeral: str) -> str:
    """A Roman numeral in Latin letters: Ⅳ, one code point, becomes IV."""
    one = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ".find(numeral) if numeral else -1
    return list(_ROMAN)[one] if one >= 0 else numeral


def _english(match: re.Match[str]) -> ArticleCitation:
    """The articles of an English citation: Articles 6(1) and 7."""
    parts = [match["article"], match["paragraph"] or match["spelled"], match["item"]]
    paths: list[tuple[str, ...]] = [tuple(part for part in parts if part)]
    if match["more"]:
        last = (re.sub(r"[^0-9]", "", match["more"]),)
        if "to" in match["more"] or match["more"][0] in "-–":
            paths += _between(paths[0], last)
        paths.append(last)
    return ArticleCitation(match.start(), match.end(), tuple(".".join(path) for path in paths))
