"""What a document says as a whole that bears on the figures of all its passages: the period it is
about, and when the instruments it speaks of were signed and began to bind."""

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

    from judian.zh.instruments import Mention, Names

#: 113年第7號, 112年版: the number of an issue.
_ISSUE = compiled(r"\s?度?(?:第\s?[0-9一二三四五六七八九十]{1,4}\s?[號期卷輯次版]|版|修[訂正])")
#: No title: a sentence, or a line that says when something was printed or held.
_NO_TITLE = compiled(
    r"[。;]|日期|時間|編印|編製|印製|印行|出版|發布|函送|核定|(?:星期|週)[一二三四五六日]"
)
_SAYS_SOMETHING = compiled("[一-鿿]{4}")
#: A title that names more than a few years tells no period for a single number.
_LONGEST_DAYS = 366 * 12


def period_of_titles(titles: Iterable[str], anchor_date: str | None = None) -> Period | None:
    """The period that the first of a document's titles to name one gives it: 113年上半年概況."""
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
    passages: Sequence[tuple[str, Sequence[Mention]]], names: Names, anchor_date: str | None
) -> ReferenceEvents:
    """When the instruments of a document were signed and began to bind, by the names it has for
    them. What passages state differently is left out."""
    stated: dict[tuple[str, str], set[date]] = {}
    for text, mentions in passages:
        for statement in instruments.statements(text, mentions, anchor_date=anchor_date):
            if statement.kind in ("signed", "in_force") and len(statement.value) == 10:
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
    """The ends of the stretches of time that begin on one of `days`, where all tell the same."""
    ends: dict[date, set[date]] = {}
    for text in texts:
        for mention in expressions.find(text, anchor_date=anchor_date):
            span = days_of(mention.period)
            if mention.form == "interval" and span.first in days and span.first and span.last:
                ends.setdefault(span.first, set()).add(span.last)
    return {day: last.pop() for day, last in ends.items() if len(last) == 1}
