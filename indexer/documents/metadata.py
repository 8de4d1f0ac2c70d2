"""Title, issuing agency, date and period of a document, each with its origin.

The text takes precedence over the file's own properties; SOURCES.tsv overrides both
(`indexer.documents.sources_table`). A fact that no source states stays empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.documents import agencies
from indexer.documents.datelines import date_of, first_date
from indexer.documents.titles import FRONT, SERIAL, with_title
from indexer.structure.characters import HAN, is_terminated
from judian.core.model import Kind
from judian.zh.dates import expressions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from indexer.structure.blocks import Block, Reading

__all__ = ["Metadata", "read", "with_title"]

#: Labels of the issuing agency, the most reliable first.
_AGENCY_LABELS = tuple(
    re.compile(rf"(?:^|[\s（(【])(?:{names})\s*[：:]\s*([{HAN}（）()·．、 ]{{2,40}})")
    for names in (
        r"(?:發[布佈文行]|提報|報告|編[製制印]|出版|製表|填[報表]|發稿|服務|公[布告])(?:機關|單位|者)|新聞發[布佈](?:機關|單位)|機關名稱|發文單位",
        r"(?:資料提供|主辦|委託|委辦|撰[寫擬稿]|彙整|主管|業務|執行|刊登|張貼|上稿|維護|提供)(?:機關|單位|者)|資料提供|編\s*[製印]|編著者?",
        r"新聞來源|(?:資料)?來源",
    )
)
_AGENCY_END = re.compile(r"\s|[（(](?:[^）)]*$|.*(?:電話|聯絡|新聞))|電話|聯絡|承辦|新聞|傳真|地址")
#: The rest of a line after the agency's name in a letterhead or the title of a bulletin.
_LETTERHEAD = re.compile(
    r"\s*(?:書?函|令|公告|開會通知單|新聞稿|新聞發布|新聞資料|(?:統計)?(?:通報|簡訊|速報|快訊)"
    r"|(?:(?:委託|自行|合作|專題|補助|期[中末]|研究|計[畫劃]|成果|結案){1,4})報告書?)(?:[（(].*[）)])?$"
)
#: A section named without its agency: 統計處, 秘書室. If the document names the agency too, that is
#: the issuer.
_SECTION = re.compile(
    rf"(?!.+(?:部|署|局|院|政府|委員會|公所|公司|大學|總處).)[{HAN}]{{1,8}}(?:處|司|科|課|股|組|室|隊)"
)
_MADE_BY = re.compile(r"(?:編製|編印|印行|發布|提供|製作|製表)$")
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
_THIS_YEAR = re.compile(r"(?:今|本)\s*[（(]\s*(?:民國)?\s*([0-9]{2,4})\s*[)）]\s*年")
_PERIOD_LABEL = re.compile(
    r"(?:統計|資料|調查|查核|報告|涵蓋|抽查|稽核|觀察|分析|起訖|執行)(?:期間|時間|年度|區間|範圍)\s*[：:為]?\s*(.{3,60})"
)
_UNTIL = re.compile(r"(?:統計|資料)(?:截止|截至)(?:日期?|時間)?\s*[：:]?\s*(.{4,40})")
#: Titles of reports on figures, which name the period of the figures.
_REPORTED = re.compile(
    r"(?:年報|季報|月報|報告書?|統計|概況|分析|成果|通報|速報|情形|檢討)(?:[（(].*[）)])?$"
)
# Blocks at the end of a document that may be its colophon.
_BACK = 4
# Blocks at the front among which an agency's name alone on a line is the issuer.
_TITLE_PAGE = 6
_DISPLAY = (Kind.TITLE, Kind.PARAGRAPH, Kind.HEADING)
#: Creation date of a template that programs ship; documents made from it keep that date.
_TEMPLATE_DATE = "2013-12-23"


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of a document. `provenance` maps each known field to its origin."""

    title: str = ""
    agency: str | None = None
    date: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)

    @property
    def reference(self) -> str | None:
        """The date to which 今年 and 去年 refer: that of the document, else the end of its
        period."""
        return self.date or self.period_end


def read(reading: Reading, blocks: Sequence[Block], title: str | None, file_name: str) -> Metadata:
    """The metadata that the text states, or else the file's properties."""
    where: dict[str, str] = {}
    lines = [line for block in _ends(blocks) for line in _lines(block)]
    if title:
        where["title"] = "text"
    elif known := _property_title(reading.properties.get("title", "")):
        title, where["title"] = known, "properties"
    else:
        title, where["title"] = re.sub(r"\.[^.]{1,8}$", "", file_name), "file name"
    agency, origin = _document_agency(reading, blocks, lines, title)
    if agency:
        where["agency"] = origin
    date, origin = _document_date(lines, blocks)
    if date is None:
        date, origin = _property_date(reading.properties), "properties"
    if date:
        where["date"] = origin
    period, origin = _period(_all_lines(blocks)), "text"
    if period is None and where["title"] == "text":
        period, origin = _title_period(title), "title"
    if period:
        where["period"] = origin
    return Metadata(title, agency, date, *(period or (None, None)), provenance=where)


