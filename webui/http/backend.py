"""The read path as pages and API use it: `judian.search.service.Service`, in tests a fake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

from flask import current_app, g

from judian.core.errors import JudianError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from judian.core.model import DocumentInfo, Passage
    from judian.search.replies.audits import AuditReply
    from judian.search.replies.listings import (
        AuthoritiesReply,
        EntityIndex,
        FigureReply,
        InstrumentItem,
        InstrumentsReply,
        InstrumentView,
        LocatedMention,
    )
    from judian.search.replies.quotes import QuoteReply
    from judian.search.replies.reading import DocumentPart
    from judian.search.replies.results import (
        AnswerReply,
        Completion,
        DocumentView,
        Health,
        Hit,
        HitList,
        Reason,
        SearchReply,
    )
    from judian.search.requests.values import FigureRequest, InstrumentRequest, SearchRequest


class Backend(Protocol):
    """Every method may raise the index errors of `judian.core.errors`; all are safe for threads."""

    def search(self, request: SearchRequest, /) -> SearchReply:
        """One page of hits with facets over all of them."""
        ...

    def hit_list(self, request: SearchRequest, ids: Sequence[str] = (), /) -> HitList:
        """Every hit, or only the passages `ids`. Raises NotFound."""
        ...

    def newest(self, request: SearchRequest, limit: int, offset: int = 0, /) -> HitList:
        """The hits in the documents that were read last, the newest first, behind the first
        `offset`."""
        ...

    def mentions(
        self, instruments: Sequence[str], /
    ) -> Iterator[tuple[InstrumentItem, LocatedMention]]:
        """Every mention of the instruments. Raises NotFound."""
        ...

    def answer(
        self,
        question: str,
        previous: str = "",
        *,
        with_own_model: bool = True,
        only_questions: bool = False,
    ) -> AnswerReply:
        """An answer or a refusal; `is_question` False for plain keywords. A follow-up question is
        completed by the question `previous`. Without `with_own_model` nothing is sent anywhere;
        with `only_questions` keywords are refused without passages."""
        ...

    def read_titles(self) -> None:
        """Read what the first question that names a statute would wait for."""
        ...

    def documents(self) -> list[DocumentInfo]:
        """All documents, failed ones last."""
        ...

    def document(self, doc_id: str) -> DocumentView:
        """Raises NotFound."""
        ...

    def document_info(self, doc_id: str) -> DocumentInfo:
        """Raises NotFound."""
        ...

    def page_passages(self, doc_id: str, page: int) -> tuple[Passage, ...]:
        """The passages with lines on a page of a document. Raises NotFound."""
        ...

    def document_part(
        self,
        doc_id: str,
        request: SearchRequest | str = "",
        part: int | None = None,
        ordinal: int | None = None,
    ) -> DocumentPart:
        """A part of a document, with its headings and what the request finds. Raises NotFound."""
        ...

    def passage(self, passage_id: str, query: str = "") -> Hit:
        """The passage with the words of `query` marked. Raises NotFound."""
        ...

    def marks(
        self, query: SearchRequest | str, texts: Sequence[str]
    ) -> list[tuple[tuple[int, int], ...]]:
        """The words of `query` in each text, as disjoint half-open ranges in order."""
        ...

    def reasons(self, request: SearchRequest, ids: Sequence[str], /) -> list[tuple[Reason, ...]]:
        """For each passage why the request finds it."""
        ...

    def similar(self, passage_id: str) -> str:
        """The query for passages like this one. Raises NotFound."""
        ...

    def neighbours(self, passage_id: str, query: str = "") -> tuple[Hit | None, Hit | None]:
        """The passages before and after one. Raises NotFound."""
        ...

    def passages_between(self, first: str, last: str) -> tuple[Passage, ...]:
        """The passages from one to another, by their ids. Raises NotFound."""
        ...

    def complete(self, prefix: str, limit: int = 8) -> list[Completion]:
        """Names and words of the index that complete the last word of `prefix`."""
        ...

    def figures(self, request: FigureRequest, /) -> FigureReply:
        """One page of figures."""
        ...

    def instruments(self, request: InstrumentRequest, /) -> InstrumentsReply:
        """One page of the instruments that the collection mentions."""
        ...

    def instrument(self, instrument: str, *, page: int = 1, size: int = 50) -> InstrumentView:
        """The mentions and stated facts of one instrument. Raises NotFound."""
        ...

    def authorities(
        self, text: str = "", *, doc: str | None = None, shown: tuple[int, int] | None = None
    ) -> AuthoritiesReply:
        """The instruments cited by the document `doc`, or else by the passages that `text` finds;
        `shown` are the first and the end of those whose passages are read. Raises NotFound.
        """
        ...

    def entities(self) -> EntityIndex:
        """The names of the collection by kind."""
        ...

    def verify_quote(self, text: str, doc: str = "") -> QuoteReply:
        """Whether `text` is verbatim in the collection, or in the document `doc`."""
        ...

    def audit(self, passages: Sequence[Passage]) -> AuditReply:
        """Every claim of a draft, checked."""
        ...

    def state(self) -> object:
        """What is equal to an earlier state only if the index has not changed since."""
        ...

    def health(self) -> Health:
        """Never raises."""
        ...


class NoCollection(JudianError):
    code = "not_found"
    status = 404
    messages: ClassVar = {
        "en": ("there is no collection {name!r} for you", "begin at the home page"),
        "zh": ("沒有您可使用的館藏「{name}」", "請回首頁"),
    }

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """What the user of a request may see: the read path over it, the folders of its indexes,
    relative to which source files are found, and which of several collections that are searched
    together shows a document (None for one alone)."""

    backend: Backend
    folders: tuple[Path, ...] = ()
    holder: Callable[[str], str | None] = lambda _doc_id: None


def shelf() -> Shelf:
    """The shelf of the current request; the same one throughout it."""
    found: Shelf | None = g.get("shelf")
    if found is None:
        choose: Callable[[], Shelf] = current_app.extensions["shelf"]
        found = g.shelf = choose()
    return found


def backend() -> Backend:
    """The read path over what the user of the current request may see."""
    return shelf().backend
