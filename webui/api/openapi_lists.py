"""The shapes of lists of figures, instruments and authorities, for `webui.api.openapi`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.lists.instruments import FACTS
from judian.search.lists.instruments import KINDS as INSTRUMENT_KINDS
from webui.api.schemas import COUNT, SPAN, TEXT, UPPER_END, Json, listed, maybe, obj, or_null, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHERE: dict[str, Json] = {
    "passage": {"type": "string", "description": "Id of the passage."},
    "document": ref("DocumentHead"),
    "location": ref("Location"),
}
_ITEM: dict[str, Json] = {
    "id": {"type": "string", "description": "Code of the official database, or a digest."},
    "name": TEXT,
    "kind": {"type": "string", "enum": list(INSTRUMENT_KINDS)},
    "parties": {**listed(TEXT), "description": "Those that its name tells."},
    "passages": COUNT,
    "documents": COUNT,
    "official": {"type": ["string", "null"], "description": "Page of the official database."},
}
_PAGED: dict[str, Json] = {"total": COUNT, "page": COUNT, "size": COUNT, "generation": COUNT}
_CUT = or_null(ref("Cut"))

SCHEMAS: Mapping[str, Json] = {
    "Cut": obj("Only the first of the passages found were read.", read=COUNT, found=COUNT),
    "FigureRow": obj(
        "A figure with the passage that says it.",
        figure=ref("Figure"),
        value_high=UPPER_END,
        **_WHERE,
        citation=TEXT,
    ),
    "Series": obj(
        "One measure in one unit over periods, or over the rows or columns of a table.",
        measure=TEXT,
        unit=maybe("string"),
        kind=TEXT,
        axis={"type": "string", "enum": ["period", "category"]},
        period=or_null(ref("Period")),
        points=listed(
            obj(
                "One value.",
                label=TEXT,
                period=or_null(ref("Period")),
                value=maybe("number"),
                passage=TEXT,
                document=TEXT,
            )
        ),
    ),
    "Conflict": obj(
        "Documents that give different values of one measure in one period.",
        measure=TEXT,
        unit=maybe("string"),
        period=ref("Period"),
        figures=listed(ref("FigureRow")),
    ),
    "FiguresReply": obj(
        "One page of figures; facets, series and conflicts are of all of them.",
        query=ref("Query"),
        passages=COUNT,
        documents=COUNT,
        took_ms={"type": "number", "minimum": 0},
        cut=_CUT,
        figures=listed(ref("FigureRow")),
        facets=ref("Facets"),
        series=listed(ref("Series")),
        conflicts=listed(ref("Conflict")),
        **_PAGED,
    ),
    "InstrumentItem": obj("A treaty, agreement or statute of the collection.", **_ITEM),
    "InstrumentsReply": obj(
        "One page of the instruments, the most mentioned first.",
        instruments=listed(ref("InstrumentItem")),
        facets=ref("Facets"),
        **_PAGED,
    ),
    "CitedArticle": obj(
        "An article and the passages that cite it; null for the instrument as a whole.",
        article=maybe("string"),
        official=maybe("string"),
        places={**listed(TEXT), "description": "Ids of passages."},
    ),
    "Instrument": obj(
        "All that the collection says of one instrument, and what it does not.",
        **_ITEM,
        names=listed(obj("Words used for it.", text=TEXT, count=COUNT)),
        stated=listed(
            obj(
                "A fact that passages state, an ISO date, month or year, or a place.",
                kind={"type": "string", "enum": list(FACTS)},
                value=TEXT,
                places=listed(
                    obj("A passage that states it.", text=TEXT, **SPAN, **_WHERE, citation=TEXT)
                ),
            )
        ),
        silent={**listed(TEXT), "description": "Kinds of facts that no passage states."},
        articles=listed(ref("CitedArticle")),
        by_document=listed(
            obj("A document that names it.", document=ref("DocumentHead"), passages=COUNT)
        ),
        cocited={**listed(ref("InstrumentItem")), "description": "Named in the same passages."},
        timeline=listed(
            obj(
                "A stated event, or a document that names it.",
                date=TEXT,
                kind=TEXT,
                document=or_null(ref("DocumentHead")),
            )
        ),
        mentions=listed(ref("LocatedMention")),
        cut=_CUT,
        **_PAGED,
    ),
    "LocatedMention": obj("A mention.", mention=ref("Mention"), **_WHERE, citation=TEXT),
    "MentionsFile": obj(
        "Instruments with every mention, as a file.",
        generation=COUNT,
        instruments=listed(ref("InstrumentItem")),
        mentions=listed(ref("LocatedMention")),
    ),
    "AuthoritiesReply": obj(
        "A table of authorities of a query or of a document, treaties before statutes.",
        query=or_null(ref("Query")),
        document=or_null(ref("DocumentHead")),
        **_PAGED,
        cut=_CUT,
        authorities=listed(
            obj("An authority and what is cited.", **_ITEM, cited=listed(ref("CitedArticle")))
        ),
    ),
}
