"""Candidates that are definitions or whole sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.model import Kind
from judian.search.answers.candidates.candidate import Candidate
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.answers.candidates.context import Scene
    from judian.search.answers.question.requirements import Demand, Unit

_DEFINERS = compiled(
    "(?:被)?(?:定義|界定|解釋)(?:為|是|成)[:「]*|係指|是指|意指|指的是|即指|所稱|意即|指(?=[^出派揮])"
    "|(?:就)?是(?:一種|一個|一項|指)|為一種|,(?:係|為|是)指?|係指?|:「"
)


def meanings(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """Definitions, where no thing of a known kind is asked for (哪個【港口】)."""
    if not demand.wanted.known:
        yield from definitions(demand, scene)


def definitions(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """What stands behind 是指, 定義為, 係… to the end of its sentence or quotation, and
    sentences that begin with what is to be defined."""
    if scene.hit.passage.kind in (Kind.HEADING, Kind.TITLE):
        return
    for found in _DEFINERS.finditer(scene.text):
        _, high = scene.sentence_of(found.start())
        subject = scene.text[max(0, found.start() - 30) : found.start()]
        start = found.end()
        while start < high and scene.text[start] in "「:, ":
            start += 1
        end = high
        quote = scene.text.find("」", start, min(len(scene.text), start + 200))
        if scene.text[start - 1] == "「" and quote > 0:
            end = quote
        end = _stripped(scene.text, start, end)
        if end - start < 6:
            continue
        named = any(_holds(u, subject) for u in demand.units)
        yield Candidate(scene, start, end, "definition", 1.0 if named else 0.3)
    for low, high in scene.sentences:
        opening = scene.text[low : low + 24]
        held = sum(u.weight for u in demand.units if _holds(u, opening))
        if held < 0.5:
            continue
        copula = _COPULA.search(scene.text, low, min(high, low + 60))
        start = copula.end() if copula else low
        end = _stripped(scene.text, start, high)
        if end - start >= 6:
            yield Candidate(scene, start, end, "definition", 0.8 if copula else 0.5)


_COPULA = compiled("(?<![就還也都不但即凡於])(?:是|係|為)(?:指|(?=[一以由]))")


def _stripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "。；;\n」 ":
        end -= 1
    return end


def _holds(unit: Unit, text: str) -> bool:
    return any(name in text for name in unit.names)


def sentences(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """Whole sentences, for questions that a phrase cannot answer."""
    for low, high in scene.sentences:
        while high > low and scene.text[high - 1].isspace():
            high -= 1
        if high - low >= 8:
            yield Candidate(scene, low, high, "passage", 0.5)
