"""What a question says against what the clause of a candidate says, fact by fact.

Each comparison gives AGREES, CONTRADICTS or UNKNOWN: clauses leave out what the reader knows, and
what is left out neither agrees nor contradicts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.answers.question.labels import (
    FIRST,
    NUMBERED,
    label_values,
    labels,
    labels_agree,
    with_latest,
)
from judian.search.answers.scoring.term_match import term_match
from judian.zh.clauses.markers import Marker
from judian.zh.clauses.predicates import contrasts, same_predicate
from judian.zh.clauses.subjects import are_rivals
from judian.zh.entities.categories import CategoryValue, same, words
from judian.zh.questions.paraphrases import paraphrases
from judian.zh.text.analyze import analyze
from judian.zh.text.fold import fold
from judian.zh.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.question.model import QuestionModel
    from judian.zh.clauses.facts import ClauseFacts
    from judian.zh.clauses.frames import Frame, Participant
    from judian.zh.clauses.subjects import Subject

AGREES, UNKNOWN, CONTRADICTS = 1.0, 0.0, -1.0

#: Names of the two sides of the strait, which documents call parties, countries or home.
_HOME = frozenset(map(fold, ("我方", "臺灣", "我國", "本國", "我們")))
_MAINLAND = frozenset(map(fold, ("陸方", "中國大陸")))
#: Names of either side.
SIDES = _HOME | _MAINLAND


def facts_of(candidate: Candidate) -> ClauseFacts:
    """The facts of the clause of a candidate."""
    return candidate.context.clause_facts(candidate.start, candidate.end, candidate.kind)


def says_same(asked: str, stated: str) -> bool:
    """True for folded verbs that say the same, by their groups or as paraphrases."""
    return (
        same_predicate(asked, stated)
        or stated in paraphrases(asked)
        or asked in paraphrases(stated)
    )


def same_participant(left: Participant, right: Participant) -> bool:
    """True if both names may be of one participant: 觀測署 and 氣象部觀測署, 我方 and 我國."""
    for side in (_HOME, _MAINLAND):
        if left.name in side and right.name in side:
            return True
    if left.name in right.name or right.name in left.name:
        return True
    first = CategoryValue(0, 0, left.category, left.name)
    second = CategoryValue(0, 0, right.category, right.name)
    return left.category == right.category and same(first, second)


def is_other_participant(left: Participant, right: Participant) -> bool:
    """True for two names of different participants of one kind, of which only one can be meant."""
    if same_participant(left, right) or _BOTH in (left.name, right.name):
        return False
    if left.category == right.category != "organisation":
        return True
    if {left.category, right.category} <= _STATES:
        return True
    return are_rivals(left.name, right.name)


_BOTH = fold("雙方")
_STATES = frozenset(("party", "country", "home"))


def match_predicate(question: QuestionModel, facts: ClauseFacts) -> float:
    """Whether the clause says what is asked: 起訴 is contradicted by 查獲."""
    governing, stated = question.statement.governing, facts.frames
    if not governing or not stated:
        return UNKNOWN
    if any(says_same(asked.word, frame.word) for asked in governing for frame in stated):
        return AGREES
    own = [f for f in stated if facts.own[0] <= f.start < facts.own[1]]
    if any(
        contrasts(asked.word, frame.word)
        for asked in governing
        for frame in own
        if asked.negation is None and frame.negation is None
    ):
        return CONTRADICTS
    return UNKNOWN


def match_polarity(question: QuestionModel, facts: ClauseFacts) -> float:
    """Whether the clause affirms or denies the predicate as the question does."""
    found = UNKNOWN
    for asked in question.statement.frames:
        stated = [f for f in facts.frames if says_same(asked.word, f.word)]
        if not stated:
            continue
        if any((f.negation is None) == (asked.negation is None) for f in stated):
            return AGREES
        found = CONTRADICTS
    return found


def match_modality(question: QuestionModel, facts: ClauseFacts) -> float:
    """Whether the predicate has come about as the question says: 推動簽署 is no 簽署."""
    if Marker.PLAN in question.statement.markers:
        return UNKNOWN
    found = UNKNOWN
    for asked in question.statement.governing:
        stated = [f for f in facts.frames if says_same(asked.word, f.word)]
        if any(f.plan is None or asked.plan is not None for f in stated):
            return AGREES
        found = CONTRADICTS if stated else found
    return found


def match_roles(
    question: QuestionModel, candidate: Candidate, facts: ClauseFacts
) -> tuple[float, float]:
    """(actor, other): whether the same predicates have the same participants.

    The candidate itself fills the gap of the question and is compared with nobody. Without a
    predicate in common only who acts is compared.
    """
    actor = other = UNKNOWN
    gap = (candidate.start, candidate.end) if facts.folded == candidate.context.text else (0, 0)
    pairs = [
        (asked, _without(stated, gap))
        for asked in question.statement.frames
        for stated in facts.frames
        if says_same(asked.word, stated.word)
    ]
    for asked, stated in pairs:
        if asked.is_mutual or stated.is_mutual:
            both = bool(stated.actors) and bool(stated.others)
            sides = (*stated.actors, *stated.others) if both else ()
            actor = _stronger(actor, _match_role(asked.actors, sides, ()))
            other = _stronger(other, _match_role(asked.others, sides, ()))
            continue
        is_directed = bool(asked.actors and asked.others)
        crossed = (stated.others, stated.actors) if is_directed else ((), ())
        actor = _stronger(actor, _match_role(asked.actors, stated.actors, crossed[0]))
        other = _stronger(other, _match_role(asked.others, stated.others, crossed[1]))
    if not pairs and facts.actors:
        stated_actors = [p for p in facts.actors if not gap[0] <= p.start < gap[1]]
        actor = _match_role(question.statement.actors, stated_actors, ())
    return actor, other


def _without(frame: Frame, gap: tuple[int, int]) -> Frame:
    """The frame without the participants in [gap[0], gap[1])."""

    def outside(named: tuple[Participant, ...]) -> tuple[Participant, ...]:
        return tuple(p for p in named if not gap[0] <= p.start < gap[1])

    return replace(frame, actors=outside(frame.actors), others=outside(frame.others))


def _match_role(
    asked: Sequence[Participant], stated: Sequence[Participant], opposite: Sequence[Participant]
) -> float:
    """Whether those asked about are those stated in a role; `opposite` are in the other role."""
    if not asked:
        return UNKNOWN
    if any(same_participant(a, s) for a in asked for s in stated):
        return AGREES
    if any(same_participant(a, o) for a in asked for o in opposite):
        return CONTRADICTS
    is_other = stated and all(is_other_participant(a, s) for a in asked for s in stated)
    return CONTRADICTS if is_other else UNKNOWN


def _stronger(left: float, right: float) -> float:
    """Agreement of one pair outweighs contradiction of another."""
    return max(left, right) if AGREES in (left, right) else min(left, right)


def match_subject(question: QuestionModel, candidate: Candidate, facts: ClauseFacts) -> float:
    """Whether the clause is about what the question is about: a rival has the same kind of name.

    A subject of the question that the sentence or the headers of a cell name is no rival's.
    """
    asked, stated = question.statement.subject, facts.subject
    if asked is None:
        return UNKNOWN
    is_rival = stated is not None and _is_rival(asked, stated)
    same_text = facts.folded == candidate.context.text
    low, high = candidate.context.sentence_of(candidate.start)
    if same_text and is_rival:
        low, high = facts.clause
    scope = facts.folded[low:high] if same_text else facts.folded
    if asked.text in scope or _names_participant(asked.participant, facts, scope):
        return AGREES
    return CONTRADICTS if is_rival else UNKNOWN


def _is_rival(asked: Subject, stated: Subject) -> bool:
    if asked.participant is not None and stated.participant is not None:
        return is_other_participant(asked.participant, stated.participant)
    return are_rivals(asked.text, stated.text)


def _names_participant(asked: Participant | None, facts: ClauseFacts, scope: str) -> bool:
    return asked is not None and (
        asked.name in scope or any(same_participant(asked, actor) for actor in facts.actors)
    )


def match_object(question: QuestionModel, facts: ClauseFacts) -> float:
    """Whether the span's own part of the clause names what is counted: 多少【嫌犯】."""
    counted = [
        t for t in (*question.terms_before[-1:], *question.terms_after[:1]) if len(t.text) > 1
    ]
    if not counted:
        return UNKNOWN
    return AGREES if any(term_match(t, facts.own_text) == 1.0 for t in counted) else UNKNOWN


