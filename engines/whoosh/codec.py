"""Whoosh's extension point: how its own readers find their way into our segments."""

from __future__ import annotations

from whoosh.codec.base import Segment


class ArraySegment(Segment):  # type: ignore[misc]
    """What Whoosh's table of contents remembers of a segment; the only class of ours that it
    pickles, so its name and its module must stay."""

    def __init__(self, segment_id: str, passages: int, dead: list[int]) -> None:
        indexname, _, segid = segment_id.rpartition("_")
        self.indexname = indexname
        self.segid = segid
        self.compound = False
        self.passages = passages
        self.dead = frozenset(dead)
