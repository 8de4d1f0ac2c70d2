"""The parts of a quotation with ellipses, one behind the other in one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.quotes.matches import Match

#: Most code points that one ellipsis may leave out, about a page and a half of a report. What
#: stands farther apart is not one quotation.
MOST_OMITTED = 1_500


def in_order(found: Sequence[Sequence[Match]]) -> list[tuple[Match, ...]]:
    """For each place of the first part the nearest places of the others behind it, where each
    begins behind the end of the one before, at most MOST_OMITTED code points away."""
    runs = []
    for first in found[0]:
        run = [first]
        for places in found[1:]:
            end = run[-1].last
            behind = [m for m in places if end <= m.key[1] <= end + MOST_OMITTED]
            if not behind:
                break
            run.append(min(behind, key=lambda match: match.key[1]))
        else:
            runs.append(tuple(run))
    return runs
