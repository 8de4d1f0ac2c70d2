"""Labels that tell things of one kind apart: 2號井 and 1號井, 二期 and 一期, 每日 and 每週,
入境 and 出境.

A number said under one of them is not said under another, even where all other words agree.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from judian.zh.numbers.numerals import parse
from judian.zh.text.fold import fold, read_table
from judian.zh.text.patterns import compiled


class Label(NamedTuple):
    """A label that ends at `end`; those of one `kind` with another `value` exclude it."""

    end: int
    kind: str
    value: str


_NUMBERED = compiled(
    r"第?(?P<number>[0-9]{1,4}|[一二三四五六七八九十甲乙丙丁]{1,3})"
    r"(?P<kind>號|期|級|類|組|階段|屆|標|區段|機組|樓|審|梯次|版|分署|分局|大隊|總隊|中隊|工區|警區|收容中心|分隊)(?!以[上下]|間|末|初|限|待|望|刊|貨)"
)
_PER = "每"
_RATE = compiled(
    "(?:每|平均一)個?(?P<per>天|日|週|周|星期|禮拜|月|季|年|小時|分鐘)(?!以|內|度|來|底|初|間|[0-9])"
)
_SAME_RATES = {
    fold("天"): fold("日"),
    **dict.fromkeys(map(fold, ("周", "星期", "禮拜")), fold("週")),
}


@cache
def _opposites() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """The words of judian/zh/data/opposites.tsv, with what each tells apart and which value it
    is."""
    known: dict[str, tuple[str, str]] = {}
    for number, fields in enumerate(read_table("opposites.tsv")):
        for which, names in enumerate(fields):
            known.update(
                (fold(name), (f"opposites {number}", str(which))) for name in names.split("|")
            )
    longest_first = sorted(known, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first))), known


def labels(folded: str) -> list[Label]:
    """The labels in a folded text, left to right."""
    found = []
    for match in _NUMBERED.finditer(folded):
        value = parse(match["number"])
        found.append(Label(match.end(), match["kind"], str(value or match["number"])))
    for match in _RATE.finditer(folded):
        found.append(Label(match.end(), _PER, _SAME_RATES.get(match["per"], match["per"])))
    pattern, known = _opposites()
    found += [Label(m.end(), *known[m.group()]) for m in pattern.finditer(folded)]
    return sorted(found)


@lru_cache(maxsize=64)
def _wanted(asked: str) -> dict[str, frozenset[str]]:
    """What a question's labels tell apart, each with its values."""
    found = labels(asked)
    return {one.kind: frozenset(v.value for v in found if v.kind == one.kind) for one in found}


def contradicted(asked: str, near: str, before: str) -> bool:
    """True where the question has a label and the words of a candidate have another of its kind
    instead: `near` is said of the candidate alone, `before` is what stands before it, whose last
    word counts."""
    wanted = _wanted(asked)
    if not wanted:
        return False
    beside, ahead = labels(near), labels(before)
    for kind, values in wanted.items():
        said = {one.value for one in beside if one.kind == kind}
        said = said or {one.value for one in [one for one in ahead if one.kind == kind][-1:]}
        if said and not said & values:
            return True
    return False
