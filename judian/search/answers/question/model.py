"""The analysed question: answer type, focus, terms, units and constraints.

A question is analysed once, before any passage is read; candidates and scoring use the model
and do not search the question's text again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from judian.search.answers.question.operations import Operation
from judian.search.answers.question.statement import QuestionStatement
from judian.zh.questions.name_types import NO_NAME_TYPE, NameType
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled
from judian.zh.text.verbs import is_verb

if TYPE_CHECKING:
    import re

    from judian.search.answers.question.cues import Cue
    from judian.search.answers.question.units import RequestedUnit
    from judian.zh.dates.periods import Period
    from judian.zh.entities.categories import CategoryValue
    from judian.zh.entities.names import NamedEntity
    from judian.zh.questions.forms import AnswerType, Question
    from judian.zh.text.analyze import Analysis

#: Words for the begin of the event that the next word names: 何時【開始】徵收.
_BEGINS = frozenset(map(fold, ("開始", "起")))
#: An interrogative with a measure word of things: 哪個, 哪一間, 哪艘.
_WHICH = compiled("哪一?[個間所家座艘條位名隻架輛臺台處棟支]")
# A passage need not say that something took place: 於會報中指示 implies that a meeting was held.
_TAKES_PLACE = frozenset(map(fold, ("召開", "舉行", "舉辦", "辦理", "發生", "進行", "開會")))


@dataclass(frozen=True, slots=True)
class QuestionTerm:
    """A word of the question that the context of an answer should contain.

    `names` are its folded spellings, its own first; `weight` is its share of the question, all
    terms together 1. `[start, end)` is its span in the question. A candidate whose context
    lacks a `required` term is penalised.
    """

    names: tuple[str, ...]
    weight: float
    start: int
    end: int
    required: bool = False
    paraphrases: tuple[str, ...] = ()
    abbreviation: re.Pattern[str] | None = None
    is_noun: bool = False

    @property
    def text(self) -> str:
        return self.names[0]


@dataclass(frozen=True)
class QuestionModel:
    """A question as candidates are scored against it.

    `typed` is the question as typed, `analysis` its squeezed and folded text with the terms of
    the index, `form` the interrogative and its noun. `constraints` are the named values
    (country, region, party, agency, substance) and `periods` the times that an answer must
    agree with; `organisations` are the other organisations named. `unit` is the requested
    unit, `focus` the type of name that the question's noun asks for, `interrogative_end` the end
    of the interrogative with that noun. `cues` are the words that
    change how candidates are scored, `sum_spans` the spans of the words that ask for a sum,
    and `labels` the values of each kind of label (二期: kind 期, value 2). `operation` is what is
    to be computed of several values, `statement` what the question says with a gap.
    """

    typed: str
    analysis: Analysis
    form: Question
    terms: tuple[QuestionTerm, ...]
    constraints: tuple[CategoryValue, ...]
    periods: tuple[Period, ...]
    unit: RequestedUnit
    period_spans: tuple[tuple[int, int], ...] = ()
    organisations: tuple[NamedEntity, ...] = ()
    focus: NameType = NO_NAME_TYPE
    interrogative_end: int = 0
    cues: frozenset[Cue] = frozenset()
    sum_spans: tuple[tuple[int, int], ...] = ()
    labels: dict[str, frozenset[str]] = field(default_factory=dict)
    operation: Operation = field(default_factory=Operation)
    statement: QuestionStatement = field(default_factory=QuestionStatement)

    @property
    def text(self) -> str:
        """The folded text of the question."""
        return self.form.text

    @property
    def answer_type(self) -> AnswerType:
        return self.form.answer_type

    @property
    def chooses_one(self) -> bool:
        """True if the interrogative chooses one of many things: 【哪個】工程, 【哪間】."""
        return _WHICH.match(self.text, self.form.start) is not None

    @property
    def sum_requested(self) -> bool:
        """True if the question contains a word for a sum or a whole (合計, 全國)."""
        return bool(self.sum_spans)

    def as_written(self, start: int, end: int) -> str:
        """The span of the question in the characters in which it was typed."""
        return self.analysis.squeezed[start:end]

    @cached_property
    def term_names(self) -> tuple[str, ...]:
        """All spellings and paraphrases of the terms of at least two characters."""
        return tuple(
            name for t in self.terms for name in (*t.names, *t.paraphrases) if len(name) > 1
        )

    @cached_property
    def terms_before(self) -> tuple[QuestionTerm, ...]:
        """The terms before the interrogative."""
        return tuple(term for term in self.terms if term.end <= self.form.start)

    @cached_property
    def terms_after(self) -> tuple[QuestionTerm, ...]:
        """The terms from the start of the interrogative on, its noun included."""
        return tuple(term for term in self.terms if term.start >= self.form.start)

    @cached_property
    def terms_after_interrogative(self) -> tuple[QuestionTerm, ...]:
        """The terms after the interrogative and its noun."""
        return tuple(term for term in self.terms if term.start >= self.interrogative_end)

    @cached_property
    def event_terms(self) -> tuple[QuestionTerm, ...]:
        """The words for the event that is to be dated, right after the interrogative
        (何時【生效】) or else right before it; the verbs among them, if there are any."""
        near = self.terms_after[:2] or self.terms_before[-2:]
        near = tuple(term for term in near if term.text not in _BEGINS) or near
        if any(term.text in _TAKES_PLACE for term in near):
            return ()
        return tuple(term for term in near if is_verb(term.text)) or tuple(near)

    @cached_property
    def predicate(self) -> QuestionTerm | None:
        """The verb that the interrogative governs: 哪家公司【設計】的."""
        return next((term for term in self.terms_after if is_verb(term.text)), None)
