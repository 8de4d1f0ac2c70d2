"""How right the readings of records are: the measures of the reader."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from judian.evals.reader.records import ReaderCollection, ReaderRecord
    from judian.search.answers.reader.inputs import PassageInput
    from judian.search.answers.reader.spans import ReaderSpan, Reading

#: A span agrees with an answer if the F1 of their characters is at least this.
AGREES = 0.5
#: The least probability in the mean logarithm, so that one sure mistake does not decide it.
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Outcome:
    """The reading of one record.

    `exact` and `f1` are those of the likeliest span against the best of the answers, `placed` says
    whether it overlaps one; all 0 for a question without an answer. `said` is the probability of
    some answer, `right` that of what is right: spans that agree, or "said nowhere".
    """

    kind: str
    change: str
    answered: bool
    exact: float
    f1: float
    placed: float
    said: float
    right: float


def outcome(record: ReaderRecord, passages: Sequence[PassageInput], reading: Reading) -> Outcome:
    """The outcome of a reading of the record's passages."""
    best = reading.spans[0] if reading.spans else None
    texts = {(at, s, e): passage_text(passages[at], s, e) for at, s, e in record.answers}
    exact = f1 = placed = 0.0
    if best is not None and texts:
        given = passage_text(passages[best.context], best.start, best.end)
        exact = float(given in texts.values())
        f1 = max(shared_characters(given, text) for text in texts.values())
        placed = float(any(_overlaps(best, answer) for answer in texts))
    right = reading.nowhere
    if texts:
        right = sum(
            span.probability
            for span in reading.spans
            if any(_agreement(span, answer) >= AGREES for answer in texts)
        )
    said = 1 - reading.nowhere
    return Outcome(record.kind, record.change, bool(texts), exact, f1, placed, said, right)


def passage_text(passage: PassageInput, start: int, end: int) -> str:
    """The folded text of a span, as far as the units hold it."""
    parts = []
    for unit in passage.units:
        low, high = unit.offset, unit.offset + unit.end - unit.start
        if low < end and start < high:
            inside = unit.text[unit.start : unit.end]
            parts.append(inside[max(0, start - low) : end - low])
    return "".join(parts)


def shared_characters(left: str, right: str) -> float:
    """F1 of the characters of two texts, each counted as often as it occurs."""
    common = sum((Counter(left) & Counter(right)).values())
    return 2 * common / (len(left) + len(right)) if common else 0.0


def _overlaps(span: ReaderSpan, answer: tuple[int, int, int]) -> bool:
    return span.context == answer[0] and span.start < answer[2] and answer[1] < span.end


def _agreement(span: ReaderSpan, answer: tuple[int, int, int]) -> float:
    if not _overlaps(span, answer):
        return 0.0
    _, start, end = answer
    shared = min(span.end, end) - max(span.start, start)
    return 2 * shared / (span.end - span.start + end - start)


def area_under_curve(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The probability that a positive value is greater than a negative one, ties half."""
    if not positive or not negative:
        return math.nan
    ranked = sorted([(v, 1) for v in positive] + [(v, 0) for v in negative])
    total, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        total += (at + end + 1) / 2 * sum(which for _, which in ranked[at:end])
        at = end
    count = len(positive)
    return (total - count * (count + 1) / 2) / (count * len(negative))


def measures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Exact, F1 and placed over the answered, in percent; the area under the curve of `said` for
    answered against unanswered; the share of wrong (F1 under AGREES, or no answer) among the half
    of all questions of which the reader is surest; the mean logarithm of `right`."""
    answered = [o for o in outcomes if o.answered]
    found: dict[str, float] = {"questions": len(outcomes), "answered": len(answered)}
    if answered:
        found["exact"] = 100 * fmean(o.exact for o in answered)
        found["f1"] = 100 * fmean(o.f1 for o in answered)
        found["placed"] = 100 * fmean(o.placed for o in answered)
    said = [o.said for o in answered]
    found["auc"] = area_under_curve(said, [o.said for o in outcomes if not o.answered])
    sure = sorted(outcomes, key=lambda o: -o.said)[: len(outcomes) // 2]
    if sure:
        found["wrong_at_half"] = 100 * fmean(o.f1 < AGREES for o in sure)
    if outcomes:
        found["log_right"] = fmean(math.log(max(_LEAST, o.right)) for o in outcomes)
    return {name: round(value, 3) for name, value in found.items()}


def by_kind(outcomes: Iterable[Outcome]) -> dict[str, dict[str, float]]:
    """The measures of each kind of question, and of all together."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        groups["all"].append(one)
        groups[one.kind].append(one)
    return {kind: measures(members) for kind, members in sorted(groups.items())}


def with_passages(
    collection: ReaderCollection, sample: int
) -> list[tuple[ReaderRecord, list[PassageInput]]]:
    """At most `sample` records, spread evenly, with their passages."""
    records = collection.records
    step = max(1, len(records) // sample)
    chosen = list(records)[::step][:sample]
    return [(r, [collection.passages[key] for key in r.passages]) for r in chosen]
