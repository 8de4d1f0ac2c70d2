"""How well the surroundings of a candidate meet the demand of a question.

A score is the share of the question's weight that stands near the candidate, each word counted
by the nearest zone that holds it, corrected by what rules a candidate out: another year, another
country, party or agency than the one asked about. Every part is kept, so that `--explain` can
show why.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

from judian.search.answers.scoring.contradictions import contradictions
from judian.search.answers.scoring.proximity import lacks_predicate, relation
from judian.search.answers.scoring.term_match import presence
from judian.search.answers.scoring.totals import summed
from judian.zh.entities.categories import find, same
from judian.zh.text.analyze import analyze
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.candidates.context import Zones
    from judian.search.answers.question.requirements import Demand, Unit

# What a word of the question is worth in each zone around a candidate. The nearer, the surer
# that it is said of the candidate. Set by hand on evals/questions (the held-out files were not
# looked at); try other values with `python -m judian.evals questions`.
ZONE_WEIGHTS = {
    "segment": 1.0,
    "headers": 1.0,
    "clause": 0.97,
    "caption": 0.95,
    "before": 0.9,
    "after": 0.75,
    "context": 0.7,
    "earlier": 0.6,
    "lead": 0.6,
    "later": 0.4,
    "beyond": 0.2,
}
#: Parts of the sum; they add up to 1.
COVERAGE, FOCUS, ORDER, FORM = 0.74, 0.06, 0.05, 0.15
#: The same for a name, of which the relation to the words beside the interrogative is weighed.
NAME_COVERAGE, NAME_RELATION, NAME_FORM = 0.50, 0.35, 0.15
#: The same for a list.
LIST_COVERAGE, LIST_RELATION, LIST_FORM = 0.55, 0.25, 0.20
#: What a name gains that is FAR_AHEAD of all others, and nothing where another comes as near.
ALONE, FAR_AHEAD = 0.1, 0.4
#: A name whose form (below WRONG_TYPE_FORM) is not that of what is asked for loses as much.
WRONG_TYPE_FORM, WRONG_TYPE = 0.5, 0.75
#: A date that only bounds a state (截至…止) is hardly ever when something happened.
BOUND_FORM, BOUND = 0.5, 0.7
#: A figure whose unit is hardly one that was asked for.
MISFIT_FORM, MISFIT = 0.3, 0.6
#: What a name or a list loses of which nothing says what the question says that it does.
NO_PREDICATE = 0.85
#: Factors for what lacks, and for a sum where one of its parts is asked about.
MISSING_REQUIRED = 0.45
TOTAL_OF_OTHERS = 0.5
#: What the whole weight of the question would cost if all its nouns were nowhere.
MISSING_NOUN = 0.6
#: What a table cell loses for a header that the question does not speak of: a name of a
#: category, any other words, and words that only say what is counted.
UNASKED_VALUE, UNASKED_HEADER, UNASKED_MEASURE = 0.15, 0.06, 0.01


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with its score in [0, 1] and the parts that made it; `missing` are words of
    the question found nowhere around it, `conflicts` names of what contradicts it."""

    candidate: Candidate
    score: float
    parts: dict[str, float] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


def weigh(demand: Demand, candidate: Candidate) -> Weighed:
    """The score of one candidate."""
    zones = surroundings(candidate)
    if candidate.kind in ("entity", "list", "citation"):
        zones = replace(zones, segment=zones.segment + _own(demand, candidate))
    found = {unit: _best_zone(unit, zones) for unit in demand.units}
    found.update(dict.fromkeys(summed(demand, candidate), 1.0))
    total = sum(unit.weight for unit in demand.units)
    coverage = sum(u.weight * worth for u, worth in found.items()) / total if total else 0.0
    factors, conflicts = contradictions(demand, candidate, zones)
    factor = prod(factors.values())
    if candidate.kind == "entity":
        parts = {"coverage": coverage, "relation": relation(demand, candidate)}
        score = NAME_COVERAGE * coverage + NAME_RELATION * parts["relation"]
        score += NAME_FORM * candidate.form
    elif candidate.kind == "list":
        parts = {"coverage": coverage, "relation": relation(demand, candidate)}
        score = LIST_COVERAGE * coverage + LIST_RELATION * parts["relation"]
        score += LIST_FORM * candidate.form
    else:
        parts = {
            "coverage": coverage,
            "focus": _focus(demand, zones),
            "order": _order(demand, zones),
        }
        score = COVERAGE * coverage + FOCUS * parts["focus"] + ORDER * parts["order"]
        score += FORM * candidate.form
    missing = [u for u, worth in found.items() if worth == 0.0]
    factor *= 1 - MISSING_NOUN * sum(u.weight for u in missing if u.is_noun)
    if any(u.required for u in missing) and not conflicts:
        factor *= MISSING_REQUIRED
    if candidate.total and demand.periods and not candidate.periods:
        factor *= TOTAL_OF_OTHERS
    if candidate.kind == "date" and candidate.form < BOUND_FORM:
        factor *= BOUND
    if candidate.kind in ("figure", "table") and candidate.form < MISFIT_FORM:
        factor *= MISFIT
    if "relation" in parts and lacks_predicate(demand, candidate):
        factor *= NO_PREDICATE
    if candidate.kind in ("entity", "list") and candidate.form < WRONG_TYPE_FORM:
        factor *= WRONG_TYPE
    score -= _unasked_headers(demand, candidate)
    parts |= {"form": candidate.form, "factor": factor}
    return Weighed(
        candidate,
        max(0.0, min(1.0, score * factor)),
        parts,
        tuple(u.text for u in missing),
        tuple(conflicts),
    )


