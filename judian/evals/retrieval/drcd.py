"""Open-domain retrieval on DRCD: the rank of the right paragraph for each question.

DRCD (Shao, Liu, Lai, Tseng & Tsai, "DRCD: a Chinese Machine Reading Comprehension Dataset",
2018) is not shipped; its path is an argument. Every paragraph is one passage. Distractors, such as
the articles of the ROC laws, enlarge the collection: each block between blank lines of a text
file is one passage.
"""

from __future__ import annotations

import json
import sys
import tarfile
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.documents.entries import document_entry, passage_entry, with_findings
from judian.core.errors import JudianError
from judian.core.identity import identity
from judian.core.model import DocumentInfo, Kind, Passage
from judian.engines.registry import open_engine
from judian.search.requests.values import SearchRequest
from judian.search.service import Service

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from judian.core.engine import Writer

#: Hits per question: MRR@10 and R@5 need no more.
DEPTH = 10


@dataclass(frozen=True, slots=True)
class DrcdQuestion:
    """One question, the id of its paragraph, the accepted answers, and where the first of them
    begins in the paragraph."""

    text: str
    passage: str
    answers: tuple[str, ...]
    start: int = 0


@dataclass(frozen=True, slots=True)
class DrcdParagraph:
    """One passage of text: the `number`-th (from 1) of its document."""

    document: str
    number: int
    text: str

    @property
    def id(self) -> str:
        """The id of its passage."""
        return f"{self.document}-{self.number}"


def read_drcd(path: Path) -> tuple[list[DrcdParagraph], list[DrcdQuestion]]:
    """The paragraphs and questions of a file in SQuAD's format. Raises ValueError."""
    paragraphs, questions = [], []
    try:
        for article in json.loads(path.read_text("utf-8"))["data"]:
            for number, entry in enumerate(article["paragraphs"], 1):
                paragraph = DrcdParagraph(f"drcd-{article['id']}", number, entry["context"])
                paragraphs.append(paragraph)
                for qa in entry["qas"]:
                    answers = tuple(a["text"] for a in qa["answers"])
                    start = qa["answers"][0]["answer_start"]
                    questions.append(DrcdQuestion(qa["question"], paragraph.id, answers, start))
    except (KeyError, IndexError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path} is not in the format of DRCD: {error!r}") from error
    return paragraphs, questions


def read_distractors(path: Path) -> Iterator[DrcdParagraph]:
    """Yield the blocks between blank lines of every .txt file in a folder or a tar archive."""
    for name, text in _texts(path):
        for number, block in enumerate(filter(None, map(str.strip, text.split("\n\n"))), 1):
            yield DrcdParagraph(name, number, block)


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    if path.is_dir():
        for file in sorted(path.rglob("*.txt")):
            yield file.relative_to(path).as_posix(), file.read_text("utf-8")
        return
    with tarfile.open(path) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.name.endswith(".txt") else None
            if content is not None:
                yield member.name, content.read().decode("utf-8")


def fill(writer: Writer, paragraphs: Iterable[DrcdParagraph], *, figures: bool) -> int:
    """Add all paragraphs with their documents; returns their number.

    With `figures`, which answers need, figures and instruments are extracted too.
    """
    count = 0
    for name, members in groupby(paragraphs, key=lambda p: p.document):
        info = DocumentInfo(id=name, title="", sources=(name,), format="text", sha256="0" * 64)
        passages: Iterable[Passage] = [_passage(member) for member in members]
        if figures:
            passages = with_findings(list(passages), info, None)
        writer.put_document(document_entry(info, ""))
        entries = [passage_entry(passage, info, None) for passage in passages]
        writer.add_passages(entries)
        count += len(entries)
    return count


def _passage(paragraph: DrcdParagraph) -> Passage:
    return Passage(
        id=paragraph.id,
        doc_id=paragraph.document,
        ordinal=paragraph.number,
        kind=Kind.PARAGRAPH,
        text=paragraph.text,
        start=0,
        end=len(paragraph.text),
        paragraph=paragraph.number,
    )


def rank(service: Service, question: DrcdQuestion) -> int | None:
    """The rank of the right paragraph from 1, None if it is not among the first DEPTH."""
    found = [hit.id for hit in service.search(SearchRequest(question.text, size=DEPTH)).hits]
    return found.index(question.passage) + 1 if question.passage in found else None


def retrieval(ranks: Iterable[int | None]) -> dict[str, float]:
    """R@1, R@5 and MRR@10 (the mean of 1/rank, 0 if not found), each in [0, 1]."""
    all_ranks = list(ranks)
    found = [r for r in all_ranks if r is not None]
    count = max(1, len(all_ranks))
    return {
        "R@1": sum(r == 1 for r in found) / count,
        "R@5": sum(r <= 5 for r in found) / count,
        "MRR@10": sum(1 / r for r in found) / count,
    }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m judian.evals drcd`."""
    parser.add_argument("file", type=Path, help="DRCD_dev.json")
    parser.add_argument(
        "--distractors", type=Path, help="folder or tar archive of text files to add"
    )
    parser.add_argument("--limit", type=int, help="ask only this many questions, evenly spread")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def main(args: argparse.Namespace) -> int:
    """Build, ask, print; 0, or 2 if a file cannot be read."""
    try:
        measured = measure(args.file, args.distractors, limit=args.limit)
    except (OSError, ValueError, tarfile.TarError, JudianError) as error:
        print(error, file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(measured))
        return 0
    print(f"{measured.pop('passages'):.0f} passages, {measured.pop('questions'):.0f} questions")
    for name, value in measured.items():
        print(f"{name:<10}{value:7.2%}" if name != "MRR@10" else f"{name:<10}{value:7.4f}")
    return 0


def measure(
    path: Path, distractors: Path | None = None, *, limit: int | None = None
) -> dict[str, float]:
    """All measures by name, with the numbers of `passages` and `questions`."""
    paragraphs, questions = read_drcd(path)
    questions = spread(questions, limit)
    with service_over(paragraphs, distractors, figures=False) as (service, count):
        measured = {"passages": float(count), "questions": float(len(questions))}
        return measured | retrieval(rank(service, q) for q in questions)


def spread(questions: list[DrcdQuestion], limit: int | None) -> list[DrcdQuestion]:
    """At most `limit` of the questions, evenly spread; None: all."""
    return questions[:: max(1, len(questions) // limit)][:limit] if limit else questions


@contextmanager
def service_over(
    paragraphs: Iterable[DrcdParagraph], distractors: Path | None, *, figures: bool
) -> Iterator[tuple[Service, int]]:
    """A service over a new index of the paragraphs and distractors, and the number of passages;
    removed at the end. `figures`, which answers need, are those of the paragraphs."""
    with tempfile.TemporaryDirectory(prefix="judian-drcd-", ignore_cleanup_errors=True) as folder:
        engine = open_engine("whoosh", Path(folder) / "index", identity())
        with engine.writer() as writer:
            count = fill(writer, paragraphs, figures=figures)
            if distractors is not None:
                count += fill(writer, read_distractors(distractors), figures=False)
            writer.commit()
        service = Service(engine)
        try:
            yield service, count
        finally:
            service.close()
