"""Facts of a clause: for a span of a text what is done to it, by whom, and in what sense.

A span's own part of its clause runs from the span before it of the same kind to its own end, and
on to the next mark. What that part leaves out is taken from the rest of its clause and from the
clauses before it in its sentence, nearest first: predicate, actor, subject. Every fact has the span
of the text that shows it. Reading a text takes time linear in its length; a clause is read once.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from judian.zh.clauses.frames import Frame, Participant, frames_of, participants
from judian.zh.clauses.markers import Marker, MarkerAt, markers_of
from judian.zh.clauses.subjects import Subject, subject_of
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[int, int]

#: What ends a clause; the commas of 1,324 and the colon of 10:30 do not.
_CLAUSE_END = compiled("(?<![0-9])[,:]|[,:](?![0-9])|[;。!?\\n()]")
_JOINT = compiled("、|以及|及(?!時)")
_SENTENCE_END = compiled("[;。!?\\n]")


@dataclass(frozen=True, slots=True)
class ClauseFacts:
    """What the clause of a span says of it; all offsets are of `folded`, the folded text read.

    `clause` is the clause, `own` the part of it that belongs to the span. `frames` are the
    predicates that govern the span, the nearest first; `is_inherited` is True if they stand in an
    earlier part of the sentence. `subject` is what the clause, or an earlier one of the sentence,
    is about. `markers` say in what sense the number is meant.
    """

    folded: str
    clause: Span
    own: Span
    frames: tuple[Frame, ...] = ()
    is_inherited: bool = False
    subject: Subject | None = None
    markers: tuple[MarkerAt, ...] = ()

    @property
    def own_text(self) -> str:
        """The part of the clause that belongs to the span, the span included."""
        return self.folded[self.own[0] : self.own[1]]

    @property
    def clause_text(self) -> str:
        return self.folded[self.clause[0] : self.clause[1]]

    def has(self, marker: Marker) -> bool:
        """True if the marker is beside the span."""
        return any(found.marker is marker for found in self.markers)

    @property
    def actors(self) -> tuple[Participant, ...]:
        """Who acts, by the nearest predicate that says so."""
        return next((f.actors for f in self.frames if f.actors), ())


class ClauseReader:
    """The clauses of one folded text, read on demand.

    `sentences` are its sentences, `anchors` the spans (sorted) that divide a clause among them:
    figures or dates. `named` are its participants, found if they are not given.
    """

    def __init__(
        self,
        folded: str,
        anchors: Sequence[Span] = (),
        sentences: Sequence[Span] | None = None,
        named: Sequence[Participant] | None = None,
    ) -> None:
        self.folded = folded
        self.named = participants(folded) if named is None else named
        self._anchor_starts = [start for start, _ in anchors]
        self._anchors = anchors
        self._clauses = clauses_of(folded, sentences)
        self._starts = [start for start, _, _ in self._clauses]
        self._frames: dict[int, list[Frame]] = {}

    def facts(self, start: int, end: int) -> ClauseFacts:
        """The facts of the span [start, end)."""
        at = self._clause_at(start)
        low, high, _ = self._clauses[at]
        own = self._own_part(low, start, end, high)
        frames, inherited = self._governing(at, own, start)
        return ClauseFacts(
            folded=self.folded,
            clause=(low, high),
            own=own,
            frames=tuple(frames),
            is_inherited=inherited,
            subject=self._subject(at, start),
            markers=tuple(markers_of(self.folded, own[0], start, end, own[1])),
        )

    def _clause_at(self, start: int) -> int:
        return max(0, bisect_right(self._starts, start) - 1)

    def _own_part(self, low: int, start: int, end: int, high: int) -> Span:
        """The part of the clause [low, high) from the anchor before the span to the next mark or to
        the words of the next anchor."""
        number = bisect_right(self._anchor_starts, start - 1)
        first = low
        if number and self._anchors[number - 1][1] > low:
            first = min(start, self._anchors[number - 1][1])
            joint = _JOINT.search(self.folded, first, start)
            first = joint.end() if joint else first  # 5人死亡、8人受傷
        next_number = bisect_right(self._anchor_starts, max(start, end - 1))
        last = high
        if next_number < len(self._anchors) and self._anchors[next_number][0] < high:
            mark = self.folded.find("、", end, self._anchors[next_number][0])
            last = mark if mark >= 0 else end
        return first, max(end, last)

    def _read(self, at: int) -> list[Frame]:
        """The frames of a clause; one that names nobody first continues the actor before it."""
        known = self._frames.get(at)
        if known is None:
            low, high, is_first = self._clauses[at]
            earlier = [] if is_first else self._read_before(at)
            actors = next((f.actors for f in reversed(earlier) if f.actors), ())
            known = frames_of(self.folded, low, high, self.named, actors)
            self._frames[at] = known
        return known

    def _read_before(self, at: int) -> list[Frame]:
        """The frames of the nearest earlier clause of the sentence that has any.

        Clauses are read in order, so that no call is nested deeper than one.
        """
        first = at
        while not self._clauses[first][2]:
            first -= 1
        for number in range(first, at):
            if number not in self._frames:
                self._read(number)
        return next((self._frames[n] for n in range(at - 1, first - 1, -1) if self._frames[n]), [])

    def _governing(self, at: int, own: Span, start: int) -> tuple[list[Frame], bool]:
        """The frames that govern a span, nearest first, and whether they are inherited."""
        frames = self._read(at)
        before = [f for f in frames if own[0] <= f.start < start]
        behind = [f for f in frames if start <= f.start < own[1]]
        if before or behind:
            return [*reversed(before), *behind], False
        ahead = [f for f in frames if f.start < own[0]]
        if ahead:
            return ahead[::-1], True
        if not self._clauses[at][2]:
            return self._read_before(at)[::-1], True
        return [], False

    def _subject(self, at: int, start: int) -> Subject | None:
        """The subject of a clause, else of the nearest earlier one of the sentence."""
        while True:
            low, high, is_first = self._clauses[at]
            found = subject_of(self.folded, low, min(high, start), self.named)
            if found is not None or is_first:
                return found
            at -= 1


def clauses_of(folded: str, sentences: Sequence[Span] | None = None) -> list[tuple[int, int, bool]]:
    """(start, end, is_first) of each clause of a folded text; `is_first` is True for the first of a
    sentence. `sentences` are its sentences, found by their marks if they are not given."""
    starts = {start for start, _ in sentences} if sentences is not None else {0}
    edges = {0, *starts, len(folded)}
    for found in _CLAUSE_END.finditer(folded):
        edges.add(found.end())
        if sentences is None and _SENTENCE_END.match(found.group()):
            starts.add(found.end())
    ordered = sorted(edges)
    spans = [(low, high, low in starts) for low, high in pairwise(ordered) if low < high]
    if not spans:
        return [(0, len(folded), True)]
    first, *rest = spans
    return [(first[0], first[1], True), *rest]
