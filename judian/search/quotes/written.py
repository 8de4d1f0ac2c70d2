"""A verdict on a quotation in words and as JSON, for the command, the API and agents alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from judian.search.replies.quotes import DifferenceKind, QuoteVerdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from judian.search.replies.quotes import QuoteDifference, QuotePlace, QuoteReply

Json = dict[str, Any]
#: The permanent address of a passage by its id; "" where there is none.
Link = Callable[[str], str]
#: The collection that shows a document, by its id; None where one alone is searched.
Holder = Callable[[str], str | None]

VERDICTS: Mapping[QuoteVerdict, Mapping[str, str]] = {
    QuoteVerdict.VERBATIM: {"zh": "相符：館藏原文如此", "en": "verbatim: it stands so"},
    QuoteVerdict.SPELLING: {
        "zh": "文字相同，僅數字寫法或標點不同",
        "en": "the same words; only the spelling of numbers or punctuation differs",
    },
    QuoteVerdict.DIFFERS: {"zh": "與最接近的原文不同", "en": "differs from the nearest passage"},
    QuoteVerdict.NOT_FOUND: {"zh": "館藏中找不到", "en": "not found in the collection"},
    QuoteVerdict.NOT_CHECKABLE: {"zh": "無法核對", "en": "not checkable"},
}

KINDS: Mapping[DifferenceKind, Mapping[str, str]] = {
    DifferenceKind.NUMBER: {"zh": "數字不同", "en": "another number"},
    DifferenceKind.DATE: {"zh": "年月日不同", "en": "another year or date"},
    DifferenceKind.NEGATION: {"zh": "肯定與否定不同", "en": "a negation differs"},
    DifferenceKind.PARTY: {"zh": "當事人、地區或機關不同", "en": "another party, place or agency"},
    DifferenceKind.UNIT: {"zh": "單位不同", "en": "another unit"},
    DifferenceKind.ORDER: {"zh": "次序不同", "en": "another order"},
    DifferenceKind.CHARACTER: {"zh": "用字不同", "en": "another character"},
    DifferenceKind.CUT: {
        "zh": "引文在數字中間或否定詞之後截斷",
        "en": "cut inside a number or behind a negation",
    },
    DifferenceKind.ADDED: {"zh": "原文沒有", "en": "not in the source"},
    DifferenceKind.OMITTED: {"zh": "引文漏列", "en": "left out"},
    DifferenceKind.WORDING: {"zh": "文字不同", "en": "other words"},
    DifferenceKind.NUMBER_SPELLING: {"zh": "同值異寫", "en": "same value, other spelling"},
    DifferenceKind.PUNCTUATION: {"zh": "標點不同", "en": "punctuation"},
}

FOLDED: Mapping[str, Mapping[str, str]] = {
    "layout": {"zh": "換行與空白", "en": "line breaks and spaces"},
    "marks": {"zh": "引號等符號", "en": "quotation marks and other signs"},
    "variants": {"zh": "異體字、簡繁或全半形", "en": "variants, script or width of characters"},
    "ellipsis": {"zh": "刪節號", "en": "ellipses"},
    "insertion": {"zh": "〔〕內的插入語", "en": "insertions in 〔〕"},
}


def message(reply: QuoteReply, language: str) -> str:
    """The verdict in one sentence; for one that is not checkable, why."""
    if reply.verdict is QuoteVerdict.NOT_CHECKABLE:
        return reply.reason_zh if language == "zh" else reply.reason_en
    return VERDICTS[reply.verdict][language]


def folded_words(reply: QuoteReply, language: str) -> str:
    """What was disregarded, in words; "" if nothing was."""
    return ("、" if language == "zh" else ", ").join(FOLDED[k][language] for k in reply.folded)


def in_none(_doc_id: str) -> None:
    """The Holder of a search in one collection alone."""


def reply_json(reply: QuoteReply, language: str, link: Link, collection: Holder = in_none) -> Json:
    """The reply as JSON; messages in `language`."""
    return {
        "quote": reply.text,
        "verdict": str(reply.verdict),
        "message": message(reply, language),
        "found": reply.found,
        "more": reply.more,
        "folded": list(reply.folded),
        "places": [place_json(place, link, collection) for place in reply.places],
        "nearest": place_json(reply.nearest, link, collection) if reply.nearest else None,
        "source": reply.source,
        "differences": differences_json(reply.differences, language),
        "similarity": round(reply.similarity, 3),
        "generation": reply.generation,
        "took_ms": round(reply.took_ms, 1),
    }


def differences_json(found: Iterable[QuoteDifference], language: str) -> list[Json]:
    """Differences as JSON."""
    return [
        {
            "kind": str(one.kind),
            "message": KINDS[one.kind][language],
            "start": one.start,
            "end": one.end,
            "source_start": one.source_start,
            "source_end": one.source_end,
            "quoted": one.quoted,
            "source": one.source,
        }
        for one in found
    ]


def place_json(place: QuotePlace, link: Link, collection: Holder = in_none) -> Json:
    """A place as JSON: its document with its collection, spans and citation."""
    document, first = place.document, place.spans[0].passage
    return {
        "document": {
            "id": document.id,
            "title": document.title,
            "agency": document.agency,
            "date": document.date,
            "source": document.source,
            "format": document.format,
            "collection": collection(document.id),
        },
        "page": first.page,
        "section": list(first.section),
        "start": place.start,
        "end": place.end,
        "spans": [
            {
                "passage": span.passage.id,
                "start": span.start,
                "end": span.end,
                "text": span.passage.text[span.start : span.end],
                "link": link(span.passage.id),
            }
            for span in place.spans
        ],
        "citation": place.citation,
    }
