"""The noun of the things that a question counts, orders or adds up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.question import operation_words as words
from judian.zh.entities.noun_phrases import phrase_at
from judian.zh.questions.forms import AnswerType
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from judian.zh.questions.forms import Question

_NUMBERS = (AnswerType.FIGURE, AnswerType.NOTHING)


def class_noun(form: Question, noun: str) -> str:
    """The noun of the things that are counted or chosen from: 有幾個【縣市】, 減少的【機關】有幾個,
    各【分署】."""
    counted = (
        form.answer_type is AnswerType.FIGURE and fold("幾") in form.text[form.start : form.end]
    )
    if noun and words.ORDERED_AT_END.search(noun) is not None:
        noun = ""  # 預算數最高的是哪一項: what is ordered is no class of things
    if noun and form.answer_type not in _NUMBERS:
        return noun
    if counted and form.text[form.end : form.end + 1] in words.MEASURES:
        start, end = phrase_at(form.text, form.end + 1)
        if end > start:
            return form.text[start:end]
    for pattern in (words.COUNTED_NOUN, words.EACH, words.NUMBER_OF, words.CLASS_AT_END):
        found = pattern.search(form.text)
        if found is not None:
            start, end = phrase_at(form.text, found.start("noun"))
            named = form.text[start : min(end, found.end("noun"))]
            inside = words.INSIDE.search(named)
            return named[: inside.start()] if inside else named
    return noun
