"""Makes examples for the reader from question files with evidence: `python -m judian.evals
reader-asked QUESTIONS@SOURCES … --out FOLDER`.

Each question is kept with the passage that holds its evidence and with the passages that a search
for it finds, as answering finds them, and others of the same document. A question without an answer
is kept with the statement that a careless reader would take.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core.errors import JudianError
from judian.evals.questions.ask import built
from judian.evals.questions.halves import READER, SCORER, half_of
from judian.evals.questions.judge import load
from judian.evals.reader.records import ReaderCollection, ReaderRecord, write_collection
from judian.evals.reader.spotting import answer_span, says
from judian.search.answers.candidates.context import CandidateContext
from judian.search.answers.reader.inputs import passage_input
from judian.search.answers.reader.loading import OFF
from judian.search.service import Service

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from judian.evals.questions.judge import ExpectedAnswer
    from judian.search.answers.reader.inputs import PassageInput

#: Passages found by a search, and further ones of the document, that are read beside the evidence.
FOUND, BESIDE = 7, 2
#: What a question without an answer is called among the changes (`ReaderRecord.change`).
UNANSWERED = "unanswered"
SEED = 5
_BOTH = "both"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command line of this measurement."""
    parser.add_argument("sets", nargs="+", metavar="QUESTIONS@SOURCES")
    parser.add_argument("--out", required=True, type=Path, help="folder for the examples")
    parser.add_argument(
        "--half",
        choices=(READER, SCORER, _BOTH),
        default=READER,
        help="the documents that are taken (default: the reader's)",
    )


def main(args: argparse.Namespace) -> int:
    """Exit status: 0, or 2 if a file cannot be read."""
    maker = AskedMaker()
    counts: Counter[tuple[str, bool]] = Counter()
    try:
        for each in args.sets:
            questions, _, sources = each.rpartition("@")
            if not questions:
                raise ValueError(f"{each} is not QUESTIONS@SOURCES")
            with built(Path(sources)) as index:
                service = Service.open(index, answer_reader=OFF)
                try:
                    for expected in _chosen(Path(questions), Path(sources), args.half):
                        counts[expected.kind, maker.add(service, expected)] += 1
                finally:
                    service.close()
    except (OSError, ValueError, RuntimeError, JudianError) as error:
        print(error, file=sys.stderr)
        return 2
    write_collection(args.out, ReaderCollection(maker.records, maker.passages))
    for kind in sorted({kind for kind, _ in counts}):
        print(f"{kind:12} kept {counts[kind, True]:5}  left out {counts[kind, False]:4}")
    return 0


def _chosen(questions: Path, sources: Path, half: str) -> Iterator[ExpectedAnswer]:
    """Yield the questions with evidence over documents of `sources` of a half."""
    for expected in load(questions):
        document = expected.document
        if document and expected.evidence and expected.kind != "retrieval":
            is_chosen = half in (_BOTH, half_of(document))
            if is_chosen and any(sources.rglob(document)):
                yield expected


@dataclass(slots=True)
class AskedMaker:
    """Collects questions and their passages over several indexes."""

    records: list[ReaderRecord] = field(default_factory=list)
    passages: dict[str, PassageInput] = field(default_factory=dict)
    _documents: dict[tuple[int, str], list[CandidateContext]] = field(default_factory=dict)

    def add(self, service: Service, expected: ExpectedAnswer) -> bool:
        """Add a question; False if no passage of its document holds evidence and answer."""
        key = id(service), expected.document or ""
        if key not in self._documents:
            self._documents[key] = _of_document(service, key[1])
        own = self._documents[key]
        holders = [context for context in own if says(context, expected.evidence)]
        held = next(_held(holders, expected), None)
        if held is None:
            return False
        searched = service.candidates(expected.question)
        rivals = _rivals(searched.contexts, own, expected)
        # A context that was found has the lines above it.
        first = next((c for c in searched.contexts if c.hit.id == held[0].hit.id), held[0])
        holding = {context.hit.id for context in holders}
        contexts = [first, *(c for c in rivals if c.hit.id not in holding)]
        for context in contexts:
            self.passages.setdefault(context.hit.id, passage_input(context))
        self.records.append(
            ReaderRecord(
                searched.question.text,
                expected.kind,
                expected.document or "",
                tuple(context.hit.id for context in contexts),
                () if held[1] is None else ((0, *held[1]),),
                UNANSWERED if held[1] is None else "",
            )
        )
        return True


def _held(
    holders: Sequence[CandidateContext], expected: ExpectedAnswer
) -> Iterator[tuple[CandidateContext, tuple[int, int] | None]]:
    """Yield the passages that hold the evidence and the answer, with its span; for a question
    without an answer all that hold the evidence, with None."""
    for context in holders:
        span = None if expected.kind == "none" else answer_span(context, expected)
        if span is not None or expected.kind == "none":
            yield context, span


def _rivals(
    found: Sequence[CandidateContext], own: Sequence[CandidateContext], expected: ExpectedAnswer
) -> list[CandidateContext]:
    """The first passages found, and some others of the document, that hold no accepted answer."""
    rivals = list(found[:FOUND])
    known = {context.hit.id for context in rivals}
    others = [context for context in own if context.hit.id not in known]
    rng = random.Random(f"{SEED} {expected.id}")
    rivals += rng.sample(others, min(BESIDE, len(others)))
    return [c for c in rivals if not any(says(c, answer) for answer in expected.answers)]


def _of_document(service: Service, name: str) -> list[CandidateContext]:
    """The passages of the document whose file has this name."""
    for document in service.documents():
        if Path(document.source).name == name:
            view = service.document(document.id)
            return [CandidateContext(service.passage(passage.id)) for passage in view.passages]
    return []
