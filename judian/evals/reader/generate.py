"""Makes questions from what the indexer has typed in any index, with the passages that a search for
each finds: `python -m judian.evals reader-questions INDEX … --out FOLDER`.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core.errors import JudianError
from judian.evals.reader.changes import Others, changed
from judian.evals.reader.facts import FEWEST, MOST, Fact, facts_of
from judian.evals.reader.forms import (
    DOCUMENT_NAMED,
    ask,
    form_for,
    interrogative,
    short_title,
    worded,
)
from judian.evals.reader.records import ReaderCollection, ReaderRecord, write_collection
from judian.search.answers.candidates.context_builder import contexts_of
from judian.search.answers.question.analysis import analyze_question
from judian.search.answers.reader.inputs import PassageInput, passage_input
from judian.search.requests.values import SearchRequest
from judian.search.service import Service
from judian.zh.entities.categories import find_values
from judian.zh.entities.names import organisations
from judian.zh.text.analyze import squeezed_fold

if TYPE_CHECKING:
    import argparse

    from judian.search.answers.candidates.context import CandidateContext
    from judian.search.replies.results import Hit

#: Passages that are read for a question, as many as the pipeline reads.
READ = 5
#: The share of answered questions that are asked again with one thing changed.
CHANGED = 0.6
#: Most facts of one kind taken from one document, so that large tables do not outweigh the rest.
FACTS_PER_KIND, CELLS = 1500, 300
_NOTHING_ASKED = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command line of this measurement."""
    parser.add_argument("indexes", nargs="+", type=Path, metavar="INDEX")
    parser.add_argument("--out", required=True, type=Path, help="folder for the questions")
    parser.add_argument("--count", type=int, default=60_000, help="questions (default: 60000)")
    parser.add_argument("--seed", type=int, default=1)


def main(args: argparse.Namespace) -> int:
    """Exit status: 0, or 2 if an index cannot be read."""
    maker = QuestionMaker(random.Random(args.seed))
    try:
        share = args.count // len(args.indexes)
        for index in args.indexes:
            service = Service.open(index, answer_reader="off")
            try:
                maker.add(service, share)
            finally:
                service.close()
    except JudianError as error:
        print(error, file=sys.stderr)
        return 2
    write_collection(args.out, ReaderCollection(maker.records, maker.passages))
    for (kind, change), count in sorted(maker.counts().items()):
        print(f"{kind:12} {change or 'answered':14} {count}")
    return 0


@dataclass(slots=True)
class _Source:
    """A fact with its passage and the folded title of its document."""

    fact: Fact
    context: CandidateContext
    title: str


