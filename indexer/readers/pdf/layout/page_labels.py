"""Page numbers as they are printed on pages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from indexer.structure.list_markers import ordinal

#: Share of the printed numbers that have the same difference to the number of their page as one
#: of them, if they are page numbers. Set by hand: a report may have parts that count anew.
MIN_SAME_SHIFT = 0.3

_SPACE = re.compile(r"\s+")
_DASHES = "-－–—‐−"
_AROUND = rf"[{_DASHES}~～·•‧.．|│｜\[\]【】〔〕()（）<>＜＞《》\s]*"
#: An amount in brackets is negative.
_BRACKETS = "(（"
_HAN = "〇○零一二三四五六七八九十百"
_NUMBER = rf"\d{{1,4}}|[ivxlc]{{1,7}}|[{_HAN}]{{1,5}}"
#: The part of a report before its page's number: 甲－12, 附錄-3, A-4, 3-12.
_PART = (
    rf"[甲乙丙丁戊己庚辛壬癸附序]\s*[{_DASHES}.．]?|[\u3400-\u9fff]{{1,6}}\s*[{_DASHES}]"
    rf"|(?:[A-Z]{{1,3}}|\d{{1,2}})\s*[{_DASHES}]"
)
#: A line that consists of a page number: alone, between dashes, with its part, out of a count, or
#: named.
_PAGE_NUMBER = re.compile(
    rf"^(?:{_AROUND}(?P<part>{_PART})?\s*(?P<bare>{_NUMBER}){_AROUND}"
    rf"|{_AROUND}第\s*(?P<named>\d{{1,4}}|[{_HAN}]{{1,5}})\s*[頁页]"
    rf"(?:\s*[,，/／、]?\s*[(（]?[共全]\s*(?:\d+|[{_HAN}]{{1,5}})\s*[頁页][)）]?)?{_AROUND}"
    r"|(?:page|p\.?)\s*(?P<page>\d{1,4})(?:\s*(?:of|/)\s*\d+)?"
    r"|(?P<first>\d{1,4})\s*[/／]\s*(?P<last>\d{1,4}))$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"^(?=.)(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$")
_ROMAN_VALUES = {"c": 100, "l": 50, "x": 10, "v": 5, "i": 1}
_STEM_PART = re.compile(r"^[甲乙丙丁戊己庚辛壬癸附序\u3400-\u9fff]")
#: A caption's or an item's label is no part of a report: 圖-3, 表-3.
_NO_PART = re.compile(rf"[圖表式例註案]\s*[{_DASHES}]$")
_LAST_OR_FIRST = re.compile(r"(?:^|[\s|｜│－-])(\d{1,4})$|^(\d{1,4})[\s|｜│]")
_NAMED = re.compile(r"第\s*(\d{1,4})\s*頁|[Pp]age\s*(\d{1,4})")


@dataclass(frozen=True, slots=True)
class PageLabel:
    """A printed page number.

    `text` is the label without the signs around it (12, iv, 乙-45), `value` the number in it.
    Labels that count on have one `series`: the part of the report and the kind of numeral.
    `explicit` is true if the form itself says that it is a page number (- 12 -, 第12頁, 甲－1).
    """

    text: str
    value: int
    series: tuple[str, str]
    explicit: bool


def page_label_of_line(text: str) -> PageLabel | None:
    """The page number that a line consists of; None for any other line."""
    tidy = _SPACE.sub(" ", text).strip()
    found = _PAGE_NUMBER.match(tidy)
    if not found:
        return None
    part = _SPACE.sub("", found["part"] or "")
    number = found["bare"] or found["named"] or found["page"] or found["first"]
    counted = _value(number)
    if counted is None or _NO_PART.search(part):
        return None
    value, numeral = counted
    if found["last"] and value > int(found["last"]):
        return None
    if not part and found["bare"] and tidy[0] in _DASHES and tidy[-1] not in _DASHES:
        return None  # a sign
    series = (part.rstrip(_DASHES + ".．"), numeral)
    return PageLabel(part + number, value, series, _is_explicit(found, part, tidy))


def _is_explicit(found: re.Match[str], part: str, tidy: str) -> bool:
    """True if the form of a line says that it is a page number."""
    if not found["bare"]:
        return True
    if part:
        return bool(_STEM_PART.match(part))
    framed = tidy[0] not in _BRACKETS and not tidy[0].isalnum() and not tidy[-1].isalnum()
    return framed or (found["bare"].isalpha() and found["bare"].isascii())


def page_number_of_line(text: str) -> str | None:
    """The text of the page number that a line consists of; None for any other line."""
    label = page_label_of_line(text)
    return label.text if label else None


def _value(number: str) -> tuple[int, str] | None:
    """The value of a number and the kind of its numeral; None if it is none."""
    if number.isdecimal():
        return int(number), "decimal"
    roman = number.lower()
    if roman.isascii():
        if not _ROMAN.match(roman):
            return None
        values = [_ROMAN_VALUES[char] for char in roman]
        following = [*values[1:], 0]
        return sum(-a if a < b else a for a, b in zip(values, following, strict=True)), "roman"
    value = ordinal(number.replace("○", "〇"))
    return None if value is None else (value, "chinese")


def page_number_in_header(text: str) -> str | None:
    """The page number in a running header or footer that has other words too: a number at one of
    its ends, or a named one."""
    found = _LAST_OR_FIRST.search(text.strip()) or _NAMED.search(text)
    return (found[1] or found[2]) if found else None


def consistent_numbers(printed: dict[int, str]) -> dict[int, str]:
    """The printed numbers, by the number of the page, that count with the pages. A year in a header
    does not."""
    shifts = Counter(int(n) - page for page, n in printed.items() if n.isdecimal())
    needed = MIN_SAME_SHIFT * len(printed)
    return {
        page: number
        for page, number in printed.items()
        if not number.isdecimal() or shifts[int(number) - page] >= needed
    }