def _ends(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of the title page and the colophon."""
    if len(blocks) <= FRONT + _BACK:
        return list(blocks)
    return [*blocks[:FRONT], *blocks[-_BACK:]]


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


def _all_lines(blocks: Sequence[Block]) -> Iterable[str]:
    for block in blocks:
        yield from _lines(block)


def _property_title(stated: str) -> str:
    """The title in the file's properties, without the name of the site; "" for a placeholder of
    word processors: a file's name, 'Microsoft Word - …'."""
    parts = [part for part in re.split(r"\s*[|｜]\s*|\s+[-–—_]\s+|：：|::", stated.strip()) if part]
    if re.search(
        r"\.(?:docx?|odt|pdf|txt|xlsx?|html?)$|^Microsoft |^untitled|^未命名", stated, re.I
    ):
        return ""
    names = [part for part in parts if agencies.of_line(part) is None]
    return (names or parts or [""])[0]


def _document_agency(
    reading: Reading, blocks: Sequence[Block], lines: Sequence[str], title: str
) -> tuple[str | None, str]:
    """The issuing agency and its origin; (None, "") without one.

    In this order: after a label, alone on a line of the title page, in the colophon, the publisher
    in the properties, at the front of the title, after a label of a source, the company in the
    properties. A section of an agency after a label counts last.
    """
    agency, section = _labelled_agency(lines)
    if found := agency or _title_page_agency(blocks) or _colophon_agency(blocks):
        return found, "text"
    if publisher := reading.properties.get("publisher", "").strip():
        return publisher, "properties"
    if found := agencies.of_title(title):
        return found, "title"
    if (found := _labelled(_AGENCY_LABELS[2], lines[:FRONT])) and agencies.is_agency(found):
        return found, "text"
    company = reading.properties.get("company", "").strip()
    if company and agencies.of_line(company) == (company, ""):
        return company, "properties"
    return section, "text" if section else ""


def _labelled_agency(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """The agency after a label, and the first section that is named without its agency."""
    section: str | None = None
    for label in _AGENCY_LABELS[:2]:
        if found := _labelled(label, lines):
            if not _SECTION.fullmatch(found):
                return found, section
            section = section or found
    return None, section


def _title_page_agency(blocks: Sequence[Block]) -> str | None:
    """The agency that is alone on one of the first lines, before the text begins."""
    for block in blocks[:_TITLE_PAGE]:
        if SERIAL.match(block.text):
            continue
        if block.kind not in _DISPLAY or is_terminated(block.text):
            break
        if found := _named_alone(block.text):
            return found
    return None


def _colophon_agency(blocks: Sequence[Block]) -> str | None:
    """The agency that one of the last lines names as the maker (…編印)."""
    for block in blocks[-_BACK:]:
        last = agencies.of_line(block.text) if block.table is None else None
        if last and _MADE_BY.search(block.text) and not last[1]:
            return last[0]
    return None


def _labelled(label: re.Pattern[str], lines: Sequence[str]) -> str | None:
    """The name of the agency after a label (資料提供：…)."""
    for line in lines:
        found = label.search(line)
        if found:
            name = _AGENCY_END.split(found[1].strip(), maxsplit=1)[0].strip("、· ")
            name = name if "（" in name or "(" in name else name.rstrip("）)")
            if len(name) >= 2:
                return name
    return None


def _named_alone(line: str) -> str | None:
    """The agency that a line of the title page names: alone, with a date, or in a letterhead."""
    found = agencies.of_line(line)
    if found and (not found[1] or date_of(found[1])):
        return found[0]
    name = _LETTERHEAD.sub("", line.strip())
    if name != line.strip():
        found = agencies.of_line(name)
        if found and not found[1]:
            return found[0]
    return None


def _document_date(lines: Sequence[str], blocks: Sequence[Block]) -> tuple[str | None, str]:
    """The date after a label, alone on a line, or in 今(102)年, and its origin."""
    for label in _DATE_LABELS[:2]:
        for line in lines:
            found = label.search(line)
            if found and (date := first_date(found[1])):
                return date, "text"
    for line in lines:
        issuer = agencies.of_line(line)
        date = date_of(line) or (date_of(issuer[1]) if issuer else None)
        if date:
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


def _property_date(properties: Mapping[str, str]) -> str | None:
    """The date of publication in the properties, else that of the file's creation."""
    for name in ("date", "created"):
        found = first_date(properties.get(name, ""))
        if found and found != _TEMPLATE_DATE:
            return found
    return None


def _title_period(title: str) -> tuple[str | None, str | None] | None:
    """The period in the title of a report on figures (113年第1季就業概況), None without one."""
    if not _REPORTED.search(title):
        return None
    mentions = expressions.find(title)
    if len(mentions) != 1 or mentions[0].precision == "day" or mentions[0].period.start is None:
        return None
    return mentions[0].period.start, mentions[0].period.end


def _period(lines: Iterable[str]) -> tuple[str | None, str | None] | None:
    """The period after the first 統計期間, or the end after 資料截止日."""
    for line in lines:
        found = _PERIOD_LABEL.search(line)
        mentions = expressions.find(found[1]) if found else []
        if mentions and (mentions[0].period.start or mentions[0].period.end):
            first, last = mentions[0].period, mentions[-1].period
            return first.start, first.end if mentions[0].form != "point" else last.end
        until = _UNTIL.search(line)
        mentions = expressions.find(until[1]) if until else []
        if mentions and mentions[0].period.end:
            return None, mentions[0].period.end
    return None
