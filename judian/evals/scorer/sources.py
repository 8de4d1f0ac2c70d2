"""The collections that the scorer learns from, and their examples, kept from run to run."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core import settings
from judian.core.identity import identity
from judian.engines.registry import open_engine
from judian.evals.questions.floors import digest, read_floors
from judian.evals.questions.halves import READER, half_of
from judian.evals.questions.judge import ExpectedAnswer, load
from judian.evals.retrieval.drcd import fill, read_drcd
from judian.evals.scorer.examples import (
    Example,
    examples_of_reading,
    examples_of_set,
    read_examples,
    write_examples,
)
from judian.search.answers.reader.loading import AUTO, CARD, OFF, SHIPPED
from judian.search.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = Path(__file__).resolve().parents[2]
#: The code and tables that examples and indexes depend on, from the folder `judian`.
ANSWERING = (
    "core",
    "engines",
    "evals/scorer/examples.py",
    "search/answers/candidates",
    "search/answers/pipeline.py",
    "search/answers/question",
    "search/answers/reader",
    "search/answers/scoring",
    "search/hits",
    "search/query",
    "zh",
)
DATA = PACKAGES / "evals" / "data"
#: The folds that the documents of a large collection are divided into.
FOLDS = 4
#: The collections whose documents are left out in parts, those of the reader altogether: shipped
#: ones, and questions over public documents that are not shipped.
DIVIDED = (
    *("training", "training-more", "training-further"),
    *("training-public", "training-statutes"),
)
INDEXING = ("zh", "core", "engines", "../indexer")
#: The mark of question sets that nothing may learn from.
HELD_OUT = "heldout"


@dataclass(frozen=True, slots=True)
class Collection:
    """Questions over texts: `texts` is an index, a folder of sources, or for `limit` > 0 the file
    of reading comprehension itself, of which as many questions are asked. Of the others one in
    `every` is asked."""

    name: str
    questions: Path
    texts: Path
    limit: int = 0
    every: int = 1

    @classmethod
    def of_set(cls, text: str) -> Collection:
        """The collection of NAME=QUESTIONS@TEXTS. Raises ValueError."""
        name, _, rest = text.partition("=")
        questions, _, texts = rest.rpartition("@")
        if not (name and questions and texts):
            raise ValueError(f"{text} is not NAME=QUESTIONS@TEXTS")
        return cls(learnable(name, questions), Path(questions), Path(texts))

    @classmethod
    def of_reading(cls, text: str, limit: int) -> Collection:
        """The collection of NAME=FILE. Raises ValueError."""
        name, _, file = text.partition("=")
        if not (name and file):
            raise ValueError(f"{text} is not NAME=FILE")
        return cls(learnable(name, file), Path(file), Path(file), limit)


def learnable(name: str, questions: str) -> str:
    """The name. Raises ValueError if the question file is held out."""
    if HELD_OUT in questions:
        raise ValueError(f"{questions} is held out: nothing may learn from it")
    return name


def shipped_collections(every: int = 1) -> list[Collection]:
    """The question sets that ship and are not held out, and of those to train on one question in
    `every`."""
    sets = [
        Collection(each.name, each.questions, each.sources)
        for each in read_floors()
        if HELD_OUT not in each.name
    ]
    training, data = DATA / "training", DATA
    sets += [
        Collection(name, training / f"{stem}.jsonl", training / "reports", every=every)
        for name, stem in (
            ("training", "reports"),
            ("training-more", "more-reports"),
            ("training-further", "further-reports"),
        )
    ]
    earlier = training / "earlier-reports.jsonl"
    sets += [
        Collection(f"training-{name}", earlier, data / name, every=every)
        for name in ("reports", "reports-2", "reports-3")
    ]
    return sets


def examples_of(collection: Collection, folder: Path) -> list[Example]:
    """The examples of a collection, from the file kept in `folder` if it is still true."""
    setting = settings.load().text("answer_reader")
    reader = SHIPPED if setting == AUTO else Path(setting)
    weights = (reader / CARD).read_text("utf-8") if setting != OFF else OFF
    asked = f"{collection.limit} {collection.every}"
    parts = (collection.questions, collection.texts, asked, weights)
    key = _digest(ANSWERING, *parts)
    kept = folder / f"{collection.name}-{key}.jsonl"
    if not kept.exists():
        for old in folder.glob(f"{collection.name}-{'?' * len(key)}.jsonl"):
            old.unlink()
        service = Service.open(_index_of(collection, folder), answer_reader=setting)
        try:
            write_examples(kept, _made(service, collection))
        finally:
            service.close()
    return read_examples(kept)


def _made(service: Service, collection: Collection) -> Iterator[Example]:
    if not collection.limit:
        over = filter(partial(_is_over, collection.texts), load(collection.questions))
        unread = (one for one in over if not _is_readers(collection, one))
        questions = islice(unread, 0, None, collection.every)
        return examples_of_set(service, collection.name, questions, partial(fold_of, collection))
    _, asked = read_drcd(collection.questions)
    step = max(1, len(asked) // collection.limit)
    return examples_of_reading(service, collection.name, islice(asked[::step], collection.limit))


def _is_readers(collection: Collection, expected: ExpectedAnswer) -> bool:
    """True for a question over a document that the reader has learned from: what it says there is
    too good."""
    is_read = settings.load().text("answer_reader") != OFF
    document = expected.document or ""
    return is_read and collection.name in DIVIDED and half_of(document) == READER


def _is_over(texts: Path, expected: ExpectedAnswer) -> bool:
    """True for a question over a document of the folder `texts`, or over an index."""
    document = expected.document
    return document is None or is_index(texts) or any(texts.rglob(document))


def fold_of(collection: Collection, expected: ExpectedAnswer) -> str:
    """What is left out together with a question: all over the same texts, in a large collection
    those over the documents of one part."""
    name = collection.texts.name
    if collection.name not in DIVIDED:
        return name
    part = hashlib.sha256((expected.document or "").encode()).digest()[0] % FOLDS
    return f"{name}-{part}"


def is_index(texts: Path) -> bool:
    """True if the folder is an index."""
    return texts.is_dir() and any(texts.glob("_MAIN_*.toc"))


def _index_of(collection: Collection, folder: Path) -> Path:
    """The index of the collection's texts, built if none is kept."""
    texts = collection.texts
    if is_index(texts):
        return texts
    key = _digest(INDEXING, texts)
    index = folder / f"index-{key}"
    if not index.exists():
        incomplete = folder / f"incomplete-{key}"
        shutil.rmtree(incomplete, ignore_errors=True)
        if collection.limit:
            _build_of_paragraphs(texts, incomplete)
        else:
            _build_of_sources(texts, incomplete)
        incomplete.rename(index)
    return index


def _build_of_paragraphs(file: Path, index: Path) -> None:
    paragraphs, _ = read_drcd(file)
    with open_engine("whoosh", index, identity()).writer() as writer:
        fill(writer, paragraphs, figures=True)
        writer.commit()


def _build_of_sources(sources: Path, index: Path) -> None:
    command = [sys.executable, "-m", "indexer", str(sources), "--index", str(index)]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    if done.returncode not in (0, 1):  # 1: some files failed, all others are indexed.
        raise RuntimeError(f"the indexer ended with {done.returncode}: {done.stderr.strip()}")


def _digest(code: tuple[str, ...], *parts: Path | str) -> str:
    """Twelve characters that change with the code, its tables, and files or folders."""
    found = hashlib.sha256()
    for name in code:
        for file in sorted((PACKAGES / name).rglob("*")) or [PACKAGES / name]:
            if file.suffix in (".py", ".tsv", ".txt", ".toml"):
                found.update(file.read_bytes())
    for part in parts:
        found.update((part if isinstance(part, str) else digest(part)).encode())
    return found.hexdigest()[:12]
