"""The words of a question in the retrieved passages: which none of them mentions, and which no
passage mentions together.

A refusal names such words. Both are therefore decided on all that is shown of a passage, its
title, headings and table headers included, and a word that is there under another name is not
missing.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from judian.search.answers.question.terms import MEASURES
from judian.search.answers.question.units import unit_class
from judian.search.answers.scoring.term_match import PARAPHRASE, term_match
from judian.zh.dates.expressions import find as find_dates
from judian.zh.text.analyze import squeezed_fold, terms_of
from judian.zh.text.patterns import compiled
from judian.zh.text.segment import HAN, part_of_speech
from judian.zh.text.stopwords import STOP_WORDS
from judian.zh.text.verbs import is_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.engine import Snapshot
    from judian.search.answers.question.model import QuestionModel, QuestionTerm
    from judian.search.replies.results import Hit
    from judian.zh.dates.periods import Period

#: The least weight, as a share of the question, of a noun that a refusal names; lighter ones are
#: common nouns, which people put in many ways. Set by reading the refusals of evals/questions (not
#: of the held-out files); `python -m judian.evals refusals FILE --list` prints them.
LEAST_WEIGHT = 0.06
#: Most words that a refusal names.
MOST_NAMED = 2

#: Tags of words that are taken for nouns where only their weight counts: places in a text (當中,
#: 手中) and set phrases.
_NO_NOUN = ("s", "i", "l")
#: Particles in words that the dictionary does not know: 辦過 is no noun.
_PARTICLE = compiled("[過了著被把]")

_HAN_PAIR = re.compile(f"[{HAN}〇]{{2}}")

_FIRST_DAY, _LAST_DAY = "0001-01-01", "9999-12-31"


class PassageWords:
    """The words of `question` in the passages `hits`."""

    def __init__(self, question: QuestionModel, hits: Sequence[Hit]) -> None:
        self.question = question
        self.hits = hits

    @cached_property
    def key_terms(self) -> tuple[QuestionTerm, ...]:
        """The names and nouns of the question that a passage about it mentions, the heaviest
        first."""
        kept = [term for term in self.question.terms if _is_key(term)]
        return tuple(sorted(kept, key=lambda term: -term.weight))

    @cached_property
    def _texts(self) -> list[str]:
        return [shown_text(hit) for hit in self.hits]

    @cached_property
    def _mentions(self) -> dict[QuestionTerm, frozenset[int]]:
        """The passages, by number, that mention each key term."""
        return {
            term: frozenset(n for n, text in enumerate(self._texts) if _is_mentioned(term, text))
            for term in self.key_terms
        }

    @cached_property
    def missing(self) -> tuple[QuestionTerm, ...]:
        """The key terms that no passage mentions, the heaviest first."""
        return tuple(
            term
            for term in self.key_terms
            if not self._mentions[term] and not self.is_cut_wrongly(term.start, term.end)
        )

    def is_cut_wrongly(self, start: int, end: int) -> bool:
        """True if a passage joins the first or last character of a word of the question with its
        neighbour there: 方向 of 卡方向我方請求 is no word where 卡方 is one. Beside a word of the
        dictionary a stop word is a neighbour that joins with everything."""
        text = self.question.form.content
        is_known = bool(part_of_speech(text[start:end]))
        for at, neighbour in ((start, start - 1), (end, end)):
            if not 0 < at < len(text) or (is_known and text[neighbour] in STOP_WORDS):
                continue
            pair = text[at - 1 : at + 1]
            if _HAN_PAIR.fullmatch(pair) and self.count(pair):
                return True
        return False

    @cached_property
    def apart(self) -> tuple[QuestionTerm, ...]:
        """The heaviest two key terms that no passage mentions together, or else all of them if
        none mentions all; () if one does."""
        terms = [term for term in self.key_terms if self._mentions[term]]
        if not terms or frozenset.intersection(*(self._mentions[term] for term in terms)):
            return ()
        for pair in combinations(terms, 2):
            if self._mentions[pair[0]].isdisjoint(self._mentions[pair[1]]):
                return _in_order(pair)
        return _in_order(terms)

    @cached_property
    def are_all_mentioned(self) -> bool:
        """True if one passage mentions all that the question names, its common nouns included."""
        nouns = [
            term
            for term in self.question.terms
            if len(term.text) > 1 and term.text not in MEASURES and (term.required or term.is_noun)
        ]
        return bool(nouns) and any(
            all(_is_mentioned(term, text) for term in nouns) for text in self._texts
        )

    @cached_property
    def missing_period(self) -> str | None:
        """The period of the question, as written, if it has one and neither a date of a passage
        nor the time of its document overlaps with it."""
        if len(self.question.periods) != 1:
            return None
        asked = self.question.periods[0]
        if any(_speaks_of(hit, asked) for hit in self.hits):
            return None
        return self.question.as_written(*self.question.period_spans[0])

    @cached_property
    def have_dates(self) -> bool:
        """True if a passage states a date, also one without a year."""
        return any(find_dates(text) for text in self._texts)

    def have_figures(self, unit: str) -> bool:
        """True if a passage states a figure in a unit of the same kind, or holds the unit."""
        kind = unit_class(unit)
        return any(unit in text for text in self._texts) or any(
            kind is not None and unit_class(figure.unit) == kind
            for hit in self.hits
            for figure in hit.passage.figures
        )

    def count(self, folded: str) -> int:
        """The number of passages that hold a folded text."""
        return sum(folded in text for text in self._texts)

    def is_nowhere(self, term: QuestionTerm, snapshot: Snapshot) -> bool:
        """True if no passage of the collection can hold the term: each would hold all pairs of its
        characters."""
        return not any(
            all(snapshot.frequency("pairs", pair) for pair in terms_of(name)[1])
            for name in (*term.names, *term.paraphrases)
        )


def _in_order(terms: Sequence[QuestionTerm]) -> tuple[QuestionTerm, ...]:
    return tuple(sorted(terms, key=lambda term: term.start))


def _is_key(term: QuestionTerm) -> bool:
    word = term.text
    if len(word) < 2 or word.isdigit() or word in MEASURES:
        return False
    if term.required:
        return True
    is_verb_phrase = _PARTICLE.search(word) is not None and not part_of_speech(word)
    return (
        term.is_noun
        and term.weight >= LEAST_WEIGHT
        and not is_verb_phrase
        and not is_verb(word)
        and not part_of_speech(word).startswith(_NO_NOUN)
    )


def shown_text(hit: Hit) -> str:
    """All that a hit shows of its passage, folded, one part a line."""
    passage, document = hit.passage, hit.document
    parts = [passage.text, *passage.section, document.title, document.agency or "", hit.citation]
    if passage.table is not None:
        parts += [passage.table.caption or "", passage.table.unit or "", passage.table.note or ""]
        parts += [name for cell in passage.table.cells for name in (*cell.column, *cell.row)]
    return "\n".join(squeezed_fold(part) for part in dict.fromkeys(parts) if part)


def overlaps(left: Period, right: Period) -> bool:
    """True if two periods share a day; an open end reaches to the end of all days."""
    return (left.start or _FIRST_DAY) <= (right.end or _LAST_DAY) and (
        right.start or _FIRST_DAY
    ) <= (left.end or _LAST_DAY)


def _is_mentioned(term: QuestionTerm, text: str) -> bool:
    """True if a text holds the term, a paraphrase or a name that it abbreviates; 殺人罪 is not
    mentioned where 公共危險罪 is."""
    return term_match(term, text) >= PARAPHRASE or any(name in text for name in term.names)


def _speaks_of(hit: Hit, asked: Period) -> bool:
    document = hit.document
    low, high = asked.start or _FIRST_DAY, asked.end or _LAST_DAY
    first = document.period_start or document.date or _LAST_DAY
    last = document.date or document.period_end or _FIRST_DAY
    if first[:4] <= high[:4] and low[:4] <= max(first, last)[:4]:
        return True
    anchor = document.date or document.period_end
    dates = find_dates(shown_text(hit), anchor_date=anchor)
    return any((d.period.start or d.period.end) and overlaps(d.period, asked) for d in dates)
