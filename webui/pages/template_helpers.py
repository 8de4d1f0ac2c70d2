"""How values are worded for people: numbers, dates, places, confidence. Used by the templates."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from judian.search.citations import quote as quoted
from webui.http.reading_report import page_runs as page_runs
from webui.http.reading_report import recognised
from webui.markup import marks as marking
from webui.markup.blocks import anchor as anchor
from webui.markup.tables import Grid, grid
from webui.wording.i18n import language, t
from webui.wording.messages import MESSAGES
from webui.wording.reading_report import page_run as page_run
from webui.wording.reading_report import reason as reason
from webui.wording.values import articles as articles
from webui.wording.values import number as number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.core.errors import JudianError
    from judian.core.model import DocumentInfo, Passage
    from judian.search.replies.listings import CitedArticle, FigureReply, FigureRow, Mention
    from judian.search.replies.results import Answer, FacetValue, Hit, SearchReply
    from webui.http.requests import FigureAddress, Filtered, SearchAddress

#: From these confidences on an answer is called sure, and fairly sure.
HIGH = 0.8
MEDIUM = 0.6
#: Figures shown with a hit before the others are folded away.
CHIPS = 5
#: Places listed for a stated fact or an article, and disagreements on the page of figures.
PLACES = 4
CONFLICTS = 10
#: Values of a facet shown before the others are folded away.
FACET_VALUES = 6
#: Values of a facet shown at all; the rest are found by a narrower query.
FACET_MOST = 60


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter: its name and value, and the words for it."""

    name: str
    value: str
    label: str


def snippet(hit: Hit) -> Markup:
    return Markup(marking.clean_snippet(hit.snippet_html))


def marked(
    text: str, spans: Sequence[marking.Span], start: int = 0, end: int | None = None, css: str = ""
) -> Markup:
    return marking.marked(text, spans, start=start, end=end, css=css)


def quote(answer: Answer) -> Markup:
    """The sentences around an answer, the answer marked."""
    return around(answer.hit.passage, answer.start, answer.end, reach=90)


def value(answer: Answer) -> str | None:
    """The answer's value where it says more than its text: 45,426 件, 2009-06-25."""
    if answer.value is None:
        return None
    shown = number(answer.value) if isinstance(answer.value, Decimal) else answer.value
    if isinstance(answer.value, Decimal) and answer.unit:
        shown = f"{shown} {answer.unit}" if answer.unit != "%" else f"{shown}%"
    return shown if differs(shown, answer.text) else None


def percent(share: float) -> str:
    return f"{round(100 * share)}%"


def confidence(share: float) -> str:
    return t(
        "answer.high" if share >= HIGH else "answer.medium" if share >= MEDIUM else "answer.low"
    )


def name(prefix: str, code: str) -> str:
    """The words for a code of the read path, the code itself where there are none."""
    if prefix == "reason":
        return reason(code)
    key = f"{prefix}.{code}"
    return t(key) if key in MESSAGES else code


def both(zh: str | None, en: str | None) -> str:
    """The one of two texts that is in the page's language, else the other."""
    return ((zh or en) if language() == "zh" else (en or zh)) or ""


def short(text: str, limit: int = 60) -> str:
    """`text`, cut after `limit` characters."""
    return text if len(text) <= limit else text[:limit] + "…"


def title(info: DocumentInfo) -> str:
    return info.title.strip() or info.source


def day(stamp: str) -> str:
    """The date of an ISO time stamp."""
    return stamp[:10]


def place(passage: Passage) -> str:
    """Page and paragraph, or row of a table."""
    row = passage.table
    where = t("hit.row", table=row.table, row=row.row) if row else None
    parts = [where or t("hit.paragraph", n=passage.paragraph)]
    if passage.page is not None:
        parts.insert(0, t("hit.page", page=passage.page_label or passage.page))
    return " · ".join(parts)


def span(info: DocumentInfo) -> str:
    """The days from which to which a document's figures speak."""
    ends = (info.period_start or "", info.period_end or "")
    return " – ".join(ends) if any(ends) else ""


def ocr(document: DocumentInfo, passage: Passage | None = None) -> str:
    """That the words of a passage, or of pages of a document, were recognised on a picture, and
    how surely; "" where they were not."""
    if passage is not None and passage.page is None:
        return ""
    found = recognised(document, passage.page if passage else None)
    if found is None:
        return ""
    if passage is None:
        return t("reading.ocr.pages", n=found.pages)
    if found.confidence is None:
        return t("reading.ocr")
    return t("reading.ocr.share", share=percent(found.confidence))


