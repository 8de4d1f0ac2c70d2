"""Numbers and bullets at the front of a line: 壹、 一、 （一） 1. (1) 第一章, with their ranks.

The ranks follow the Executive Yuan's rules for official documents (文書處理手冊: 一、（一）1、(1)、
甲、（甲）) with the chapter numbers of reports above them; only their order matters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORMAL = "壹貳參叁肆伍陸柒捌玖拾"
_PLAIN = "〇零一二三四五六七八九十百廿卅"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DIGITS = "0-9０-９"

_ANY = f"[{_PLAIN}{_FORMAL}{_DIGITS}]+"
_BEHIND = r"(?=[\s、：:]|$)"

#: rank, name, pattern of the marker. Earlier patterns win.
_PATTERNS: tuple[tuple[int, str, re.Pattern[str]], ...] = tuple(
    (rank, name, re.compile(pattern))
    for rank, name, pattern in (
        (10, "part", rf"第\s*({_ANY})\s*(?:編|篇|部分|部){_BEHIND}[、：:]?"),
        (20, "chapter", rf"第\s*({_ANY})\s*章[、：:]?"),
        (30, "section", rf"第\s*({_ANY})\s*節[、：:]?"),
        (40, "formal", rf"([{_FORMAL}]+)(?:\s*、|[ \u3000](?=\S))"),
        (60, "article", rf"第\s*({_ANY})\s*條(?:\s*之\s*{_ANY})?{_BEHIND}"),
        (70, "plain", rf"([{_PLAIN}]+)(?:\s*、|\u3000+(?=\S))"),
        (80, "bracketed", rf"[（(〔]\s*([{_PLAIN}]+)\s*[）)〕]"),
        (90, "arabic", rf"([{_DIGITS}]{{1,3}})\s*(?:[、．]|\.(?![{_DIGITS}]))"),
        (100, "bracketed-arabic", rf"[（(]\s*([{_DIGITS}]{{1,3}})\s*[）)]"),
        (110, "stem", rf"([{_STEMS}])\s*、"),
        (120, "bracketed-stem", rf"[（(]\s*([{_STEMS}])\s*[）)]"),
        (130, "circled", rf"([{_CIRCLED}])"),
        (140, "letter", r"([A-Za-z])\s*(?:、|\.(?=\s|[^\x00-\x7f])|[)）])"),
    )
)
_DECIMAL = re.compile(r"([1-9][0-9]?(?:\.[1-9][0-9]?){1,3})\.?[ \t\u3000]+(?=\S)", re.ASCII)
# A triangle before a number is its sign: △1,204 is a decrease.
_BULLET = re.compile(
    rf"^(?:[●○•‧·▪■□◆◇★☆※➢➤►◎⚫∙]|[▲△▼▽](?!\s*[{_DIGITS}])|\uf06c|\uf06e|\uf0d8)\s*(?=\S)"
)
_VALUES = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    c: n for n, c in enumerate("零壹貳參肆伍陸柒捌玖")
} | {"〇": 0, "叁": 3}  # fmt: skip
# Characters of an ordinal: 九百九十九 has five; a longer run of numerals is a count or a year.
_LONGEST_ORDINAL = 8
_TENS = {"十": 10, "拾": 10, "廿": 20, "卅": 30}


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the front of a line.

    `rank` orders the kinds from the outermost to the innermost, `value` is the ordinal (None if
    unreadable), `end` the code-point offset after the marker.
    """

    rank: int
    name: str
    value: int | None
    text: str
    end: int


def ordinal(text: str) -> int | None:
    """The value of 十一, 拾壹, 廿, １２ or 12; None for any other text and for one too long to be
    an ordinal."""
    if len(text) > _LONGEST_ORDINAL:
        return None
    if text.isdecimal():
        return int(text)
    if text in _STEMS and len(text) == 1:
        return _STEMS.index(text) + 1
    if text in _CIRCLED and len(text) == 1:
        return _CIRCLED.index(text) + 1
    if len(text) == 1 and text.isascii() and text.isalpha():
        return ord(text.lower()) - ord("a") + 1
    total, digit = 0, None
    for char in text:
        if char in _TENS:
            total += _TENS[char] * (digit if digit is not None and _TENS[char] == 10 else 1)
            digit = None
        elif char == "百":
            total, digit = (total + (digit or 1)) * 100, None
        elif char in _VALUES:
            digit = _VALUES[char] if digit is None else digit * 10 + _VALUES[char]
        else:
            return None
    return total + (digit or 0)


def marker(line: str) -> Marker | None:
    """The number at the front of the line, after any white space; None without one."""
    start = len(line) - len(line.lstrip())
    for rank, name, pattern in _PATTERNS:
        found = pattern.match(line, start)
        if found:
            return Marker(rank, name, ordinal(found[1]), found[0].strip(), found.end())
    return None


def multipart_number(line: str) -> tuple[int, ...]:
    """The parts of a number such as 1.2 at the front of the line: (1, 2) of 「1.2 現況」; ()
    without one. It may also be a figure of the text; `outline` decides by the lines around it."""
    found = _DECIMAL.match(line)
    return tuple(int(part) for part in found[1].split(".")) if found else ()


def bullet_length(line: str) -> int:
    """Length in code points of the bullet (●, ‧, ※ …) and the space at the front of a line; 0
    without one."""
    found = _BULLET.match(line)
    return found.end() if found else 0
