"""Document context of figures: the period of the document and its reference events.

Both hold for the figures of all passages of the document.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from judian.zh import instruments
from judian.zh.dates import expressions
from judian.zh.dates.periods import Period, days_of
from judian.zh.dates.reference_events import ReferenceEvents
from judian.zh.figures.period_scope import is_name_of_date
from judian.zh.text.patterns import compiled, folded_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from judian.zh.instruments import DocumentNames, Mention

#: 113年第7號, 112年版: the year numbers an issue.
_ISSUE = compiled(r"\s?度?(?:第\s?[0-9一二三四五六七八九十]{1,4}\s?[號期卷輯次版]|版|修[訂正])")
#: A sentence, or the line of a date of printing or of a meeting: not a title.
_NO_TITLE = compiled(
    r"[。;]|日期|時間|編印|編製|印製|印行|出版|發布|函送|核定|(?:星期|週)[一二三四五六日]"
)
#: A title says something besides its date.
_SAYS_SOMETHING = compiled("[一-鿿]{4}")
#: Longest period of a title, in days: twelve years. A longer one dates no single figure.
_LONGEST_DAYS = 366 * 12
#: Length of an ISO date of a day.
_ISO_DAY = 10


def period_of_titles(titles: Iterable[str], anchor_date: str | None = None) -> Period | None:
    """The period of the document, from the first of its titles with one: 113年上半年概況."""
    for title in titles:
        folded = folded_numbers(title)
        if _NO_TITLE.search(folded):
            continue
        for mention in expressions.find(title, anchor_date=anchor_date):
            rest = folded[: mention.start] + " " + folded[mention.end :]
            if not _SAYS_SOMETHING.search(rest):
                continue
            if mention.compared or is_name_of_date(folded, mention):
                continue
            span = days_of(mention.period)
            if mention.precision == "day" and mention.form == "point":
                continue
            if _ISSUE.match(folded, mention.end) or not (span.first and span.last):
                continue
            if (span.last - span.first).days <= _LONGEST_DAYS:
                return mention.period
    return None


def reference_events(
    passages: Sequence[tuple[str, Sequence[Mention]]], names: DocumentNames, anchor_date: str | None
) -> ReferenceEvents:
    """The days on which the instruments of a document were signed or took effect.

    `passages` are texts with their mentions, `names` the document's names for the instruments. A
    day that two passages contradict is left out.
    """
    stated: dict[tuple[str, str], set[date]] = {}
    for text, mentions in passages:
        for statement in instruments.statements(text, mentions, anchor_date=anchor_date):
            if statement.kind in ("signed", "in_force") and len(statement.value) == _ISO_DAY:
                day = date.fromisoformat(statement.value)
                stated.setdefault((statement.instrument, statement.kind), set()).add(day)
    known = {key: days.pop() for key, days in stated.items() if len(days) == 1}
    found: dict[tuple[str, str], date] = {}
    for name, entries in (*names.entries.items(), *names.by_noun.items()):
        for kind in ("signed", "in_force"):
            began = known.get((entries[0].id, kind)) if len(entries) == 1 else None
            if began:
                found[name, kind] = began
    texts = [text for text, mentions in passages if mentions] if found else []
    return ReferenceEvents(found, _until(texts, set(found.values()), anchor_date))


def _until(texts: Iterable[str], days: set[date], anchor_date: str | None) -> dict[date, date]:
    """The last day of the intervals of the texts that begin on each of `days`, if they agree."""
    ends: dict[date, set[date]] = {}
    for text in texts:
        for mention in expressions.find(text, anchor_date=anchor_date):
            span = days_of(mention.period)
            if mention.form == "interval" and span.first in days and span.first and span.last:
                ends.setdefault(span.first, set()).add(span.last)
    return {day: last.pop() for day, last in ends.items() if len(last) == 1}
