"""Figures of the collection that may be the one of a draft, and what they are said of."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.core.model import passage_from_json
from judian.core.query import And, Key, Query, ScoredTerm
from judian.search.audit.clauses import (
    clause,
    content_words,
    covered,
    sentence,
    without_numbers,
)
from judian.search.audit.conflicts import (
    are_other_parties,
    are_turned_round,
    exclude,
    same_senses,
    same_value,
)
from judian.zh.clauses.predicates import is_known_predicate, same_predicate
from judian.zh.dates import expressions
from judian.zh.figures.keys import figure_key
from judian.zh.text.analyze import squeezed_fold, terms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from judian.core.model import Cell, Passage
    from judian.search.audit.context import AuditContext
    from judian.search.replies.quotes import QuotePlace
    from judian.zh.figures.extraction import Figure, Period

#: Passages that are looked at: those with the value, and others with figures in its unit.
_WITH_VALUE, _IN_UNIT = 40, 20
#: Share of the words beside a number that must stand beside the other, and of the words of its
#: sentence that must stand in the passage and above it.
_BESIDE, _ABOUT, _EXACTLY = 0.6, 0.7, 0.9
#: The same for a number of at least so many digits, trailing zeros aside, which hardly stands in a
#: report for two things: beside it, in the passage, and in all. Fewer words need to be the same
#: then, if no other number fits the words of the draft as well. Chosen on ten drafts over five
#: texts (37 figures in other words), not measured on others.
_RARE, _RARE_BESIDE, _RARE_AROUND, _RARE_ABOUT = 3, 0.4, 0.6, 0.5
#: Share of the words of the sentence around a number that is worth comparing by eye. Set by hand on
#: ten drafts: the places of 7 of 25 numbers in other words are shown.
_ALIKE = 0.3
_DATED = re.compile("[0-9０-９〇零一二三四五六七八九十]")


@dataclass(frozen=True, slots=True)
class Said:
    """A figure with the words that say what it is: `near` beside it, `about` in its sentence; all
    folded, as is `before`, what stands before it in its sentence. `period` is None if its text does
    not date it."""

    figure: Figure
    period: Period | None
    beside: str
    near: list[str]
    about: list[str]
    sentence: str
    before: str

    @classmethod
    def of(cls, passage: Passage, figure: Figure) -> Said:
        """What a passage of a draft says of its figure."""
        text = passage.text
        spans = [(f.start, f.end) for f in passage.figures if f.kind != "rank"]
        bare = without_numbers(text, spans)
        if cell := _headers(passage, figure):
            beside = around = said = cell
        else:
            beside = _beside(bare, text, figure)
            low, high = sentence(text, figure.start, figure.end)
            around, said = text[low:high], bare[low:high]
        near = content_words(beside) or content_words(figure.measure or "")
        period = figure.period
        # 本年度 and 同期 are of the draft's own time, which nobody knows.
        if period is not None and (
            period.text not in text + around or not _DATED.search(period.text)
        ):
            period = None
        if period is None:
            period = _date_before(around, squeezed_fold(figure.text))
        words = content_words(said)
        folded = (squeezed_fold(one) for one in (beside, around, _before(passage, figure)))
        beside, around, before = folded
        return cls(figure, period, beside, near, words, around, before)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure of the collection: the words `beside` it, those of its `sentence` (of all its row in
    a table), those `before` it there and those `around` it, folded."""

    figure: Figure
    passage: Passage
    beside: str
    sentence: str
    before: str
    around: str

    def is_same(self, said: Said) -> bool:
        """True if it is the number of the same thing at the same time, whatever its value."""
        return (
            self._agrees(said)
            and self.fit(said) >= _BESIDE
            and covered(said.near, self.around, otherwise=True) == 1
            and covered(said.about, self.around, otherwise=True) >= _ABOUT
        )

    def is_outdone(self, said: Said, others: Iterable[Candidate]) -> bool:
        """True if another number of its passage fits the words of the draft better: with those
        beside it, or with these as well and with those of its sentence better."""
        beside = (one for one in others if one.passage.id == self.passage.id)
        return any(one._rank(said) > self._rank(said) for one in beside if self._rivals(one))

    def is_likely(self, said: Said, others: Iterable[Candidate]) -> bool:
        """True if it is the rare number of the draft in other words, and none of the `others` in
        its unit fits those words as well."""
        return (
            _digits(said.figure) >= _RARE
            and self._agrees(said)
            and self.fit(said) >= _RARE_BESIDE
            and covered(said.near, self.around, otherwise=True) >= _RARE_AROUND
            and covered(said.about, self.around, otherwise=True) >= _RARE_ABOUT
            and _predicates(said.near) <= _predicates_in(said.near, self.around)
            and all(one.fit(said) < self.fit(said) for one in others if self._rivals(one))
        )

    def is_alike(self, said: Said) -> bool:
        """True if it may be the number of the draft in other words: nothing tells."""
        is_about = covered(said.about, self.around, otherwise=True) >= _ALIKE
        return is_about and self._agrees(said)

    def fit(self, said: Said) -> float:
        """The share of the words beside the number of the draft that stand beside this one."""
        return covered(said.near, self.beside, otherwise=True)

    def _rank(self, said: Said) -> tuple[float, float]:
        return self.fit(said), covered(said.about, self.sentence, otherwise=True)

    def _rivals(self, other: Candidate) -> bool:
        return not same_value(other.figure, self.figure)

    def _agrees(self, said: Said) -> bool:
        """True if nothing that both texts say contradicts: time, sense, parties and their order."""
        return (
            _is_same_time(said.period, self.figure.period)
            and same_senses(said.beside, self.beside)
            and not exclude(said.sentence, self.around)
            and not are_turned_round(said.beside, self.beside)
            and not are_other_parties(said.beside, self.beside, 0)
            and not are_other_parties(said.before, self.before, -1)
        )

    def is_exactly(self, said: Said) -> bool:
        """True if besides both texts say that of nothing else: another value is then a conflict."""
        return (
            said.period is not None
            and self.figure.period is not None
            and (said.period.start, said.period.end)
            == (self.figure.period.start, self.figure.period.end)
            and covered(said.near, self.beside) == 1
            and covered(content_words(self.beside), said.sentence) >= _EXACTLY
            and covered(said.about, self.around) >= _EXACTLY
            and self.is_same(said)
        )

    def place(self, context: AuditContext) -> QuotePlace:
        """Where it stands."""
        return context.place(self.passage, self.figure.start, self.figure.end)


