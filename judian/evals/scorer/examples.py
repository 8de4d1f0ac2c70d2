"""Examples for the scorer: the candidates of questions with their features, each graded.

Every answerable question gives a second example, without the passages that hold a right candidate
or the evidence: the scorer must learn to say nothing there.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from judian.evals.questions.judge import ExpectedAnswer, is_cited, is_right, normalise_answer
from judian.evals.retrieval.drcd_answers import overlap
from judian.search.answers.pipeline import answer_of, without
from judian.search.answers.refusals import input_refusal
from judian.search.answers.scoring.calibration import rivals_of
from judian.search.answers.scoring.features import features_of
from judian.search.answers.scoring.scorer import scored_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from judian.evals.retrieval.drcd import DrcdQuestion
    from judian.search.answers.reader.reader import Reader
    from judian.search.answers.scoring.features import Found
    from judian.search.replies.results import Answer
    from judian.search.service import Service

#: Decimals of a feature in a file of examples.
DECIMALS = 4
#: The least overlap (F1 of characters) of an answer to an open question that counts as right.
OPEN_OVERLAP = 0.6
#: Characters of a candidate that are kept, to read what went wrong.
SHOWN = 40


@dataclass(frozen=True, slots=True)
class RatedCandidate:
    """One candidate: `grade` is 0 for a wrong one, 1 for a right one, and between for a right one
    that has too many or too few characters; one that is `ruled_out` by a rule is never chosen."""

    kind: str
    text: str
    grade: float
    features: dict[str, float]
    ruled_out: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its candidates, left out together with all of its `fold` (questions over
    the same texts). `kind` is the kind of the question (`judge.KINDS`), `removed`
    is True if the passages that answer it were taken away, `found` if a right candidate was
    among them before the first RIVALS were chosen."""

    collection: str
    fold: str
    id: str
    question: str
    kind: str
    removed: bool
    found: bool
    candidates: tuple[RatedCandidate, ...]

    @property
    def answerable(self) -> bool:
        """True if the right reply is an answer."""
        return self.kind != "none" and not self.removed

    @property
    def choices(self) -> list[RatedCandidate]:
        """The candidates that no rule rules out."""
        return [candidate for candidate in self.candidates if not candidate.ruled_out]

    def to_json(self) -> str:
        """One line of a file of examples."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Example:
        """The example of such a line."""
        data = json.loads(line)
        candidates = tuple(RatedCandidate(**candidate) for candidate in data.pop("candidates"))
        return cls(**data, candidates=candidates)


def examples_of_set(
    service: Service,
    collection: str,
    questions: Iterable[ExpectedAnswer],
    fold_of: Callable[[ExpectedAnswer], str],
) -> Iterator[Example]:
    """Yield the examples of a question set; keyword queries have none."""
    for expected in questions:
        if expected.kind == "retrieval":
            continue

        def grade(answer: Answer, expected: ExpectedAnswer = expected) -> float:
            return float(is_right(expected, answer))

        found = service.candidates(expected.question)
        evidence = {
            c.hit.id for c in found.contexts if expected.evidence and is_cited(expected, c.hit)
        }
        base = (collection, fold_of(expected), expected.id, expected.question, expected.kind)
        yield from _examples(base, found, grade, evidence, service.reader.reader)


def examples_of_reading(
    service: Service, collection: str, questions: Iterable[DrcdQuestion]
) -> Iterator[Example]:
    """Yield the examples of questions of reading comprehension, asked of all paragraphs."""
    for number, question in enumerate(questions):

        def grade(answer: Answer, question: DrcdQuestion = question) -> float:
            return _open_grade(question, answer)

        base = (collection, collection, f"{collection}-{number}", question.text, "open")
        found = service.candidates(question.text)
        yield from _examples(base, found, grade, {question.passage}, service.reader.reader)


def _open_grade(question: DrcdQuestion, answer: Answer) -> float:
    """The overlap with the accepted answer that is nearest, 0 below OPEN_OVERLAP. A sentence or a
    definition is right if it holds the accepted answer."""
    if answer.kind in ("passage", "definition"):
        given = normalise_answer(answer.text)
        return float(any(normalise_answer(a) in given for a in question.answers))
    best = max(overlap(answer.text, accepted) for accepted in question.answers)
    return best if best >= OPEN_OVERLAP else 0.0


def _examples(
    base: tuple[str, str, str, str, str],
    found: Found,
    grade: Callable[[Answer], float],
    evidence: set[str],
    reader: Reader | None,
) -> Iterator[Example]:
    if input_refusal(found.question) is not None:
        yield Example(*base, removed=False, found=False, candidates=())
        return
    grades = {id(s): grade(answer_of(s)) for s in found.scored}
    right = {s.candidate.context.hit.id for s in found.scored if grades[id(s)] > 0}
    yield Example(*base, removed=False, found=bool(right), candidates=_rated(found, grade))
    if base[-1] != "none" and (right or evidence):
        rest = without(found, right | evidence, reader)
        yield Example(*base, removed=True, found=False, candidates=_rated(rest, grade))


def _rated(found: Found, grade: Callable[[Answer], float]) -> tuple[RatedCandidate, ...]:
    passed, out = rivals_of(found)
    rivals, are_out = [*passed, *out], set(map(id, out))
    rated = []
    for scored, features in zip(rivals, features_of(found, rivals), strict=True):
        answer = answer_of(scored)
        rounded = {name: round(value, DECIMALS) for name, value in features.items()}
        graded = round(grade(answer), 3)
        rated.append(
            RatedCandidate(
                scored_kind(answer.kind, features),
                answer.text[:SHOWN],
                graded,
                rounded,
                id(scored) in are_out,
            )
        )
    return tuple(rated)


def read_examples(path: Path) -> list[Example]:
    """The examples of a file, in order."""
    with path.open(encoding="utf-8") as lines:
        return [Example.from_json(line) for line in lines]


def write_examples(path: Path, examples: Iterable[Example]) -> None:
    """Write a file of examples, one a line, whole or not at all."""
    incomplete = path.with_suffix(".part")
    with incomplete.open("w", encoding="utf-8") as lines:
        lines.writelines(example.to_json() + "\n" for example in examples)
    incomplete.replace(path)
