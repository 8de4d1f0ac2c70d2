"""How well the surroundings of a candidate meet the demand of a question.

A score is the share of the question's weight that stands near the candidate, each word counted
by the nearest zone that holds it, corrected by what rules a candidate out: another year, another
country, party or agency than the one asked about. Every part is kept, so that `--explain` can
show why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from core.matching import occurrences
from search.answers.demand import Demand, Unit
from search.answers.scene import Scene, Zones
from zh.analyze import analyze
from zh.categories import Value, find, same
from zh.figures import Period
from zh.fold import fold
from zh.patterns import compiled

# What a word of the question is worth in each zone around a candidate. The nearer, the surer
# that it is said of the candidate. Set by hand on evals/questions (the held-out files were not
# looked at); try other values with `python -m evals questions`.
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
#: Factors for what speaks against a candidate.
OTHER_VALUE = 0.4
OTHER_AGENCY = 0.7
INTERVENING_VALUE = 0.85
OTHER_PERIOD = 0.3
NO_PERIOD = 0.85
VALUE_BEHIND = 0.7
OPPOSITE_PARTIES = 0.6
OTHER_ACTOR = 0.75
MISSING_REQUIRED = 0.45
MISSING_EVENT = 0.6
#: What the whole weight of the question would cost if all its nouns were nowhere.
MISSING_NOUN = 0.6
PLANNED, PLANNED_NOT_ACTUAL = 0.75, 0.3
DENIED = 0.55
TOTAL_OF_OTHERS = 0.5
#: What a table cell loses for a header that the question does not speak of: a name of a
#: category, any other words, and words that only say what is counted.
UNASKED_VALUE, UNASKED_HEADER, UNASKED_MEASURE = 0.15, 0.06, 0.01
#: What other words for the same are worth against the word itself.
PARAPHRASE = 0.9


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span [start, end) of a scene's folded text that could be the answer.

    `form` in [0, 1] says how well its own form fits what is asked; `periods` are the times it
    is said to be true of (empty: unknown). `previous` is the end of the candidate before it and
    `following` the start of the next.
    `total` marks a cell that sums up its row or
    column. `about` is what else is known to be said of it: its unit and what it measures. A list has
    its `items` as spans, or as `texts` where they stand in other passages.
    """

    scene: Scene
    start: int
    end: int
    kind: str
    form: float
    value: Decimal | str | None = None
    unit: str | None = None
    items: tuple[tuple[int, int], ...] = ()
    texts: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    previous: int = 0
    following: int | None = None
    about: str = ""
    total: bool = False


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
    zones = candidate.scene.zones(
        candidate.start,
        candidate.end,
        candidate.previous,
        candidate.following,
        candidate.about,
    )
    if candidate.kind in ("entity", "list", "citation"):
        zones = replace(zones, segment=zones.segment + _own(demand, candidate))
    found = {unit: _best_zone(unit, zones) for unit in demand.units}
    total = sum(unit.weight for unit in demand.units)
    coverage = sum(u.weight * worth for u, worth in found.items()) / total if total else 0.0
    focus = _focus(demand, zones)
    order = _order(demand, zones)
    factor, conflicts = _contradictions(demand, candidate, zones)
    missing = [u for u, worth in found.items() if worth == 0.0]
    factor *= 1 - MISSING_NOUN * sum(u.weight for u in missing if u.is_noun)
    if any(u.required for u in missing) and not conflicts:
        factor *= MISSING_REQUIRED
    if candidate.total and demand.periods and not candidate.periods:
        factor *= TOTAL_OF_OTHERS
    score = COVERAGE * coverage + FOCUS * focus + ORDER * order + FORM * candidate.form
    score -= _unasked_headers(demand, candidate)
    parts = {
        "coverage": coverage,
        "focus": focus,
        "order": order,
        "form": candidate.form,
        "factor": factor,
    }
    return Weighed(
        candidate,
        max(0.0, min(1.0, score * factor)),
        parts,
        tuple(u.text for u in missing),
        tuple(conflicts),
    )


def _own(demand: Demand, candidate: Candidate) -> str:
    """The words of the candidate that the interrogative governs: 哪個【海關】 is met by
    紐西蘭海關 itself."""
    text = candidate.scene.text[candidate.start : candidate.end]
    low = demand.question.end
    high = low + len(demand.question.noun)
    governed = [u for u in demand.units if low <= u.start < high]
    return "\n" + "\n".join(u.text for u in governed if presence(u, text))


