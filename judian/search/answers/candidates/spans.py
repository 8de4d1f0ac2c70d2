"""Candidates for definitions and whole sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.model import Kind
from judian.search.answers.candidates.candidate import Candidate
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel, QuestionTerm

#: Fewest characters of a definition and of a sentence.
SHORTEST, SHORTEST_SENTENCE = 6, 8
#: Characters before a defining word that hold its subject, and longest quotation after it.
SUBJECT, QUOTATION = 30, 200
#: Characters of a sentence's opening, the least share of the question's weight in it, and the
#: characters in which its copula is looked for.
OPENING, LEAST_HELD, COPULA_DISTANCE = 24, 0.5, 60
#: Forms of definitions: the subject is the term asked about, or another; a sentence with a
#: copula, or without; any sentence.
NAMED, UNNAMED, WITH_COPULA, WITHOUT_COPULA, SENTENCE = 1.0, 0.3, 0.8, 0.5, 0.5

#: 係, which the fold makes one with the 系 of 系統.
_IS = "係(?![統列所級別數主])"
_DEFINERS = compiled(
    "(?:被)?(?:定義|界定|解釋)(?:為|是|成)[:「]*|係指|是指|意指|指的是|即指|所稱|意即|指(?=[^出派揮])"
    f"|(?:就)?是(?:一種|一個|一項|指)|為一種|,(?:{_IS}|為|是)指?|{_IS}指?|:「"
)


def meanings(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield definitions, unless a thing of a known type is asked for (哪個【港口】), or one of many
    (哪個工程)."""
    if not (question.focus.known or question.chooses_one):
        yield from definitions(question, context)


def definitions(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield the text after 是指, 定義為, 係… to the end of its sentence or quotation, and sentences
    that begin with the term to be defined."""
    if context.hit.passage.kind not in (Kind.HEADING, Kind.TITLE):
        yield from _introduced(question, context)
        yield from _by_opening(question, context)


def _introduced(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield definitions that a word such as 是指 introduces."""
    for found in _DEFINERS.finditer(context.text):
        _, high = context.sentence_of(found.start())
        subject = context.text[max(0, found.start() - SUBJECT) : found.start()]
        start = found.end()
        while start < high and context.text[start] in "「:, ":
            start += 1
        end = high
        quote = context.text.find("」", start, min(len(context.text), start + QUOTATION))
        if context.text[start - 1] == "「" and quote > 0:
            end = quote
        end = _stripped(context.text, start, end)
        if end - start >= SHORTEST:
            is_named = any(_holds(term, subject) for term in question.terms)
            yield Candidate(context, start, end, "definition", NAMED if is_named else UNNAMED)


def _by_opening(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield sentences whose opening holds half of the question's weight."""
    for low, high in context.sentences:
        opening = context.text[low : low + OPENING]
        held = sum(term.weight for term in question.terms if _holds(term, opening))
        if held < LEAST_HELD:
            continue
        copula = _COPULA.search(context.text, low, min(high, low + COPULA_DISTANCE))
        start = copula.end() if copula else low
        end = _stripped(context.text, start, high)
        if end - start >= SHORTEST:
            form = WITH_COPULA if copula else WITHOUT_COPULA
            yield Candidate(context, start, end, "definition", form)


_COPULA = compiled("(?<![就還也都不但即凡於])(?:是|係|為)(?:指|(?=[一以由]))")


def _stripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "。；;\n」 ":
        end -= 1
    return end


def _holds(term: QuestionTerm, text: str) -> bool:
    return any(name in text for name in term.names)


def sentences(_question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield the sentences of the nearest passages, for questions that a phrase cannot answer."""
    is_text = context.hit.passage.kind not in (Kind.HEADING, Kind.TITLE)
    for low, high in context.sentences if context.is_near and is_text else ():
        end = low + len(context.text[low:high].rstrip())
        if end - low >= SHORTEST_SENTENCE:
            # What a sentence says is in itself, not around it.
            yield Candidate(context, low, end, "passage", SENTENCE, about=context.text[low:end])
