"""A name in quotation marks with a date or an ordinal: 101年12月13日的「毒品防制會報」, 第9次「…」.

The words of a name stand verbatim in many places; what the draft says by quoting it is that this
report or meeting is of that day or that number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.search.audit.clauses import clause
from judian.zh.dates import expressions
from judian.zh.numbers.numerals import parse
from judian.zh.text.analyze import squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.replies.audits import Claim
    from judian.search.replies.quotes import QuotePlace

#: What a sentence has and a name has not.
_SAYING = re.compile("[，。；！？,;!?\n]")
_ORDINAL = re.compile("第([0-9〇零一二三四五六七八九十百]{1,5})([次屆届期])")
#: Years, months and days are told apart; a date without a year is none.
_YEAR = re.compile("[0-9０-９〇零一二三四五六七八九十][ 　]?年")


def stated_there(claim: Claim, places: Sequence[QuotePlace]) -> bool:
    """True unless the quotation is a name with dates or ordinals in its clause, and no place of it
    is in a passage that has all of them."""
    text = claim.passage.text
    if _SAYING.search(claim.text):
        return True
    low, high = clause(text, claim.start, claim.end)
    beside = f"{text[low : claim.start]}；{text[claim.end : high]}"
    dates, ordinals = _dates(beside), _ordinals(beside)
    if not dates and not ordinals:
        return True
    return any(
        dates <= _dates(span.passage.text) and ordinals <= _ordinals(span.passage.text)
        for place in places
        for span in place.spans
    )


def _dates(text: str) -> set[tuple[str | None, str | None]]:
    """The dates of a text that have a year: their first and last days."""
    periods = [date.period for date in expressions.find(text)]
    return {(p.start, p.end) for p in periods if p.start and p.end and _YEAR.search(p.text)}


def _ordinals(text: str) -> set[tuple[object, str]]:
    """The numbers of meetings and sessions in a text."""
    return {(parse(m[1]), m[2]) for m in _ORDINAL.finditer(squeezed_fold(text))}
