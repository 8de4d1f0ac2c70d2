"""Units and measure words, from `judian/zh/data/units.tsv`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from judian.zh.text.fold import fold, read_table
from judian.zh.text.patterns import compiled
from judian.zh.text.segment import segment


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the table of units, which explains the flags.

    `surface` is the unit as written, `name` the unit that a figure has; no character of the
    folded `not_before` may follow the unit.
    """

    surface: str
    name: str
    kind: str
    article: bool
    digits_only: bool
    counts_noun: bool
    at_end: bool
    as_written: bool
    not_before: str


def _load() -> tuple[dict[str, Unit], dict[str, Unit]]:
    exact: dict[str, Unit] = {}
    folded: dict[str, Unit] = {}
    for row in read_table("units.tsv"):
        surface, name, kind, flags, not_before = (*row, *[""] * (5 - len(row)))
        unit = Unit(
            surface,
            name or surface,
            kind,
            "a" in flags,
            "d" in flags,
            "n" in flags,
            "e" in flags,
            "x" in flags,
            fold(not_before),
        )
        exact[surface] = unit
        folded.setdefault(fold(surface), unit)
    return exact, folded


_EXACT, _FOLDED = _load()
_LONGEST = max(map(len, _EXACT))
#: 六十一人次之 is 61 people in second place, not 61 person-times.
_SECOND = compiled(r"之(?:[,。;、)]|$)")
#: 次 behind a measure word counts visits of it: 筆次, 校次, 座次.
_TIMES = compiled(r"(?<!個)次(?![級要元氯品區序]|之[,。;、)]|之$)")
#: Folded characters that a unit begins with.
FIRST = frozenset(key[0] for key in _FOLDED)
_BLANK = " \u3000\xa0\n"
#: The character of a unit with those behind it that may form another word with it. Words with
#: these second characters are as often two words: 1次之處分, 48家業者, 14人為原則.
_FREE = "之為中均受非居參經報前間外內業期次樓飛車"
_FOLLOWING = compiled(rf"[一-鿕](?![{_FREE}])[一-鿕]{{1,3}}")
#: Runs whose segmentation is kept; a report has some hundred different ones.
_KEPT_WORDS = 8192
#: Most blanks between a number and its unit.
_MOST_BLANKS = 2
#: 千元 and 百萬美元 in a unit line or a header: the factor is part of the number.
_FACTORS = {
    fold(name): value
    for name, value in {
        "十": 10,
        "百": 100,
        "千": 1000,
        "仟": 1000,
        "萬": 10**4,
        "十萬": 10**5,
        "百萬": 10**6,
        "千萬": 10**7,
        "億": 10**8,
        "十億": 10**9,
        "百億": 10**10,
    }.items()
}


_CURRENCY_PREFIXES = tuple(map(fold, ("新臺幣", "新台幣", "臺幣")))


def match(text: str, folded: str, at: int) -> tuple[Unit, int] | None:
    """(unit, end) of the longest unit at `at`, behind at most `_MOST_BLANKS` blanks, or None."""
    limit = len(folded)
    start = at
    while start < limit and start < at + _MOST_BLANKS and folded[start] in _BLANK:
        start += 1
    if start >= limit or folded[start] not in FIRST:
        return None
    for length in range(min(_LONGEST, limit - start), 0, -1):
        key = folded[start : start + length]
        if key not in _FOLDED:
            continue
        end = start + length
        unit = _EXACT.get(text[start:end]) or _FOLDED[key]
        if end < limit and folded[end] in unit.not_before:
            continue
        if key[-1] == "次" and _SECOND.match(folded, end):
            continue
        if unit.as_written and text[start:end] != unit.surface:
            continue
        if length == 1:
            times = _TIMES.match(folded, end) if unit.kind == "count" else None
            if times:
                return replace(unit, name=text[start : end + 1]), end + 1
            if _begins_word(folded, start):
                continue
        if (
            key[-1].isascii()
            and key[-1].isalpha()
            and end < limit
            and folded[end : end + 1].isascii()
            and folded[end].isalnum()
        ):
            continue
        return unit, end
    return None


def _begins_word(folded: str, start: int) -> bool:
    """True if the character of a unit at `start` begins another word: 3通霄, 16國定, 6代收款."""
    behind = _FOLLOWING.match(folded, start)
    return behind is not None and _is_word(behind[0])


@lru_cache(maxsize=_KEPT_WORDS)
def _is_word(run: str) -> bool:
    """True if the first word of a run of Han characters is longer than its first character."""
    return len(segment(run)[0]) > 1


def named(words: str) -> tuple[Unit, int] | None:
    """(unit, factor) of a phrase that names a unit: 新臺幣千元, 人次, 件; else None."""
    folded = fold("".join(words.split()))
    for prefix in _CURRENCY_PREFIXES:
        if folded.startswith(prefix) and folded != prefix:
            folded = folded[len(prefix) :]
            break
    factor = 1
    unit = _FOLDED.get(folded)
    if unit is None:
        found = _longest_factor(folded)
        if found is None:
            return None
        factor, rest = found
        unit = _FOLDED.get(rest)
    return None if unit is None else (unit, factor)


def _longest_factor(folded: str) -> tuple[int, str] | None:
    """(factor, rest) of a phrase that begins with a factor: 千元, 百萬美元."""
    for name in sorted(_FACTORS, key=len, reverse=True):
        if folded.startswith(name) and len(folded) > len(name):
            return _FACTORS[name], folded[len(name) :]
    return None
