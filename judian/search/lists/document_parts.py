"""One part or page of a document, with the headings and the matches of all of it.

Only the passages of the part and the headings are read, so that a document of thousands of
passages opens like a short one.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from judian.core.errors import NotFound
from judian.core.model import Kind, passage_from_json
from judian.search.hits.labels import texts_first
from judian.search.hits.pages import best_first
from judian.search.hits.snippets import find_marks
from judian.search.query.compile import Compiled, compile_query
from judian.search.replies.reading import DocumentPart, Heading, Match
from judian.search.requests.values import Filters, SearchRequest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.core.engine import Snapshot
    from judian.core.model import DocumentInfo, Passage
    from judian.search.hits.collection import Collection

#: Passages of a part, at least (but for the last one) and at most. With 120 of them the page of
#: ten audit reports in one file (233 pages, 1,844 passages, 330 headings) has 119 to 166 KB before
#: it is packed, with 200 it had 162 to 209; `python -m pytest tests/webui/test_long_document.py -s`
#: measures an invented document.
LEAST, MOST = 60, 120


def part_starts(total: int, headings: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """The positions at which the parts of a document of `total` passages begin, from (position,
    level) of its headings.

    A part begins at the last heading of the highest level that leaves LEAST to MOST passages to
    the part before it, else after MOST passages.
    """
    starts = [0]
    while total - starts[-1] > MOST:
        low, high = starts[-1] + LEAST, starts[-1] + MOST
        inside = [(level, -at) for at, level in headings if low <= at <= high]
        starts.append(-min(inside)[1] if inside else high)
    return tuple(starts)


def read_part(
    snapshot: Snapshot,
    collection: Collection,
    doc_id: str,
    request: SearchRequest,
    wanted: tuple[int | None, int | None],
) -> DocumentPart:
    """A part of a document with the words of `request` marked.

    `wanted` is the number of the part from 0, or else an ordinal (from 1) of a passage in it;
    numbers beyond the document mean its first or last part. Raises NotFound.
    """
    info = info_of(collection, doc_id)
    ids = snapshot.passage_ids(doc_id)
    positions = {passage_id: at for at, passage_id in enumerate(ids)}
    headings = _headings(snapshot, collection, doc_id, positions)
    starts = part_starts(len(ids), [(h.position, h.level) for h in headings])
    part = _chosen(starts, wanted)
    stop = starts[part + 1] if part + 1 < len(starts) else len(ids)
    passages = _passages(snapshot, ids[starts[part] : stop])
    compiled = compile_query(_within(request, doc_id), collection.catalogue)
    matches, best = _matches(snapshot, compiled, positions) if request.text.strip() else ((), None)
    return DocumentPart(
        info=info,
        total=len(ids),
        starts=starts,
        part=part,
        passages=passages,
        marks=tuple(find_marks(p.text, compiled.needles, compiled.patterns) for p in passages),
        headings=headings,
        matches=matches,
        best=best,
    )


def passages_of_page(
    snapshot: Snapshot, collection: Collection, doc_id: str, page: int
) -> tuple[Passage, ...]:
    """The passages with lines on a page (from 1) of a document. Raises NotFound."""
    info_of(collection, doc_id)
    payloads = snapshot.payloads(snapshot.passage_ids(doc_id))
    records = (json.loads(payload) for payload in payloads if payload is not None)
    return tuple(
        passage_from_json(record)
        for record in records
        if any(box[0] == page for box in record.get("boxes", ()))
    )


def passages_between(snapshot: Snapshot, first_id: str, last_id: str) -> tuple[Passage, ...]:
    """The passages from one to another of its document. Raises NotFound if the last one is no
    passage of the same document, or stands before the first."""
    doc_id = next((p.doc_id for p in _passages(snapshot, [first_id])), "")
    ids = snapshot.passage_ids(doc_id)
    if first_id not in ids:
        raise NotFound("passage", "段落", first_id)
    first = ids.index(first_id)
    if last_id not in ids[first:]:
        raise NotFound("passage", "段落", last_id)
    return _passages(snapshot, ids[first : ids.index(last_id) + 1])


def info_of(collection: Collection, doc_id: str) -> DocumentInfo:
    """The record of a document. Raises NotFound."""
    info = collection.documents.get(doc_id)
    if info is None:
        raise NotFound("document", "文件", doc_id)
    return info


def _within(request: SearchRequest, doc_id: str) -> SearchRequest:
    """The request for passages of one document."""
    return replace(request, filters=replace(request.filters, doc=(doc_id,)))


def _headings(
    snapshot: Snapshot, collection: Collection, doc_id: str, positions: Mapping[str, int]
) -> tuple[Heading, ...]:
    filters = Filters(doc=(doc_id,), kind=(str(Kind.HEADING),))
    query = compile_query(SearchRequest(filters=filters), collection.catalogue).query
    found = snapshot.search(query, limit=len(positions), sort="document").hits
    ids = sorted((scored.id for scored in found), key=positions.__getitem__)
    records = [json.loads(payload) for payload in snapshot.payloads(ids) if payload is not None]
    return tuple(
        Heading(r["id"], positions[r["id"]], r.get("text", ""), max(1, len(r.get("section", ()))))
        for r in records
    )


def _chosen(starts: Sequence[int], wanted: tuple[int | None, int | None]) -> int:
    part, ordinal = wanted
    if part is None:
        before = [start for start in starts if start < max(1, ordinal or 1)]
        return len(before) - 1
    return min(max(0, part), len(starts) - 1)


def _passages(snapshot: Snapshot, ids: Sequence[str]) -> tuple[Passage, ...]:
    payloads = snapshot.payloads(ids)
    return tuple(passage_from_json(json.loads(p)) for p in payloads if p is not None)


def _matches(
    snapshot: Snapshot, compiled: Compiled, positions: Mapping[str, int]
) -> tuple[tuple[Match, ...], int | None]:
    """The passages that a search finds in the document, and the index of its first hit."""
    # Weighed as for a list of hits: what scores too little there is no match here.
    query = texts_first(compiled.query)
    found = snapshot.search(query, limit=len(positions), sort="document").hits
    matches = sorted(
        (Match(scored.id, positions[scored.id]) for scored in found), key=lambda m: m.position
    )
    if not matches:
        return (), None
    best = best_first(snapshot, compiled)[0].id
    return tuple(matches), next(i for i, match in enumerate(matches) if match.id == best)
