"""The question files that ship say what their source texts say."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from judian.evals.questions.judge import KINDS, ExpectedAnswer, load, normalise_answer
from tests.project import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILES = {
    "seeds": "seeds",
    "seeds-heldout": "seeds",
    "seeds-2": "seeds",
    "reports": "judian/evals/data/reports",
    "reports-heldout": "judian/evals/data/reports",
    "reports-2": "judian/evals/data/reports-2",
    "reports-3": "judian/evals/data/reports-3",
}
GOLD = {name: list(load(ROOT / f"judian/evals/data/questions/{name}.jsonl")) for name in FILES}
ALL = [(FILES[name], expected) for name, golds in GOLD.items() for expected in golds]

#: Layout that no passage shows: emphasis, and page numbers alone on a line.
LAYOUT = re.compile(r"</?b>|\*\*|\n\s*\n\s*\n\d{1,3}\n\s*\n")


def _read(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp950")


@pytest.fixture(scope="module")
def texts() -> Mapping[tuple[str, str], str]:
    """(folder, file name) → squeezed text without layout."""
    return {
        (folder, path.name): normalise_answer(LAYOUT.sub("\n", _read(path)))
        for folder in set(FILES.values())
        for path in (ROOT / folder).iterdir()
        if path.is_file()
    }


@pytest.mark.parametrize(("folder", "expected"), ALL, ids=[expected.id for _, expected in ALL])
def test_evidence_stands_in_its_document(
    folder: str, expected: ExpectedAnswer, texts: Mapping[tuple[str, str], str]
) -> None:
    if expected.kind == "none":
        assert not expected.answers
        assert not expected.evidence
        return
    assert expected.document is not None
    assert expected.evidence
    assert normalise_answer(expected.evidence) in texts[folder, expected.document]
    if expected.kind == "list":
        missing = [
            a
            for a in expected.answers
            if normalise_answer(a) not in texts[folder, expected.document]
        ]
        assert not missing
    elif expected.answers:
        assert any(
            normalise_answer(a) in texts[folder, expected.document] for a in expected.answers
        )


def test_ids_and_questions_are_unique() -> None:
    for counted in (Counter(g.id for _, g in ALL), Counter(g.question for _, g in ALL)):
        assert not [key for key, count in counted.items() if count > 1]


@pytest.mark.parametrize("name", FILES)
def test_every_kind_is_asked(name: str) -> None:
    kinds = Counter(expected.kind for expected in GOLD[name])
    few = {"definition", "citation"} if name.endswith("heldout") else set()
    assert set(KINDS) - few <= kinds.keys()
    assert kinds["none"] >= 0.1 * len(GOLD[name])


TRAINING = ROOT / "judian/evals/data/training"
TRAINED_ON = {
    "earlier-reports": ("../reports", "../reports-2", "../reports-3"),
    "reports": ("reports",),
    "more-reports": ("reports",),
    "further-reports": ("reports",),
}


@pytest.mark.parametrize("name", TRAINED_ON)
def test_training_questions_say_what_their_texts_say(name: str) -> None:
    read = {
        path.name: normalise_answer(LAYOUT.sub("\n", _read(path)).replace("|", ""))
        for folder in TRAINED_ON[name]
        for path in (TRAINING / folder).iterdir()
    }
    questions = list(load(TRAINING / f"{name}.jsonl"))
    assert len({expected.id for expected in questions}) == len(questions)
    wrong = []
    for expected in questions:
        text = read[expected.document or ""]
        stands = [normalise_answer(a) in text for a in expected.answers] or [True]
        all_needed = expected.kind == "list"
        if (
            normalise_answer(expected.evidence) not in text
            or not (all(stands) if all_needed else any(stands))
            or (expected.kind == "none") == bool(expected.answers)
        ):
            wrong.append(expected.id)
    assert not wrong