#: Senses in which a number is another number where the question does not ask for them.
_CHANGING = (
    ("comparison_match", Marker.CHANGE),
    ("rest_match", Marker.REST),
    ("plan_match", Marker.PLAN),
    ("limit_match", Marker.LIMIT),
    ("average_match", Marker.AVERAGE),
)


def match_senses(question: QuestionModel, facts: ClauseFacts) -> dict[str, float]:
    """For each sense whether the question asks for it as the clause states it. A sense that the
    clause does not state is unknown."""
    asked = question.statement.markers
    found = {}
    for name, marker in _CHANGING:
        if facts.has(marker):
            found[name] = AGREES if marker in asked else CONTRADICTS
        else:
            found[name] = UNKNOWN
    found["former_match"] = _match_former(question, facts)
    if facts.has(Marker.ACTUAL) and found["plan_match"] == UNKNOWN:
        found["plan_match"] = AGREES if Marker.PLAN not in asked else CONTRADICTS
    return found


def _match_former(question: QuestionModel, facts: ClauseFacts) -> float:
    """Whether a number that was changed into another one, or that came of it, is the one asked
    about: without a word for either it is what came of it. A period tells which is meant."""
    asked = question.statement.markers
    wants_former = Marker.FORMER in asked
    if question.period_spans or (wants_former and Marker.RESULT in asked):
        return UNKNOWN
    if facts.has(Marker.FORMER):
        return AGREES if wants_former else CONTRADICTS
    if facts.has(Marker.RESULT):
        return CONTRADICTS if wants_former else AGREES
    return UNKNOWN


