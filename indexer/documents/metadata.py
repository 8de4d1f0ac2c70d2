"""Title, issuing agency, date and period of a document, each with its origin.

The text takes precedence over the file's own properties; SOURCES.tsv overrides both
(`indexer.documents.sources_table`). A fact that no source states stays empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.documents import agencies, covered_periods, file_titles
from indexer.documents.datelines import date_of, first_date
from indexer.documents.issuers import BACK, document_agency
from indexer.documents.stated_years import latest_stated_year
from indexer.documents.title_lines import unspaced
from indexer.documents.titles import FRONT, with_title
from indexer.structure.characters import HAN
from indexer.structure.unit_lines import UNIT, is_whole_period
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from indexer.structure.blocks import Block, Reading

__all__ = ["Metadata", "read", "with_title"]

#: Labels of the date: of the issue, of the meeting, of a later change.
_DATE_LABELS = tuple(
    re.compile(rf"{names}\s*[：:]\s*(.{{4,40}})")
    for names in (
        rf"(?<![{HAN}])(?!截止|更新|修[正訂]|異動|最後|出生|到期|有效|施行|實施|生效|失效|[收受]文|起始|開始|結束|屆滿|查詢|列印|下載)"
        rf"(?:(?:[{HAN}]{{2}})?日\s*期|(?:發[布佈稿]|刊登|張貼|上版|公[布告]|提報|報告)(?:時間|日)|Date)",
        rf"(?:(?<![{HAN}])(?:會議|開會|召開)(?:時間|日期)|^(?:[一二]、)?時\s*間)",
        rf"(?<![{HAN}])(?:最後)?(?:更新|修正|異動|修訂|修改)(?:日期|時間)",
    )
)
_THIS_YEAR = re.compile(r"(?:今|本)\s*[（(]\s*(?:民國)?\s*([0-9]{2,4})\s*[)）]\s*年(?!度)")
_LABEL_ALONE = re.compile(rf"[{HAN}]{{2}}(?:機關|單位|日期|時間|期間)\s*[：:]?")
#: Where the next fact begins on the same line: 發布機關：甲局發布日期：乙.
_NEXT_FACT = re.compile(
    r"(?<=\S)(?=(?:發[布佈文]|製表|編[製印]|更新|刊登|填表|報告|統計|資料|聯絡|承辦|主辦|修正|公告)"
    r"(?:日期|時間|單位|機關|期間|人|電話)\s*[：:])"
)
_ENDING = re.compile(r"\.[^.]{1,8}$")
#: Creation date of a template that programs ship; documents made from it keep that date.
_TEMPLATE_DATE = "2013-12-23"
#: Origin of a fact that the first sentence states.
FIRST_SENTENCE = "text: first sentence"
# Years from the end of a period to a report on it: budgets are audited within two.
_MOST_YEARS = 2
# Characters of a year as an ISO date.
_ISO_YEAR = 4


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of a document. `provenance` maps each known field to its origin.

    `created` is the date on which the file was created, "" if that is unknown.
    """

    title: str = ""
    agency: str | None = None
    date: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)
    created: str = ""

    @property
    def reference(self) -> str | None:
        """The date to which 今年 and 去年 refer: that of the document, else the end of its period.

        The date on which the file was created is not that of its text.
        """
        is_of_file = self.provenance.get("date") == "properties" and self.date == self.created
        return (None if is_of_file else self.date) or self.period_end


def read(
    reading: Reading, blocks: Sequence[Block], printed: str | None, file_name: str
) -> Metadata:
    """The metadata that the text states, or else the file's properties.

    `printed` is the title that the text shows.
    """
    where: dict[str, str] = {}
    lines = _with_labels([line for block in _ends(blocks) for line in _lines(block)])
    title, where["title"] = _title(reading, blocks, printed, file_name)
    agency, origin = document_agency(reading, blocks, lines, title)
    if agency:
        where["agency"] = origin
    named = title if where["title"] in ("text", "file name") else None
    found = covered_periods.find(named, blocks, _all_lines(blocks))
    period = None
    if found:
        period, origin = found
        where["period"] = where["title"] if origin == "title" and not printed else origin
    elif not printed and (found := covered_periods.find(file_titles.of_text(blocks), (), ())):
        period, where["period"] = found[0], FIRST_SENTENCE
    date, origin = _document_date(lines, blocks, period and period[1])
    if date is None:
        date, origin = _property_date(reading.properties, period and period[1]), "properties"
        latest = latest_stated_year(blocks) if date and not period else None
        date = None if date and latest and int(date[:_ISO_YEAR]) < latest else date
    if date:
        where["date"] = origin
    created = first_date(reading.properties.get("created", "")) or ""
    return Metadata(
        title, agency, date, *(period or (None, None)), provenance=where, created=created
    )


