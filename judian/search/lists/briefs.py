"""The briefs of passages that lists are made of, and the passages themselves of what is shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from judian.core import deadlines
from judian.core.brief import Brief, brief_of
from judian.core.model import passage_from_json
from judian.search.replies.listings import FigureRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from judian.core.engine import Snapshot
    from judian.core.model import Passage

#: Payloads that are read at once: of passages to show, and of those that have no brief, which are
#: many, and unpacked together where they are stored together.
_SHOWN, _WITHOUT = 500, 5_000
#: What the stored passages with figures and mentions hold; inside a text the marks are escaped.
_LISTED = ('"figures":[', '"mentions":[')


def read_briefs(snapshot: Snapshot, ids: Sequence[str]) -> list[Brief]:
    """The briefs of `ids` in their order, without those of passages with neither figures nor
    mentions. Where an engine has no brief it is made of the passage: an index that was built before
    there were any gives the same lists, and takes longer."""
    stored = dict(zip(ids, snapshot.briefs(ids), strict=True))
    missing = [one for one in ids if stored[one] is None]
    for at in range(0, len(missing), _WITHOUT):
        portion = missing[at : at + _WITHOUT]
        payloads = deadlines.checked(snapshot.payloads(portion))
        for one, payload in zip(portion, payloads, strict=True):
            if payload is not None and any(mark in payload for mark in _LISTED):
                stored[one] = brief_of(passage_from_json(json.loads(payload)))
    light = deadlines.checked(ids, deadlines.LIGHT)
    return [Brief(one, strings) for one in light if (strings := stored[one])]


def read_passages(snapshot: Snapshot, ids: Sequence[str]) -> list[Passage]:
    """The passages of `ids` in their order, read in portions; unknown ids are omitted."""
    passages: list[Passage] = []
    for at in range(0, len(ids), _SHOWN):
        passages += [
            passage_from_json(json.loads(payload))
            for payload in deadlines.checked(snapshot.payloads(ids[at : at + _SHOWN]))
            if payload is not None
        ]
    return passages


def passages_of(snapshot: Snapshot, ids: Iterable[str]) -> dict[str, Passage]:
    """The passages of `ids`, each read once, by their ids."""
    return {one.id: one for one in read_passages(snapshot, list(dict.fromkeys(ids)))}


def with_passages(
    rows: Iterable[FigureRow[Brief]], passages: Mapping[str, Passage]
) -> tuple[FigureRow, ...]:
    """The rows with their passages in place of the briefs."""
    return tuple(with_passage(row, passages) for row in rows)


def with_passage(row: FigureRow[Brief], passages: Mapping[str, Passage]) -> FigureRow:
    """The row with its passage in place of the brief."""
    return FigureRow(row.figure, passages[row.passage.id], row.document, row.cell)
