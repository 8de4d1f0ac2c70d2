"""The entries of a document and its passages that an engine stores, with their figures, instruments
and dates."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.documents import covered_periods
from indexer.documents.datelines import date_of, period_of_line, year_of_line
from indexer.documents.labelled_years import labelled_years
from indexer.documents.title_lines import unspaced
from judian.core.brief import brief_of
from judian.core.engine import DocumentEntry, PassageEntry, join_terms
from judian.core.model import DocumentInfo, Kind, Passage, to_json
from judian.zh import instruments
from judian.zh.dates import expressions
from judian.zh.dates.context import DateContext
from judian.zh.figures import defined_periods, document_context, extraction
from judian.zh.figures.extraction import Period
from judian.zh.figures.keys import figure_keys
from judian.zh.instruments.article_terms import article_terms, mention_terms
from judian.zh.text.analyze import analyze, squeezed_fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


# Years of a period that a passage is found under; a longer one (自古以來, 19世紀) is too vague.
_LONGEST_PERIOD = 40
# Passages at the front that may be subtitles, and characters of the longest.
_TITLE_LINES, _LONGEST_TITLE = 4, 60
# Lines right above a table of which one may be that of its period.
_ABOVE = 2


def document_entry(info: DocumentInfo, text: str) -> DocumentEntry:
    """The stored record of a document."""
    return DocumentEntry(info.id, json.dumps(to_json(info), ensure_ascii=False), text)


def with_findings(
    passages: Sequence[Passage], info: DocumentInfo, reference: str | None
) -> Iterator[Passage]:
    """Yield the passages with their figures and the instruments that they mention.

    同年 and 同期 refer to the last date of the previous passage. A short name that one passage
    gives to an instrument (下稱…) is known in all. A table of contents has neither: what it names
    is said further on.
    """
    text = [passage for passage in passages if passage.kind is not Kind.CONTENTS]
    found = _text_with_findings(text, info, reference)
    for passage in passages:
        yield passage if passage.kind is Kind.CONTENTS else next(found)


def _text_with_findings(
    passages: Sequence[Passage], info: DocumentInfo, reference: str | None
) -> Iterator[Passage]:
    """Yield the passages of the text with their figures and mentions."""
    names = instruments.introduced("\n".join(passage.text for passage in passages))
    rows: dict[int, list[tuple[str, ...]]] = {}
    for passage in passages:
        if passage.table:
            paths = dict.fromkeys(cell.row for cell in passage.table.cells if cell.row)
            rows.setdefault(passage.table.table, []).extend(paths)
    own = document_context.period_of_titles(_titles(passages, info), reference)
    if info.period_start or info.period_end:
        own = Period("", info.period_start, info.period_end)
    texts = [passage.text for passage in passages]
    fiscal = covered_periods.is_fiscal(info.title, texts)
    defined = defined_periods.of_texts(texts, DateContext(reference, fiscal=fiscal))
    above = _periods_above_tables(passages, fiscal=fiscal)
    mentions = [instruments.extract(passage.text, names) for passage in passages]
    read = [(passage.text, found) for passage, found in zip(passages, mentions, strict=True)]
    events = document_context.reference_events(read, names, reference)
    antecedent: Period | None = None
    before = ""
    for passage, found in zip(passages, mentions, strict=True):
        row = passage.table
        context = extraction.PassageContext(
            cells=tuple((c.start, c.end, c.column, c.row) for c in row.cells) if row else (),
            unit=row.unit if row else None,
            caption=row.caption if row else None,
            note=row.note if row else None,
            section=passage.section,
            document_period=own,
            anchor_date=reference,
            antecedent=antecedent,
            rows=rows.get(row.table, ()) if row else (),
            events=events,
            fiscal=fiscal,
            names=defined,
            line_period=above.get(row.table) if row else None,
            before=before,
        )
        before = "" if row else passage.text
        yield replace(
            passage,
            figures=extraction.extract(passage.text, context),
            mentions=found,
        )
        if row is None and passage.kind is not Kind.FOOTNOTE:
            antecedent = extraction.last_period(passage.text, context)


def _periods_above_tables(passages: Sequence[Passage], *, fiscal: bool) -> dict[int, Period]:
    """The period on the line above each table (中華民國102年度), by the table's number.

    It is one of the table's own lines, or right above them; a unit line may stand between. A table
    right below another one continues it, unless it has a caption or unit of its own.
    """
    found: dict[int, Period] = {}
    lines: list[str] = []
    last = 0
    labels: set[str | None] = set()
    for passage in passages:
        if passage.table is None:
            if passage.kind not in (Kind.TABLE_HEAD, Kind.NOTE):
                lines.append(passage.text)
            continue
        number = passage.table.table
        if number == last:
            continue
        own = reversed((passage.table.note or "").split("\n"))
        near = [line for line in (*lines[-_ABOVE:], *own) if len(line) <= _LONGEST_TITLE]
        stated = (_period_of_line(line, fiscal=fiscal) for line in reversed(near))
        continues = not lines and {passage.table.caption, passage.table.unit} <= labels | {None}
        period = next((p for p in stated if p), found.get(last) if continues else None)
        labels = {passage.table.caption, passage.table.unit}
        if period:
            found[number] = period
        lines, last = [], number
    return found


def _period_of_line(line: str, *, fiscal: bool) -> Period | None:
    """The period or day that a line consists of: 中華民國102年度, 中華民國102年12月31日."""
    bare = unspaced(line)
    if mention := period_of_line(bare, fiscal=fiscal) or year_of_line(bare):
        return mention.period
    mentions = expressions.find(bare) if date_of(bare) else []
    return mentions[0].period if len(mentions) == 1 and mentions[0].period.start else None


def _titles(passages: Sequence[Passage], info: DocumentInfo) -> Iterator[str]:
    """Yield the title, and the short lines at the front of the document."""
    yield info.title
    for passage in passages[:_TITLE_LINES]:
        if passage.table or len(passage.text) > _LONGEST_TITLE:
            return
        yield passage.text


def _dates(text: str, reference: str | None, antecedent: Period | None) -> list[Period]:
    """The periods that a text mentions, without open ones."""
    found = expressions.find(text, anchor_date=reference, antecedent=antecedent)
    return [m.period for m in found if m.period.start or m.period.end]


def passage_entry(
    passage: Passage,
    info: DocumentInfo,
    reference: str | None,
    own_article: Sequence[str] = (),
) -> PassageEntry:
    """The stored record of a passage: its terms, its keys, and the passage as JSON.

    `own_article` are the terms of the article whose text it is (`own_articles`).
    """
    analysis = analyze(passage.text, context="\n".join(_context(passage, info)))
    keys = {
        "doc": (info.id,),
        "agency": (info.agency,) if info.agency else (),
        "year": tuple(str(year) for year in _years(passage, info, reference)),
        "kind": (str(passage.kind),),
        "instrument": tuple(dict.fromkeys(m.instrument for m in passage.mentions)),
        "unit": tuple(dict.fromkeys(f.unit for f in passage.figures if f.unit)),
        "section": tuple(dict.fromkeys(filter(None, map(squeezed_fold, passage.section)))),
        "page": (passage.page_label or str(passage.page),) if passage.page else (),
        "article": tuple(dict.fromkeys(mention_terms(passage.mentions))),
        "figure": tuple(dict.fromkeys(key for f in passage.figures for key in figure_keys(f))),
    }
    words = [
        *analysis.terms["words"],
        *article_terms(analysis.squeezed, analysis.folded),
        *mention_terms(passage.mentions),
        *own_article,
    ]
    terms = {**analysis.terms, "words": words}
    return PassageEntry(
        id=passage.id,
        doc_id=info.id,
        terms={name: join_terms(found) for name, found in terms.items()},
        squeezed=analysis.squeezed,
        folded=analysis.folded,
        keys=keys,
        date=_date(info),
        payload=json.dumps(to_json(passage), ensure_ascii=False, separators=(",", ":")),
        brief=brief_of(passage),
    )


def _context(passage: Passage, info: DocumentInfo) -> list[str]:
    """The texts above a passage: title, headings, lead, for a table row the caption, the headers
    and its years.

    Each is given once, and none that is the passage's own text.
    """
    parts = [info.title, *passage.section, passage.lead or ""]
    if passage.table:
        parts.append(passage.table.caption or "")
        for cell in passage.table.cells:
            parts += cell.column
            parts += cell.row
        parts += labelled_years(passage.text, passage.table.cells)
        own = {passage.text[c.start : c.end] for c in passage.table.cells}
    else:
        own = {passage.text}
    return [part for part in dict.fromkeys(parts) if part and part not in own]


def _years(passage: Passage, info: DocumentInfo, reference: str | None) -> list[int]:
    """The years that a passage mentions, or those of its document if it mentions none.

    All years of a period count, so that 98年至111年 is found under 105.
    """
    periods = [f.period for f in passage.figures if f.period]
    if not passage.table:
        periods += _dates(passage.text, reference, None)
    elif passage.table.caption:
        periods += _dates(passage.table.caption, reference, None)
    found: set[int] = set()
    for period in periods:
        found |= _span(period.start, period.end)
    if not found:
        found = _span(info.period_start, info.period_end)
        if info.date:
            found.add(int(info.date[:4]))
    return sorted(found)


def _span(start: str | None, end: str | None) -> set[int]:
    first, last = start or end, end or start
    if not first or not last:
        return set()
    low, high = int(first[:4]), int(last[:4])
    return set(range(low, high + 1)) if high - low <= _LONGEST_PERIOD else set()


def _date(info: DocumentInfo) -> int:
    """The document's date as the number yyyymmdd, 0 if unknown. A month or year counts as its first
    day."""
    stamp = (info.date or info.period_end or "").replace("-", "")
    return int(stamp + "0101"[len(stamp) - 4 :]) if len(stamp) in (4, 6) else int(stamp or 0)