def _title(
    reading: Reading, blocks: Sequence[Block], printed: str | None, file_name: str
) -> tuple[str, str]:
    """The title and its origin: as printed, in the properties, the file's name, the first
    sentence."""
    if printed:
        return printed, "text"
    if known := file_titles.of_properties(reading.properties.get("title", "")):
        return known, "properties"
    if known := file_titles.of_slides(reading) or file_titles.of_table(blocks):
        return known, "text"
    if known := file_titles.of_name(file_name):
        return known, "file name"
    if known := file_titles.of_text(blocks):
        return known, FIRST_SENTENCE
    return _ENDING.sub("", file_name), "file name"


def _ends(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of the title page and the colophon."""
    if len(blocks) <= FRONT + BACK:
        return list(blocks)
    return [*blocks[:FRONT], *blocks[-BACK:]]


def _lines(block: Block) -> list[str]:
    """The lines of a block; for a table its caption and notes, and its rows of a label and a
    fact as 「label：fact」."""
    if block.table is None:
        return block.text.split("\n")
    rows: dict[int, list[str]] = {}
    for cell in block.table.cells:
        rows.setdefault(cell.row, []).append(cell.text.strip())
    facts = [f"{row[0]}：{row[1]}" for row in rows.values() if len(row) == 2 and all(row)]
    around = (block.table.caption, *(block.table.note or "").split("\n"))
    return [line for line in (*around, *facts) if line]


def _with_labels(lines: Sequence[str]) -> list[str]:
    """The facts of the lines one by one, each as 「label：fact」: several of one line, and a label
    alone on a line (發布單位) with the fact below it."""
    found: list[str] = []
    for line in (piece for whole in lines for piece in _NEXT_FACT.split(whole)):
        is_alone = bool(found) and _LABEL_ALONE.fullmatch(found[-1]) is not None
        if is_alone and not _LABEL_ALONE.fullmatch(line):
            found[-1] = f"{found[-1].rstrip('：: ')}：{line}"
        else:
            found.append(line)
    return found


def _all_lines(blocks: Sequence[Block]) -> Iterable[str]:
    for block in blocks:
        yield from _lines(block)


def _document_date(
    lines: Sequence[str], blocks: Sequence[Block], period_end: str | None
) -> tuple[str | None, str]:
    """The date after a label, alone on a line, or in 今(102)年, and its origin.

    The day on which the period ended is that of the figures.
    """
    for label in _DATE_LABELS[:2]:
        for line in lines:
            found = label.search(line)
            if found and (date := first_date(found[1])):
                return date, "text"
    if (date := _date_alone(blocks, period_end)) and date != period_end:
        return date, "text"
    for line in lines:
        found = _DATE_LABELS[2].search(line)
        if found and (date := first_date(found[1])):
            return date, "text"
    for line in _all_lines(blocks):
        this_year = _THIS_YEAR.search(line)
        if this_year and (date := first_date(f"{this_year[1]}年")):
            return date, f"text: {this_year[0]}"
    return None, ""


def _date_alone(blocks: Sequence[Block], period_end: str | None) -> str | None:
    """The first date that is alone on a line or beside the issuer.

    A bare year counts only where there is no month, and not below a yearbook, whose period it is.
    A date of the last lines before `period_end` is one of the figures, not of a colophon.
    """
    years: list[str] = []
    for at, line in _lines_without_tables(blocks):
        issuer = agencies.of_line(line)
        date = date_of(line) or (date_of(issuer[1]) if issuer else None)
        if date and at >= FRONT and period_end and date < period_end[: len(date)]:
            continue
        if date and len(date) > _ISO_YEAR:
            return date
        if date:
            years.append(date)
    titles = [block.text for block in blocks[:FRONT] if block.kind is Kind.TITLE]
    is_yearbook = any(covered_periods.YEARBOOK.search(title) for title in titles)
    return years[0] if years and not is_yearbook else None


def _lines_without_tables(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Yield the lines of the title page and the colophon with the index of their block, without
    the title itself; the day over a table is that of its figures."""
    ends = [*range(min(FRONT, len(blocks))), *range(max(FRONT, len(blocks) - BACK), len(blocks))]
    for at in ends:
        below = [block for block in blocks[at + 1 : at + 3] if not UNIT.match(block.text)]
        is_over_table = bool(below) and below[0].table is not None
        if blocks[at].table is not None or not (is_over_table or blocks[at].kind is Kind.TITLE):
            lines = (unspaced(line) for line in _lines(blocks[at]))
            is_table = blocks[at].table is not None
            yield from ((at, line) for line in lines if not (is_table and is_whole_period(line)))


def _property_date(properties: Mapping[str, str], period_end: str | None) -> str | None:
    """The date of publication in the properties, else that of the file's creation.

    None for a date that does not fit a report on a period that ended on `period_end`: before its
    end, or years after it, as in files that were made of older ones.
    """
    for name in ("date", "created"):
        found = first_date(properties.get(name, ""))
        if not found or found == _TEMPLATE_DATE:
            continue
        years = int(found[:_ISO_YEAR]) - int(period_end[:_ISO_YEAR]) if period_end else 0
        if 0 <= years <= _MOST_YEARS:
            return found
    return None