def candidates(context: AuditContext, said: Said) -> Iterator[Candidate]:
    """The figures of the collection in the unit of `said`, those of its value first."""
    figure = said.figure
    if figure.unit is None:
        return
    value = Key("figure", (figure_key(figure.unit, figure.value),))
    seen: set[str] = set()
    for key, limit in ((value, _WITH_VALUE), (Key("unit", (figure.unit,)), _IN_UNIT)):
        for passage in _passages(context, key, said.about, limit):
            if passage.id in seen:
                continue
            seen.add(passage.id)
            document = context.collection.documents[passage.doc_id]
            above = _above(passage, document.title)
            for one in passage.figures:
                if one.unit == figure.unit:
                    headers = _headers(passage, one)
                    text = passage.text
                    beside = f"{headers or one.measure or ''} {_beside(text, text, one)}"
                    around = squeezed_fold(f"{text} {headers} {above}")
                    low, high = sentence(text, one.start, one.end)
                    own = squeezed_fold(f"{text} {above}" if headers else text[low:high])
                    before = squeezed_fold(_before(passage, one))
                    yield Candidate(one, passage, squeezed_fold(beside), own, before, around)


def agrees(
    said: Said,
    places: Sequence[QuotePlace],
    fits: Callable[[Figure, Figure], bool] = same_value,
) -> bool:
    """True if at one of the places a number that `fits` that of the draft is of the same time."""
    return any(
        fits(one, said.figure)
        and one.unit == said.figure.unit
        and _is_same_time(said.period, one.period)
        for one in stated_at(places)
    )


