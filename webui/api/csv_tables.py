"""Lists of hits, figures, documents, mentions and authorities as tables for spreadsheets."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from judian.search.citations import cite
from judian.search.replies.listings import Period
from webui.accounts.library import collection_of
from webui.http.reading_report import ocr_summary
from webui.links.page_links import permanent_url
from webui.markup.marks import clean_snippet
from webui.wording.i18n import t
from webui.wording.labels import in_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from judian.core.model import DocumentInfo, Passage
    from judian.core.spreadsheets import Cell
    from judian.search.replies.listings import (
        AuthoritiesReply,
        FigureReply,
        InstrumentItem,
        LocatedMention,
        PartialRead,
    )
    from judian.search.replies.results import RankedHit

    Link = Callable[[str], str]

HIT_COLUMNS = (
    *("rank", "document", "agency", "date", "section", "page", "paragraph", "text", "snippet"),
    *("citation", "copies", "also_at", "passage", "link", "score", "collection"),
)
MENTION_COLUMNS = (
    *("kind", "instrument", "id", "parties", "articles", "text", "document", "agency", "date"),
    *("section", "page", "paragraph", "citation", "passage", "link", "official", "collection"),
)
FIGURE_COLUMNS = (
    *("value", "value_high", "unit", "qualifier", "kind", "measure", "period"),
    *("period_start", "period_end", "text", "recognised", "document", "agency", "date"),
    *("section", "table", "page", "paragraph", "citation", "passage", "link", "collection"),
)
AUTHORITY_COLUMNS = (
    *("kind", "instrument", "article", "text", "document", "agency", "date", "section", "page"),
    *("paragraph", "citation", "passage", "link", "official", "collection"),
)
DOCUMENT_COLUMNS = (
    *("file", "verdict", "reason", "message_en", "message_zh", "pages", "title", "title_from"),
    *("agency", "agency_from", "date", "date_from", "format", "passages", "ocr_pages"),
    *("ocr_confidence", "indexed_at", "sha256", "collection"),
)

_TAG = re.compile(r"</?mark>")
_NO_PERIOD = Period("", None, None)


def hits_table(hits: Iterable[RankedHit], link: Link) -> Iterator[tuple[Cell, ...]]:
    """Yield rows of HIT_COLUMNS, one for each hit."""
    for one in hits:
        hit, passage = one.hit, one.hit.passage
        yield (
            one.rank,
            *_source_cells(hit.document, passage),
            passage.page_label or passage.page,
            passage.paragraph,
            passage.text,
            html.unescape(_TAG.sub("", clean_snippet(hit.snippet_html))),
            hit.citation,
            hit.copies,
            "；".join(cite(place.passage, place.document) for place in hit.places),
            hit.id,
            link(hit.id),
            f"{hit.score:.4f}",
            _collection(hit.document),
        )


def mentions_table(
    found: Iterable[tuple[InstrumentItem, LocatedMention]], link: Link
) -> Iterator[tuple[Cell, ...]]:
    """Yield rows of MENTION_COLUMNS, one for each mention of an instrument."""
    for item, place in found:
        yield (
            item.kind,
            item.name,
            item.id,
            "、".join(item.parties),
            "、".join(place.mention.articles),
            place.mention.text,
            *_source_cells(place.document, place.passage),
            place.passage.page_label or place.passage.page,
            place.passage.paragraph,
            cite(place.passage, place.document),
            place.passage.id,
            link(place.passage.id),
            item.page,
            _collection(place.document),
        )


def cut_row(cut: PartialRead | None) -> list[tuple[Cell, ...]]:
    """The last row of a table that is not complete, which says so; no row for a complete one."""
    return [] if cut is None else [(t("export.cut", read=cut.read, found=cut.found),)]


def figures_table(reply: FigureReply) -> Iterator[tuple[Cell, ...]]:
    """Yield rows of FIGURE_COLUMNS, one for each figure."""
    cited: dict[str, tuple[Cell, ...]] = {}  # a passage of many figures is cited once
    for row in reply.rows:
        found, passage = row.figure, row.passage
        if passage.id not in cited:
            cited[passage.id] = (
                *_source_cells(row.document, passage),
                passage.table.caption if passage.table else None,
                *_location_cells(row.document, passage),
                _collection(row.document),
            )
        when = found.period or _NO_PERIOD
        yield (
            found.value,
            found.value_high,
            found.unit,
            found.qualifier,
            found.kind,
            found.measure,
            when.text,
            when.start,
            when.end,
            found.text,
            None if found.recognised is None else f"{found.recognised:.2f}",
            *cited[passage.id],
        )


def documents_table(infos: Iterable[DocumentInfo]) -> Iterator[tuple[Cell, ...]]:
    """Yield rows of DOCUMENT_COLUMNS, one for each file name."""
    for info in infos:
        ocr = ocr_summary(info)
        for source in info.sources:
            yield (
                source,
                str(info.verdict),
                info.reason,
                info.message_en,
                info.message_zh,
                info.pages,
                info.title,
                info.provenance.get("title"),
                info.agency,
                info.provenance.get("agency"),
                info.date,
                info.provenance.get("date"),
                info.format,
                info.passages,
                ocr.pages if ocr else None,
                None if ocr is None or ocr.confidence is None else f"{ocr.confidence:.2f}",
                info.indexed_at,
                info.sha256,
                _collection(info),
            )


def authorities_table(reply: AuthoritiesReply) -> Iterator[tuple[Cell, ...]]:
    """Yield rows of AUTHORITY_COLUMNS, one for each passage that cites a shown instrument or
    article."""
    for authority in reply.shown:
        for cited in authority.cited:
            for place in cited.places:
                yield (
                    authority.item.kind,
                    authority.item.name,
                    cited.article,
                    place.mention.text,
                    *_source_cells(place.document, place.passage),
                    *_location_cells(place.document, place.passage),
                    cited.page or authority.item.page,
                    _collection(place.document),
                )


def _collection(document: DocumentInfo) -> str | None:
    """The title of the collection that shows a document; None where one alone is searched."""
    found = collection_of(document.id)
    return None if found is None else in_language(found.title, found.title_en)


def _source_cells(document: DocumentInfo, passage: Passage) -> tuple[Cell, ...]:
    title = document.title or document.source
    return title, document.agency, document.date, " › ".join(passage.section)


def _location_cells(document: DocumentInfo, passage: Passage) -> tuple[Cell, ...]:
    return (
        passage.page_label or passage.page,
        passage.paragraph,
        cite(passage, document),
        passage.id,
        permanent_url(passage.id),
    )
