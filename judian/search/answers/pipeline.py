"""From a question to an answer or a refusal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from judian.core.bm25 import idf
from judian.core.model import Kind
from judian.search.answers.candidates import articles, lists, names, numbers, spans
from judian.search.answers.candidates.context import Scene
from judian.search.answers.question.requirements import Demand, read_demand
from judian.search.answers.scoring import cells
from judian.search.answers.scoring.calibration import likely
from judian.search.answers.scoring.confidence import ACCEPT, confidence
from judian.search.answers.scoring.score import Weighed, lead, weigh
from judian.search.answers.scoring.totals import sum_rows, widened
from judian.search.query.compile import Compiled, compile_query
from judian.search.replies.results import Answer, AnswerReply, Condition, Hit, Refusal
from judian.search.requests import SearchRequest
from judian.zh.questions.forms import AnswerType

if TYPE_CHECKING:
    from judian.core.engine import Snapshot
    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.query.fields import Catalogue

#: Passages that are searched for candidates; those behind never held the answer on
#: evals/questions.
PASSAGES = 40
#: Passages that are shown as evidence, and runners-up.
EVIDENCE = 5
ALTERNATIVES = 3
#: How many passages a list and the sentence that leads into it may lie apart.
REACH = 80
#: A lead is read back to so many characters: 說明： says less than the 案由 before it.
LEAD = 30
#: A letterhead has at most so many lines of at most so many characters.
LETTERHEAD, LETTERHEAD_LINE = 6, 60

#: What is asked for with a number or a date as the answer.
_NUMBERS = (AnswerType.FIGURE, AnswerType.DATE)

Find = Callable[[Compiled, int], list[Hit]]

_KINDS = {
    AnswerType.FIGURE: (numbers.figures,),
    AnswerType.DATE: (numbers.dates,),
    AnswerType.LIST: (
        lists.enumerations,
        lists.runs,
        lists.inline,
        lists.counted,
        lists.named,
        lists.clauses,
    ),
    AnswerType.PLACE: (names.names,),
    AnswerType.PERSON: (names.names,),
    AnswerType.ORGANISATION: (names.names,),
    AnswerType.ENTITY: (cells.lookups, names.names, spans.meanings),
    AnswerType.INSTRUMENT: (names.names,),
    AnswerType.ARTICLE: (articles.articles,),
    AnswerType.DEFINITION: (spans.definitions,),
    AnswerType.REASON: (spans.sentences,),
    AnswerType.MANNER: (spans.definitions, spans.sentences),
    AnswerType.WHETHER: (spans.sentences,),
}


def answer_question(text: str, snapshot: Snapshot, catalogue: Catalogue, find: Find) -> AnswerReply:
    """The answer to `text` from the passages that `find` gives, or a refusal."""
    demand, hits, weighed = _weigh_all(text, snapshot, catalogue, find)
    evidence = tuple(hits[:EVIDENCE])
    answer, refusal = None, None
    alternatives: tuple[Answer, ...] = ()
    if demand.asks is AnswerType.NOTHING:
        refusal = Refusal(
            "not_a_question",
            "this is no question; the passages that hold the words follow",
            "這不是問句；以下是含有這些字詞的段落",
        )
    elif not demand.units and not demand.values:
        refusal = Refusal(
            "nothing_asked_about",
            "the question names nothing to look for",
            "問句沒有可供查找的詞",
        )
    elif weighed and weighed[0].score >= ACCEPT[weighed[0].candidate.kind]:
        answer = _answer(weighed[0])
        alternatives = tuple(map(_answer, weighed[1 : 1 + ALTERNATIVES]))
    else:
        refusal = _refusal(demand, hits, weighed)
        alternatives = tuple(map(_answer, weighed[:ALTERNATIVES]))
    return AnswerReply(
        question=text,
        is_question=demand.asks is not AnswerType.NOTHING,
        asks=str(demand.asks),
        conditions=_conditions(demand),
        answer=answer,
        refusal=refusal,
        alternatives=alternatives,
        evidence=evidence,
    )


def explain_question(
    text: str, snapshot: Snapshot, catalogue: Catalogue, find: Find, limit: int = 8
) -> str:
    """The demand and the best candidates with all their parts, for people who ask why."""
    demand, _, weighed = _weigh_all(text, snapshot, catalogue, find)
    lines = [
        f"asks {demand.asks}, noun {demand.question.noun!r}, unit {demand.unit.unit}"
        f" ({demand.unit.group}), count {demand.question.count}",
        "periods " + ", ".join(f"{p.text} {p.start}..{p.end}" for p in demand.periods),
        "values " + ", ".join(f"{v.category} {v.name}" for v in demand.values),
        "words "
        + ", ".join(f"{u.text} {u.weight:.2f}{'!' if u.required else ''}" for u in demand.units),
    ]
    for one in weighed[:limit]:
        candidate = one.candidate
        said = candidate.scene.text[candidate.start : candidate.end]
        parts = " ".join(f"{name} {worth:.2f}" for name, worth in one.parts.items())
        lines += [
            f"{one.score:.3f} {candidate.kind} {said[:60]!r} = {candidate.value} {candidate.unit}",
            f"      {parts}; missing {'、'.join(one.missing)}; against {'、'.join(one.conflicts)}",
            f"      periods {', '.join(f'{p.start}..{p.end}' for p in candidate.periods)}",
            f"      {candidate.scene.hit.citation}",
        ]
        lines += [f"      - {item}" for item in candidate.texts]
    return "\n".join(lines)


def _weigh_all(
    text: str, snapshot: Snapshot, catalogue: Catalogue, find: Find
) -> tuple[Demand, list[Hit], list[Weighed]]:
    most = idf(max(1, snapshot.passage_count), 0)

    def rarity(word: str) -> float:
        frequency = max(snapshot.frequency("words", word), snapshot.frequency("pairs", word))
        return max(0.1, idf(max(1, snapshot.passage_count), frequency) / most)

    demand = read_demand(text, rarity)
    hits = find(compile_query(SearchRequest(text), catalogue), PASSAGES)
    wider = widened(text)
    if wider is not None:
        hits += sum_rows(find(compile_query(SearchRequest(wider), catalogue), PASSAGES), hits)
    weighed = [
        weigh(demand, candidate)
        for scene in _scenes(demand, snapshot, hits)
        for candidate in _candidates(demand, scene)
    ]
    weighed = cells.contrasted(demand, weighed)
    weighed.sort(key=lambda w: (-w.score, w.candidate.scene.rank, w.candidate.start))
    distinct = _distinct(weighed)
    if demand.asks in _NUMBERS:
        return demand, hits, likely(demand, distinct)
    if distinct:
        distinct[0] = lead(distinct[0], distinct[1:])
    return demand, hits, distinct


def _candidates(demand: Demand, scene: Scene) -> Iterator[Candidate]:
    for propose in _KINDS.get(demand.asks, ()):
        yield from propose(demand, scene)


def _scenes(demand: Demand, snapshot: Snapshot, hits: Sequence[Hit]) -> Iterator[Scene]:
    order: dict[str, list[str]] = {}
    openings: dict[str, str] = {}
    for rank, hit in enumerate(hits):
        doc_id = hit.passage.doc_id
        if doc_id not in order:
            order[doc_id] = snapshot.passage_ids(doc_id)
            openings[doc_id] = _opening(snapshot, order[doc_id])
        lead = _lead(snapshot, order[doc_id], hit)
        followers = (
            _followers(snapshot, order[doc_id], hit) if demand.asks is AnswerType.LIST else ()
        )
        yield Scene(hit, lead, followers, openings[doc_id], rank)


def _opening(snapshot: Snapshot, ids: Sequence[str]) -> str:
    """The first short lines of a document: its letterhead, whatever it holds."""
    first = takewhile(
        lambda p: len(p["text"]) <= LETTERHEAD_LINE and p["kind"] != Kind.TABLE_ROW,
        _read(snapshot, ids[:LETTERHEAD]),
    )
    return "\n".join(str(p["text"]) for p in first)


def _lead(snapshot: Snapshot, ids: Sequence[str], hit: Hit) -> str:
    """What leads into a passage: for a list item the nearest passages before it that are none,
    for others the line before it where that is as short as a heading."""
    at = ids.index(hit.id)
    if hit.passage.kind is Kind.TABLE_ROW:
        return ""
    if hit.passage.kind is not Kind.LIST_ITEM:
        before = _read(snapshot, ids[max(0, at - 1) : at])
        return "\n".join(
            str(p["text"])
            for p in before
            if len(p["text"]) <= LETTERHEAD_LINE and p["kind"] != Kind.TABLE_ROW
        )
    lead: list[str] = []
    for passage in reversed(_read(snapshot, ids[max(0, at - REACH) : at])):
        if passage["kind"] not in (Kind.LIST_ITEM, Kind.HEADING):
            lead.insert(0, str(passage["text"]))
            if sum(map(len, lead)) >= LEAD:
                break
    return "\n".join(lead)


def _followers(snapshot: Snapshot, ids: Sequence[str], hit: Hit) -> tuple[str, ...]:
    """The list items right behind a passage, or the headings that stand in its section."""
    if hit.passage.kind not in (Kind.PARAGRAPH, Kind.HEADING, Kind.TITLE):
        return ()
    at = ids.index(hit.id) + 1
    behind = _read(snapshot, ids[at : at + 1])
    if not behind or behind[0]["kind"] not in (Kind.LIST_ITEM, Kind.HEADING):
        return ()
    behind = _read(snapshot, ids[at : at + REACH])
    if behind[0]["kind"] == Kind.LIST_ITEM:
        items = takewhile(lambda p: p["kind"] == Kind.LIST_ITEM, behind)
        return tuple(str(p["text"]) for p in items)
    section = behind[0].get("section", [])[:-1]
    if list(section) != list(hit.passage.section):
        return ()  # The end of one section leads into no other.
    if hit.passage.kind is Kind.PARAGRAPH and not hit.passage.text.endswith(("：", ":")):
        return ()  # Nor does what stands above a heading without announcing it.
    inside = takewhile(lambda p: p.get("section", [])[: len(section)] == section, behind)
    return tuple(
        str(p["text"])
        for p in inside
        if p["kind"] == Kind.HEADING and len(p.get("section", ())) == len(section) + 1
    )


def _read(snapshot: Snapshot, ids: Sequence[str]) -> list[dict[str, Any]]:
    return [json.loads(p) for p in snapshot.payloads(ids) if p is not None]


def _distinct(weighed: Sequence[Weighed]) -> list[Weighed]:
    """The best of those that say the same."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for one in weighed:
        candidate = one.candidate
        said: tuple[object, ...] = (
            (candidate.value, candidate.unit)
            if candidate.value is not None
            else (candidate.scene.text[candidate.start : candidate.end],)
        )
        if said not in seen:
            seen.add(said)
            kept.append(one)
    return kept


