"""The scorer: from the features of rival candidates to the probability that each is the answer.

A conditional logit with abstention (McFadden, "Conditional logit analysis of qualitative choice
behavior", 1974): each candidate has a utility, a weighted sum of its features; the utility of
saying nothing is 0; the probability of a candidate is its share of the exponentials of all
utilities. A candidate with an equal rival is thus doubtful however well it fits. Each kind of
candidate has weights of its own.

The weights are learned (`python -m judian.evals train-scorer`) and kept in one readable file,
`data/scorer.json`, with its card: what it was learned from and how well it does on texts that it
was not learned from.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judian.search.answers.scoring.feature_table import ARTICLE, FEATURES, KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MODEL = Path(__file__).parent / "data" / "scorer.json"
#: The two parts of the file: for passages that were read by the reader, and for all others.
READ, UNREAD = "kinds", "without_reader"
#: The least and the greatest confidence that is shown.
LEAST_CONFIDENCE, GREATEST_CONFIDENCE = 0.01, 0.99


@dataclass(frozen=True, slots=True)
class KindScorer:
    """What was learned for one kind of candidate.

    `weights` are in logits for each unit of a feature, `typical` the mean values of the features of
    right answers. The confidence of a probability p is the logistic function of
    `slope` * logit(p) + `offset`; an answer is given from the confidence `bar` on.
    """

    bias: float
    weights: Mapping[str, float]
    typical: Mapping[str, float]
    slope: float
    offset: float
    bar: float

    def contributions(self, features: Mapping[str, float]) -> dict[str, float]:
        """The part of the utility that each feature gives, in logits."""
        return {name: weight * features[name] for name, weight in self.weights.items()}

    def utility(self, features: Mapping[str, float]) -> float:
        """The utility of a candidate, in logits; that of saying nothing is 0."""
        return self.bias + sum(self.contributions(features).values())

    def confidence(self, probability: float) -> float:
        """The estimated share of right answers among those with this probability."""
        odds = self.slope * logit(probability) + self.offset
        return max(LEAST_CONFIDENCE, min(GREATEST_CONFIDENCE, 1 / (1 + math.exp(-odds))))

    def decisive(self, features: Mapping[str, float]) -> dict[str, float]:
        """How much more each feature gives than it does for a typical right answer, in logits."""
        return {
            name: weight * (features[name] - self.typical[name])
            for name, weight in self.weights.items()
        }


@dataclass(frozen=True, slots=True)
class Scorer:
    """The scorers of all kinds, and the card of the file that they come from. `without_reader` is
    the scorer for questions whose passages were not read: it weighs none of the reader's features,
    and its thresholds are its own."""

    kinds: Mapping[str, KindScorer]
    card: Mapping[str, Any]
    without_reader: Mapping[str, KindScorer]

    def of(self, kind: str, features: Mapping[str, float]) -> KindScorer:
        """The scorer of a candidate of a kind with these features."""
        kinds = self.kinds if features["reader_used"] else self.without_reader
        return kinds[scored_kind(kind, features)]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Scorer:
        """The scorer of a model file. Raises ValueError if it weighs a feature that is not in
        `feature_table.FEATURES` or leaves out a kind."""
        kinds, without = (_kind_scorers(data[name]) for name in (READ, UNREAD))
        return cls(kinds, data["card"], without)


def scored_kind(kind: str, features: Mapping[str, float]) -> str:
    """The kind, among KINDS, as which a candidate of `kind` is weighed: an entity as an article if
    the question asks for one."""
    return ARTICLE if kind == "entity" and features["asks_article"] else kind


def _kind_scorers(entries: Mapping[str, Mapping[str, Any]]) -> Mapping[str, KindScorer]:
    kinds = {kind: KindScorer(**entry) for kind, entry in entries.items()}
    unknown = {name for kind in kinds.values() for name in kind.weights} - FEATURES.keys()
    if unknown or kinds.keys() != set(KINDS):
        raise ValueError(f"unknown features {sorted(unknown)}, kinds {sorted(kinds)}")
    return kinds


def shares(utilities: Sequence[float], doubts: Sequence[Sequence[float]] = ()) -> list[float]:
    """The shares of the exponentials of utilities, beside that of saying nothing. `doubts` are for
    each the utilities of further rivals that only it has."""
    greatest = max(0.0, *utilities, *(u for own in doubts for u in own)) if utilities else 0.0
    exponentials = [math.exp(utility - greatest) for utility in utilities]
    total = math.exp(-greatest) + sum(exponentials)
    further = [sum(math.exp(u - greatest) for u in own) for own in doubts] or [0.0] * len(utilities)
    return [
        exponential / (total + doubt)
        for exponential, doubt in zip(exponentials, further, strict=True)
    ]


#: The kinds whose spans have open borders: a longer or shorter span says nearly the same.
OPEN_SPANS = frozenset(("list", "entity", "definition", "passage", ARTICLE))


def joined(probabilities: Sequence[float], spans: Sequence[tuple[str, str]]) -> list[float]:
    """The probability of each candidate (kind and text) together with those of the same kind whose
    text holds its own or is held by it: they do not speak against each other."""
    return [
        sum(
            probability
            for probability, (other, longer) in zip(probabilities, spans, strict=True)
            if other == kind and (text in longer or longer in text)
        )
        if kind in OPEN_SPANS
        else own
        for own, (kind, text) in zip(probabilities, spans, strict=True)
    ]


def logit(probability: float) -> float:
    """The logarithm of the odds; probabilities are kept from 0 and 1."""
    within = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(within / (1 - within))


@cache
def shipped_scorer() -> Scorer:
    """The scorer that ships with the program."""
    return Scorer.from_json(json.loads(MODEL.read_text("utf-8")))
