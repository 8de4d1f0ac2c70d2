"""The collection of the speed benchmark: law articles, analysed into terms once.

The ROC laws (one text file for each law, see docs/performance.md) are not shipped; the path of
the archive or folder is an argument. Every article is a passage, with the law's name as the
document's title.
"""

from __future__ import annotations

import pickle
import random
import re
import threading
from dataclasses import dataclass
from itertools import accumulate, groupby, islice
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from indexer.documents.entries import document_entry, passage_entry, with_findings
from indexer.documents.own_articles import own_articles
from judian.core.engine import DocumentEntry, PassageEntry
from judian.core.model import DocumentInfo, Kind, Passage
from judian.evals.retrieval.drcd import read_distractors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ARTICLE = re.compile(r"第 ?[0-9][0-9 -]* ?條")
_BETWEEN = "\n\n"
_SEED = 20240101
_LAWS_AT_ONCE = 16

#: A document as an engine stores it, with its passages.
Document = tuple[DocumentEntry, list[PassageEntry]]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Law:
    """One law: its name, its text, and the ranges of its articles (half-open, code points)."""

    id: str
    name: str
    text: str
    articles: tuple[tuple[int, int], ...]


def read_laws(path: Path) -> Iterator[Law]:
    """Yield the laws of a folder or a tar archive, in the order of their names."""
    for name, blocks in groupby(read_distractors(path), key=lambda block: block.document):
        texts = [block.text for block in blocks]
        spans = []
        at = 0
        for text in texts:
            if _ARTICLE.match(text):
                spans.append((at, at + len(text)))
            at += len(text) + len(_BETWEEN)
        yield Law(Path(name).stem, texts[0], _BETWEEN.join(texts), tuple(spans))


def first_laws(laws: Sequence[Law], passages: int) -> Sequence[Law]:
    """The first laws that together have at least `passages` articles."""
    ends = accumulate(len(law.articles) for law in laws)
    return laws[: 1 + sum(end < passages for end in ends)]


@dataclass(frozen=True, slots=True)
class PreparedLaw:
    """A law as it is read: passages with their figures and instruments."""

    info: DocumentInfo
    text: str
    passages: tuple[Passage, ...]


def prepare(law: Law) -> PreparedLaw:
    """The law with the figures and instruments of its articles."""
    source = f"{law.id}.txt"
    info = DocumentInfo(law.id, law.name, (source,), "text", "0" * 64, passages=len(law.articles))
    passages = [
        Passage(
            id=f"{law.id}-{number}",
            doc_id=law.id,
            ordinal=number,
            kind=Kind.PARAGRAPH,
            text=law.text[start:end],
            start=start,
            end=end,
            paragraph=number,
        )
        for number, (start, end) in enumerate(law.articles, 1)
    ]
    return PreparedLaw(info, law.text, tuple(with_findings(passages, info, None)))


def analyze_law(law: PreparedLaw) -> Document:
    """The law as an engine stores it."""
    articles = own_articles(law.passages, law.info.title)
    entries = [
        passage_entry(passage, law.info, None, article)
        for passage, article in zip(law.passages, articles, strict=True)
    ]
    return document_entry(law.info, law.text), entries


def write_passages(laws: Sequence[Law], to: Path, jobs: int) -> None:
    """Prepare all laws in `jobs` processes and store them for `analyzed`."""
    with to.open("wb") as file, Pool(jobs) as pool:
        for data in pool.imap(_prepared, laws, chunksize=_LAWS_AT_ONCE):
            file.write(data)


def _prepared(law: Law) -> bytes:
    return pickle.dumps(prepare(law))


def analyzed(path: Path, passages: int, jobs: int) -> Iterator[Document]:
    """Yield the stored documents, analysed by `jobs` processes during the iteration, up to
    `passages` passages in all; the last one may lack some of its own."""
    # The pool would read the whole file ahead of a slow consumer.
    ahead = threading.Semaphore(4 * jobs)

    def laws() -> Iterator[list[PreparedLaw]]:
        left = passages
        with path.open("rb") as file:
            for batch in batched(_unpickled(file), _LAWS_AT_ONCE):
                ahead.acquire()
                yield batch
                left -= sum(len(law.passages) for law in batch)
                if left <= 0:
                    return

    with Pool(jobs) as pool:
        for data in pool.imap(_analyzed, laws()):
            ahead.release()
            for document, entries in pickle.loads(data):
                if passages > 0:
                    yield document, entries[:passages]
                    passages -= len(entries)
        # Ended, not terminated, so that the memory of the processes is counted.
        pool.close()
        pool.join()


def _analyzed(laws: Sequence[PreparedLaw]) -> bytes:
    return pickle.dumps([analyze_law(law) for law in laws])


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in lists of `size`, the last one shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _unpickled(file: BinaryIO) -> Iterator[Any]:
    while True:
        try:
            yield pickle.load(file)
        except EOFError:
            return


def prepared(folder: Path, laws: Sequence[Law], passages: int, jobs: int) -> tuple[Path, Path]:
    """The files for `analyzed` and `read_terms` of the first `passages` articles or more, in
    `folder`: those that are there, else new ones."""
    numbers = sorted(int(file.name.partition("-")[2]) for file in folder.glob("terms-*[0-9]"))
    most = next((number for number in numbers if number >= passages), passages)
    texts, terms = folder / f"texts-{most}", folder / f"terms-{most}"
    if not terms.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_passages(first_laws(laws, most), texts, jobs)
        partial = terms.with_suffix(".part")
        write_terms(analyzed(texts, most, jobs), partial)
        partial.replace(terms)
    return texts, terms


def write_terms(documents: Iterable[Document], to: Path) -> None:
    """Store documents with their terms for `read_terms`."""
    with to.open("wb") as file:
        for document in documents:
            pickle.dump(document, file)


def read_terms(path: Path, passages: int) -> Iterator[Document]:
    """Yield the stored documents up to `passages` passages in all; the last one may lack some of
    its own."""
    with path.open("rb") as file:
        for document, entries in _unpickled(file):
            if passages <= 0:
                return
            yield document, entries[:passages]
            passages -= len(entries)


def make_queries(laws: Sequence[Law], count: int) -> list[str]:
    """Queries as people type them: two or three short pieces of one article, or a longer one.

    The same laws give the same queries.
    """
    pick = random.Random(_SEED)
    usable = [law for law in laws if law.articles]
    queries: list[str] = []
    while len(queries) < count:
        law = pick.choice(usable)
        start, end = pick.choice(law.articles)
        body = re.sub(r"\s+", "", law.text[start:end].partition("\n")[2])
        clauses = [c for c in re.split(r"[，。；：、（）「」]", body) if len(c) >= 4]
        if not clauses:
            continue
        if pick.random() < 0.5:
            chosen = pick.sample(clauses, min(len(clauses), pick.randint(2, 3)))
            queries.append(" ".join(clause[: pick.randint(3, 6)] for clause in chosen))
        else:
            queries.append(pick.choice(clauses)[:20])
    return queries
