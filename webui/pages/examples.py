"""Example queries, made from the collection itself and searched before they are shown."""

from __future__ import annotations

import logging
import re
from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from judian.core.errors import JudianError, NotFound
from judian.core.model import DocumentInfo, Kind, Passage, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.search.replies.results import Health
    from webui.http.backend import Backend

log = logging.getLogger("judian.webui")

#: Examples of each sort on the home page.
QUESTIONS = 3
KEYWORDS = 3
#: Documents that examples are taken from, and questions that are tried in all: the home page
#: waits for them once for each generation of the index.
_DOCUMENTS = 8
_TRIES = 16
#: A question is shown when its answer is at least this sure.
_CONFIDENCE = 0.6
#: Kinds of figures that 多少 asks for.
_COUNTABLE = ("count", "amount", "weight")
#: A clause from its first character up to its number, Chinese only: with 多少 in place of the
#: number it is a question as people write it.
_CLAUSE = re.compile(
    r"(?:^|[，。；：、]|（[一二三四五六七八九十]+）)\s*([一-鿿]{5,17}[^\W等約近逾超至及和或與第])\s*$"
)
_KEYWORD = re.compile(r"[一-鿿]{4,14}")
_NUMBERING = re.compile(r"^[（(]?[壹貳參肆伍陸柒捌玖拾一二三四五六七八九十0-9]+[）)、.．]\s*")


@dataclass(frozen=True, slots=True)
class Examples:
    """Questions and keywords that find something in the index of state `health`."""

    health: Health | None = None
    questions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


class ExampleFinder:
    """Finds examples on first use, and again after the index has changed; those of each read path
    from what it shows."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._examples: WeakKeyDictionary[Backend, Examples] = WeakKeyDictionary()

    def of(self, backend: Backend, health: Health) -> Examples:
        """The examples for this state; raises the errors of the backend."""
        found = self._examples.get(backend)
        if found is None or found.health != health:
            with self._lock:
                found = self._examples.get(backend)
                if found is None or found.health != health:
                    found = self._examples[backend] = self._find_or_none(backend, health)
        return found

    def _find_or_none(self, backend: Backend, health: Health) -> Examples:
        """The examples, or none if a generated question fails or a commit removes a document
        during the search: the home page does without them."""
        try:
            return self._find(backend, health)
        except NotFound:
            return Examples(health)
        except JudianError:
            raise
        except Exception:
            log.exception("no examples for generation %s", health.generation)
            return Examples(health)

    def _find(self, backend: Backend, health: Health) -> Examples:
        infos = [d for d in backend.documents() if d.verdict is not Verdict.FAILED]
        views = [(d, backend.document(d.id).passages) for d in infos[:_DOCUMENTS]]
        return Examples(
            health,
            tuple(self._answered(backend, views)),
            tuple(_keywords([passages for _, passages in views]))[:KEYWORDS],
        )

    def _answered(
        self, backend: Backend, views: Sequence[tuple[DocumentInfo, Sequence[Passage]]]
    ) -> list[str]:
        """Questions that are answered from the document they were made from."""
        found: list[str] = []
        used: set[str] = set()
        turns = zip_longest(*(_questions(info, passages) for info, passages in views))
        tries = [pair for turn in turns for pair in turn if pair is not None]
        for doc_id, question in tries[:_TRIES]:
            if doc_id in used and len(views) >= QUESTIONS:
                continue
            # Nobody asked this: nothing is sent for it.
            answer = backend.answer(question, with_own_model=False).answer
            if answer and answer.confidence >= _CONFIDENCE and answer.hit.document.id == doc_id:
                found.append(question)
                used.add(doc_id)
            if len(found) == QUESTIONS:
                break
        return found


def _questions(info: DocumentInfo, passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    """Yield (document id, question) for clauses that state a number of something."""
    for passage in passages:
        if passage.kind is Kind.TABLE_ROW:
            continue
        for figure in passage.figures:
            found = _CLAUSE.search(passage.text[: figure.start])
            if figure.unit and figure.kind in _COUNTABLE and figure.qualifier is None and found:
                yield info.id, f"{found[1]}多少{figure.unit}？"


def _keywords(documents: Sequence[Sequence[Passage]]) -> list[str]:
    """The instruments named most, then headings, one of each document in turn."""
    named = [
        [name for name, _ in Counter(m.name for p in ps for m in p.mentions).most_common(3)]
        for ps in documents
    ]
    headed = [
        [p.section[-1] for p in ps if p.section and p.kind is Kind.PARAGRAPH] for ps in documents
    ]
    turns = [*zip_longest(*named), *zip_longest(*headed)]
    names = (
        _NUMBERING.sub("", name).strip("「」《》：:") for turn in turns for name in turn if name
    )
    chosen: list[str] = []
    for name in names:
        if _KEYWORD.fullmatch(name) and not any(name in c or c in name for c in chosen):
            chosen.append(name)
    return chosen
