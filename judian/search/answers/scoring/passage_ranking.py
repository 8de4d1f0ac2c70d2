"""How likely each passage that was found is to hold the answer.

A conditional logit with abstention, as the scorer of candidates: the probability of a passage is
its share of the exponentials of all utilities, beside that of none, whose utility is 0. The weights
are learned by `python -m judian.evals train-passages` and kept in `data/passages.json`.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judian.search.answers.scoring.feature_table import Feature
from judian.search.answers.scoring.scorer import shares
from judian.zh.questions.forms import AnswerType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.answers.question.model import QuestionModel
    from judian.search.answers.scoring.overlap import Overlap
    from judian.search.answers.scoring.score import ScoredCandidate

MODEL = Path(__file__).parent / "data" / "passages.json"
#: A passage with fewer characters is a heading, a label or a cell.
SHORT = 25
#: The length, in characters, of a stretch of the question without a pair in the passage that counts
#: fully.
UNMET = 8

_SHARE, _FLAG = (0.0, 1.0), (0.0, 1.0)
PASSAGE_FEATURES = (
    Feature("hit_score", *_SHARE, "its score as a share of the best one's"),
    Feature("rank", *_SHARE, "1 / its rank among the passages found, 0 for a further row"),
    Feature("is_further", *_FLAG, "1 for a table row that only the search for rows found"),
    Feature("words", *_SHARE, "overlap in words of it and what stands above it"),
    Feature("pairs", *_SHARE, "the same in pairs of characters"),
    Feature("unmet", *_SHARE, "the longest stretch of the question of which both hold nothing, "
            "1 from 8 characters on"),
    Feature("sentence", *_SHARE, "overlap in pairs of its best sentence"),
    Feature("is_row", *_FLAG, "1 for a table row"),
    Feature("is_figure_row", *_FLAG, "1 for a table row where a figure is asked for"),
    Feature("has_figure", *_FLAG, "1 if a figure is asked for and it has one"),
    Feature("is_short", *_FLAG, "1 for fewer than 25 characters"),
    Feature("candidate", *_SHARE, "the greatest score by formula and rules of a candidate in it"),
    Feature("candidate_rank", *_SHARE, "1 / the rank of that candidate among all, 0 without one"),
    Feature("document", *_SHARE, "the part of its document in what was found, each passage by "
            "1 / its rank, as a share of the greatest part"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PassageRanker:
    """What was learned: `weights` in logits for each unit of a feature, and `bias`."""

    bias: float
    weights: Mapping[str, float]
    card: Mapping[str, Any]

    def likelihoods(self, features: Sequence[Mapping[str, float]]) -> list[float]:
        """The probability of each passage that it holds the answer; the sum is less than 1."""
        return shares([self._utility(one) for one in features])

    def _utility(self, features: Mapping[str, float]) -> float:
        return self.bias + sum(w * features[name] for name, w in self.weights.items())

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> PassageRanker:
        """The ranker of a model file. Raises ValueError unless it weighs just the features."""
        names = {feature.name for feature in PASSAGE_FEATURES}
        if data["weights"].keys() != names:
            raise ValueError(f"not the features: {sorted(data['weights'].keys() ^ names)}")
        return cls(data["bias"], data["weights"], data["card"])


@cache
def shipped_ranker() -> PassageRanker:
    """The ranker that ships with the program."""
    return PassageRanker.from_json(json.loads(MODEL.read_text("utf-8")))


def likelihoods_of(
    question: QuestionModel,
    contexts: Sequence[CandidateContext],
    overlap: Overlap,
    scored: Sequence[ScoredCandidate],
) -> list[float]:
    """The probability of each passage that it holds the answer; `scored` are the candidates, best
    first."""
    return shipped_ranker().likelihoods(passage_features(question, contexts, overlap, scored))


def passage_features(
    question: QuestionModel,
    contexts: Sequence[CandidateContext],
    overlap: Overlap,
    scored: Sequence[ScoredCandidate],
) -> list[dict[str, float]]:
    """The features of each passage; `scored` are the candidates, best first."""
    greatest = max((c.hit.score for c in contexts if not c.is_further), default=0.0)
    documents = _parts_of_documents(contexts)
    best: dict[int, tuple[float, float]] = {}
    for number, one in enumerate(each for each in scored if not each.is_vetoed):
        best.setdefault(id(one.candidate.context), (one.score, 1 / (1 + number)))
    is_figure = question.answer_type is AnswerType.FIGURE
    rows = []
    for context in contexts:
        around = overlap.of_passage(context)
        candidate, rank = best.get(id(context), (0.0, 0.0))
        rows.append(
            {
                "hit_score": _share(context.hit.score, greatest),
                "rank": 0.0 if context.is_further else 1 / (1 + context.rank),
                "is_further": float(context.is_further),
                "words": around.words,
                "pairs": around.pairs,
                "unmet": min(1.0, around.unmet / UNMET),
                "sentence": _best_sentence(context, overlap),
                "is_row": float(context.is_row),
                "is_figure_row": float(context.is_row and is_figure),
                "has_figure": float(is_figure and bool(context.hit.passage.figures)),
                "is_short": float(len(context.text) < SHORT),
                "candidate": candidate,
                "candidate_rank": rank,
                "document": documents.get(context.hit.document.id, 0.0),
            }
        )
    return rows


def _share(score: float, greatest: float) -> float:
    return min(1.0, score / greatest) if greatest > 0 else 0.0


def _best_sentence(context: CandidateContext, overlap: Overlap) -> float:
    """The greatest overlap in pairs of a sentence of the passage, or of the row."""
    if context.is_row or not context.sentences:
        return overlap.of_pairs(context.text)
    return max(overlap.of_pairs(context.text[low:high]) for low, high in context.sentences)


def _parts_of_documents(contexts: Sequence[CandidateContext]) -> dict[str, float]:
    """The sum of 1 / rank of the passages of each document, as a share of the greatest sum."""
    parts: dict[str, float] = {}
    for context in contexts:
        if not context.is_further:
            document = context.hit.document.id
            parts[document] = parts.get(document, 0.0) + 1 / (1 + context.rank)
    greatest = max(parts.values(), default=1.0)
    return {document: part / greatest for document, part in parts.items()}


#: The least likelihood whose logarithm is told apart.
LEAST = math.exp(-8.0)


def log_share(likelihood: float) -> float:
    """The logarithm of a likelihood as a share, in [-1, 0], of that of the least one."""
    return math.log(max(LEAST, likelihood)) / -math.log(LEAST)
