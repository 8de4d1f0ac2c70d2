"""Cells of tables: which one a question names by its headers."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.answers.candidates.candidate import Candidate
from judian.search.answers.scoring.term_match import presence
from judian.search.answers.scoring.totals import asks_sum, is_sum
from judian.zh.dates.expressions import find as find_dates
from judian.zh.text.analyze import analyze
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.core.model import Cell
    from judian.search.answers.candidates.context import Scene
    from judian.search.answers.question.requirements import Demand
    from judian.search.answers.scoring.score import Weighed

#: A factor for a cell under another header than the one of its table that the question names.
OTHER_HEADER = 0.45

_NOTHING = compiled("^(?:其他|其它|備註|說明|項目|編號)$")
_ASKS_CELL = compiled("^(?:(?:什麼|甚麼|為何|何)?[?]?)$")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")


def contrasted(demand: Demand, weighed: Sequence[Weighed]) -> list[Weighed]:
    """The candidates with less for each cell that stands in another row or column than the one
    which the question names: where 北區 heads a row, 北區 in the question is none of 南區."""
    headers: dict[tuple[str, int, str, int], set[str]] = defaultdict(set)
    for one in weighed:
        scene = one.candidate.scene
        if scene.hit.passage.table is not None:
            for cell in scene.hit.passage.table.cells:
                for place, header in _headers(scene, cell) if cell.row else ():
                    headers[place].add(header)
    text = demand.question.text
    named = {place: _named(found, text) for place, found in headers.items()}
    done = []
    for one in weighed:
        candidate = one.candidate
        own = candidate.scene.cell_of(candidate.start)
        factor = 1.0
        for place, header in _headers(candidate.scene, own) if own and own.row else ():
            other = named[place] and header not in named[place]
            if other and not (is_sum(header) and asks_sum(text)):
                factor *= OTHER_HEADER
        if factor < 1.0:
            parts = {**one.parts, "header": factor}
            one = replace(one, score=one.score * factor, parts=parts)
        done.append(one)
    return done


def _headers(scene: Scene, cell: Cell) -> Iterator[tuple[tuple[str, int, str, int], str]]:
    """The headers of a cell that tell it from others, each with its table, axis and level."""
    table = scene.hit.passage.table
    assert table is not None
    for axis, path in (("column", cell.column), ("row", cell.row)):
        for level, header in enumerate(path):
            bare = _bare(header)
            if _tells(bare):
                yield (scene.hit.passage.doc_id, table.table, axis, level), bare


def _bare(header: str) -> str:
    """A header, folded, without its unit in brackets."""
    folded = analyze(header).folded
    return _BRACKETS.sub("", folded).strip() or folded


def _tells(header: str) -> bool:
    """False for headers that name a time, nothing, or are too short to be found by."""
    return len(header) > 1 and not _NOTHING.match(header) and not find_dates(header)


def _named(headers: set[str], text: str) -> set[str]:
    """The headers that stand in the question, a longer one before those inside it."""
    found = set()
    for header in sorted(headers, key=lambda h: (-len(h), h)):
        if header in text:
            found.add(header)
            text = text.replace(header, " " * len(header))
    return found


def lookups(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    """The cells whose own row and column a question names in so many words that only asks what
    they say (乙案的期限為何), whatever stands in them."""
    table = scene.hit.passage.table
    text = demand.question.text
    if table is None or not _ASKS_CELL.search(text[demand.question.start :]):
        return
    for cell in table.cells:
        start, end = scene.folded_span(cell.start, cell.end)
        if not cell.row or not cell.column or start == end:
            continue
        heads = (_bare(cell.row[-1]), _bare(cell.column[-1]))
        if all(len(head) > 1 and head in text for head in heads):
            around = scene.zones(start, end)
            said = f"{around.headers}\n{around.caption}\n{around.context}"
            if all(presence(unit, said) for unit in demand.units if unit.is_noun):
                periods = tuple(d.period for d in find_dates(around.headers))
                figures = scene.hit.passage.figures
                figure = next((f for f in figures if cell.start <= f.start < cell.end), None)
                value = figure.value if figure else None
                unit = figure.unit if figure else None
                yield Candidate(scene, start, end, "table", 1.0, value, unit, periods=periods)
