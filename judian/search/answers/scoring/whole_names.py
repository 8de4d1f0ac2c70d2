"""A name that is only an end of the name that the text gives: 工程局 of 鐵路改建工程局.

The longer span is mostly that of the reader, which no form proposed; both say the same, so their
probabilities are one, and the shorter one came first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.answers.reader.marked import SOURCE as MARKED
from judian.zh.entities.categories import words
from judian.zh.entities.names import organisations
from judian.zh.text.patterns import compiled
from judian.zh.text.verbs import is_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.scoring.score import ScoredCandidate

#: Most characters of a name.
LONGEST = 24
#: The least probability of the longer name, as a share of that of the shorter one.
LEAST = 0.5
#: What a name does not hold, and what none begins with.
_BETWEEN = compiled("[,、。;:!?()「」《》\n的之與和及或為是由被於在向對將]")
_BRANCH = compiled("[一-鿿]{2,6}(?:[分支][行局署所處隊院館]|分公司|辦事處)")


def whole_name_first(ranked: Sequence[ScoredCandidate]) -> list[ScoredCandidate]:
    """The candidates (best first), the best with the longest name of which it is an end, or an
    organisation of which it is the beginning, in the same place."""
    best = ranked[0] if ranked else None
    if best is None or best.candidate.kind != "entity":
        return list(ranked)
    longer = [
        scored
        for scored in ranked[1:]
        if not scored.is_ruled_out
        and scored.score >= LEAST * best.score
        and _is_whole(best.candidate, scored.candidate)
    ]
    if not longer:
        return list(ranked)
    whole = max(longer, key=lambda scored: scored.candidate.end - scored.candidate.start)
    others = [scored for scored in ranked if scored is not whole]
    return [replace(whole, score=best.score, passages=whole.passages | best.passages), *others]


def _is_whole(part: Candidate, whole: Candidate) -> bool:
    """True if a span of the reader is one name that holds `part` at its end, or an organisation
    that begins with it."""
    if whole.context is not part.context or whole.source != MARKED or whole.kind != part.kind:
        return False
    text = whole.context.text[whole.start : whole.end]
    if len(text) > LONGEST or _BETWEEN.search(text):
        return False
    if whole.end == part.end and whole.start < part.start:
        first = words(text)
        return bool(first) and not is_verb(first[0][0])
    if whole.start == part.start and whole.end > part.end:
        # The whole name, or the name of a branch behind it.
        is_branch = _BRANCH.fullmatch(text, part.end - part.start) is not None
        return is_branch or any((n.start, n.end) == (0, len(text)) for n in organisations(text))
    return False