def presence(unit: Unit, text: str) -> float:
    """1 where `text` holds a name of the unit, PARAPHRASE where it holds other words for it;
    for longer names the share of their pairs of characters when most are there, else 0."""
    for name in unit.names:
        if name in text and (not name[0].isascii() or occurrences(text, name)):
            return 1.0
    if any(other in text for other in unit.paraphrases):
        return PARAPHRASE
    if unit.abbreviated is not None and unit.abbreviated.search(text):
        return PARAPHRASE
    best = 0.0
    for name in unit.names:
        if len(name) >= 3 and not name.isascii():
            pairs = [name[i : i + 2] for i in range(len(name) - 1)]
            share = sum(p in text for p in pairs) / len(pairs)
            if share >= 0.5:
                best = max(best, 0.8 * share)
    return best


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


def _contradictions(demand: Demand, candidate: Candidate, zones: Zones) -> tuple[float, list[str]]:
    """The product of all factors, and the names of what contradicts."""
    factor = 1.0
    conflicts: list[str] = []
    for value in demand.values:
        if value.category == "home":
            continue
        others = [v for v in demand.values if v.category == value.category and v != value]
        agreed = _agreement(value, others, candidate, zones)
        factor *= agreed
        if agreed <= OTHER_VALUE:
            conflicts.append(value.name)
    if demand.periods:
        agreed = max(_period_agreement(asked, candidate) for asked in demand.periods)
        factor *= agreed
        if agreed <= OTHER_PERIOD:
            conflicts.append(demand.periods[0].text)
    agreed = _direction(demand, zones)
    factor *= agreed
    if agreed <= OPPOSITE_PARTIES:
        conflicts += [v.name for v in _parties(demand.values)]
    sentence = f"{zones.before}|{zones.after}"
    if _denied(demand, f"{sentence}{zones.beyond}"):
        factor *= DENIED
    factor *= _modality(demand, zones)
    if candidate.kind == "date" and demand.events:
        text = f"{sentence}\n{zones.headers}\n{zones.caption}\n{zones.segment}"
        if not any(presence(event, text) for event in demand.events):
            factor *= MISSING_EVENT
    return factor, conflicts


_DENIAL = compiled("尚未|仍未|並未|未曾|從未|尚無|迄未|迄今未|並無|沒有")


_PLAN = compiled("目標|預計|預期|預估|推估|規劃|擬於|將於|計畫|編列|概算|上看|力拚")
_ACTUAL = compiled("實際|實績|確實")


def _modality(demand: Demand, zones: Zones) -> float:
    """What is planned is not what was done."""
    asked = demand.question.text
    if _PLAN.search(asked) or not _PLAN.search(f"{zones.clause}\n{zones.headers}"):
        return 1.0
    return PLANNED_NOT_ACTUAL if _ACTUAL.search(asked) else PLANNED


def _denied(demand: Demand, sentence: str) -> bool:
    """True where a clause denies something of a name that the question asks about."""
    if _DENIAL.search(demand.question.text):
        return False
    return any(
        _DENIAL.search(clause) and any(same(v, d) for v in find(clause) for d in demand.values)
        for clause in re.split("[,;:|()]", sentence)
    )


def _agreement(value: Value, others: Sequence[Value], candidate: Candidate, zones: Zones) -> float:
    """1 where the candidate is said of `value`, OTHER_VALUE where of another of its category."""
    headed = [v for v in find(zones.headers) if v.category == value.category]
    if headed:
        return 1.0 if any(same(v, value) for v in headed) else OTHER_VALUE
    if value.category == "region" and value.name in f"{zones.before}|{zones.segment}":
        return 1.0  # 福建省漳州市 names both, though only one of them is known as a region.
    beside = [v for v in find(zones.segment.partition("|")[0]) if v.category == value.category]
    if beside and value.category in ("substance", "country", "region"):
        if any(same(v, value) for v in beside):
            return 1.0
        if not any(same(v, o) for v in beside for o in others):
            return OTHER_VALUE
    if value.category == "party":
        return 1.0
    scene = candidate.scene
    low, high = scene.sentence_of(candidate.start)
    inside = [v for v in scene.values if v.category == value.category and low <= v.start < high]
    ahead = [v for v in inside if v.end <= candidate.start]
    if any(same(v, value) for v in ahead):
        if not same(ahead[-1], value) and not any(same(ahead[-1], o) for o in others):
            return INTERVENING_VALUE
        return 1.0
    if any(same(v, value) for v in find(zones.clause)):
        return 1.0
    if any(not any(same(v, o) for o in others) for v in ahead):
        return OTHER_AGENCY if value.category == "agency" else OTHER_VALUE
    if value.category == "region" and not inside:
        return _document_agreement(value, zones)
    if any(same(v, value) for v in inside):
        return VALUE_BEHIND if candidate.kind in ("figure", "table") else 1.0
    return 1.0