@dataclass(slots=True)
class QuestionMaker:
    """Collects questions and their passages over several indexes."""

    rng: random.Random
    records: list[ReaderRecord] = field(default_factory=list)
    passages: dict[str, PassageInput] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)

    def counts(self) -> Counter[tuple[str, str]]:
        """How many questions there are by kind and change."""
        return Counter((record.kind, record.change) for record in self.records)

    def add(self, service: Service, count: int) -> None:
        """Add about `count` questions over one index."""
        snapshot = service.engine.snapshot()
        nothing = analyze_question(_NOTHING_ASKED, lambda _word: 1.0)

        def contexts(hits: list[Hit]) -> list[CandidateContext]:
            return list(contexts_of(nothing, snapshot, hits))

        sources = self._sources(service, contexts)
        others = _others(sources)
        goal = len(self.records) + count
        while sources and len(self.records) < goal:
            before = len(self.records)
            for source in sources:
                if len(self.records) >= goal:
                    break
                hits = self._asked(source, others, service)
                self._keep(contexts(hits))
            if len(self.records) == before:
                break

    def _sources(self, service: Service, contexts: object) -> list[_Source]:
        """The facts of all documents, shuffled."""
        found = []
        for document in service.documents():
            if not document.passages:
                continue
            ids = [passage.id for passage in service.document(document.id).passages]
            made = contexts([service.passage(passage_id) for passage_id in ids])  # type: ignore[operator]
            by_kind: dict[str, list[_Source]] = defaultdict(list)
            for context in made:
                for fact in facts_of(context):
                    source = _Source(fact, context, squeezed_fold(document.title))
                    by_kind[fact.kind].append(source)
            for members in by_kind.values():
                self.rng.shuffle(members)
                found += members[: CELLS if members[0].fact.kind == "cell" else FACTS_PER_KIND]
        self.rng.shuffle(found)
        return found

    def _asked(self, source: _Source, others: Others, service: Service) -> list[Hit]:
        """Add a question about a fact, and perhaps a changed one; the passages that are read."""
        rng, context = self.rng, source.context
        fact = worded(source.fact, rng)
        named = rng.random() < DOCUMENT_NAMED
        title = short_title(source.title, rng) if named else ""
        form = form_for(fact, title, rng)
        word = interrogative(fact, rng)
        question = ask(fact, form, title, word)
        hits = list(service.search(SearchRequest(question, size=READ)).hits)
        hits = [h for h in hits if self._is_rival(h, source, named=bool(title))]
        hits = [context.hit, *hits[: READ - 1]]
        keys = tuple(hit.id for hit in hits)
        answers = ((0, fact.start, fact.end),)
        document = context.hit.document.source
        self.records.append(ReaderRecord(question, fact.kind, document, keys, answers))
        if rng.random() < CHANGED:
            texts = [self._text(hit) for hit in hits]
            made = changed(fact, others, lambda text: any(text in t for t in texts), rng)
            if made is not None:
                name, other = made
                again = ask(other, form, title, word)
                # A form may have no place for what was changed.
                if again != question:
                    self.records.append(ReaderRecord(again, fact.kind, document, keys, (), name))
        return hits

    def _is_rival(self, hit: Hit, source: _Source, *, named: bool) -> bool:
        """True for a passage that can be read beside the one with the answer: it does not state the
        same, and no other document may answer a question that names none."""
        if hit.id == source.context.hit.id:
            return False
        if not named and hit.document.id != source.context.hit.document.id:
            return not source.fact.row or source.fact.row not in self._text(hit)
        answer = source.context.text[source.fact.start : source.fact.end]
        text = self._text(hit)
        same_cell = source.fact.row and source.fact.row in text and source.fact.column in text
        return answer not in text and not same_cell

    def _text(self, hit: Hit) -> str:
        """The folded text of a passage with its headers and headings."""
        if hit.id not in self._texts:
            table = hit.passage.table
            headers = chain.from_iterable(c.column for c in table.cells) if table else ()
            parts = (hit.passage.text, hit.document.title, *hit.passage.section, *headers)
            self._texts[hit.id] = "\n".join(map(squeezed_fold, parts))
        return self._texts[hit.id]

    def _keep(self, contexts: list[CandidateContext]) -> None:
        for context in contexts:
            if context.hit.id not in self.passages:
                self.passages[context.hit.id] = passage_input(context)


def _others(sources: list[_Source]) -> Others:
    """What changed questions may name instead."""
    names: set[str] = set()
    values: dict[str, set[str]] = defaultdict(set)
    objects: set[str] = set()
    for source in sources:
        fact, text = source.fact, source.context.text
        if fact.kind in ("cell", "figure"):
            label = fact.row or fact.before
            if FEWEST <= len(label) <= MOST // 2 and not any(mark in label for mark in ",;:"):
                objects.add(label)
        if fact.kind != "cell":
            names |= {text[n.start : n.end] for n in organisations(text) if not n.generic}
            for value in find_values(text):
                values[value.category].add(text[value.start : value.end])
    ordered = {category: sorted(found) for category, found in values.items()}
    return Others(sorted(names), ordered, sorted(objects))