def chosen(asked: Filtered, name: str) -> tuple[str, ...]:
    held: tuple[str, ...] = getattr(asked.filters, name, ())
    return held


def active_filters(asked: SearchAddress, reply: SearchReply) -> tuple[Chip, ...]:
    """The chosen filters with the labels that the facets give them."""
    return _active(asked, reply.facets, "kind")


def figure_filters(asked: FigureAddress, reply: FigureReply) -> tuple[Chip, ...]:
    """The same of a list of figures, whose kinds are those of figures."""
    return _active(asked, reply.facets, "figure")


def _active(
    asked: Filtered, facets: Mapping[str, Sequence[FacetValue]], kinds: str
) -> tuple[Chip, ...]:
    chips = []
    for facet in asked.lists:
        labels = {v.value: v.label for v in facets.get(facet, ())}
        for held in chosen(asked, facet):
            label = name(kinds, held) if facet == "kind" else labels.get(held, held)
            chips.append(Chip(facet, held, label))
    low, high = asked.filters.year_from, asked.filters.year_to
    if low is not None or high is not None:
        same = low == high
        label = str(low) if same else t("filters.years", low=low or "", high=high or "")
        chips.append(Chip("year", "", label))
    return tuple(chips)


def answer_grid(answer: Answer) -> Grid:
    """The table row that holds an answer, with the answer marked instead of the query."""
    return grid([(answer.hit.passage, ((answer.start, answer.end),))])


def figures(passage: Passage) -> list[Any]:
    """Its figures in order, those that would look alike once."""
    alike = {(f.measure, f.text, f.period and f.period.text): f for f in reversed(passage.figures)}
    return sorted(alike.values(), key=lambda f: f.start)


def instruments(passage: Passage) -> list[Mention]:
    """The instruments a passage names, each once, with the first of its mentions."""
    first = {m.instrument: m for m in reversed(passage.mentions)}
    return sorted(first.values(), key=lambda m: m.start)


def quotation(hit: Hit) -> str:
    """The words of a hit on one line with its citation, to be pasted."""
    return quoted(hit.passage, hit.document)


def around(passage: Passage, start: int, end: int, css: str = "answer", reach: int = 60) -> Markup:
    """The sentences of a passage around `[start, end)`, that marked."""
    text = passage.text
    left, right = marking.quote_window(text, start, end, reach)
    body = marking.marked(text, [(start, end)], start=left, end=right, css=css)
    before = "…" if text[:left].strip() else ""
    after = "…" if text[right:].strip() else ""
    return Markup("").join((before, body, after))


def context(row: FigureRow) -> Markup:
    """What stands around a figure in its passage, the figure marked; of a table its caption."""
    if row.passage.table:
        return escape(row.passage.table.caption or " › ".join(row.passage.section[-1:]))
    return around(row.passage, row.figure.start, row.figure.end, css="figure")


def differs(worded: str, text: str) -> bool:
    """Whether a value in numbers says more than the text of its figure."""
    return _bare(worded) not in _bare(text)


def _bare(words: str) -> str:
    return "".join(words.split()).replace(",", "")


def by_document(cited: CitedArticle) -> list[tuple[DocumentInfo, list[Passage]]]:
    """The passages that cite an article by document, the first of those at the same place: a
    long paragraph is cut into several."""
    found: dict[str, tuple[DocumentInfo, dict[str, Passage]]] = {}
    for cite in cited.places:
        held = found.setdefault(cite.document.id, (cite.document, {}))
        held[1].setdefault(place(cite.passage), cite.passage)
    return [(document, list(passages.values())) for document, passages in found.values()]


def caret(query: str, position: int) -> Markup:
    """The place in the query that a problem is about, with what stands around it."""
    at = min(position, len(query))
    before, here, after = query[max(0, at - 12) : at], query[at : at + 1], query[at + 1 : at + 13]
    parts = (escape("…" if at > 12 else ""), escape(before), Markup("<u>"), escape(here or " "))
    return Markup("").join((*parts, Markup("</u>"), escape(after)))


def hint(error: JudianError) -> Markup:
    """What to do, a command in it set apart so that it can be copied."""
    words, mark, command = error.hint(language()).partition("python -m ")
    if not mark:
        return escape(words)
    return escape(words) + Markup("<code data-copy>{}</code>").format(mark + command)
