"""The questions that the reader learns from, with the passages that are read for each.

A collection of questions is a folder with two files of JSON lines: `passages.jsonl` holds each
passage once, `questions.jsonl` the questions with the keys of their passages.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from judian.search.answers.reader.inputs import PassageInput, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

PASSAGES, QUESTIONS = "passages.jsonl", "questions.jsonl"


@dataclass(frozen=True, slots=True)
class ReaderRecord:
    """A folded question, the keys of the passages that are read for it, and where its answer is:
    (index among the passages, start, end) of each occurrence, none if they do not say.

    `change` names what was changed in a question that had an answer before; `document` is the
    source of the fact, by which records are held out.
    """

    question: str
    kind: str
    document: str
    passages: tuple[str, ...]
    answers: tuple[tuple[int, int, int], ...] = ()
    change: str = ""


@dataclass(frozen=True, slots=True)
class ReaderCollection:
    """Records with all passages by key."""

    records: Sequence[ReaderRecord]
    passages: Mapping[str, PassageInput]


def write_collection(folder: Path, collection: ReaderCollection) -> None:
    """Write both files into `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / PASSAGES, map(_passage_row, collection.passages.items()))
    _write(folder / QUESTIONS, map(_record_row, collection.records))


def _write(path: Path, rows: Iterable[list[Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _passage_row(item: tuple[str, PassageInput]) -> list[Any]:
    key, passage = item
    units = [[u.text, u.start, u.end, u.offset, u.kept] for u in passage.units]
    return [key, list(passage.above), units]


def _record_row(record: ReaderRecord) -> list[Any]:
    return [
        record.question,
        record.kind,
        record.document,
        record.passages,
        record.answers,
        record.change,
    ]


def read_collection(folder: Path) -> ReaderCollection:
    """The inverse of `write_collection`. Raises OSError, and ValueError for other lines."""
    passages = {
        key: PassageInput(tuple(above), tuple(Unit(*unit) for unit in units))
        for key, above, units in _rows(folder / PASSAGES)
    }
    records = [
        ReaderRecord(question, kind, document, tuple(keys), tuple(map(tuple, answers)), change)
        for question, kind, document, keys, answers, change in _rows(folder / QUESTIONS)
    ]
    return ReaderCollection(records, passages)


def _rows(path: Path) -> Iterator[list[Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