def surroundings(candidate: Candidate) -> Zones:
    """The zones around a candidate."""
    return candidate.scene.zones(
        candidate.start,
        candidate.end,
        candidate.previous,
        candidate.following,
        candidate.about,
    )


def lead(first: Weighed, others: Sequence[Weighed]) -> Weighed:
    """The best of all with what it gains, where it is a name or a list, by being the only one
    that comes into question."""
    if "relation" not in first.parts:
        return first
    rival = next((o.score for o in others if not _overlap(first.candidate, o.candidate)), 0.0)
    gain = ALONE * min(1.0, (first.score - rival) / FAR_AHEAD)
    return replace(first, score=min(1.0, first.score + gain), parts={**first.parts, "lead": gain})


def _overlap(left: Candidate, right: Candidate) -> bool:
    return left.scene is right.scene and left.start < right.end and right.start < left.end


def _own(demand: Demand, candidate: Candidate) -> str:
    """The words of the question that the candidate itself holds: 哪個【海關】 is met by 紐西蘭海關;
    of a list, only those that the interrogative governs."""
    text = candidate.scene.text[candidate.start : candidate.end]
    low, high = 0, len(demand.question.text)
    if candidate.kind == "list":
        low = demand.question.end
        high = low + len(demand.question.noun)
    governed = [u for u in demand.units if low <= u.start < high]
    return "\n" + "\n".join(u.text for u in governed if presence(u, text))


#: Zones outside the candidate's sentence.
_FAR_ZONES = ("context", "earlier", "lead", "later")


def _best_zone(unit: Unit, zones: Zones) -> float:
    """What the unit is worth where it stands nearest. A word that the sentence itself says of
    the next candidate is not borrowed from farther away: 通報268件，其中公務機關195件."""
    claimed = presence(unit, zones.beyond) if zones.beyond else 0.0
    best = 0.0
    for name, worth in ZONE_WEIGHTS.items():
        if worth <= best:
            break
        text = getattr(zones, name)
        if text and not (claimed and name in _FAR_ZONES):
            best = max(best, worth * presence(unit, text))
    return best


def _focus(demand: Demand, zones: Zones) -> float:
    """The share of the words next to the interrogative that stand next to the candidate."""
    start = demand.question.start
    ahead = [u for u in demand.units if u.end <= start][-2:]
    behind = [u for u in demand.units if u.start >= start][:1]
    near = ahead + behind
    total = sum(u.weight for u in near)
    if not total:
        return 0.0
    text = f"{zones.segment}\n{zones.headers}"
    close = sum(u.weight * presence(u, text) for u in near)
    clause = sum(u.weight * presence(u, zones.clause) for u in near)
    before = sum(u.weight * presence(u, zones.before) for u in near)
    return max(close, 0.8 * clause, 0.6 * before) / total


def _order(demand: Demand, zones: Zones) -> float:
    """1 where the words of the question stand in its order before the candidate, 0 where they
    stand in the opposite order; 0.5 where nothing can be said."""
    text = f"{zones.headers}\n{zones.before}|{zones.segment.partition('|')[2]}"
    places = []
    for unit in demand.units:
        at = text.rfind(unit.text)
        if at >= 0:
            places.append(at)
    steps = [left <= right for left, right in pairwise(places)]
    return sum(steps) / len(steps) if steps else 0.5


_MEASURE = compiled(
    "^[一二三四五六七八九十0-9]{1,3}$|^(?:人數|件數|案件數?|金額|數量|次數|合計|總計|小計|總數|人次|比率|比例|百分比|占比|件|人|[0-9]+年度?|年度)"
)


def _unasked_headers(demand: Demand, candidate: Candidate) -> float:
    """What a table cell loses for each header that the question does not speak of."""
    cell = candidate.scene.cell_of(candidate.start)
    if cell is None:
        return 0.0
    loss = 0.0
    text = demand.question.text
    for header in dict.fromkeys((*cell.column, *cell.row)):
        folded = analyze(header).folded
        if not folded or _MEASURE.search(folded):
            loss += UNASKED_MEASURE if folded and folded not in text else 0.0
            continue
        named = [v for v in find(folded) if v.category != "home"]
        if named:
            asked = any(same(v, d) for v in named for d in demand.values)
            loss += 0.0 if asked else UNASKED_VALUE
            continue
        pairs = [folded[i : i + 2] for i in range(len(folded) - 1)] or [folded]
        share = sum(p in text for p in pairs) / len(pairs)
        loss += UNASKED_HEADER * (1 - min(1.0, 2 * share))
    return loss
