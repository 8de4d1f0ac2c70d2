"""Questions with known answers, and the judgement of replies."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from judian.search.replies.results import Answer, Hit

#: Kinds of questions; `judian/evals/data/questions/README.md` describes each.
KINDS = (
    "figure",
    "table",
    "date",
    "list",
    "entity",
    "definition",
    "citation",
    "retrieval",
    "none",
)
#: A keyword query is right when the passage is among this many first hits.
RETRIEVAL_DEPTH = 3
#: Numbers are equal within this share of the larger one: floats must pass through JSON.
TOLERANCE = Decimal("1e-9")


@dataclass(frozen=True, slots=True)
class ExpectedAnswer:
    """One question with its right answers.

    `value` is the number in its base unit, for the kinds `figure` and `table`. `evidence` is a
    piece of the source text that the cited passage must contain, "" for any passage.
    """

    id: str
    question: str
    kind: str
    answers: tuple[str, ...]
    value: Decimal | None = None
    unit: str | None = None
    document: str | None = None
    evidence: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.id}: there is no kind {self.kind!r}")
        if self.kind in ("figure", "table") and self.value is None:
            raise ValueError(f"{self.id}: a {self.kind} needs a value")
        if self.kind == "retrieval" and not self.evidence:
            raise ValueError(f"{self.id}: a retrieval query needs evidence")
        if self.kind in ("date", "list", "entity", "definition", "citation") and not self.answers:
            raise ValueError(f"{self.id}: a {self.kind} needs answers")

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> ExpectedAnswer:
        """One line of a question file. Raises ValueError for an unknown or missing field."""
        unknown = data.keys() - {f.name for f in fields(cls)}
        missing = {"id", "question", "kind"} - data.keys()
        if unknown or missing:
            raise ValueError(f"{data.get('id', data)}: unknown {unknown}, missing {missing}")
        answers = data.get("answers", ())
        if isinstance(answers, str) or not isinstance(answers, Sequence):
            raise ValueError(f"{data['id']}: answers must be a list")
        text = {n: str(data[n]) for n in ("unit", "document", "evidence", "note") if data.get(n)}
        value = data.get("value")
        return cls(
            id=str(data["id"]),
            question=str(data["question"]),
            kind=str(data["kind"]),
            answers=tuple(map(str, answers)),
            value=None if value is None else Decimal(str(value)),
            **text,
        )


def load(path: Path) -> Iterator[ExpectedAnswer]:
    """Yield the questions of a JSON-lines file, in order.

    Raises ValueError with the line number.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield ExpectedAnswer.from_json(json.loads(line))
            except ValueError as error:
                raise ValueError(f"{path}:{number}: {error}") from error


def normalise_answer(text: str) -> str:
    """The text for comparison: width and 臺/台 folded, without white space and commas."""
    folded = unicodedata.normalize("NFKC", text)
    kept = "".join(c for c in folded if not c.isspace() and c != ",")
    return kept.replace("臺", "台").lower()


def is_right(expected: ExpectedAnswer, answer: Answer | None) -> bool:
    """True if the answer is right; None is right for the kind `none` only.

    A text is right if it contains an accepted answer (for a list: all of them) and is not much
    longer: at most four times its length plus 40 characters.
    """
    if expected.kind == "none" or answer is None:
        return expected.kind == "none" and answer is None
    if expected.kind in ("figure", "table"):
        return expected.value is not None and _same_number(expected.value, answer.value)
    given = normalise_answer(" ".join([answer.text, *answer.items]))
    accepted = [normalise_answer(a) for a in expected.answers]
    if expected.kind == "list":
        return all(a in given for a in accepted) and len(given) <= _longest(sum(map(len, accepted)))
    if expected.kind == "date" and normalise_answer(str(answer.value or "")) in accepted:
        return True
    return any(a in given and len(given) <= _longest(len(a)) for a in accepted)


def is_cited(expected: ExpectedAnswer, hit: Hit | None) -> bool:
    """True if the passage of `hit` contains the evidence."""
    return hit is not None and normalise_answer(expected.evidence) in normalise_answer(
        hit.passage.text
    )


def _longest(length: int) -> int:
    """Greatest length of a text that contains an answer of this length."""
    return 4 * length + 40


def _same_number(wanted: Decimal, given: Decimal | str | None) -> bool:
    if not isinstance(given, Decimal):
        return False
    return abs(given - wanted) <= TOLERANCE * max(Decimal(1), abs(wanted))