def stated_at(places: Sequence[QuotePlace]) -> Iterator[Figure]:
    """The figures of which a part is at one of the places: a quotation may end within a number."""
    for place in places:
        for span in place.spans:
            for figure in span.passage.figures:
                if figure.start < span.end and span.start < figure.end:
                    yield figure


def _passages(
    context: AuditContext, key: Key, words: Sequence[str], limit: int
) -> Iterator[Passage]:
    terms = tuple(
        ScoredTerm(field, word, weight)
        for field, weight in (("words", 1.0), ("context_words", 0.5))
        for word in words
    )
    results = context.snapshot.search(Query(And((key,)), terms), limit=limit)
    for payload in context.snapshot.payloads([hit.id for hit in results.hits]):
        if payload is not None:
            yield passage_from_json(json.loads(payload))


def _beside(bare: str, text: str, figure: Figure) -> str:
    """The words of the narrow clause of a figure in a text, taken from `bare`, the same text or one
    without its numbers; of the whole clause if the narrow one has none."""
    low, high = clause(text, figure.start, figure.end, narrow=True)
    beside = bare[low : figure.start] + " " + bare[figure.end : high]
    if content_words(beside):
        return beside
    low, high = clause(text, figure.start, figure.end)
    return bare[low : figure.start] + " " + bare[figure.end : high]


def _headers(passage: Passage, figure: Figure) -> str:
    """The headers of the cell of a figure; "" in prose."""
    cell = _cell(passage, figure)
    return " ".join((*cell.row, *cell.column)) if cell else ""


def _before(passage: Passage, figure: Figure) -> str:
    """What stands before a figure in its sentence; in a table its headers and its cell up to it."""
    cell = _cell(passage, figure)
    if cell is not None:
        return f"{_headers(passage, figure)} {passage.text[cell.start : figure.start]}"
    low, _ = sentence(passage.text, figure.start, figure.end)
    return passage.text[low : figure.start]


def _cell(passage: Passage, figure: Figure) -> Cell | None:
    cells = passage.table.cells if passage.table else ()
    return next((c for c in cells if c.start <= figure.start < c.end), None)


def _above(passage: Passage, title: str) -> str:
    table = passage.table
    facts = (table.caption, table.note) if table else ()
    return " ".join((*passage.section, *(fact for fact in facts if fact), title))


def _is_same_time(said: Period | None, found: Period | None) -> bool:
    """True if the draft dates its figure as the report does, or not at all; a draft that names only
    the day up to which a report counts dates it, too (到113年底 for 110年1月至113年12月底)."""
    if said is None:
        return True
    if found is None or not said.end:
        return False
    if said.start in (None, said.end):
        return said.end == found.end
    return (said.start, said.end) == (found.start, found.end)


def _date_before(text: str, number: str) -> Period | None:
    """The last date before a number in its sentence: a figure that it does not govern for the
    scanner may still be read as one of it."""
    before = text[: max(0, squeezed_fold(text).find(number))]
    dated = [d.period for d in expressions.find(before) if _DATED.search(d.period.text)]
    return dated[-1] if dated else None


def _digits(figure: Figure) -> int:
    """How many digits a number has from its first to its last one that is not 0."""
    return len(figure.value.normalize().as_tuple().digits)


def _predicates(words: Iterable[str]) -> frozenset[str]:
    """The words that say what is done."""
    return frozenset(word for word in words if is_known_predicate(word))


def _predicates_in(words: Iterable[str], folded: str) -> frozenset[str]:
    """Those of the predicates among `words` that a text states, in these words or as others that
    say the same."""
    stated = [word for word in terms_of(folded)[0] if is_known_predicate(word)]
    return frozenset(
        word
        for word in _predicates(words)
        if word in folded or any(same_predicate(word, other) for other in stated)
    )
