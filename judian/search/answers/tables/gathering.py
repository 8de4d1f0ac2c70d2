"""The whole tables of which hits are rows or captions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.core.model import Kind, passage_from_json
from judian.search.answers.tables.grid import Grid, grids_of
from judian.zh.text.analyze import analyze
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from judian.core.engine import Snapshot
    from judian.core.model import Passage
    from judian.search.replies.results import Hit

#: Most rows of a table that are read; a longer one is left out, since a part of it answers nothing.
MAX_ROWS = 400
#: Passages read at once on each side of a hit.
_PORTION = 32
#: Passages that may stand between two rows of one table: page headers, notes.
_GAP = 6


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table with the best hit that is part of it; `rank` is the index of that hit, `lead` the
    lines right above it."""

    grid: Grid
    hit: Hit
    rank: int
    lead: str = ""


def tables_of(snapshot: Snapshot, hits: Sequence[Hit], limit: int) -> Iterator[FoundTable]:
    """Yield the tables of the hits, best hit first, each once, at most `limit`."""
    seen: set[tuple[str, int]] = set()
    order: dict[str, Sequence[str]] = {}
    for rank, hit in enumerate(hits):
        if hit.passage.kind not in (Kind.TABLE_ROW, Kind.TABLE_HEAD):
            continue
        doc_id = hit.passage.doc_id
        ids = order.get(doc_id) or order.setdefault(doc_id, snapshot.passage_ids(doc_id))
        passages = _rows(snapshot, ids, hit)
        if not passages or passages[0].table is None:
            continue
        key = (doc_id, passages[0].table.table)
        if key in seen:
            continue
        seen.add(key)
        if len(passages) <= MAX_ROWS:
            lead = _lines_above(snapshot, ids, passages[0].id)
            for grid in grids_of(passages):
                yield FoundTable(grid, hit, rank, lead)
        if len(seen) == limit:
            return


def _rows(snapshot: Snapshot, ids: Sequence[str], hit: Hit) -> list[Passage]:
    """All rows of the table of a hit in order, at most one more than MAX_ROWS."""
    at = ids.index(hit.id)
    number = hit.passage.table.table if hit.passage.table else None
    before = [] if number is None else _walk(snapshot, ids[:at][::-1], number)
    if number is None:
        following = _read(snapshot, ids[at + 1 : at + 1 + _GAP])
        number = next((int(p["table"]["table"]) for p in following if p.get("table")), None)
    if number is None:
        return []
    own = [hit.passage] if hit.passage.table else []
    after = _walk(snapshot, ids[at + 1 :], number)
    return [*reversed(before), *own, *after]


#: Most lines above a table that may be its name, most of those that need not begin as a caption
#: does (表4), and most characters of one.
_LINES, _ANY_LINES, _LONGEST_LINE = 4, 2, 60
_CAPTION = compiled("^附?表[一二三四五六七八九十0-9]")


def _lines_above(snapshot: Snapshot, ids: Sequence[str], first: str) -> str:
    """The short lines right above the row `first`, one a line."""
    at = ids.index(first)
    lines: list[str] = []
    for stored in reversed(_read(snapshot, ids[max(0, at - _LINES) : at])):
        if stored.get("table") or len(stored["text"]) > _LONGEST_LINE:
            break
        is_caption = _CAPTION.match("".join(analyze(stored["text"]).folded.split())) is not None
        if len(lines) < _ANY_LINES or is_caption:
            lines.append(stored["text"])
    return "\n".join(lines)


def _walk(snapshot: Snapshot, ids: Sequence[str], number: int) -> list[Passage]:
    """The rows of table `number` among the passages `ids`, up to the first gap."""
    found: list[Passage] = []
    gap = 0
    for start in range(0, len(ids), _PORTION):
        for stored in _read(snapshot, ids[start : start + _PORTION]):
            table = stored.get("table")
            if table and table["table"] == number:
                found.append(passage_from_json(stored))
                gap = 0
            else:
                gap += 1
                if (table and table["table"] != number) or gap > _GAP or len(found) > MAX_ROWS:
                    return found
    return found


def _read(snapshot: Snapshot, ids: Sequence[str]) -> list[dict[str, Any]]:
    return [json.loads(p) for p in snapshot.payloads(ids) if p is not None]
