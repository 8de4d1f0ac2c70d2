"""Other spellings of the days, months and case numbers that a query names."""

from __future__ import annotations

import re

from judian.zh.dates.expressions import find
from judian.zh.dates.spellings import day_spellings, month_spellings
from judian.zh.numbers.case_numbers import case_numbers
from judian.zh.numbers.spelling import chinese_spellings, digit_by_digit
from judian.zh.text.analyze import squeezed_fold

#: (start, end, other spellings)
Spelled = tuple[int, int, tuple[str, ...]]

#: The number of a case without a year: only those are written in Chinese numerals.
_NUMBER = re.compile("^[^0-9]+第([0-9]{1,4})號$")
_SPELLINGS = {"day": day_spellings, "month": month_spellings}


def other_spellings(squeezed: str) -> list[Spelled]:
    """The days, months and case numbers of a squeezed query with their other spellings."""
    if not any(char.isdigit() or char in "元〇一二三四五六七八九十" for char in squeezed):
        return []
    found: list[Spelled] = [
        (s, e, (written, *_in_chinese(written))) for s, e, written in case_numbers(squeezed)
    ]
    for mention in find(squeezed):
        period = mention.period
        spellings = _SPELLINGS.get(mention.precision)
        if spellings and mention.form == "point" and period.start:
            found.append((mention.start, mention.end, spellings(period.start)))
    kept: list[Spelled] = []
    for start, end, names in sorted(found):
        typed = squeezed_fold(squeezed[start:end])
        others = tuple(name for name in names if squeezed_fold(name) != typed)
        if others and (not kept or start >= kept[-1][1]):
            kept.append((start, end, others))
    return kept


def _in_chinese(written: str) -> list[str]:
    """The number of a case or interpretation in Chinese numerals, digit by digit and in words:
    釋字第三二九號, 釋字第三百二十九號."""
    match = _NUMBER.search(written)
    if match is None:
        return []
    before, behind = written[: match.start(1)], written[match.end(1) :]
    numbers = dict.fromkeys((digit_by_digit(match[1]), *chinese_spellings(int(match[1]))))
    return [f"{before}{number}{behind}" for number in numbers]
