"""Which indices of a collection a commit copies into a new one.

Each commit adds an index, and what it replaces stays in the older ones, hidden but counted by the
statistics of the ranking, until the next compaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.engines.opensearch.state import Part
    from judian.engines.opensearch.totals import Totals

#: More indices than this are made fewer: each is asked by every question.
MAX_PARTS = 8
#: An index of which a larger share is hidden is copied without it.
HIDDEN_SHARE = 0.1
#: So are those that hide more documents: the filter goes along with every question.
MAX_HIDDEN = 5_000
#: Copies with fewer records have one shard.
SMALL = 200_000


@dataclass(frozen=True, slots=True)
class Sized:
    """An index with what it holds, hidden or not, and what of that is not hidden."""

    part: Part
    stored: Totals
    shown: Totals

    @property
    def is_worn(self) -> bool:
        """True if much of it is hidden."""
        hidden = self.stored.records - self.shown.records
        many = len(self.part.hidden) + len(self.part.hidden_documents) > MAX_HIDDEN
        return many or hidden > HIDDEN_SHARE * self.stored.records


def to_copy(parts: Sequence[Sized]) -> list[Sized]:
    """The indices to copy into one: the worn ones, and the smallest if there are too many.

    Halving the number at once makes a record be copied a number of times that grows with the
    logarithm of the collection only.
    """
    worn = [one for one in parts if one.is_worn]
    rest = sorted((one for one in parts if not one.is_worn), key=lambda one: one.shown.records)
    if len(rest) >= MAX_PARTS:
        return [*worn, *rest[: len(rest) - MAX_PARTS // 2]]
    return worn
