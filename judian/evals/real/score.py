"""Counts of one file or of many: (counted, of all) by measure and reader, and each mistake."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class Score:
    """`counts` are pairs (counted, of all) by measure and name of the reader; `wrong` is a line for
    each mistake of ours."""

    counts: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, measure: str, reader: str, counted: float, total: float) -> None:
        """Add `counted` of `total` to a measure of a reader."""
        pair = self.counts.setdefault(measure, {}).setdefault(reader, [0, 0])
        pair[0] += counted
        pair[1] += total

    def add_counts(self, counts: Mapping[str, Mapping[str, list[float]]]) -> None:
        """Add the counts of another score."""
        for measure, readers in counts.items():
            for reader, (counted, total) in readers.items():
                self.add(measure, reader, counted, total)
