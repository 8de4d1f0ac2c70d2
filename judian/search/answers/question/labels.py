"""Labels that distinguish things of one kind: 2號井 and 1號井, 二期 and 一期, 每日 and 每週,
入境 and 出境.

A number stated of one of them is not stated of another, even if all other words agree.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from judian.zh.numbers.numerals import parse
from judian.zh.text.fold import fold, read_table
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Label(NamedTuple):
    """A label that ends at `end`; labels of the same `kind` with another `value` exclude it."""

    end: int
    kind: str
    value: str

    @property
    def is_numbered(self) -> bool:
        """True for 2號 and 第五跨, False for 進口 and 每日."""
        return self.kind != _PER and not self.kind.startswith(_OPPOSITES)


_PER, _OPPOSITES = "每", "opposites"
_KINDS = (
    "號|期|級|類|組|階段|屆|標|區段|機組|樓|審|梯次|版|分署|分局|大隊|總隊|中隊|工區|警區"
    "|收容中心|分隊"
)
_NUMBERED = compiled(
    r"第?(?P<number>[0-9]{1,4}|[一二三四五六七八九十甲乙丙丁]{1,3})"
    rf"(?P<kind>{_KINDS})(?!以[上下]|間|末|初|限|待|望|刊|貨)"
)
#: The kinds of things that are told apart by numbers, and the number of the first.
NUMBERED, FIRST = frozenset(map(fold, _KINDS.split("|"))), "1"
#: 第五跨: an ordinal before whatever is counted.
_ORDINAL = compiled(
    "第(?P<number>[0-9]{1,4}|[一二三四五六七八九十]{1,3})(?P<kind>[一-鿿])(?!以[上下])"
)
#: 最後一版: the label of its kind with the greatest number, wherever that is read.
_LATEST = compiled(
    "最(?:後|新|近|終)的?[一1]?個?(?P<kind>號|期|級|階段|屆|標|審|梯次|版|次|回|批|波|輪|梯|季|場|件)(?![一-鿿]?別)"
)
LATEST = "latest"
_RATE = compiled(
    "(?:每|平均一)個?(?P<per>天|日|週|周|星期|禮拜|月|季|年|小時|分鐘)(?!以|內|度|來|底|初|間|[0-9])"
)
_SAME_RATES = {
    fold("天"): fold("日"),
    **dict.fromkeys(map(fold, ("周", "星期", "禮拜")), fold("週")),
}


@cache
def _opposites() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """A pattern of the words of judian/zh/data/opposites.tsv, and the kind and value of each."""
    known: dict[str, tuple[str, str]] = {}
    for number, fields in enumerate(read_table("opposites.tsv")):
        for which, names in enumerate(fields):
            known.update(
                (fold(name), (f"{_OPPOSITES} {number}", str(which))) for name in names.split("|")
            )
    longest_first = sorted(known, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first))), known


def labels(folded: str) -> list[Label]:
    """The labels in a folded text, left to right."""
    found = [
        Label(m.end(), m["kind"], str(parse(m["number"]) or m["number"]))
        for m in _NUMBERED.finditer(folded)
    ]
    ends = {label.end for label in found}
    found += [
        Label(m.end(), m["kind"], str(parse(m["number"]) or m["number"]))
        for m in _ORDINAL.finditer(folded)
        if m.end() not in ends
    ]
    found += [
        Label(m.end(), _PER, _SAME_RATES.get(m["per"], m["per"])) for m in _RATE.finditer(folded)
    ]
    pattern, known = _opposites()
    found += [Label(m.end(), *known[m.group()]) for m in pattern.finditer(folded)]
    return sorted(found)


def label_values(folded: str) -> dict[str, frozenset[str]]:
    """The values of each kind of label in a folded text."""
    found = labels(folded)
    return {
        label.kind: frozenset(other.value for other in found if other.kind == label.kind)
        for label in found
    }


def asked_labels(folded: str) -> dict[str, frozenset[str]]:
    """The values of each kind of label in a folded question, with LATEST for 最後一版: its 一 is no
    number."""
    latest = {found["kind"]: frozenset((LATEST,)) for found in _LATEST.finditer(folded)}
    return label_values(_LATEST.sub("", folded)) | latest


def with_latest(
    asked: Mapping[str, frozenset[str]], stated: Sequence[Label]
) -> dict[str, frozenset[str]]:
    """The labels that a question asks for, with the greatest number of those `stated` in a text for
    LATEST; without the kind if none is numbered there."""
    found = {}
    for kind, values in asked.items():
        if LATEST not in values:
            found[kind] = values
            continue
        numbers = {label.value for label in stated if label.kind == kind and label.value.isdigit()}
        if len(numbers) >= _SEVERAL:
            found[kind] = frozenset((max(numbers, key=int),))
    return found


#: From so many numbers on one of them is the last of several.
_SEVERAL = 2


def labels_agree(
    asked: Mapping[str, frozenset[str]], near: Sequence[Label], ahead: Sequence[Label]
) -> bool | None:
    """Whether a candidate has the labels that the question asks for (`asked`, see `label_values`):
    False if it has another label of one kind, None if it has none of the kinds.

    Labels `near` the candidate count first; else the last one of the kind `ahead` of it.
    """
    agree = None
    for kind, values in asked.items():
        stated = {label.value for label in near if label.kind == kind}
        stated = stated or {label.value for label in [a for a in ahead if a.kind == kind][-1:]}
        if stated and not stated & values:
            return False
        agree = True if stated else agree
    return agree
