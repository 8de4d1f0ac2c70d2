"""Question analysis: from a typed question to the model that candidates are scored against."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.answers.question.cues import find_cues
from judian.search.answers.question.focus import end_with_noun, focus_noun
from judian.search.answers.question.labels import asked_labels
from judian.search.answers.question.model import QuestionModel
from judian.search.answers.question.operation_reading import read_operation
from judian.search.answers.question.statement import read_statement
from judian.search.answers.question.sums import sum_spans
from judian.search.answers.question.terms import question_terms
from judian.search.answers.question.units import requested_unit
from judian.zh.dates.expressions import find as find_dates
from judian.zh.entities.categories import find_values
from judian.zh.entities.names import organisations
from judian.zh.questions.forms import AnswerType, read
from judian.zh.questions.keywords import read_keywords
from judian.zh.questions.name_types import name_type
from judian.zh.text.analyze import analyze
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from judian.zh.questions.forms import Question
    from judian.zh.text.analyze import Analysis

#: Fewest characters of an organisation's name that another one is compared with.
MIN_ORGANISATION = 4
#: 每艘, 每個月, 平均一天: they belong to the number, and segmentation would join them with the
#: next word (一天花).
_RATE = compiled(
    "每(?:一|個)?(?:個?月|小時|分鐘|星期|天|日|週|周|季|年|人|件|次|名|位|艘|戶|家|輛|船|校|班|案)"
    "|(?<=平均)一(?:個月|小時|天|日|週|周|季|年|人|件|次)"
)


#: Marks between keywords.
_MARKS = frozenset("、,，;；(（")


def analyze_question(typed: str, rarity: Callable[[str], float]) -> QuestionModel:
    """The model of a question. `rarity` is the idf of a folded word as a share of the greatest
    possible idf, in (0, 1]."""
    analysis = analyze(typed)
    form = read(analysis.folded)
    if form.answer_type is AnswerType.NOTHING:
        form = read_keywords(analysis.folded, _ends_of_words(analysis, typed))
    elif form.answer_type is AnswerType.ENTITY and form.start == len(form.text):
        form = _by_last_noun(form, analysis, typed)
    dates = find_dates(form.content)
    date_spans = tuple((d.start, d.end) for d in dates)
    content = _blank(form.content, date_spans)
    content = _RATE.sub(lambda found: " " * len(found.group()), content)
    constraints = tuple(find_values(content))
    unit, unit_span = requested_unit(form)
    if unit_span:
        content = _blank(content, [unit_span])
    class_noun, noun = focus_noun(form)
    interrogative_end = end_with_noun(form, noun)
    return QuestionModel(
        typed=typed,
        analysis=analysis,
        form=form,
        terms=question_terms(content, constraints, class_noun, rarity),
        constraints=constraints,
        periods=tuple(d.period for d in dates if d.period.start or d.period.end),
        unit=unit,
        period_spans=date_spans,
        organisations=tuple(
            name
            for name in organisations(content)
            if not name.generic and name.end - name.start >= MIN_ORGANISATION
        ),
        focus=name_type(noun),
        interrogative_end=interrogative_end,
        cues=find_cues(form, interrogative_end),
        sum_spans=sum_spans(form.text),
        labels=asked_labels(form.text),
        operation=read_operation(form, dates, unit, noun, analysis.squeezed),
        statement=read_statement(content, form.text, form.start),
    )


def _by_last_noun(form: Question, analysis: Analysis, typed: str) -> Question:
    """The question without an interrogative, of the type that its last noun asks for: 兩隊人數
    總和？ asks for a number."""
    ends = [*_ends_of_words(analysis, typed), len(form.text.rstrip("? "))]
    found = read_keywords(form.text, ends)
    is_known = found.answer_type is not AnswerType.NOTHING
    return replace(found, is_keywords=False) if is_known else form


def _ends_of_words(analysis: Analysis, typed: str) -> list[int]:
    """The offsets in the squeezed text where white space or a mark ends what was typed."""
    folded, offsets = analysis.folded, analysis.offsets
    return [
        at
        for at in range(1, len(folded))
        if folded[at] in _MARKS or typed[offsets[at - 1] + 1 : offsets[at]].isspace()
    ]


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` with the spans replaced by spaces."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)
