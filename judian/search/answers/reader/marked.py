"""Candidates from what the reader marks: figures and dates where it marks one, other words as they
stand.

The answer type of a question may be read wrongly, and the rules propose no span that no form
describes; the reader goes by neither.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from judian.search.answers.candidates.candidate import Candidate
from judian.search.answers.candidates.numbers import dates, figures
from judian.zh.questions.forms import AnswerType
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel
    from judian.search.answers.reader.spans import ReaderSpan, Reading

#: Spans that become candidates, the likeliest, and the least probability of one.
SPANS, LEAST = 6, 0.02
#: The least overlap (F1 of characters) of a span with the figure or date that it stands for.
TYPED = 0.6
#: The form of a span that no rule knows: no wrong type, and no known one.
FORM = 0.5
SOURCE = "reader"
#: The form of a number whose unit the question does not ask for: below `penalties.MISFIT_FORM`.
OTHER_UNIT = 0.2
_KINDS = {
    AnswerType.LIST: "list",
    AnswerType.DEFINITION: "definition",
    AnswerType.REASON: "passage",
    AnswerType.MANNER: "passage",
    AnswerType.WHETHER: "passage",
}
_MARKS = " ,、。;:"
_NUMBER = compiled("[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\\.[0-9]+)?")
_CLAUSE_ENDS = ",。;:!?\n"
_DIGIT = compiled("[0-9]")
_NUMBERS = (AnswerType.FIGURE, AnswerType.DATE)
_BETWEEN = compiled("、|;|,|以及|及|與|和|暨")


def marked_spans(
    question: QuestionModel, contexts: Sequence[CandidateContext], reading: Reading
) -> Iterator[Candidate]:
    """Yield the candidates of the likeliest spans."""
    for span in reading.spans[:SPANS]:
        if span.probability >= LEAST:
            yield from candidates_at(question, contexts[span.context], span, SOURCE)


def candidates_at(
    question: QuestionModel, context: CandidateContext, span: ReaderSpan, source: str
) -> Iterator[Candidate]:
    """Yield the candidates that a span of a passage stands for, with their `source`."""
    typed = [
        candidate
        for candidate in chain(figures(question, context, OTHER_UNIT), dates(question, context))
        if span.agreement(candidate.start, candidate.end) >= TYPED
    ]
    if typed:
        yield from (replace(candidate, source=source) for candidate in typed)
        return
    start, end = _bare(context.text, span.start, span.end)
    kind = _KINDS.get(question.answer_type, "entity")
    if _NUMBER.fullmatch(context.text, start, end):
        value = Decimal(context.text[start:end].replace(",", ""))
        kind = "table" if context.is_row else "figure"
        yield Candidate(context, start, end, kind, FORM, value, source=source)
    elif _wants_article(question) and not _ARTICLE.search(context.text, start, end):
        return  # A law alone, where one of its articles is asked for.
    elif question.answer_type in _NUMBERS and _DIGIT.search(context.text, start, end):
        return  # A number with more than its words, or two of them.
    elif question.answer_type is AnswerType.FIGURE:
        return  # No words answer 多少.
    elif kind == "entity" and _LABEL.search(context.text, start, end):
        return  # What is asked for, not it: 承辦人姓名.
    elif start < end:
        if kind in ("definition", "passage"):
            start, end = _clauses(context.text, start, end)
        items = tuple(_items(context.text, start, end)) if kind == "list" else ()
        if kind == "list" and len(items) < (question.form.count or 0):
            return  # Fewer items than are asked for: 二國聲明 names neither of 哪兩個國家.
        yield Candidate(context, start, end, kind, FORM, items=items, source=source)


def _wants_article(question: QuestionModel) -> bool:
    """True if the question asks for an article (哪一條), not only for its law."""
    form = question.form
    asked = form.text[form.start : form.end + _NOUN]
    return question.answer_type is AnswerType.ARTICLE and _ARTICLE_NOUN.search(asked) is not None


_ARTICLE = compiled("第[一二三四五六七八九十百零〇0-9]{1,6}條")
_ARTICLE_NOUN = compiled("條|項|款")
_LABEL = compiled("(?:姓名|名稱|名字|名單)$")
#: Characters behind the interrogative in which its noun stands.
_NOUN = 2


def _clauses(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the rest of its first and last clause: a statement is read whole."""
    low = max(text.rfind(mark, 0, start) for mark in _CLAUSE_ENDS) + 1
    high = min(
        (at for mark in _CLAUSE_ENDS if (at := text.find(mark, end)) >= 0), default=len(text)
    )
    return _bare(text, low, high)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the marks at its ends."""
    while start < end and text[start] in _MARKS:
        start += 1
    while start < end and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the items of a list between its marks and conjunctions."""
    low = start
    for mark in (*_BETWEEN.finditer(text, start, end), None):
        high = mark.start() if mark else end
        if low < high:
            yield low, high
        low = mark.end() if mark else end
