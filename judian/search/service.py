"""The entry point of the read path for pages, API and command line.

A `Service` may be used by many threads at once. Every reply is made from one generation of
the index; the next reply uses the newest one.
"""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from judian.core.engine import Engine, Scored, Snapshot
from judian.core.errors import JudianError, NotFound
from judian.core.identity import identity
from judian.core.model import DocumentInfo, Kind, Verdict, passage_from_json
from judian.engines.registry import open_engine
from judian.search.answers import (
    AnswerSearch,
    Find,
    Found,
    answer_question,
    complete_follow_up,
    explain_question,
    find_candidates,
    keywords_refused,
    search_answers,
)
from judian.search.answers.own_model.model import OwnModel
from judian.search.answers.reader.loading import AUTO, OFF, ReaderSource
from judian.search.audit.audit import audit
from judian.search.citations import cite
from judian.search.exports.hits import list_hits
from judian.search.exports.mentions import list_mentions
from judian.search.exports.newest import newest_hits
from judian.search.former import or_former_editions
from judian.search.hits.advice import advised
from judian.search.hits.collection import Collection, hits_of
from judian.search.hits.facets import facets_of
from judian.search.hits.known_collection import KnownCollection
from judian.search.hits.labels import contents_behind
from judian.search.hits.pages import page_of
from judian.search.hits.places import with_copies, with_more
from judian.search.hits.proximity import RERANKED, rerank
from judian.search.hits.snippets import find_marks
from judian.search.hits.why import reasons_of
from judian.search.lists.all_lists import AllLists
from judian.search.lists.document_parts import (
    info_of,
    passages_between,
    passages_of_page,
    read_part,
)
from judian.search.lists.entities import entity_index
from judian.search.lists.kept import KeptLists
from judian.search.query.catalogue import as_typed
from judian.search.query.compile import Compiled, compile_query
from judian.search.query.completion import complete
from judian.search.query.own_synonyms import read_synonyms
from judian.search.query.similar import similar_query
from judian.search.quotes.verify import QuoteVerifier
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
from judian.search.requests.checks import check
from judian.search.requests.values import (
    FigureRequest,
    Filters,
    InstrumentRequest,
    SearchRequest,
)
from judian.search.visible import VisibleEngine
from judian.zh.questions.synonyms import Synonyms
from judian.zh.text.analyze import squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from judian.core.model import Passage
    from judian.core.settings import Settings
    from judian.search.query.catalogue import Catalogue
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
    from judian.search.requests.rights import Rights


