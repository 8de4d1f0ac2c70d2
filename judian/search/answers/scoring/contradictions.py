"""What rules a candidate out: another year, place, party or agency, a plan, a denial.

Each of these is a factor on the candidate's score. A candidate of another year or country than
the one asked about is worse than none, since it looks like an answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.search.answers.scoring.labels import contradicted
from judian.search.answers.scoring.term_match import presence
from judian.zh.entities.categories import Value, find, same
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold
from judian.zh.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.candidates.context import Zones
    from judian.search.answers.question.requirements import Demand
    from judian.zh.figures.extraction import Period

#: Factors for what speaks against a candidate.
OTHER_VALUE = 0.4
OTHER_AGENCY = 0.7
INTERVENING_VALUE = 0.85
OTHER_PERIOD = 0.3
NO_PERIOD = 0.85
VALUE_BEHIND = 0.7
OPPOSITE_PARTIES = 0.6
OTHER_ACTOR = 0.75
MISSING_EVENT = 0.5
PLANNED, PLANNED_NOT_ACTUAL = 0.75, 0.3
DENIED = 0.55
OTHER_ORGANISATION = 0.6
OTHER_LABEL = 0.5
OTHER_INSTRUMENT = 0.45
#: The name of an instrument of whose pairs of characters so many stand in the question is meant.
NAMED = 0.6
#: Shorter names of instruments stand for others.
FULL_NAME = 5


def contradictions(
    demand: Demand, candidate: Candidate, zones: Zones
) -> tuple[dict[str, float], list[str]]:
    """Each factor by name, and the names of what contradicts."""
    factors: dict[str, float] = {}
    conflicts: list[str] = []
    is_number = candidate.kind in ("figure", "table", "date")
    values = 1.0
    for value in demand.values:
        if value.category == "home":
            continue
        others = [v for v in demand.values if v.category == value.category and v != value]
        agreed = _agreement(value, others, candidate, zones)
        values *= agreed
        if agreed <= OTHER_VALUE:
            conflicts.append(demand.as_written(value.start, value.end))
    factors["value"] = values
    if demand.periods:
        agreed = max(
            1.0
            if not is_number and _names_period(asked, candidate)
            else _period_agreement(asked, candidate)
            for asked in demand.periods
        )
        factors["period"] = agreed
        if agreed <= OTHER_PERIOD:
            conflicts.append(demand.as_written(*demand.period_spans[0]))
    agreed = factors["direction"] = _direction(demand, candidate, zones)
    if agreed <= OPPOSITE_PARTIES:
        conflicts += [demand.as_written(v.start, v.end) for v in _parties(demand.values)]
    sentence = f"{zones.before}|{zones.after}"
    if _denied(demand, f"{sentence}{zones.beyond}", is_number):
        factors["denied"] = DENIED
    if is_number:
        factors["planned"] = _modality(demand, zones)
        beside = f"{zones.headers}\n{zones.segment}\n{zones.clause}"
        if contradicted(demand.question.text, beside, zones.before):
            factors["label"] = OTHER_LABEL
    if _other_instrument(demand, candidate):
        factors["instrument"] = OTHER_INSTRUMENT
    other = _other_organisation(demand, candidate)
    if other is not None:
        factors["organisation"] = OTHER_ORGANISATION
        conflicts.append(other)
    if candidate.kind == "date" and demand.events:
        text = f"{sentence}\n{zones.headers}\n{zones.caption}\n{zones.segment}"
        if not any(presence(event, text) for event in demand.events):
            factors["event"] = MISSING_EVENT
    return factors, conflicts


_DENIAL = compiled("尚未|仍未|並未|未曾|從未|尚無|迄未|迄今未|並無|沒有")


_PLAN = compiled("目標|預計|預期|預估|推估|規劃|擬於|將於|計畫|編列|概算|上看|力拚")
_ACTUAL = compiled("實際|實績|確實")


def _modality(demand: Demand, zones: Zones) -> float:
    """What is planned is not what was done."""
    asked = demand.question.text
    if _PLAN.search(asked):
        return 1.0
    planned = _PLAN.search(f"{zones.clause}\n{zones.headers}")
    if not _ACTUAL.search(asked):
        return PLANNED if planned else 1.0
    if not planned and _ACTUAL.search(zones.clause):
        return 1.0  # 預計6座，實際完成2座: the clause says which of them it is.
    return PLANNED_NOT_ACTUAL if planned or _PLAN.search(zones.before) else 1.0


def _denied(demand: Demand, sentence: str, is_number: bool) -> bool:
    """True where a clause denies something of a name that the question asks about, or, of a
    number or a date, the very thing that is asked (凍結760萬美元，迄未返還)."""
    if _DENIAL.search(demand.question.text):
        return False
    if any(
        _DENIAL.search(clause) and any(same(v, d) for v in find(clause) for d in demand.values)
        for clause in re.split("[,;:|()]", sentence)
    ):
        return True
    if not is_number or _NOT.search(demand.question.text):
        return False
    return any(_is_only_denied(unit.names, sentence) for unit in demand.units)


_NOT = compiled("(?:未|無|沒有)(?:曾|經|能|再|予)?")


def _is_only_denied(names: tuple[str, ...], sentence: str) -> bool:
    """True where the sentence denies one of the names and nowhere affirms any: of 已回復761件，
    尚未回復133件 one number is of an affirmed answer."""
    denied = sum(sentence[m.end() :].startswith(names) for m in _NOT.finditer(sentence))
    return 0 < denied == sum(sentence.count(name) for name in names)


def _other_organisation(demand: Demand, candidate: Candidate) -> str | None:
    """An organisation that the question names, as written, where the candidate's sentence names
    another of its kind instead: what is said of one prison is not said of the next."""
    scene = candidate.scene
    low, high = scene.sentence_of(candidate.start)
    sentence = scene.text[low:high]
    for name in demand.organisations:
        asked = demand.question.text[name.start : name.end]
        if asked in sentence:
            continue
        for other in scene.organisations:
            said = scene.text[other.start : other.end]
            if (
                low <= other.start
                and other.end <= candidate.start
                and said[-2:] == asked[-2:]
                and said not in asked
                and asked not in said
            ):
                return demand.as_written(name.start, name.end)
    return None


def _other_instrument(demand: Demand, candidate: Candidate) -> bool:
    """True where the passage names the instrument that the question is about, but the last one
    named before the candidate in its sentence is another: of two agreements each has its own
    dates."""
    if candidate.kind != "date":
        return False
    scene = candidate.scene
    low, _ = scene.sentence_of(candidate.start)
    asked = demand.question.text
    best, last = 0.0, None
    for mention in scene.hit.passage.mentions:
        start, end = scene.folded_span(mention.start, mention.end)
        name = scene.text[start:end].strip("「」《》")
        if len(name) < FULL_NAME:
            continue  # 本協定 is whichever was spoken of.
        pairs = [name[i : i + 2] for i in range(len(name) - 1)]
        share = sum(pair in asked for pair in pairs) / len(pairs) if pairs else 0.0
        best = max(best, share)
        if low <= start and end <= candidate.start:
            last = share
    return best >= NAMED and last is not None and last < NAMED


def _agreement(value: Value, others: Sequence[Value], candidate: Candidate, zones: Zones) -> float:
    """1 where the candidate is said of `value`, OTHER_VALUE where of another of its category."""
    is_number = candidate.kind in ("figure", "table")
    if not is_number and value.name in f"{zones.before}|{zones.segment}|{zones.after}":
        return 1.0
    scene = candidate.scene
    low, high = scene.sentence_of(candidate.start)
    inside = [v for v in scene.values if v.category == value.category and low <= v.start < high]
    if not is_number and any(same(v, value) for v in inside):
        return 1.0
    headed = [v for v in find(zones.headers) if v.category == value.category]
    if headed:
        return 1.0 if any(same(v, value) for v in headed) else OTHER_VALUE
    if candidate.kind == "table" and _heads_another(value, candidate):
        return OTHER_VALUE
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
    ahead = [v for v in inside if v.end <= candidate.start]
    if any(same(v, value) for v in ahead):
        if value.category == "substance" and is_number:
            last = max(v.end for v in ahead if same(v, value))
            if candidate.measure and any(
                last <= o.start
                and o.end <= candidate.start
                and scene.text[o.start : o.end] in candidate.measure
                for o in scene.organisations
            ):
                return OTHER_VALUE  # 甲局查獲海洛因5公斤，乙局查獲各式毒品9公斤
        if not same(ahead[-1], value) and not any(same(ahead[-1], o) for o in others):
            return INTERVENING_VALUE
        return 1.0
    if any(same(v, value) for v in find(zones.clause)):
        return 1.0
    if any(not any(same(v, o) for o in others) for v in ahead):
        return OTHER_AGENCY if value.category == "agency" else OTHER_VALUE
    if (
        candidate.kind == "date"
        and value.category in ("substance", "country", "region")
        and inside
        and not any(same(v, o) for v in inside for o in others)
        and value.name not in zones.context
    ):
        return OTHER_VALUE  # A date stands before what it dates.
    if value.category == "region" and not inside:
        return _document_agreement(value, zones)
    if any(same(v, value) for v in inside):
        return VALUE_BEHIND if is_number else 1.0
    return 1.0


def _heads_another(value: Value, candidate: Candidate) -> bool:
    """True where another cell of the row is the one headed by the value: a total of all
    countries is not the number of one."""
    table = candidate.scene.hit.passage.table
    if table is None:
        return False
    headers = {h for cell in table.cells for h in cell.column}
    return any(same(v, value) for h in headers for v in find(analyze(h).folded))


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
#: 向陸方, 替陸方, 請求我方: it is done to or for the party, not by it.
_OBJECT = compiled("(?:[向對替給幫與和同跟請]|請求|協助|通報|提供)$")


def _direction(demand: Demand, candidate: Candidate, zones: Zones) -> float:
    """What other acting parties cost: 我方通報陸方 is not 陸方通報我方.

    Behind each acting party of the question comes what it does or has (陸方【通報】); in the
    sentence one of those words must come behind the same party, with no other party between.
    """
    whole = f"{zones.before}|{zones.segment.partition('|')[2]}"
    text, said = "", []
    for text in (candidate.about, whole):
        said = [v for v in find(text) if v.category == "party"]
        if said:
            break
    named = [v for v in demand.values if v.category == "party"]
    asked = _parties(demand.values)
    acting = [p for p in asked if not _OBJECT.search(demand.question.text[: p.start])]
    if not acting or not said:
        return 1.0
    if text is candidate.about:
        # What is measured is what the last of them does: 陸方請求送達的文書，我方完成幾件
        acting = acting[-1:]
    for party in acting:
        if party.name == _BOTH:
            continue
        end = next((v.start for v in named if v.start > party.start), len(demand.question.text))
        does = [u for u in demand.units if party.end <= u.start < end and not u.required]
        if not does:
            does = [u for u in demand.units if u.start >= party.end and not u.required][:1]
        if not does:
            continue
        stretches = [
            text[v.end : said[i + 1].start if i + 1 < len(said) else len(text)]
            for i, v in enumerate(said)
            if same(v, party)
        ]
        if not stretches:
            if text is candidate.about and len(asked) == 2:
                return OPPOSITE_PARTIES  # What it measures is the other's doing.
            if not any(same(v, other) for v in said for other in asked):
                return OTHER_ACTOR
            continue
        elsewhere = any(presence(u, text) for u in does)
        if elsewhere and not any(presence(u, s) for u in does for s in stretches):
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


def _names_period(asked: Period, candidate: Candidate) -> bool:
    """True where the candidate's own sentence names the period."""
    low, high = candidate.scene.sentence_of(candidate.start)
    return any(
        low <= d.start < high and _overlap(asked, d.period) > OTHER_PERIOD
        for d in candidate.scene.dates
    )


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
    if low == high == last:
        return 0.95  # 112年底 asks for the state in which the year ended.
    if first <= low and high == last and said.start is None:
        return 0.9
    if last < low or high < first:
        return OTHER_PERIOD
    return 0.55
