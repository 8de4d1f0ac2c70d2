"""Stretches of documents in which a quotation may stand: passages with those around them."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.core.model import Kind, Passage, passage_from_json
from judian.search.quotes.form import Form, form_of
from judian.search.replies.quotes import QuotedSpan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.engine import Snapshot

#: Passages kept in memory while many quotations are verified.
_KEPT = 20_000
#: Windows kept in memory, and the code points of which their reach is a multiple.
_KEPT_WINDOWS = 2_000
_STEP = 64


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring passages of one document as one text; `starts` are the offsets of the passages
    in it."""

    passages: tuple[Passage, ...]
    starts: tuple[int, ...]
    form: Form

    def spans(self, start: int, end: int) -> tuple[QuotedSpan, ...]:
        """The passages of `[start, end)` of the form, with the part of each."""
        low, high = self.form.span(start, end)
        found = []
        for passage, at in zip(self.passages, self.starts, strict=True):
            first, last = max(low, at), min(high, at + len(passage.text))
            if first < last:
                found.append(QuotedSpan(passage, first - at, last - at))
        if not found:  # an empty stretch
            index = max(0, bisect_right(self.starts, low) - 1)
            within = min(low - self.starts[index], len(self.passages[index].text))
            found.append(QuotedSpan(self.passages[index], within, within))
        return tuple(found)


class Windows:
    """The windows of one generation of the index; passages that were read are kept."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._ids: dict[str, Sequence[str]] = {}
        self._places: dict[str, tuple[str, int]] = {}
        self._read: dict[str, Passage] = {}
        self._made: dict[tuple[str, int], Window] = {}

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages of `ids` that are in the index, in order."""
        missing = [one for one in ids if one not in self._read]
        if len(self._read) > _KEPT:
            self._read.clear()
            missing = list(ids)
        for one, payload in zip(missing, self._snapshot.payloads(missing), strict=True):
            if payload is not None:
                self._read[one] = passage_from_json(json.loads(payload))
        return [self._read[one] for one in ids if one in self._read]

    def around(self, passage: Passage, reach: int) -> Window:
        """The passage with at least `reach` characters before and behind it, as far as there are;
        footnotes only with footnotes, and text without them."""
        # Windows of like reach are shared: a quotation asks several times for the same ones.
        reach = -(-reach // _STEP) * _STEP
        key = passage.id, reach
        if key in self._made:
            return self._made[key]
        if len(self._made) > _KEPT_WINDOWS:
            self._made.clear()
        self._made[key] = self._window(passage, reach)
        return self._made[key]

    def _window(self, passage: Passage, reach: int) -> Window:
        ids = self._ids_of(passage.doc_id)
        at = self._places[passage.id][1]
        before = self._side(ids, range(at - 1, -1, -1), passage, reach)
        behind = self._side(ids, range(at + 1, len(ids)), passage, reach)
        return _window((*reversed(before), passage, *behind))

    def _ids_of(self, doc_id: str) -> Sequence[str]:
        if doc_id not in self._ids:
            ids = self._ids[doc_id] = self._snapshot.passage_ids(doc_id)
            self._places.update((one, (doc_id, at)) for at, one in enumerate(ids))
        return self._ids[doc_id]

    def _side(self, ids: Sequence[str], order: range, center: Passage, reach: int) -> list[Passage]:
        found: list[Passage] = []
        length = 0
        for at in order:
            if length >= reach:
                break
            read = self.passages([ids[at]])
            if read and (read[0].kind is Kind.FOOTNOTE) == (center.kind is Kind.FOOTNOTE):
                found.append(read[0])
                length += len(read[0].text)
        return found


def _window(passages: tuple[Passage, ...]) -> Window:
    starts, at = [], 0
    for passage in passages:
        starts.append(at)
        at += len(passage.text) + 1
    return Window(passages, tuple(starts), form_of("\n".join(p.text for p in passages)))