@or_former_editions
class Service:
    """Answers searches and questions over one engine."""

    def __init__(
        self,
        engine: Engine,
        reader: ReaderSource | None = None,
        synonyms: Synonyms | None = None,
        own_model: OwnModel | None = None,
        kept: KeptLists | None = None,
    ) -> None:
        self.engine = engine
        self.reader = reader or ReaderSource(OFF)
        self.own_model = own_model
        self._known = KnownCollection(synonyms)
        self._lists = AllLists(KeptLists() if kept is None else kept)

    @classmethod
    def open(
        cls,
        index: Path,
        engine: str = "whoosh",
        options: Mapping[str, str] | None = None,
        answer_reader: str = AUTO,
        synonyms: Path | None = None,
    ) -> Service:
        """The service over the index folder `index`; without one, each call raises IndexMissing.

        `answer_reader` is the setting of that name: auto, off, or a folder of weights. `synonyms`
        is a file of names (`judian.search.query.own_synonyms`). Raises SettingInvalid.
        """
        own = Synonyms(read_synonyms(synonyms)) if synonyms else None
        engine_ = open_engine(engine, index, identity(), options)
        return cls(engine_, ReaderSource(answer_reader), own)

    @classmethod
    def configured(cls, settings: Settings, index: Path | None = None) -> Service:
        """The service over the index, or another one, with engine and reader of the settings."""
        own = settings.text("synonyms")
        own_model = OwnModel.configured(settings)
        service = cls.open(
            index or Path(settings.text("index")),
            settings.text("engine"),
            settings.engine_options,
            answer_reader=settings.text("answer_reader"),
            synonyms=None if own == "none" else Path(own),
        )
        service.own_model = own_model
        return service

    def over(self, parts: Sequence[tuple[Engine, Rights]]) -> Service:
        """The service over what engines of one kind show by these rights, reading as this one."""
        is_whole = len(parts) == 1 and not parts[0][1].hidden
        engine: Engine = parts[0][0] if is_whole else VisibleEngine(parts)
        return Service(engine, self.reader, self._known.synonyms, self.own_model, self._lists.kept)

    def search(self, request: SearchRequest | str) -> SearchReply:
        """The requested page of hits; a bare text is a request with all else at its default.
        Raises QueryInvalid for a page, size or sort out of range, and whatever
        `Engine.snapshot` raises; never for the text itself."""
        request = _asked(request)
        check(request)
        began = time.perf_counter()
        snapshot, collection = self._current()
        compiled = compile_query(request, collection.catalogue)
        results, scored = page_of(snapshot, compiled, request)
        hits = with_copies(snapshot, collection, hits_of(snapshot, collection, scored, compiled))
        if request.group:
            hits = with_more(hits, results)
        seen = [squeezed_fold(hit.passage.text) for hit in hits]
        view = advised(snapshot, collection, request, compiled, results.total, seen)
        return SearchReply(
            query=view,
            total=results.total,
            page=request.page,
            size=request.size,
            took_ms=1000 * (time.perf_counter() - began),
            generation=snapshot.generation,
            hits=tuple(hits),
            documents=len(results.facets["doc"]),
            facets=facets_of(snapshot, collection, request, results),
            occurrences=results.places,
            total_is_exact=results.total_is_exact,
        )

    def reasons(self, request: SearchRequest | str, ids: Sequence[str]) -> list[tuple[Reason, ...]]:
        """For each passage why the request finds it, the greatest part of the score first."""
        request = _asked(request)
        snapshot = self.engine.snapshot()
        compiled = compile_query(request, self._collection(snapshot).catalogue)
        return reasons_of(snapshot, compiled, ids)

    def similar(self, passage_id: str) -> str:
        """The query for passages like this one. Raises NotFound."""
        text = self.passage(passage_id).passage.text
        return similar_query(self.engine.snapshot(), text)

    def neighbours(self, passage_id: str, query: str = "") -> tuple[Hit | None, Hit | None]:
        """The passages before and after one in its document, None at its ends. Raises NotFound."""
        ids = self.engine.snapshot().passage_ids(self.passage(passage_id).document.id)
        at = ids.index(passage_id)
        before, after = ids[max(0, at - 1) : at], ids[at + 1 : at + 2]
        return (
            self.passage(before[0], query) if before else None,
            self.passage(after[0], query) if after else None,
        )

    def passages_between(self, first: str, last: str) -> tuple[Passage, ...]:
        """The passages from one to another, by their ids. Raises NotFound if they are not of one
        document, or in the other order."""
        return passages_between(self.engine.snapshot(), first, last)

    def hit_list(self, request: SearchRequest | str, ids: Sequence[str] = ()) -> HitList:
        """Every hit of `request` in the order of its pages, or only the passages `ids`. Raises
        NotFound for one that is not in the index."""
        request = _asked(request)
        snapshot = self.engine.snapshot()
        return list_hits(snapshot, self._collection(snapshot), request, ids)

    def newest(self, request: SearchRequest, limit: int, offset: int = 0) -> HitList:
        """Up to `limit` hits of `request` behind the first `offset`, in the documents that were
        read last, the newest first."""
        snapshot = self.engine.snapshot()
        return newest_hits(snapshot, self._collection(snapshot), request, limit, offset)

    def mentions(
        self, instruments: Sequence[str]
    ) -> Iterator[tuple[InstrumentItem, LocatedMention]]:
        """Every mention of each of the `instruments`, by id. Raises NotFound."""
        snapshot = self.engine.snapshot()
        return list_mentions(snapshot, self._collection(snapshot), instruments)

    def answer(
        self,
        question: str,
        previous: str = "",
        *,
        with_own_model: bool = True,
        only_questions: bool = False,
    ) -> AnswerReply:
        """The answer to `question`, or a refusal with the nearest passages. A follow-up question
        (那112年呢？) is completed by the question `previous`. The model that the settings name is
        asked too if `with_own_model`. With `only_questions` keywords are refused unsearched."""
        began = time.perf_counter()
        follow_up = complete_follow_up(previous, question)
        if follow_up is not None:
            question = follow_up.question
        snapshot, catalogue, find = self._read_path()
        model = self.own_model if with_own_model else None
        reply = keywords_refused(question, snapshot) if only_questions else None
        if reply is None:
            reply = answer_question(question, snapshot, catalogue, find, self.reader.reader, model)
        took = 1000 * (time.perf_counter() - began)
        return replace(reply, generation=snapshot.generation, took_ms=took, follow_up=follow_up)

    def read_titles(self) -> None:
        """Find out which documents are texts of statutes: for 11,547 laws it takes 1 second."""
        self._current()[1].catalogue.titled.read()

    def candidates(self, question: str) -> Found:
        """What is found for `question`, before its candidates are compared; no model of the user's
        own is asked."""
        return find_candidates(question, *self._read_path(), self.reader.reader)

    def answer_search(self, question: str) -> AnswerSearch:
        """Every step of answering `question`: its analysis, the passages, all scored candidates."""
        return search_answers(question, *self._read_path(), self.reader.reader, self.own_model)

    def explain(self, question: str) -> str:
        """The analysis of `question` and the scores of its best candidates, as indented text."""
        return explain_question(question, *self._read_path(), self.reader.reader, self.own_model)

    def _read_path(self) -> tuple[Snapshot, Catalogue, Find]:
        snapshot, collection = self._current()
        return snapshot, as_typed(collection.catalogue), self._finder(snapshot, collection)

    def _finder(self, snapshot: Snapshot, collection: Collection) -> Find:
        def find(query: Compiled, limit: int) -> list[Hit]:
            wanted = contents_behind(query.query)
            found = snapshot.search(wanted, limit=max(limit, RERANKED))
            scored = rerank(snapshot, found.hits, query.terms)[:limit]
            hits = hits_of(snapshot, collection, scored, query)
            return [hit for hit in hits if hit.passage.kind is not Kind.CONTENTS]

        return find

    def figures(self, request: FigureRequest | str = "") -> FigureReply:
        """The requested page of figures; a bare text is a request with all else at its default.
        Raises QueryInvalid for a page, size or sort out of range."""
        request = FigureRequest(request) if isinstance(request, str) else request
        began = time.perf_counter()
        snapshot, collection = self._current()
        reply = self._lists.figures(snapshot, collection, request)
        return replace(reply, took_ms=1000 * (time.perf_counter() - began))

    def instruments(self, request: InstrumentRequest | str = "") -> InstrumentsReply:
        """The requested page of the treaties and statutes that the collection mentions, the
        most mentioned first; a bare text is a request with all else at its default. Raises
        QueryInvalid for a page or size out of range."""
        request = InstrumentRequest(request) if isinstance(request, str) else request
        snapshot = self.engine.snapshot()
        return self._lists.instruments(snapshot, self._collection(snapshot), request)

    def instrument(self, instrument: str, *, page: int = 1, size: int = 50) -> InstrumentView:
        """The view of one instrument with page `page` (from 1) of its mentions. Raises NotFound and
        QueryInvalid."""
        snapshot, collection = self._current()
        return self._lists.instrument(snapshot, collection, instrument, page, size)

    def authorities(
        self,
        text: str = "",
        *,
        doc: str | None = None,
        filters: Filters | None = None,
        shown: tuple[int, int] | None = None,
    ) -> AuthoritiesReply:
        """The table of authorities of the document `doc`, else of the passages that `text` finds,
        of all passages if it is empty; `shown` are the first and the end of those whose passages
        are read. Raises NotFound."""
        request = (text, doc, filters or Filters())
        return self._lists.authorities(*self._current(), request, shown)

    def entities(self) -> EntityIndex:
        """The names of the collection by kind; it reads up to `MAX_PASSAGES` passages."""
        return entity_index(*self._current())

    def documents(self) -> list[DocumentInfo]:
        """All documents: those in the index by date (newest first, undated ones last) and title,
        then the files that failed."""
        return self._collection(self.engine.snapshot()).newest_first()

    def document(self, doc_id: str) -> DocumentView:
        """One document with its text and all its passages. Raises NotFound."""
        snapshot = self.engine.snapshot()
        info = self._collection(snapshot).documents.get(doc_id)
        entry = snapshot.document(doc_id)
        if info is None or entry is None:
            raise NotFound("document", "文件", doc_id)
        payloads = snapshot.payloads(snapshot.passage_ids(doc_id))
        passages = tuple(passage_from_json(json.loads(p)) for p in payloads if p is not None)
        return DocumentView(info, entry.text, passages)

    def document_info(self, doc_id: str) -> DocumentInfo:
        """The record of one document. Raises NotFound."""
        return info_of(self._collection(self.engine.snapshot()), doc_id)

    def page_passages(self, doc_id: str, page: int) -> tuple[Passage, ...]:
        """The passages with lines on a page (from 1) of a document. Raises NotFound."""
        return passages_of_page(*self._current(), doc_id, page)

    def document_part(
        self,
        doc_id: str,
        request: SearchRequest | str = "",
        part: int | None = None,
        ordinal: int | None = None,
    ) -> DocumentPart:
        """The part `part` (from 0) of a document, or else the one with the passage of an ordinal
        (from 1), with what `request` finds in the document. Raises NotFound."""
        request = _asked(request)
        return read_part(*self._current(), doc_id, request, (part, ordinal))

    def passage(self, passage_id: str, query: str = "") -> Hit:
        """One passage as a hit, with the words of `query` marked. Raises NotFound."""
        snapshot, collection = self._current()
        compiled = compile_query(SearchRequest(query), collection.catalogue)
        hits = hits_of(snapshot, collection, [Scored(passage_id, 0.0)], compiled)
        if not hits:
            raise NotFound("passage", "段落", passage_id)
        return hits[0]

    def marks(
        self, query: SearchRequest | str, texts: Sequence[str]
    ) -> list[tuple[tuple[int, int], ...]]:
        """The half-open code-point ranges of the words of `query` in each of `texts`."""
        collection = self._collection(self.engine.snapshot())
        compiled = compile_query(_asked(query), collection.catalogue)
        return [find_marks(text, compiled.needles, compiled.patterns) for text in texts]

    def complete(self, prefix: str, limit: int = 8) -> list[Completion]:
        """Names and words of the collection that complete the last word of `prefix`."""
        snapshot = self.engine.snapshot()
        names = self._collection(snapshot).names
        names.begin_entities()
        return complete(snapshot, prefix, limit, names)

    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        """The texts of `complete`."""
        return [completion.text for completion in self.complete(prefix, limit)]

    def cite(self, passage_id: str, style: str = "plain") -> str:
        """A citation of one passage. Raises NotFound, and QueryInvalid for an unknown style."""
        hit = self.passage(passage_id)
        return cite(hit.passage, hit.document, style)

    def verify_quote(self, text: str, doc: str = "") -> QuoteReply:
        """Whether `text` is verbatim in the collection, or in the document `doc`; if not, the
        nearest passage with what differs. Never fails for the text itself."""
        snapshot = self.engine.snapshot()
        return QuoteVerifier(snapshot, self._collection(snapshot).documents).verify(text, doc)

    def audit(self, passages: Sequence[Passage]) -> AuditReply:
        """Every claim of a draft of these passages, checked; nothing of it is kept."""
        snapshot = self.engine.snapshot()
        return audit(snapshot, self._collection(snapshot), passages)

    def state(self) -> object:
        """What is equal to an earlier state only if the index has not changed since. Raises what
        `Engine.snapshot` raises."""
        return self.engine.snapshot()

    def health(self) -> Health:
        """The state of the index; never raises a JudianError."""
        try:
            snapshot = self.engine.snapshot()
            documents = self._collection(snapshot).documents.values()
        except JudianError as error:
            return Health(False, 0, 0, 0, 0, error, self.reader.problem)
        failed = sum(d.verdict is Verdict.FAILED for d in documents)
        return Health(
            True,
            snapshot.generation,
            len(documents) - failed,
            failed,
            snapshot.passage_count,
            reader_problem=self.reader.problem,
        )

    def close(self) -> None:
        """Release the engine."""
        self._lists.forget()
        self.engine.close()

    def _current(self) -> tuple[Snapshot, Collection]:
        snapshot = self.engine.snapshot()
        return snapshot, self._collection(snapshot)

    def _collection(self, snapshot: Snapshot) -> Collection:
        return self._known.of(snapshot)


def _asked(request: SearchRequest | str) -> SearchRequest:
    return SearchRequest(request) if isinstance(request, str) else request
