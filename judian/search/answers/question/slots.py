"""Slots of a question: the period, party, place, agency, substance and instrument that it names,
which another question about the same thing may fill otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from judian.zh.dates.expressions import find as find_dates
from judian.zh.entities.categories import find_values
from judian.zh.entities.names import organisations
from judian.zh.instruments import extract
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from judian.zh.text.analyze import Analysis

#: What stands between two values that are named together: 日本、韓國.
_JOINS = compiled("[、,，與和及或跟同暨~～\\-至到]{0,2}")

#: The article of an instrument behind its name: 刑法第185條之3.
_ARTICLE = compiled(
    "(?:第[0-9一二三四五六七八九十百]+[條項款目](?:之[0-9一二三四五六七八九十]+)?)*"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A value at `[start, end)` of a squeezed text; `kind` is period, party, country, home,
    region, agency, substance or instrument, `name` what equal values share. `is_inside` is True for
    a value in the name of an instrument."""

    kind: str
    start: int
    end: int
    name: str
    is_inside: bool = False


def slots_of(analysis: Analysis) -> list[Slot]:
    """The slots of an analysed text in their order; values of one kind that are named together
    (日本和韓國) are one slot. Of overlapping ones a period counts before an instrument, and that
    before an agency; an article belongs to its instrument."""
    folded = analysis.folded
    found = [
        Slot("period", d.start, d.end, f"{d.period.start} {d.period.end} {d.period.text}")
        for d in find_dates(folded)
    ]
    named = [
        Slot("instrument", m.start, _end_with_article(folded, m.end), m.instrument)
        for m in extract(analysis.squeezed)
    ]
    found += _beside(named, found)
    agencies = [
        Slot("agency", o.start, o.end, folded[o.start : o.end])
        for o in organisations(folded)
        if not o.generic
    ]
    found += _beside(agencies, found)
    values = [Slot(v.category, v.start, v.end, v.name) for v in find_values(folded)]
    inside = [
        Slot(v.kind, v.start, v.end, v.name, is_inside=True)
        for v in values
        if any(n.start <= v.start and v.end <= n.end for n in named)
    ]
    found += [*_beside(values, found), *inside]
    return _joined(folded, sorted(found, key=lambda slot: (slot.start, slot.end)))


def _end_with_article(folded: str, end: int) -> int:
    article = _ARTICLE.match(folded, end)
    return article.end() if article else end


def _beside(slots: Iterable[Slot], taken: list[Slot]) -> list[Slot]:
    """The slots that overlap none of those taken, nor one before them."""
    kept: list[Slot] = []
    for slot in slots:
        if not any(slot.start < t.end and t.start < slot.end for t in (*taken, *kept)):
            kept.append(slot)
    return kept


def _joined(folded: str, slots: list[Slot]) -> list[Slot]:
    joined = slots[:1]
    for left, right in pairwise(slots):
        is_joined = (
            (left.kind, left.is_inside) == (right.kind, right.is_inside)
            and left.kind != "party"
            and left.end <= right.start
            and _JOINS.fullmatch(folded, left.end, right.start) is not None
        )
        if is_joined:
            first = joined.pop()
            name = f"{first.name} {right.name}"
            joined.append(Slot(right.kind, first.start, right.end, name, right.is_inside))
        else:
            joined.append(right)
    return joined
