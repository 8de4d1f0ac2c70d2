"""A question while its operation is looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from judian.search.answers.question import operation_words as words
from judian.search.answers.question.operations import (
    AskedPeriod,
    Operation,
    OperationKind,
    Span,
)
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from judian.search.answers.question.units import RequestedUnit
    from judian.zh.questions.forms import Question


@dataclass(frozen=True, slots=True)
class OperationText:
    """A question while its operation is looked for."""

    form: Question
    unit: RequestedUnit
    squeezed: str
    periods: tuple[AskedPeriod, ...]
    class_noun: str

    @property
    def text(self) -> str:
        """The folded text."""
        return self.form.text

    @property
    def is_percent(self) -> bool:
        """True if the question asks for a number in per cent, and not for points of it."""
        if words.POINTS.search(self.text, self.form.end):
            return False
        return self.unit.group == "share" or words.PERCENT_ASKED.search(self.text) is not None

    def operation(self, kind: OperationKind, *spans: Span, **fields: Any) -> Operation:
        """The operation of this kind with the other `fields`; `spans` are blank in its content."""
        chars = list(self.form.content)
        text = self.text
        noun_end = self.form.end + len(self.unit.unit or "")
        noun_end += text.startswith(fold("個") + (self.unit.unit or " "), self.form.end)
        pivot: Span | tuple[()] = fields.get("pivot", ())
        asked = [(self.form.start, noun_end), *(p.span for p in self.periods), *spans]
        asked += [pivot] if pivot else []
        for pattern in (words.ASKING, words.PERCENT_ASKED, words.POINTS):
            asked += [found.span() for found in pattern.finditer(text)]
        for start, end in asked:
            chars[start:end] = " " * (min(end, len(chars)) - start)
        content = "".join(chars)
        return Operation(
            kind,
            of_rate=words.RATE.search(content) is not None,
            class_noun=self.class_noun,
            periods=self.periods,
            content=content,
            **fields,
        )
