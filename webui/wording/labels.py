"""Names of documents, places in them, codes and articles in the page's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webui.http.reading_report import ocr_summary
from webui.wording.dates import moment, written
from webui.wording.i18n import language, t
from webui.wording.messages import MESSAGES
from webui.wording.numbers import percent
from webui.wording.reading_report import reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.model import DocumentInfo, Passage
    from judian.search.replies.listings import InstrumentItem
    from judian.search.replies.results import FacetValue

#: Refusals after which no passage is left that might answer.
_NOT_SAID = frozenset({"no_passage", "not_said"})
#: Levels of an article number: article, paragraph, subparagraph, item.
_LEVELS = ("條", "項", "款", "目")


def label(family: str, code: str) -> str:
    """The words for a code of the read path; the code itself if it has none.

    `family` is the beginning of the messages' names: kind, figure, instrument, reason, …
    """
    if family == "reason":
        return reason(code)
    key = f"{family}.{code}"
    return t(key) if key in MESSAGES else code


def facet_value(name: str, kinds: str | None, value: FacetValue) -> str:
    """The words for a value of a facet; `kinds` is the family of its codes, None for values that
    are words themselves. A year is written as agencies do: 102年（2013）."""
    if kinds:
        return label(kinds, value.value)
    if name == "year" and value.value.isdigit():
        return moment(value.value)
    return value.label or value.value


def in_language(zh: str | None, en: str | None) -> str:
    """The one of two texts that is in the page's language, or else the other."""
    return ((zh or en) if language() == "zh" else (en or zh)) or ""


def sentence(text: str) -> str:
    """A message of the read path as a sentence that stands alone on a page."""
    if not text:
        return ""
    end = "。" if language() == "zh" else "."
    return text[0].upper() + text[1:] + ("" if text[-1] in "。.！!？?" else end)


def refusal_heading(code: str) -> str:
    """What a refusal comes to: the documents do not say it, or they do not say it clearly."""
    if code == "not_chinese":
        return t("answer.not_chinese")
    return t("answer.not_said" if code in _NOT_SAID else "answer.unclear")


def shortened(text: str, limit: int = 60) -> str:
    """`text`, cut after `limit` characters."""
    return text if len(text) <= limit else text[:limit] + "…"


def title(info: DocumentInfo) -> str:
    """The document's title, or else the name of its file."""
    return info.title.strip() or info.source


def place(passage: Passage) -> str:
    """Page and paragraph of a passage, or page and row of a table; the sheet of a workbook and the
    cells there."""
    return " · ".join(_place_parts(passage))


def places(first: Passage, last: Passage) -> str:
    """The places from one passage to a later one; what both share is said once."""
    one, other = _place_parts(first), _place_parts(last)
    if one == other:
        return place(first)
    rest = other[1:] if one[0] == other[0] and len(other) > 1 else other
    return t("hit.from_to", first=place(first), last=" · ".join(rest))


def _place_parts(passage: Passage) -> list[str]:
    if passage.place:
        cells = t("hit.cells", cells=passage.place)
        return [*passage.section[:1], cells]
    row = passage.table
    where = t("hit.row", table=row.table, row=row.row) if row else None
    parts = [where or t("hit.paragraph", n=passage.paragraph)]
    if passage.page is not None:
        parts.insert(0, t("hit.page", page=passage.page_label or passage.page))
    return parts


def period_covered(info: DocumentInfo) -> str:
    """First and last day that the document's figures cover; "" if neither is known."""
    ends = (written(info.period_start), written(info.period_end))
    return " – ".join(ends) if any(ends) else ""


def origin(source: str) -> str:
    """Where a fact of a document was taken from, with the words that state it, if they are known.
    `source` is a value of `DocumentInfo.provenance`: text, file name, text: 今(102)年."""
    if f"from.{source}" in MESSAGES:
        return t(f"from.{source}")
    where, _, words = source.partition(": ")
    if not words:
        return label("from", where)
    return t("document.quoted", where=label("from", where), words=words)


def ocr(document: DocumentInfo, passage: Passage | None = None) -> str:
    """A note that a passage, or pages of a document, were read by OCR; "" if they were not.

    For a passage the note states the confidence, for a document the number of pages.
    """
    if passage is not None and passage.page is None:
        return ""
    found = ocr_summary(document, passage.page if passage else None)
    if found is None:
        return ""
    if passage is None:
        return t("reading.ocr.pages", n=found.pages)
    if found.confidence is None:
        return t("reading.ocr")
    return t("reading.ocr.share", share=percent(found.confidence))


def date_query(year: int) -> str:
    """The query for the passages of the documents of a Gregorian year, in the page's words."""
    return f"日期:{written(str(year))}" if language() == "zh" else f"date:{year}"


def phrase(name: str) -> str:
    """The query for the passages that hold a name exactly."""
    return f"「{name}」"


def article_query(item: InstrumentItem, normalised: str) -> str:
    """The query for the passages that cite an article, as `judian.search.query.fields` reads it."""
    return f'instrument:"{item.id}{_chinese_article(normalised)}"'


def recognised(share: float | None) -> str:
    """A note that words were read by OCR with this confidence (0 to 1); "" for None."""
    return "" if share is None else t("reading.recognised", share=percent(share))


def article(normalised: str) -> str:
    """6.1.2 as 第6條第1項第2款, or art. 6(1)(2)."""
    parts = normalised.split(".")
    if language() != "zh":
        return t("article", of=parts[0] + "".join(f"({part})" for part in parts[1:]))
    return _chinese_article(normalised)


def _chinese_article(normalised: str) -> str:
    return "".join(
        f"第{number}{unit}" + (f"之{inserted}" if inserted else "")
        for unit, (number, _, inserted) in zip(
            _LEVELS, (part.partition("-") for part in normalised.split(".")), strict=False
        )
    )


def articles(normalised: Sequence[str]) -> str:
    """Several articles, separated as the page's language does."""
    return ("、" if language() == "zh" else "; ").join(map(article, normalised))