def _document_agreement(value: Value, zones: Zones) -> float:
    """A report of one county says nothing of another unless it names it."""
    around = f"{zones.context}\n{zones.lead}\n{zones.earlier}\n{zones.caption}"
    named = [v for v in find(around) if v.category == value.category]
    return OTHER_VALUE if named and not any(same(v, value) for v in named) else 1.0


def _parties(values: Sequence[Value]) -> list[Value]:
    """The parties named, each once, in the order of the words."""
    parties: list[Value] = []
    for value in values:
        if value.category == "party" and not any(same(value, p) for p in parties):
            parties.append(value)
    return parties


_BOTH = fold("雙方")


def _direction(demand: Demand, zones: Zones) -> float:
    """What other acting parties cost: 我方通報陸方 is not 陸方通報我方.

    Behind each party of the question comes what it does or has (陸方【通報】); in the sentence
    that word must come behind the same party, with no other party between.
    """
    asked = _parties(demand.values)
    text = f"{zones.before}|{zones.segment.partition('|')[2]}"
    said = [v for v in find(text) if v.category == "party"]
    if not asked or not said:
        return 1.0
    for party in asked:
        if party.name == _BOTH:
            continue
        does = next((u for u in demand.units if u.start >= party.end and not u.required), None)
        if does is None:
            continue
        stretches = [
            text[v.end : said[i + 1].start if i + 1 < len(said) else len(text)]
            for i, v in enumerate(said)
            if same(v, party)
        ]
        elsewhere = presence(does, text)
        if elsewhere and not any(presence(does, stretch) for stretch in stretches):
            return OPPOSITE_PARTIES if len(asked) == 2 else OTHER_ACTOR
    return 1.0


def _period_agreement(asked: Period, candidate: Candidate) -> float:
    """1 where one of the periods said is the one asked, OTHER_PERIOD where all are others."""
    if not candidate.periods:
        document = candidate.scene.hit.document
        written = document.date or document.period_end
        if written and asked.start and asked.start[:4] != written[:4]:
            # An undated number is of the report's own time.
            later = asked.start[:4] > written[:4]
            return OTHER_PERIOD if later or not _names_year(asked, candidate) else NO_PERIOD
        return NO_PERIOD
    return max(_overlap(asked, period) for period in candidate.periods)


def _names_year(asked: Period, candidate: Candidate) -> bool:
    """True where the passage names the year that is asked about at all."""
    years = {(d.period.start or "")[:4] for d in candidate.scene.dates}
    years |= {(d.period.end or "")[:4] for d in candidate.scene.dates}
    return (asked.start or "")[:4] in years


def _overlap(asked: Period, said: Period) -> float:
    low, high = asked.start or "0001-01-01", asked.end or "9999-12-31"
    first, last = said.start or "0001-01-01", said.end or "9999-12-31"
    if (low, high) == (first, last):
        return 1.0
    if asked.start is None:
        # 截至111年9月底 asks for what runs up to then, not for what was so a year before.
        return 0.97 if high[:7] == last[:7] or high == last else OTHER_PERIOD
    if low <= first and last <= high:
        return 0.97
    if first <= low and high == last and said.start is None:
        return 0.9
    if last < low or high < first:
        return OTHER_PERIOD
    return 0.55


_MEASURE = compiled(
    "^(?:人數|件數|案件數?|金額|數量|次數|合計|總計|小計|總數|人次|比率|比例|百分比|占比|件|人|[0-9]+年度?|年度)"
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
