"""Lists of the figures in the passages that a query finds: filtered, sorted, compared.

Lists are made of the briefs of passages, which are read in portions, up to MAX_PASSAGES; a reply
reports how many were not read. The passages themselves are read for the rows that are shown.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from judian.core import deadlines
from judian.core.errors import QueryInvalid
from judian.core.query import Key, KeyRange, Node
from judian.search.hits.proximity import rerank
from judian.search.lists.briefs import passages_of, read_briefs, with_passage, with_passages
from judian.search.lists.comparison import conflicts, series
from judian.search.lists.selection import select
from judian.search.query.compile import Compiled, all_of
from judian.search.replies.listings import (
    Conflict,
    FigureReply,
    FigureRow,
    Held,
    PartialRead,
    Point,
    Series,
    ends,
    years,
)
from judian.search.replies.results import FacetValue, QueryView
from judian.search.requests.values import FIGURE_SORTS, FigureFilters, FigureRequest, Filters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from judian.core.brief import Brief
    from judian.core.engine import Snapshot
    from judian.core.model import DocumentInfo
    from judian.search.hits.collection import Collection
    from judian.search.lists.kept import KeptLists
    from judian.zh.dates.periods import Period

#: Passages read for one list of figures, best ones first, and figures kept of them: a list is
#: made in about a second.
MAX_PASSAGES = 10_000
MAX_FIGURES = 50_000
#: Rows on a page.
MAX_SIZE = 1_000
#: Rows with briefs that take the memory of one with its passage: 0.4 and 1.2 KB over the ROC laws.
_TO_A_ROW = 3
#: Briefs read at once.
_PORTION = 5_000

FACETS = ("unit", "kind", "doc", "agency", "year", "instrument")
#: Facets whose values are ids with names.
_LABELLED = ("doc", "instrument")


@dataclass(frozen=True, slots=True)
class _List:
    """All figures of one request in the order of relevance; `passages` and `documents` are the
    numbers of those that hold them."""

    view: QueryView
    rows: tuple[FigureRow[Brief], ...]
    passages: int
    documents: int
    facets: Mapping[str, tuple[FacetValue, ...]]
    series: tuple[Series, ...]
    conflicts: tuple[Conflict, ...]
    cut: PartialRead | None


class FigureLists:
    """Lists of figures of the read path `owner`, which `kept` keeps; safe for any number of
    threads."""

    def __init__(self, kept: KeptLists, owner: int) -> None:
        self._kept, self._owner = kept, owner

    def page(
        self, snapshot: Snapshot, collection: Collection, request: FigureRequest
    ) -> FigureReply:
        """The page of figures that is requested.

        Raises QueryInvalid for an unknown sort, or a page or size out of range.
        """
        _check(request)
        page, size = request.page, request.size
        found = self._list(snapshot, collection, request.text, request.filters)
        total = len(found.rows)
        return FigureReply(
            query=found.view,
            total=total,
            passages=found.passages,
            documents=found.documents,
            page=page,
            size=size or total,
            rows=self._rows(snapshot, found, request),
            facets=found.facets,
            series=found.series,
            conflicts=found.conflicts,
            cut=found.cut,
            generation=snapshot.generation,
        )

    def _rows(
        self, snapshot: Snapshot, found: _List, request: FigureRequest
    ) -> tuple[FigureRow, ...]:
        """The rows of a page, or of all the list, with their passages."""

        def read() -> tuple[FigureRow, ...]:
            rows = ordered(found.rows, request.sort)
            if request.size:
                first = (request.page - 1) * request.size
                rows = rows[first : first + request.size]
            return with_passages(rows, passages_of(snapshot, (row.passage.id for row in rows)))

        return self._kept.get(self._owner, snapshot, ("figure rows", request), read, len)

    def _list(
        self, snapshot: Snapshot, collection: Collection, text: str, filters: FigureFilters
    ) -> _List:
        return self._kept.get(
            self._owner,
            snapshot,
            ("figures", text, filters),
            lambda: _make(snapshot, collection, text, filters),
            lambda made: -(-len(made.rows) // _TO_A_ROW),
        )


def ordered(rows: Sequence[FigureRow[Held]], sort: str) -> list[FigureRow[Held]]:
    """`rows`, given by relevance, in the order `sort`; the sort is stable."""
    name, descending = sort.lstrip("-"), sort.startswith("-")
    if name == "value":
        return sorted(rows, key=lambda row: row.figure.value, reverse=descending)
    if name == "period":
        dated = [(stamp, row) for row in rows if (stamp := _stamp(row.figure.period))]
        undated = [row for row in rows if not _stamp(row.figure.period)]
        dated.sort(key=lambda pair: pair[0], reverse=descending)
        return [row for _, row in dated] + undated
    if name == "document":
        return sorted(
            rows, key=lambda r: (r.document.title, r.document.id, r.passage.ordinal, r.figure.start)
        )
    return list(rows)


def _stamp(period: Period | None) -> tuple[str, str] | None:
    """The sort key of a period: its end, then its start; None if both are unknown."""
    if period is None or not (period.start or period.end):
        return None
    first, last = ends(period)
    return last, first


def _make(snapshot: Snapshot, collection: Collection, text: str, filters: FigureFilters) -> _List:
    passages = Filters(doc=filters.doc, agency=filters.agency, instrument=filters.instrument)
    compiled = select(text, collection.catalogue, passages, _narrowing(filters))
    ids, found = _passage_ids(snapshot, compiled)
    rows: list[FigureRow[Brief]] = []
    read = 0
    while read < len(ids) and len(rows) < MAX_FIGURES:
        portion = ids[read : read + _PORTION]
        for brief in read_briefs(snapshot, portion):
            rows.extend(_rows(brief, filters, collection.documents))
        read += len(portion)
    kept = rows[:MAX_FIGURES]
    drawn, disputed = _with_passages(snapshot, series(kept), conflicts(kept))
    return _List(
        view=compiled.view,
        rows=tuple(kept),
        passages=len({row.passage.id for row in kept}),
        documents=len({row.document.id for row in kept}),
        facets=_facets(kept),
        series=drawn,
        conflicts=disputed,
        cut=PartialRead(read, found) if read < found or len(kept) < len(rows) else None,
    )


def _with_passages(
    snapshot: Snapshot, drawn: Sequence[Series[Brief]], disputed: Sequence[Conflict[Brief]]
) -> tuple[tuple[Series, ...], tuple[Conflict, ...]]:
    """Series and conflicts with the passages of their rows in place of the briefs."""
    rows = [point.row for one in drawn for point in one.points]
    rows += [row for one in disputed for row in one.rows]
    passages = passages_of(snapshot, (row.passage.id for row in rows))
    return (
        tuple(
            Series(
                one.measure, one.unit, one.kind, one.axis,
                tuple(
                    Point(p.label, p.period, p.value, with_passage(p.row, passages))
                    for p in one.points
                ),
                one.period,
            )
            for one in drawn
        ),
        tuple(
            Conflict(one.measure, one.unit, one.period, with_passages(one.rows, passages))
            for one in disputed
        ),
    )  # fmt: skip


def _narrowing(filters: FigureFilters) -> list[Node]:
    """Keys under which every passage with such figures is stored."""
    nodes: list[Node] = []
    if filters.unit:
        nodes.append(Key("unit", filters.unit))
    if filters.has_years:
        nodes.append(KeyRange("year", filters.year_from or 0, filters.year_to or 9999))
    return nodes


def _passage_ids(snapshot: Snapshot, compiled: Compiled) -> tuple[list[str], int]:
    """The ids of the passages to read, best first (newest first without a query), and the number
    of passages found.

    If there are more than MAX_PASSAGES, those without a unit, which hold few figures, are skipped.
    """
    query = compiled.query
    sort = "relevance" if query.terms else "date"
    # Without words counting is cheap, and what is found may be all of the collection.
    limit = MAX_PASSAGES if query.terms else 0
    found = snapshot.search(query, limit=limit, sort=sort, exact_counts=True)
    are_many = found.total > MAX_PASSAGES
    if are_many:
        units = tuple(unit for unit, _ in snapshot.complete("unit", "", MAX_SIZE))
        query = replace(query, filter=all_of([query.filter, Key("unit", units)]))
    if are_many or not query.terms:
        found = snapshot.search(query, limit=MAX_PASSAGES, sort=sort)
    hits = rerank(snapshot, found.hits, compiled.terms) if query.terms else found.hits
    return [hit.id for hit in hits], found.total


def _rows(
    brief: Brief, filters: FigureFilters, documents: Mapping[str, DocumentInfo]
) -> Iterable[FigureRow[Brief]]:
    """Yield the figures of one passage that the filters keep."""
    document = documents[brief.doc_id]
    for figure, cell in brief.take_figures():
        if filters.keep(figure):
            yield FigureRow(figure, brief, document, cell)


def _facets(rows: Sequence[FigureRow[Brief]]) -> dict[str, tuple[FacetValue, ...]]:
    """The numbers of figures by unit, kind, document, agency and year, and by the instruments that
    their passages mention."""
    deadlines.check()
    documents = {row.document.id: row.document for row in rows}
    of_document = Counter(row.document.id for row in rows)
    briefs = {row.passage.id: row.passage for row in rows}
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    labels = {doc_id: document.title or document.source for doc_id, document in documents.items()}
    counts["kind"].update(row.figure.kind for row in rows)
    counts["doc"] = of_document
    counts["unit"].update(unit for row in rows if (unit := row.figure.unit))
    for doc_id, count in of_document.items():
        if agency := documents[doc_id].agency:
            counts["agency"][agency] += count
    for period, count in Counter(row.figure.period for row in rows).items():
        counts["year"].update(dict.fromkeys(map(str, years(period)), count))
    for passage_id, count in Counter(row.passage.id for row in rows).items():
        named = {mention.instrument: mention.name for mention in briefs[passage_id].mentions}
        counts["instrument"].update(dict.fromkeys(named, count))
        labels.update(named)
    return {
        name: tuple(
            FacetValue(value, labels.get(value, value) if name in _LABELLED else value, count)
            for value, count in sorted(found.items(), key=lambda item: (-item[1], item[0]))
        )
        for name, found in counts.items()
    }


def _check(request: FigureRequest) -> None:
    sort, size = request.sort, request.size
    if sort not in FIGURE_SORTS:
        raise QueryInvalid(
            en=(f"there is no sort {sort!r}", f"choose one of: {', '.join(FIGURE_SORTS)}"),
            zh=(f"沒有「{sort}」這種排序", f"請選用：{'、'.join(FIGURE_SORTS)}"),
        )
    if request.page < 1 or (size is not None and not 1 <= size <= MAX_SIZE):
        raise QueryInvalid(
            en=("page or size is out of range", f"pages begin at 1, a size is 1 to {MAX_SIZE}"),
            zh=("頁次或每頁筆數超出範圍", f"頁次從 1 起，每頁 1 到 {MAX_SIZE} 筆"),
        )
