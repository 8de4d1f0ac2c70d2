"""Periods under the names that a text gives them: 102年度（以下簡稱本年度）, 本期係指112年7月."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.zh.dates import expressions
from judian.zh.dates.context import NO_CONTEXT
from judian.zh.text.patterns import compiled, folded_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from judian.zh.dates.context import DateContext
    from judian.zh.dates.periods import Period

_NAME = (
    r"(?P<name>(?:本|上|前|當|該|上一|前一|去)(?:會計|學)?(?:年度?|期|季度?|月份?|半年度?|學期)底?"
    r"|(?:本)?(?:報告|審核|查核|統計|考核)期間|基期)"
)
_BEHIND = compiled(
    rf"\s?[(（](?:以下|下|文中|後)?(?:均|統|合|簡|通)?稱(?:為|作)?\s?[「『\"]?{_NAME}[」』\"]?[)）]"
)
_BEFORE = compiled(rf"(?:所稱|稱|,|。|^)[「『\"]?{_NAME}[」』\"]?,?(?:係|即|乃)?指(?:為|自)?\s?")


def of_texts(
    texts: Iterable[str], context: DateContext = NO_CONTEXT
) -> tuple[tuple[str, Period], ...]:
    """(folded name, period) of each period that the texts define.

    A name that is defined twice with different periods is left out.
    """
    found: dict[str, set[Period]] = {}
    for text in texts:
        for name, period in _of_text(text, context):
            found.setdefault(name, set()).add(period)
    return tuple(
        (name, next(iter(known)))
        for name, known in found.items()
        if len({(period.start, period.end) for period in known}) == 1
    )


def _of_text(text: str, context: DateContext) -> Iterator[tuple[str, Period]]:
    if "稱" not in text and "指" not in text:
        return
    folded = folded_numbers(text)
    mentions = [
        mention
        for mention in expressions.find_folded(text, folded, context)
        if mention.period.start and mention.period.end
    ]
    starts = {mention.start: mention for mention in mentions}
    for mention in mentions:
        if stated := _BEHIND.match(folded, mention.end):
            yield stated["name"], mention.period
    for stated in _BEFORE.finditer(folded):
        if defined := starts.get(stated.end()):
            yield stated["name"], defined.period