def match_part(question: QuestionModel, facts: ClauseFacts, start: int) -> float:
    """Whether a part (其中竊盜案件12起) is the part asked about: its own words before the number,
    which begins at `start`, decide."""
    part = next((m for m in facts.markers if m.marker is Marker.PART), None)
    whole = next((m for m in facts.markers if m.marker is Marker.WHOLE), None)
    if part is None or (whole is not None and part.start < whole.start):
        return UNKNOWN  # 包括甲、乙共2個 is a whole
    own = facts.folded[part.end : start]
    if not any(w not in STOP_WORDS and not _is_generic(w) for w, _, _ in words(own)):
        return UNKNOWN
    terms = [t for t in question.terms if len(t.text) > 1 and not _is_generic(t.text)]
    return AGREES if any(term_match(t, own) >= _NAMED for t in terms) else CONTRADICTS


#: The least match of a term that names a part.
_NAMED = 0.6
_GENERIC = frozenset(fold("案件 案 人數 件數 人員 金額 數量 犯罪 情形 合計 毒品").split())


def _is_generic(word: str) -> bool:
    return word in _GENERIC


def match_ordinal(question: QuestionModel, candidate: Candidate, facts: ClauseFacts) -> float:
    """Whether the labels of the clause (第五跨, 2號井) are those of the question; 最後一版 is that
    with the greatest number in the passage."""
    if not question.labels:
        return UNKNOWN
    asked = with_latest(question.labels, labels(candidate.context.text))
    low, _ = candidate.context.sentence_of(candidate.start)
    same_text = facts.folded == candidate.context.text
    before = facts.folded[low : facts.own[0]] if same_text else facts.folded
    ahead = labels(before)
    if candidate.kind == "date":
        ahead = [label for label in ahead if label.is_numbered]
    agree = labels_agree(asked, labels(facts.own_text), ahead)
    if agree is False or _is_unnumbered(asked, candidate):
        return CONTRADICTS
    return AGREES if agree else UNKNOWN


def _is_unnumbered(asked: Mapping[str, frozenset[str]], candidate: Candidate) -> bool:
    """True if the question asks for one of several (第二期) that nothing in and above the passage
    is called; the first of them often goes without its number."""
    context = candidate.context
    later = {k: values for k, values in asked.items() if k in NUMBERED and FIRST not in values}
    if not later:
        return False
    table = context.hit.passage.table
    headers = [h for cell in (table.cells if table else ()) for h in (*cell.row, *cell.column)]
    parts = (context.text, context.outline, context.lead_in, context.caption)
    stated = label_values("\n".join((*parts, *(analyze(h).folded for h in headers))))
    return any(not values & stated.get(kind, frozenset()) for kind, values in later.items())
