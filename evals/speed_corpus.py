"""The collection that the speed benchmark is made of: law articles, cut into terms once.

The ROC laws (one text file for each law, see docs/performance.md) are not shipped; the path of
the archive or folder is an argument. Every article is a passage, and the law's name stands
over it as its title does over a report's paragraph.
"""

from __future__ import annotations

import pickle
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from multiprocessing import Pool
from pathlib import Path

from core.engine import DocumentEntry, PassageEntry
from core.model import DocumentInfo, Kind, Passage
from evals.drcd import read_distractors
from indexer.entries import document_entry, passage_entry

_ARTICLE = re.compile(r"第 ?[0-9][0-9 -]* ?條")
_BETWEEN = "\n\n"
_SEED = 20240101


@dataclass(frozen=True, slots=True)
class Law:
    """One law: its name, its text, and where its articles stand in it (code points)."""

    id: str
    name: str
    text: str
    articles: tuple[tuple[int, int], ...]


def read_laws(path: Path) -> Iterator[Law]:
    """The laws of a folder or a tar archive, in the order of their names."""
    for name, blocks in groupby(read_distractors(path), key=lambda block: block.document):
        texts = [block.text for block in blocks]
        spans = []
        at = 0
        for text in texts:
            if _ARTICLE.match(text):
                spans.append((at, at + len(text)))
            at += len(text) + len(_BETWEEN)
        yield Law(Path(name).stem, texts[0], _BETWEEN.join(texts), tuple(spans))


def analyze_law(law: Law) -> tuple[DocumentEntry, list[PassageEntry]]:
    """What an engine stores of a law."""
    source = f"{law.id}.txt"
    info = DocumentInfo(law.id, law.name, (source,), "text", "0" * 64, passages=len(law.articles))
    entries = []
    for number, (start, end) in enumerate(law.articles, 1):
        passage = Passage(
            id=f"{law.id}-{number}",
            doc_id=law.id,
            ordinal=number,
            kind=Kind.PARAGRAPH,
            text=law.text[start:end],
            start=start,
            end=end,
            paragraph=number,
        )
        entries.append(passage_entry(passage, info, None))
    return document_entry(info, law.text), entries


def write_terms(laws: Sequence[Law], to: Path, jobs: int) -> None:
    """Analyze all laws in so many processes and store what comes out, for `read_terms`."""
    with to.open("wb") as file, Pool(jobs) as pool:
        for data in pool.imap(_analyzed, laws, chunksize=16):
            file.write(data)


def _analyzed(law: Law) -> bytes:
    document, entries = analyze_law(law)
    return pickle.dumps((document, entries))


def read_terms(path: Path, passages: int) -> Iterator[tuple[DocumentEntry, list[PassageEntry]]]:
    """Documents with their passages, up to so many passages; the last one may be cut."""
    with path.open("rb") as file:
        while passages > 0:
            try:
                document, entries = pickle.load(file)
            except EOFError:
                return
            yield document, entries[:passages]
            passages -= len(entries)


def make_queries(laws: Sequence[Law], count: int) -> list[str]:
    """Queries as people type them: two or three short stretches of one article, or a longer one.

    Always the same for the same laws.
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
