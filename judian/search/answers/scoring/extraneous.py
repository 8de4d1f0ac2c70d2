"""Extraneous content: words around a candidate that the question does not contain.

Of two numbers with the same words around them, the one without other words is meant: asked for
murders, 其中竊盜案件8起 contains 案件 but is about thefts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.question.terms import MEASURES
from judian.zh.entities.categories import find_values, same, words
from judian.zh.text.analyze import analyze
from judian.zh.text.patterns import compiled
from judian.zh.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.question.model import QuestionModel

#: The losses of a table cell for a header that the question does not contain: a name of a
#: category, other words, and words that only say what is counted.
EXTRANEOUS_VALUE, EXTRANEOUS_HEADER, EXTRANEOUS_MEASURE = 0.15, 0.06, 0.01
_MEASURE = compiled(
    "^[一二三四五六七八九十0-9]{1,3}$|^(?:人數|件數|案件數?|金額|數量|次數|合計|總計|小計|總數|人次|比率|比例|百分比|占比|件|人|[0-9]+年度?|年度)"
)


def extraneous_share(question: QuestionModel, folded: str) -> float:
    """The share, in [0, 1] by length, of a text's content words that the question does not
    contain; 0 for a text without content words."""
    asked = question.text
    total = extraneous = 0
    for word, _, _ in words(folded):
        if word in STOP_WORDS or word in MEASURES or len(word) < 2:
            continue
        total += len(word)
        if word not in asked and not _is_named(word, question) and not _is_half_asked(word, asked):
            extraneous += len(word)
    return extraneous / total if total else 0.0


def _is_named(word: str, question: QuestionModel) -> bool:
    return any(name in word or word in name for name in question.term_names)


def _is_half_asked(word: str, asked: str) -> bool:
    """True if the question contains half of the pairs of characters of a longer word."""
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return len(pairs) > 1 and 2 * sum(pair in asked for pair in pairs) >= len(pairs)


def extraneous_headers(question: QuestionModel, candidate: Candidate) -> float:
    """The loss of a table cell for its headers that the question does not contain, >= 0."""
    cell = candidate.context.cell_of(candidate.start)
    if cell is None:
        return 0.0
    loss = 0.0
    for header in dict.fromkeys((*cell.column, *cell.row)):
        loss += _loss_of_header(question, analyze(header).folded)
    return loss


def _loss_of_header(question: QuestionModel, folded: str) -> float:
    asked = question.text
    if not folded or _MEASURE.search(folded):
        return EXTRANEOUS_MEASURE if folded and folded not in asked else 0.0
    named = [v for v in find_values(folded) if v.category != "home"]
    if named:
        is_asked = any(same(v, c) for v in named for c in question.constraints)
        return 0.0 if is_asked else EXTRANEOUS_VALUE
    pairs = [folded[i : i + 2] for i in range(len(folded) - 1)] or [folded]
    share = sum(pair in asked for pair in pairs) / len(pairs)
    return EXTRANEOUS_HEADER * (1 - min(1.0, 2 * share))
