"""The values of the features (`feature_table`) of scored candidates."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from judian.search.answers.own_model.model import SOURCE as POINTED
from judian.search.answers.question.cues import Cue
from judian.search.answers.question.operations import COMPUTED
from judian.search.answers.question.units import unit_class
from judian.search.answers.reader.marked import SOURCE as MARKED
from judian.search.answers.scoring import operation_rules, period_rules
from judian.search.answers.scoring.cells import OTHER_HEADER
from judian.search.answers.scoring.constraint_rules import CONSTRAINT_RULES
from judian.search.answers.scoring.contents import distinct
from judian.search.answers.scoring.contradictions import STATEMENT_RULES
from judian.search.answers.scoring.extraneous import extraneous_headers, extraneous_share
from judian.search.answers.scoring.feature_table import (
    ASKED_TYPES,
    CLAUSE_FACTS,
    KINDS,
    LEAST_LOG,
    READER_FEATURES,
    SOURCES,
    WEIGHED_RULES,
)
from judian.search.answers.scoring.passage_ranking import log_share
from judian.search.answers.scoring.penalties import PENALTIES
from judian.search.answers.scoring.proximity import proximity
from judian.search.answers.scoring.read_support import ReadSupport, is_overruled
from judian.search.answers.scoring.rules import Rule
from judian.search.answers.scoring.score import OPEN, focus, order, zones_of
from judian.search.answers.scoring.scorer import scored_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.search.answers.candidates.candidate import Candidate
    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel
    from judian.search.answers.reader.spans import Reading
    from judian.search.answers.scoring.overlap import Overlap
    from judian.search.answers.scoring.score import ScoredCandidate
    from judian.search.replies.results import Hit, ModelNote

#: The counts at which a feature reaches 1.
LONG, MANY_TERMS, MANY_CANDIDATES, MANY_PASSAGES, MANY_EQUALS = 64, 12, 200, 3, 3
#: The lengths, in characters, at which repeated and unmet stretches of the question count fully,
#: and the number of candidates of the same kind in one sentence.
LONGEST, UNMET, MANY_NEIGHBOURS = 12, 6, 4
#: Rule scores that differ by less are equal.
EQUAL_SCORES = 0.03
#: The proposers whose spans are of no type: they are no rivals of a typed one by their rule scores.
UNTYPED = (OPEN, MARKED, POINTED)
#: Proposers that the scorer knows by the name of another: a span of the user's own model is worth
#: what one of the reader is worth.
WORTH_AS = {POINTED: MARKED}
#: The least support whose logarithm is told apart.
LEAST_SUPPORT = 0.001
#: The zones that are near a candidate by their worth, and those of its sentence.
NEAR, IN_SENTENCE = 0.95, 0.75

#: The feature that counts each rule.
FAMILIES = {
    **{rule.name: "log_constraint" for rule, _ in CONSTRAINT_RULES},
    **{rule.name: "log_statement" for rule, _ in STATEMENT_RULES},
    **{rule.name: "log_gap" for rule, _ in PENALTIES},
    **{rule.name: "log_period" for rule in vars(period_rules).values() if isinstance(rule, Rule)},
    **{
        rule.name: "log_operation"
        for rule in vars(operation_rules).values()
        if isinstance(rule, Rule)
    },
    "missing_noun": "log_gap",
    OTHER_HEADER.name: "log_header",
}


@dataclass(frozen=True)
class Found:
    """What was found for a question: the contexts of its passages with their likelihoods of holding
    the answer, all scored candidates (best first), the overlaps of its texts, what the reader says
    about the likeliest passages (None without a reader), what came of asking the user's own model
    (None without one), and the rows of tables that its words find, if it asks for a figure."""

    question: QuestionModel
    contexts: Sequence[CandidateContext]
    scored: Sequence[ScoredCandidate]
    overlap: Overlap
    likelihoods: Sequence[float]
    reading: Reading | None = None
    own_model: ModelNote | None = None
    rows: Sequence[Hit] = ()

    @cached_property
    def candidates(self) -> list[ScoredCandidate]:
        """The best candidate of each content, best first."""
        return distinct(self.scored)

    @cached_property
    def likelihood_of(self) -> dict[int, float]:
        """The likelihood of each passage, by the `id` of its context."""
        return {
            id(context): likelihood
            for context, likelihood in zip(self.contexts, self.likelihoods, strict=True)
        }

    @cached_property
    def support(self) -> ReadSupport | None:
        """How far the reader supports the candidates, None without a reader."""
        return None if self.reading is None else ReadSupport(self.reading, self.contexts)


def features_of(found: Found, rivals: Sequence[ScoredCandidate]) -> list[dict[str, float]]:
    """The features of each of the `rivals`, the best of the candidates."""
    shared = _question_features(found)
    read = _reader_features(found, rivals)
    best_score = max((c.hit.score for c in found.contexts), default=0.0)
    return [
        {
            **shared,
            **_kind_features(scored_kind(scored.candidate.kind, shared)),
            **_zone_features(found.question, scored),
            **_rule_features(found.question, scored),
            **_extraneous_features(found.question, scored),
            **_overlap_features(found, scored, shared["best_pairs"]),
            **_passage_features(scored.candidate, best_score),
            **_likelihood_features(found, scored),
            **_rival_features(scored, rivals),
            **{name: scored.features.get(name, 0.0) for name in CLAUSE_FACTS},
            **{f"by_{name}": float(_source(scored) == name) for name in SOURCES},
            **said,
            "neighbours": _neighbours(scored, found.scored),
        }
        for scored, said in zip(rivals, read, strict=True)
    ]


def _kind_features(own: str) -> dict[str, float]:
    return {f"is_{kind}": float(own == kind) for kind in KINDS}


def _source(scored: ScoredCandidate) -> str:
    return WORTH_AS.get(scored.candidate.source, scored.candidate.source)


def _question_features(found: Found) -> dict[str, float]:
    question = found.question
    named = [v for v in question.constraints if v.category != "home"]
    typed = [s.rule_score for s in found.candidates if s.candidate.source not in UNTYPED]
    return {
        "best_pairs": found.overlap.best_sentence(found.contexts),
        "best_rule_score": max(typed, default=0.0),
        "terms": min(1.0, len(question.terms) / MANY_TERMS),
        "has_constraint": float(bool(named)),
        "has_period": float(bool(question.periods)),
        "has_focus": float(question.focus.known),
        "asks_computed": float(question.operation.kind in COMPUTED),
        **{f"asks_{name}": float(question.answer_type in t) for name, t in ASKED_TYPES.items()},
        "crowd": _log_share(len(typed), MANY_CANDIDATES),
    }


def _zone_features(question: QuestionModel, scored: ScoredCandidate) -> dict[str, float]:
    near = sentence = far = 0.0
    for term, worth in scored.worths.items():
        if worth >= NEAR:
            near += term.weight
        elif worth >= IN_SENTENCE:
            sentence += term.weight
        elif worth > 0:
            far += term.weight
    missing = [term for term, worth in scored.worths.items() if worth == 0.0]
    features, zones = scored.features, zones_of(scored.candidate)
    if "proximity" in features:
        features = {**features, "focus": focus(question, zones), "order": order(question, zones)}
    else:
        features = {**features, "proximity": proximity(question, scored.candidate)}
    return {
        "rule_score": scored.rule_score,
        "coverage": _share(features["coverage"]),
        "covered_near": _share(near),
        "covered_sentence": _share(sentence),
        "covered_far": _share(far),
        "missing": _share(sum(term.weight for term in missing)),
        "missing_noun": _share(sum(term.weight for term in missing if term.is_noun)),
        "missing_required": float(any(term.required for term in missing)),
        "named_near": _named_near(scored),
        "proximity": _share(features["proximity"]),
        "focus": _share(features["focus"]),
        "order": _share(features["order"]),
        "form": _share(features["form"]),
    }


def _named_near(scored: ScoredCandidate) -> float:
    """The share of the terms that must be met, by weight, in the candidate's sentence or headers; 1
    without such terms."""
    required = [(t.weight, worth) for t, worth in scored.worths.items() if t.required]
    total = sum(weight for weight, _ in required)
    near = sum(weight for weight, worth in required if worth >= IN_SENTENCE)
    return _share(near / total) if total else 1.0


def _rule_features(question: QuestionModel, scored: ScoredCandidate) -> dict[str, float]:
    logs = dict.fromkeys((*FAMILIES.values(), "log_other"), 0.0)
    for rule in scored.rules:
        family = FAMILIES.get(rule.name, "log_other")
        if rule.factor > 0:
            logs[family] += math.log(max(rule.factor, math.exp(LEAST_LOG)))
    applied = {rule.name for rule in scored.rules}
    return {
        **{f"rule_{name}": float(name in applied) for name in WEIGHED_RULES},
        **{family: max(LEAST_LOG, value) for family, value in logs.items()},
        "in_conflict": float(bool(scored.conflicts)),
        "period_met": float(bool(question.periods) and logs["log_period"] == 0.0),
    }


def _extraneous_features(question: QuestionModel, scored: ScoredCandidate) -> dict[str, float]:
    candidate = scored.candidate
    zones = zones_of(candidate)
    return {
        "extraneous_measure": extraneous_share(question, candidate.measure),
        "extraneous_segment": extraneous_share(question, zones.segment),
        "extraneous_clause": extraneous_share(question, zones.clause),
        "extraneous_headers": extraneous_share(question, zones.headers),
        "extraneous_change": float(candidate.is_change and Cue.CHANGE not in question.cues),
        "header_loss": _share(extraneous_headers(question, candidate)),
    }


def _overlap_features(found: Found, scored: ScoredCandidate, best: float) -> dict[str, float]:
    candidate = scored.candidate
    sentence = found.overlap.of_sentence(candidate.context, candidate.start)
    passage = found.overlap.of_passage(candidate.context)
    text = candidate.context.text[candidate.start : candidate.end]
    own = {left + right for left, right in pairwise(text)}
    return {
        "words": _share(sentence.words),
        "pairs": _share(sentence.pairs),
        "pairs_passage": _share(passage.pairs),
        "pairs_best": _share(sentence.pairs / best) if best else 0.0,
        "longest": _share(sentence.longest / LONGEST),
        "unmet": _share(passage.unmet / UNMET),
        "unmet_sentence": _share(sentence.unmet / UNMET),
        "echo": sum(pair in found.question.text for pair in own) / len(own) if own else 0.0,
        "length": _log_share(len(text), LONG),
    }


def _passage_features(candidate: Candidate, best_score: float) -> dict[str, float]:
    score = candidate.context.hit.score
    return {
        "rank": 1 / (1 + candidate.context.rank),
        "hit_score": _share(score / best_score) if best_score > 0 else 0.0,
        "is_total": float(candidate.total),
        "is_range": float(candidate.value_high is not None),
    }


def _likelihood_features(found: Found, scored: ScoredCandidate) -> dict[str, float]:
    context = scored.candidate.context
    likelihood = found.likelihood_of.get(id(context), 0.0)
    return {
        "likelihood": likelihood,
        "likelihood_log": log_share(likelihood),
        "is_likeliest": float(likelihood > 0 and likelihood == max(found.likelihoods)),
    }


def _rival_features(scored: ScoredCandidate, rivals: Sequence[ScoredCandidate]) -> dict[str, float]:
    own = scored.rule_score
    others = [
        rival.rule_score
        for rival in rivals
        if rival is not scored
        and rival.candidate.source not in UNTYPED
        and not overlap(scored, rival)
    ]
    equals = sum(abs(score - own) < EQUAL_SCORES for score in others)
    return {
        "agreement": max(0.0, min(1.0, (len(scored.passages) - 1) / MANY_PASSAGES)),
        "lead": own - max(others, default=0.0),
        "equals": min(1.0, equals / MANY_EQUALS),
    }


def _reader_features(found: Found, rivals: Sequence[ScoredCandidate]) -> list[dict[str, float]]:
    """The features of each of the rivals; all 0 without a reader."""
    support, reading = found.support, found.reading
    if support is None or reading is None:
        return [{feature.name: 0.0 for feature in READER_FEATURES} for _ in rivals]
    first = max(rivals, key=lambda scored: scored.rule_score, default=None)
    features = []
    for scored in rivals:
        own, rank = support.of(scored), support.rank(scored)
        place = support.place(scored.candidate.context)
        # Of a passage that was not read nothing is known; only a span elsewhere may say the same.
        is_known = place is not None or own >= LEAST_SUPPORT
        logarithm = math.log(max(own, LEAST_SUPPORT)) / -math.log(LEAST_SUPPORT)
        features.append(
            {
                "reader_used": 1.0,
                "reader_nowhere": reading.nowhere,
                "reader_best": min(1.0, support.best),
                "reader_read": float(place is not None),
                "reader_said": 0.0 if place is None else 1 - reading.not_said[place],
                "reader_support": own,
                "reader_log": logarithm if is_known else 0.0,
                "reader_rank": 0.0 if rank is None else 1 / (1 + rank),
                "reader_margin": max(-1.0, own - support.of_others(scored)) if is_known else 0.0,
                "reader_overrules": float(is_overruled(scored, own)),
                "reader_first": float(rank == 0),
                "reader_and_rules": float(rank == 0 and scored is first),
            }
        )
    return features


def _neighbours(scored: ScoredCandidate, others: Sequence[ScoredCandidate]) -> float:
    """Other candidates of its kind and class of unit in its sentence, 1 from MANY_NEIGHBOURS on."""
    own = scored.candidate
    low, high = own.context.sentence_of(own.start)
    unit = unit_class(own.unit)
    spans = {
        other.candidate.start
        for other in others
        if other.candidate.context is own.context
        and low <= other.candidate.start < high
        and other.candidate.kind == own.kind
        and unit_class(other.candidate.unit) == unit
        and not overlap(scored, other)
    }
    return min(1.0, len(spans) / MANY_NEIGHBOURS)


def overlap(left: ScoredCandidate, right: ScoredCandidate) -> bool:
    """True for two candidates that share characters of one passage."""
    one, other = left.candidate, right.candidate
    same_context = one.context is other.context
    return same_context and one.start < other.end and other.start < one.end


def _log_share(count: int, most: int) -> float:
    return min(1.0, math.log1p(count) / math.log1p(most))


def _share(value: float) -> float:
    return max(0.0, min(1.0, value))
