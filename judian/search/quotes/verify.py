"""The verdict on a quotation: verbatim, spelled otherwise, different, not found, not checkable."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from judian.core import deadlines
from judian.core.alignment import nearest
from judian.search.quotes import parts
from judian.search.quotes.candidates import holding, ranked
from judian.search.quotes.differences import Difference, broken_ends, differences
from judian.search.quotes.ellipses import in_order
from judian.search.quotes.folded import folded_kinds
from judian.search.quotes.form import content_length
from judian.search.quotes.matches import Match, place_of
from judian.search.quotes.respelled import respellings, spelling_differences
from judian.search.quotes.windows import Windows
from judian.search.replies.quotes import (
    HARMLESS,
    DifferenceKind,
    QuoteDifference,
    QuoteReply,
    QuoteVerdict,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.core.engine import Snapshot
    from judian.core.model import DocumentInfo, Passage
    from judian.search.quotes.parts import Part
    from judian.search.quotes.windows import Window
    from judian.search.replies.quotes import QuotePlace

#: A quotation with fewer characters, punctuation not counted, stands somewhere by chance.
LEAST_CHARACTERS = 6
#: A longer text is a document, not a quotation.
MOST_CHARACTERS = 3_000
#: Passages that are looked at for places, and places that are named.
LOOKED_AT = 60
NAMED_PLACES = 20
#: Passages among which the nearest is sought, and those that are aligned.
_RANKED, _ALIGNED = 24, 8
#: A quotation is a changed one of the nearest passage if this share of its characters is there.
#: `python -m judian.evals quotes` prints it for altered quotations.
SIMILAR = 0.62
#: Below this share not even the nearest passage is shown.
_SHOWN = 0.4
#: Windows whose distance is this much above the smallest one are compared by what differs.
_CLOSE = 4
#: Characters around a place that decide whether a number or a 不 goes on there.
_CONTEXT = 16

_TOO_SHORT = (
    f"too short to check: a quotation needs {LEAST_CHARACTERS} characters without punctuation",
    f"太短，無法核對：引文不計標點須有 {LEAST_CHARACTERS} 字",
)
_PART_TOO_SHORT = (
    "a part between ellipses is too short to check",
    "刪節號之間的一段太短，無法核對",
)
_TOO_LONG = (
    f"too long to check: a quotation has at most {MOST_CHARACTERS} characters",
    f"太長，無法核對：引文至多 {MOST_CHARACTERS} 字",
)
#: Fewest characters of a part between ellipses.
_LEAST_PART = 2


@dataclass(frozen=True, slots=True)
class _Near:
    """A stretch of a window that is near a part, with what differs."""

    match: Match
    part: Part
    differences: tuple[Difference, ...]
    distance: int

    @property
    def serious(self) -> int:
        """The number of differences that are not of spelling or punctuation only."""
        return sum(d.kind not in HARMLESS for d in self.differences)


class QuoteVerifier:
    """Verifies quotations in one generation of the index."""

    def __init__(self, snapshot: Snapshot, documents: Mapping[str, DocumentInfo]) -> None:
        self._snapshot = snapshot
        self._documents = documents
        self._windows = Windows(snapshot)

    def verify(self, text: str, doc: str = "") -> QuoteReply:
        """The reply about the quotation `text`, sought in the document `doc`, or in all."""
        began = time.perf_counter()
        reply = self._verify(text, doc)
        took = 1000 * (time.perf_counter() - began)
        return replace(reply, generation=self._snapshot.generation, took_ms=took)

    def _verify(self, text: str, doc: str) -> QuoteReply:
        whole = parts.whole(text)
        if len(whole.form.text) > MOST_CHARACTERS:
            return _not_checkable(text, _TOO_LONG)
        if content_length(whole.form) < LEAST_CHARACTERS:
            return _not_checkable(text, _TOO_SHORT)
        near: list[_Near] = []
        bare = parts.without_insertions(text)
        readings = [(text, ()), *([(bare, ("insertion",))] if bare is not None else [])]
        for reading, names in readings:
            part = parts.whole(reading)
            if content_length(part.form) < LEAST_CHARACTERS:
                continue
            found, flawed, more = self.exact(part, doc)
            near += flawed
            if found:
                return self._verbatim(text, [(match,) for match in found], [part], names, more)
        for reading, names in reversed(readings):
            divided = parts.between_ellipses(reading)
            if parts.has_ellipsis(reading) and divided:
                return self._divided(text, divided, names, doc)
        return self._nearest(text, parts.whole(text if bare is None else bare), doc, near)

    def _place(self, run: Sequence[Match]) -> QuotePlace:
        return place_of(run, self._documents)

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages of `ids` that are in the index, in order."""
        return self._windows.passages(ids)

    def exact(self, part: Part, doc: str) -> tuple[list[Match], list[_Near], bool]:
        """The places of a part; those where it is cut out of a number or a denial, with what is
        wrong; and whether there may be more places."""
        ids, total = holding(self._snapshot, part.form, doc, LOOKED_AT)
        reach = _CONTEXT
        if not ids:
            ids = ranked(self._snapshot, part.form, doc, _RANKED)
            reach = len(part.form.text) + _CONTEXT
        found: dict[tuple[str, int], Match] = {}
        flawed: list[_Near] = []
        for passage in deadlines.checked(self._windows.passages(ids)):
            window = self._windows.around(passage, reach)
            at = window.form.text.find(part.form.text)
            while at >= 0:
                end = at + len(part.form.text)
                wrong = broken_ends(part.form, window.form, at, end)
                match = Match(window, at, end)
                if wrong:
                    flawed.append(_Near(match, part, tuple(wrong), 0))
                else:
                    found.setdefault(match.key, match)
                at = window.form.text.find(part.form.text, at + 1)
        matches = sorted(found.values(), key=lambda match: match.key)
        return matches, flawed, total > len(ids)

    def _verbatim(
        self,
        text: str,
        runs: Sequence[tuple[Match, ...]],
        divided: Sequence[Part],
        names: Sequence[str],
        more: bool,
    ) -> QuoteReply:
        """The reply about a quotation whose parts stand one behind the other in each of `runs`."""
        kinds = dict.fromkeys(
            kind
            for part, match in zip(divided, runs[0], strict=True)
            for kind in folded_kinds(part.form, match)
        )
        return QuoteReply(
            text,
            QuoteVerdict.VERBATIM,
            places=tuple(self._place(run) for run in runs[:NAMED_PLACES]),
            found=len(runs),
            more=more,
            folded=(*kinds, *names),
            similarity=1.0,
        )

    def _divided(
        self, text: str, divided: Sequence[Part], names: Sequence[str], doc: str
    ) -> QuoteReply:
        """The reply about a quotation with ellipses: its parts must stand in order."""
        longest = max(divided, key=lambda part: len(part.form.text))
        lengths = [content_length(part.form) for part in divided]
        if min(lengths) < _LEAST_PART or content_length(longest.form) < LEAST_CHARACTERS:
            return _not_checkable(text, _PART_TOO_SHORT)
        anchors, flawed, more = self.exact(longest, doc)
        if not anchors:
            return self._nearest(text, longest, doc, flawed)
        missing: Part | None = None
        for doc_id in dict.fromkeys(match.doc_id for match in anchors):
            found = [self.exact(part, doc_id)[0] for part in divided]
            missing = next((p for p, at in zip(divided, found, strict=True) if not at), None)
            runs = in_order(found)
            if runs:
                return self._verbatim(text, runs, divided, (*names, "ellipsis"), more)
        anchor = anchors[0]
        if missing is not None:
            return self._nearest(text, missing, anchor.doc_id, [])
        return QuoteReply(
            text,
            QuoteVerdict.DIFFERS,
            nearest=self._place((anchor,)),
            source=anchor.text,
            differences=(QuoteDifference(DifferenceKind.ORDER, 0, len(text), 0, 0, text, ""),),
            similarity=1.0,
        )

    def _nearest(self, text: str, part: Part, doc: str, flawed: Sequence[_Near]) -> QuoteReply:
        """The reply about a part that stands nowhere as it is."""
        if not flawed and (respelled := self._respelled(text, doc)):
            return respelled
        # Where the words stand with broken ends, nothing is nearer.
        near = list(flawed) or self._near(part, doc)
        if not near:
            return QuoteReply(text, QuoteVerdict.NOT_FOUND)
        best = min(near, key=lambda one: (one.serious, one.distance))
        size = len(best.part.form.text)
        similarity = max(0.0, 1 - best.distance / size)
        if similarity < _SHOWN:
            return QuoteReply(text, QuoteVerdict.NOT_FOUND, similarity=similarity)
        verdict = QuoteVerdict.NOT_FOUND
        if not best.serious:
            verdict = QuoteVerdict.SPELLING
        elif similarity >= SIMILAR:
            verdict = QuoteVerdict.DIFFERS
        return self._reply_near(text, verdict, best, similarity)

    def _respelled(self, text: str, doc: str) -> QuoteReply | None:
        """The reply about a quotation that stands there with its numbers spelled otherwise."""
        for other in respellings(text):
            found = self.exact(parts.whole(other), doc)[0]
            if found:
                return QuoteReply(
                    text,
                    QuoteVerdict.SPELLING,
                    nearest=self._place((found[0],)),
                    source=found[0].text,
                    differences=spelling_differences(text, found[0].text),
                    similarity=1.0,
                )
        return None

    def _near(self, part: Part, doc: str) -> list[_Near]:
        """The stretches of the collection that are nearest to a part."""
        size = len(part.form.text)
        ids = ranked(self._snapshot, part.form, doc, _RANKED)
        pairs = _pairs(part.form.text)
        windows: list[tuple[int, Window]] = []
        for passage in deadlines.checked(self._windows.passages(ids)):
            window = self._windows.around(passage, size + _CONTEXT)
            windows.append((len(pairs & _pairs(window.form.text)), window))
        windows.sort(key=lambda counted: -counted[0])
        closest = deadlines.checked(windows[:_ALIGNED])
        spots = [(nearest(part.form.text, w.form.text), w) for _, w in closest]
        least = min((spot.distance for spot, _ in spots), default=0)
        return [
            _Near(
                Match(window, spot.start, spot.end),
                part,
                tuple(differences(part.form, window.form, spot.start, spot.end)),
                spot.distance,
            )
            for spot, window in spots
            if spot.distance <= least + _CLOSE and spot.end > spot.start
        ]

    def _reply_near(
        self, text: str, verdict: QuoteVerdict, best: _Near, similarity: float
    ) -> QuoteReply:
        form = best.match.window.form
        changed = [d.change for d in best.differences]
        start = min([best.match.start, *(c.other_start for c in changed)])
        end = max([best.match.end, *(c.other_end for c in changed)])
        low, high = form.span(start, end)
        listed = []
        for one in best.differences:
            first, last = best.part.form.span(one.change.start, one.change.end)
            other_first, other_last = form.span(one.change.other_start, one.change.other_end)
            shift = best.part.start
            listed.append(
                QuoteDifference(
                    one.kind, first + shift, last + shift, other_first - low, other_last - low,
                    best.part.form.original[first:last], form.original[other_first:other_last],
                )
            )  # fmt: skip
        return QuoteReply(
            text,
            verdict,
            nearest=self._place((Match(best.match.window, start, end),)),
            source=form.original[low:high],
            differences=tuple(listed),
            similarity=similarity,
        )


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _not_checkable(text: str, reason: tuple[str, str]) -> QuoteReply:
    return QuoteReply(text, QuoteVerdict.NOT_CHECKABLE, reason_en=reason[0], reason_zh=reason[1])
