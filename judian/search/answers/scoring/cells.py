"""Cells of tables: candidates by lookup, and contrast between cells under different headers."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from math import prod
from typing import TYPE_CHECKING

from judian.search.answers.candidates.candidate import Candidate
from judian.search.answers.question.cues import Cue
from judian.search.answers.question.sums import is_sum
from judian.search.answers.scoring.rules import AppliedRule, Rule
from judian.search.answers.scoring.term_match import term_match
from judian.zh.dates.expressions import find as find_dates
from judian.zh.text.analyze import analyze
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.core.model import Cell
    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel
    from judian.search.answers.scoring.score import ScoredCandidate

OTHER_HEADER = Rule("other_header", 0.45, "asked 北區: a cell of 南區 beside a row 北區")

_NO_CONTENT = compiled("^(?:其他|其它|備註|說明|項目|編號)$")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")

#: One level of the headers of a table: document, table, axis, level.
_HeaderLevel = tuple[str, int, str, int]


def contrast_cells(
    question: QuestionModel, candidates: Sequence[ScoredCandidate]
) -> list[ScoredCandidate]:
    """Lower the score of every cell under a sibling of a header that the question names.

    北區 in the question excludes the cells of 南區. Returns all candidates, in the same order.
    """
    headers: dict[_HeaderLevel, set[str]] = defaultdict(set)
    for scored in candidates:
        context = scored.candidate.context
        if context.hit.passage.table is not None:
            for cell in context.hit.passage.table.cells:
                for level, header in _headers(context, cell) if cell.row else ():
                    headers[level].add(header)
    named = {level: _named(found, question.text) for level, found in headers.items()}
    contrasted = []
    for scored in candidates:
        candidate = scored.candidate
        own = candidate.context.cell_of(candidate.start)
        others = [
            AppliedRule(OTHER_HEADER.name, OTHER_HEADER.factor)
            for level, header in (_headers(candidate.context, own) if own and own.row else ())
            if named[level]
            and header not in named[level]
            and not (is_sum(header) and question.sum_requested)
        ]
        factor = prod(rule.factor for rule in others)
        contrasted.append(
            replace(scored, score=scored.score * factor, rules=(*scored.rules, *others))
            if others
            else scored
        )
    return contrasted


def _headers(context: CandidateContext, cell: Cell) -> Iterator[tuple[_HeaderLevel, str]]:
    """Yield the headers that distinguish a cell from others, folded, each with its level."""
    table = context.hit.passage.table
    assert table is not None
    for axis, path in (("column", cell.column), ("row", cell.row)):
        for level, header in enumerate(path):
            bare = _without_unit(header)
            if _is_distinctive(bare):
                yield (context.hit.passage.doc_id, table.table, axis, level), bare


def _without_unit(header: str) -> str:
    """A header, folded, without its unit in brackets."""
    folded = analyze(header).folded
    return _BRACKETS.sub("", folded).strip() or folded


def _is_distinctive(header: str) -> bool:
    """False for headers that only name a time, name nothing or have a single character."""
    return len(header) > 1 and not _NO_CONTENT.match(header) and not find_dates(header)


def _named(headers: set[str], text: str) -> set[str]:
    """The headers that the text contains; a longer one hides those inside it."""
    found = set()
    for header in sorted(headers, key=lambda h: (-len(h), h)):
        if header in text:
            found.add(header)
            text = text.replace(header, " " * len(header))
    return found


def lookups(question: QuestionModel, context: CandidateContext) -> Iterator[Candidate]:
    """Yield the cells of any content whose own row and column header the question contains, if it
    only asks for the content (乙案的期限為何)."""
    table = context.hit.passage.table
    if table is None or Cue.CELL not in question.cues:
        return
    for cell in table.cells:
        start, end = context.folded_span(cell.start, cell.end)
        if start < end and _is_asked_for(question, cell):
            around = context.zones(start, end)
            text = f"{around.headers}\n{around.caption}\n{around.outline}"
            if all(term_match(term, text) for term in question.terms if term.is_noun):
                periods = tuple(d.period for d in find_dates(around.headers))
                figures = context.hit.passage.figures
                figure = next((f for f in figures if cell.start <= f.start < cell.end), None)
                value = figure.value if figure else None
                unit = figure.unit if figure else None
                yield Candidate(
                    *(context, start, end, "table", 1.0, value, unit),
                    periods=periods,
                    value_high=figure.value_high if figure else None,
                )


def _is_asked_for(question: QuestionModel, cell: Cell) -> bool:
    if not cell.row or not cell.column:
        return False
    headers = (_without_unit(cell.row[-1]), _without_unit(cell.column[-1]))
    return all(len(header) > 1 and header in question.text for header in headers)
