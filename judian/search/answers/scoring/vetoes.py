"""Vetoes: candidates whose clause contradicts the question are out.

A number of the other direction, of a rival or of the rest looks like an answer and is none; no
agreement of words outweighs that. Each veto is a fact that contradicts
(`judian.search.answers.scoring.clause_features`), with the part of the question that it
contradicts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.answers.question.units import unit_class
from judian.search.answers.scoring.clause_features import clause_features
from judian.search.answers.scoring.clause_match import AGREES, CONTRADICTS
from judian.search.answers.scoring.rules import AppliedRule, Rule
from judian.zh.questions.forms import AnswerType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from judian.search.answers.question.model import QuestionModel
    from judian.search.answers.question.statement import QuestionStatement
    from judian.search.answers.scoring.score import ScoredCandidate

Span = tuple[int, int]

#: Candidates without a veto that are looked for, best first; later ones score too little to be
#: rivals, and their clauses are not read.
ENOUGH = 20


#: Answer types whose candidates are not what a clause states something of.
_NOT_STATED = (
    AnswerType.ARTICLE,
    AnswerType.DEFINITION,
    AnswerType.REASON,
    AnswerType.MANNER,
    AnswerType.WHETHER,
)


def _governing(statement: QuestionStatement) -> tuple[Span, ...]:
    return tuple((frame.start, frame.end) for frame in statement.governing)


def _actors(statement: QuestionStatement) -> tuple[Span, ...]:
    return tuple((p.start, p.end) for frame in statement.frames for p in frame.actors)


def _others(statement: QuestionStatement) -> tuple[Span, ...]:
    return tuple((p.start, p.end) for frame in statement.frames for p in frame.others)


def _subject(statement: QuestionStatement) -> tuple[Span, ...]:
    subject = statement.subject
    return ((subject.start, subject.end),) if subject is not None else ()


def _nothing(_statement: QuestionStatement) -> tuple[Span, ...]:
    return ()


#: Feature, veto, and the parts of the question that a candidate contradicts by it.
# Measured over the questions of evals/questions (not the held-out files) and 64 over real reports:
# of the first right candidates of 683 questions each feature contradicts at most 2, of the wrong
# candidates beside them 12 to 250.
VETOES: tuple[tuple[str, Rule, Callable[[QuestionStatement], tuple[Span, ...]]], ...] = (
    ("predicate_match", Rule("other_predicate", 0.0, "asked 起訴幾人: 查獲12人"), _governing),
    ("polarity_match", Rule("other_polarity", 0.0, "asked 返還幾件: 尚未返還3件"), _governing),
    ("modality_match", Rule("not_come_about", 0.0, "asked 簽署何時: 推動於112年簽署"), _governing),
    ("actor_match", Rule("other_actor", 0.0, "asked 陸方遣返我方幾人: 我方遣返陸方12人"), _actors),
    ("recipient_match", Rule("other_recipient", 0.0, "asked 通報日本幾件: 通報韓國12件"), _others),
    ("subject_match", Rule("rival_subject", 0.0, "asked 甲方負擔多少: 乙方負擔150萬元"), _subject),
    ("part_match", Rule("part_for_whole", 0.0, "asked 查獲幾件: 其中詐欺案件12件"), _nothing),
    ("ordinal_match", Rule("other_ordinal", 0.0, "asked 2號井深多少: 1號井深90公尺"), _nothing),
    ("comparison_match", Rule("change_for_value", 0.0, "asked 查獲幾件: 較去年增加12件"), _nothing),
    ("rest_match", Rule("rest_for_value", 0.0, "asked 查獲幾件: 其餘12件"), _nothing),
    ("limit_match", Rule("limit_for_value", 0.0, "asked 編列多少元: 不得超過12萬元"), _nothing),
    ("average_match", Rule("average_for_value", 0.0, "asked 查獲幾件: 平均每月12件"), _nothing),
    ("former_match", Rule("former_value", 0.0, "asked 裝到幾站: 由3站增為12站"), _nothing),
)


def contradicted(question: QuestionModel, features: Mapping[str, float]) -> Iterator[AppliedRule]:
    """Yield the vetoes of a candidate with the `features` of its clause."""
    for feature, rule, parts in VETOES:
        if features[feature] == CONTRADICTS:
            spans = sorted(set(parts(question.statement)))
            names = tuple(question.as_written(start, end) for start, end in spans)
            yield AppliedRule(rule.name, rule.factor, names)


#: The least share of a candidate's score that the other one must have.
COMPARABLE = 0.5
#: A number of whose clause nothing agrees with the question, beside one in the same passage of
#: which at least so many of these facts agree. Over 840 questions the best candidate was of the
#: first kind five times, and never right.
MORE_STATED = 2
_FACTS = ("predicate_match", "polarity_match", "modality_match", "plan_match")
LESS_STATED = Rule("less_stated", 0.0, "asked 預期提高多少: 貢獻約2, beside 預期可提高6")


def _agreeing(features: Mapping[str, float]) -> int:
    """How many facts of the clause agree with the question; -1 if one contradicts it."""
    if any(features.get(name) == CONTRADICTS for name in _FACTS):
        return -1
    return sum(features.get(name) == AGREES for name in _FACTS)


def less_stated(passed: Sequence[ScoredCandidate]) -> Iterator[ScoredCandidate]:
    """Yield the candidates, those with the veto if another number of their passage is MORE_STATED
    and scores at least COMPARABLE to it."""
    for scored in passed:
        own = scored.candidate
        rivals = (
            rival
            for rival in passed
            if rival.candidate.context is own.context
            and rival.candidate.kind == own.kind
            and unit_class(rival.candidate.unit) == unit_class(own.unit)
            and rival.score >= COMPARABLE * scored.score
        )
        is_number = own.kind in ("figure", "date")
        if (
            is_number
            and _agreeing(scored.features) == 0
            and any(_agreeing(rival.features) >= MORE_STATED for rival in rivals)
        ):
            rules = (*scored.rules, AppliedRule(LESS_STATED.name, LESS_STATED.factor, ()))
            features = {**scored.features, "before_veto": scored.score}
            yield replace(scored, score=0.0, features=features, rules=rules)
        else:
            yield scored


def veto(question: QuestionModel, candidates: Sequence[ScoredCandidate]) -> list[ScoredCandidate]:
    """The candidates (best first) with the features of their clauses; those with a veto follow all
    others, with the score 0. Clauses are read until ENOUGH candidates have none."""
    if question.answer_type in _NOT_STATED:
        return list(candidates)
    passed: list[ScoredCandidate] = []
    out: list[ScoredCandidate] = []
    unread: Sequence[ScoredCandidate] = ()
    for number, scored in enumerate(candidates):
        if len(passed) >= ENOUGH:
            unread = candidates[number:]
            break
        features = clause_features(question, scored.candidate)
        features |= scored.features
        rules = tuple(contradicted(question, features))
        if rules:
            rules = (*scored.rules, *rules)
            features["before_veto"] = scored.score
            out.append(replace(scored, score=0.0, features=features, rules=rules))
        else:
            passed.append(replace(scored, features=features))
    judged = list(less_stated(passed))
    stated = [each for each in judged if not each.is_vetoed]
    return [*stated, *unread, *(each for each in judged if each.is_vetoed), *out]


def leaves_doubt(passed: Mapping[str, float], out: Mapping[str, float]) -> bool:
    """True if a candidate that is `out` leaves one that `passed` in doubt, by their features: the
    passages speak of another case, and of this one only by leaving out what contradicts there."""
    contradicted = [name for name in _STATED if out[name] == CONTRADICTS]
    return bool(contradicted) and all(passed.get(name) != AGREES for name in contradicted)


#: The facts that a clause which agrees would state; where a number is no rest, nothing says so.
_STATED = (
    "predicate_match",
    "polarity_match",
    "actor_match",
    "recipient_match",
    "subject_match",
    "ordinal_match",
)
