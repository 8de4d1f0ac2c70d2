"""Where the evidence and the answer of a question stand in a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.zh.text.analyze import squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.evals.questions.judge import ExpectedAnswer
    from judian.search.answers.candidates.context import CandidateContext

    Span = tuple[int, int]

#: What passages and question files write or leave out: blanks, commas, the marks between cells.
_LEFT_OUT = frozenset(" ,、|")
_NUMERIC = frozenset("0123456789.")
#: The items of a list stand together if all is at most so many times as long as they are, and more.
_TIMES, _MORE = 2, 12


def kept_text(folded: str) -> tuple[str, list[int]]:
    """A folded text without blanks, commas and marks of cells, and the offset of each character."""
    kept = [at for at, char in enumerate(folded) if char not in _LEFT_OUT]
    return "".join(folded[at] for at in kept), kept


def _kept(text: str) -> str:
    return kept_text(squeezed_fold(text))[0]


def says(context: CandidateContext, text: str) -> bool:
    """True if the passage holds a text."""
    return _kept(text) in kept_text(context.text)[0]


def answer_span(context: CandidateContext, expected: ExpectedAnswer) -> Span | None:
    """The folded span of the answer: of a list from its first item to its last, of all others the
    first accepted answer that stands in the evidence. None if no single place can be told."""
    text, offsets = kept_text(context.text)
    evidence = _kept(expected.evidence)
    low = text.find(evidence)
    answers = [kept for answer in expected.answers if (kept := _kept(answer))]
    if low < 0 or not answers:
        return None
    if expected.kind == "list":
        places = _enumerated(text, answers, low)
    else:
        places = _nearest(text, answers, low, low + len(evidence))
    spans = [(offsets[start], offsets[end - 1] + 1) for start, end in places]
    if expected.kind == "table":
        spans = [span for span in spans if _fills_cell(context, span)] or spans
    return spans[0] if len(spans) == 1 else None


def _nearest(text: str, answers: list[str], low: int, high: int) -> list[Span]:
    """The places of the first answer that has one within the evidence [low, high), or across its
    end, or only one in the passage."""
    for answer in answers:
        places = list(_occurrences(text, answer))
        inside = [(s, e) for s, e in places if low <= s and e <= high]
        touching = [(s, e) for s, e in places if s < high and low < e]
        if inside or touching:
            return inside or touching
        if len(places) == 1:
            return places
    return []


def _occurrences(text: str, answer: str) -> Iterator[Span]:
    at = text.find(answer)
    while at >= 0:
        yield at, at + len(answer)
        at = text.find(answer, at + 1)


def _fills_cell(context: CandidateContext, span: Span) -> bool:
    """True if the span fills a cell of the table's row, but for a unit."""
    table = context.hit.passage.table
    start, end = span
    for cell in table.cells if table else ():
        low, high = context.folded_span(cell.start, cell.end)
        if low == start and end <= high:
            return end == high or context.text[end] not in _NUMERIC
    return False


def _enumerated(text: str, answers: list[str], low: int) -> list[Span]:
    """The stretch from the first item to the last, whatever their order; [] if one is missing or
    they stand far apart."""
    starts = [text.find(answer, low) for answer in answers]
    starts = [at if at >= 0 else text.find(a) for at, a in zip(starts, answers, strict=True)]
    first, last = min(starts), max(at + len(a) for at, a in zip(starts, answers, strict=True))
    if first < 0 or last - first > _TIMES * sum(map(len, answers)) + _MORE:
        return []
    return [(first, last)]
