"""Page numbers as they are printed on pages."""

from __future__ import annotations

import re
from collections import Counter

#: Share of the printed numbers that have the same difference to the number of their page as one
#: of them, if they are page numbers. Set by hand: a report may have parts that count anew.
MIN_SAME_SHIFT = 0.3

_SPACE = re.compile(r"\s+")
#: A line that consists of a page number: alone, between dashes, out of a count, or named.
_PAGE_NUMBER = re.compile(
    r"^(?:[-–—－‐~～·•.．\s]*(?P<bare>\d{1,4}|[ivxlc]{1,6})[-–—－‐~～·•.．\s]*"
    r"|第\s*(?P<named>\d{1,4}|[一二三四五六七八九十百]{1,5})\s*[頁页](?:\s*[,，/／、]?\s*[(（]?[共全]\s*\d+\s*[頁页][)）]?)?"
    r"|(?:page|p\.?)\s*(?P<page>\d{1,4})(?:\s*(?:of|/)\s*\d+)?"
    r"|(?P<part>\d{1,4})\s*[/／]\s*(?P<of>\d{1,4}))$",
    re.IGNORECASE,
)
_LAST_OR_FIRST = re.compile(r"(?:^|[\s|｜│－-])(\d{1,4})$|^(\d{1,4})[\s|｜│]")
_NAMED = re.compile(r"第\s*(\d{1,4})\s*頁|[Pp]age\s*(\d{1,4})")


def page_number_of_line(text: str) -> str | None:
    """The page number that a line consists of; None for any other line."""
    found = _PAGE_NUMBER.match(_SPACE.sub(" ", text).strip())
    if not found:
        return None
    return found["bare"] or found["named"] or found["page"] or found["part"]


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
