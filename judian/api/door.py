"""The index with its calls: `judian.open(index)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from judian.api import values
from judian.search.citations import cite
from judian.search.requests.values import (
    FigureFilters,
    FigureRequest,
    Filters,
    InstrumentRequest,
    SearchRequest,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.model import DocumentInfo
    from judian.core.model import Passage as StoredPassage
    from judian.search.replies import results
    from judian.search.replies.listings import FigureRow, InstrumentItem
    from judian.search.replies.quotes import QuotePlace
    from judian.search.service import Service


class Index:
    """An index that answers. Threads may share it; each reply is made from one generation of the
    index, the newest.

    Every call raises IndexMissing, IndexOutdated or IndexDamaged (`judian.core.errors`) if the
    index cannot be used, QueryInvalid for a page, size or order that does not exist, NotFound for
    an unknown passage; never for the words that are searched.
    """

    def __init__(self, service: Service) -> None:
        #: The read path itself, with replies of more detail.
        self.service = service

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the index."""
        self.service.close()

    def search(
        self,
        query: str,
        *,
        page: int = 1,
        size: int = 10,
        sort: str = "relevance",
        exact: bool = False,
        filters: Filters | None = None,
    ) -> values.Hits:
        """Page `page` (from 1) of `size` hits (at most 100) of a query in the query language;
        `exact` finds characters as typed."""
        reply = self.service.search(
            SearchRequest(
                query, page=page, size=size, sort=sort, exact=exact, filters=filters or Filters()
            )
        )
        return values.Hits(
            tuple(
                values.Hit(_passage_of_hit(hit), hit.score, hit.marks, hit.copies)
                for hit in reply.hits
            ),
            query,
            reply.query.understood,
            reply.query.suggestion,
            reply.total,
            reply.documents,
            reply.generation,
        )

    def answer(self, question: str, previous: str = "") -> values.Reply:
        """The answer to a question, or the reason why there is none. A follow-up question
        (那112年呢？) is completed by the question `previous`."""
        reply = self.service.answer(question, previous)
        refusal = reply.refusal
        return values.Reply(
            reply.question,
            _answer(reply.answer) if reply.answer else None,
            _refusal(refusal) if refusal else None,
            tuple(map(_answer, reply.variants)),
            tuple(map(_answer, reply.alternatives)),
            tuple(map(_passage_of_hit, reply.evidence)),
            reply.generation,
        )

    def figures(
        self,
        query: str = "",
        *,
        size: int | None = None,
        sort: str = "relevance",
        filters: FigureFilters | None = None,
    ) -> values.Figures:
        """The figures in the passages that a query finds, in all passages if it is empty; the first
        `size`, or all."""
        reply = self.service.figures(
            FigureRequest(query, size=size, sort=sort, filters=filters or FigureFilters())
        )
        return values.Figures(tuple(map(_figure, reply.rows)), query, reply.total, reply.generation)

    def instruments(
        self,
        name: str = "",
        *,
        page: int = 1,
        size: int = 50,
        kinds: Sequence[str] = (),
        parties: Sequence[str] = (),
    ) -> values.Instruments:
        """Page `page` of the treaties and statutes with `name` in one of their names, the most
        mentioned first."""
        reply = self.service.instruments(
            InstrumentRequest(name, page=page, size=size, kind=tuple(kinds), party=tuple(parties))
        )
        return values.Instruments(
            tuple(map(_instrument, reply.items)), reply.total, reply.generation
        )

    def documents(self) -> values.Documents:
        """All documents, those that could not be read included, which come last."""
        return values.Documents(tuple(map(_document, self.service.documents())))

    def passage(self, passage: str) -> values.Passage:
        """One passage by its id."""
        return _passage_of_hit(self.service.passage(passage))

    def verify(self, quotation: str, document: str = "") -> values.Quotation:
        """Whether a quotation is verbatim in the collection, or in one document; if not, what
        differs from the nearest passage."""
        reply = self.service.verify_quote(quotation, document)
        return values.Quotation(
            text=reply.text,
            verdict=str(reply.verdict),
            places=tuple(map(_passage_of_place, reply.places)),
            nearest=_passage_of_place(reply.nearest) if reply.nearest else None,
            source=reply.source,
            differences=tuple(
                values.Difference(str(d.kind), d.start, d.end, d.quoted, d.source)
                for d in reply.differences
            ),
            reason_en=reply.reason_en,
            reason_zh=reply.reason_zh,
            generation=reply.generation,
        )

    def cite(self, passage: str, style: str = "plain") -> str:
        """The citation of a passage in a style of `judian.search.citations.STYLES`."""
        return self.service.cite(passage, style)


def _passage(stored: StoredPassage, document: DocumentInfo, citation: str) -> values.Passage:
    return values.Passage(
        id=stored.id,
        text=stored.text,
        citation=citation,
        document=document.id,
        title=document.title,
        agency=document.agency,
        date=document.date,
        section=stored.section,
        page=stored.page,
        paragraph=stored.paragraph,
        start=stored.start,
        end=stored.end,
    )


def _passage_of_hit(hit: results.Hit) -> values.Passage:
    return _passage(hit.passage, hit.document, hit.citation)


def _passage_of_place(place: QuotePlace) -> values.Passage:
    return _passage(place.spans[0].passage, place.document, place.citation)


def _answer(found: results.Answer) -> values.Answer:
    return values.Answer(
        text=found.text,
        kind=found.kind,
        value=found.value,
        value_high=found.value_high,
        unit=found.unit,
        period=found.period,
        items=found.items,
        confidence=found.confidence,
        by=found.source,
        formula=found.formula,
        start=found.start,
        end=found.end,
        passage=_passage_of_hit(found.hit),
    )


def _refusal(found: results.Refusal) -> values.Refusal:
    return values.Refusal(found.code, found.reason_en, found.reason_zh, found.words)


def _figure(row: FigureRow) -> values.Figure:
    figure, period = row.figure, row.figure.period
    return values.Figure(
        text=figure.text,
        value=figure.value,
        value_high=figure.value_high,
        unit=figure.unit,
        kind=figure.kind,
        qualifier=figure.qualifier,
        measure=figure.measure,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        passage=_passage(row.passage, row.document, cite(row.passage, row.document)),
    )


def _instrument(item: InstrumentItem) -> values.Instrument:
    return values.Instrument(
        item.id, item.name, item.kind, item.parties, item.passages, item.documents, item.page
    )


def _document(info: DocumentInfo) -> values.Document:
    return values.Document(
        id=info.id,
        title=info.title,
        agency=info.agency,
        date=info.date,
        period_start=info.period_start,
        period_end=info.period_end,
        source=info.source,
        format=info.format,
        pages=info.pages,
        passages=info.passages,
        status=str(info.verdict),
    )