def _answer(weighed: Weighed) -> Answer:
    candidate = weighed.candidate
    scene = candidate.scene
    start, end = scene.source(candidate.start, candidate.end)
    text = scene.hit.passage.text
    spans = (text[slice(*scene.source(*item))] for item in candidate.items)
    items = candidate.texts or tuple(spans)
    return Answer(
        text=text[start:end],
        kind=candidate.kind,
        value=candidate.value,
        unit=candidate.unit,
        items=items,
        confidence=confidence(candidate.kind, weighed.score),
        start=start,
        end=end,
        hit=scene.hit,
    )


def _conditions(demand: Demand) -> tuple[Condition, ...]:
    found = [Condition("period", demand.as_written(s, e)) for s, e in demand.period_spans]
    found += [Condition(v.category, demand.as_written(v.start, v.end)) for v in demand.values]
    if demand.unit.unit:
        at = demand.question.text.find(demand.unit.unit, demand.question.end)
        found.append(Condition("unit", demand.as_written(at, at + len(demand.unit.unit))))
    if demand.question.count:
        found.append(Condition("count", str(demand.question.count)))
    return tuple(found)


def _refusal(demand: Demand, hits: Sequence[Hit], weighed: Sequence[Weighed]) -> Refusal:
    if not hits:
        return Refusal(
            "no_passage",
            "no passage of the collection holds the words of the question",
            "館藏中沒有段落含有問句中的字詞",
        )
    if not weighed:
        return Refusal(
            "no_candidate",
            "the nearest passages hold nothing of the kind that is asked for",
            "最接近的段落中沒有所問類型的內容",
        )
    best = weighed[0]
    if best.conflicts:
        names = "、".join(dict.fromkeys(best.conflicts))
        return Refusal(
            "contradicted",
            f"the nearest passages speak of another case than {names}",
            f"最接近的段落所說的並非「{names}」",
        )
    if best.missing:
        names = "、".join(
            demand.as_written(u.start, u.end) for u in demand.units if u.text in best.missing
        )
        return Refusal(
            "not_said",
            f"no passage says this together with: {names}",
            f"沒有段落同時提到：{names}",
        )
    return Refusal(
        "unsure",
        "no passage answers this clearly enough",
        "沒有段落足夠明確地回答這個問題",
    )
