"""Title, issuing agency, date and period of a document, each with where it was taken from.

The text comes first, the file's own properties second; what a sidecar says overrides both
(`indexer.sidecar`). Nothing is guessed: what no source states stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.model import Kind
from indexer.blocks import Block, Reading
from indexer.joining import HAN, is_terminated
from indexer.numbering import marker
from zh import dates

_AGENCY_LABEL = re.compile(
    r"(?:資料提供(?:機關|單位|者)?|提報(?:機關|單位)|發[布佈](?:機關|單位)|主辦(?:機關|單位)|編[製制](?:機關|單位)|撰[寫擬](?:機關|單位)"
    r"|製表(?:機關|單位)|填[報表](?:機關|單位)|報告(?:機關|單位)|出版(?:機關|單位|者)|發文機關|機關名稱|新聞來源|發稿單位)\s*[：:]\s*"
    rf"([{HAN}（）()·．、 ]{{2,40}})"
)
_AGENCY_END = re.compile(r"\s|[（(]|電話|聯絡|承辦|新聞|傳真|地址")
_BODY = "總隊|委員會|行政院|監察院|司法院|立法院|考試院|法院|政府|公所|部|署|局|廳|處"
#: A public body at the front of a title, with a word behind it that begins the title proper.
_AGENCY = re.compile(
    rf"^(?:中華民國)?([{HAN}]{{2,20}}?(?:{_BODY}))"
    r"(?=\s*(?:[0-9０-９]|民國|中華民國|公布|發布|新聞稿|統計|年報|報告|工作|業務|施政|專題|推動|辦理|執行|書?函$|令$|公告$|「|《))"
)
#: A public body's name and nothing else, but for what says that it made the report and when.
_AGENCY_LINE = re.compile(
    rf"^(?:中華民國)?([{HAN}]{{2,24}}(?:{_BODY}|中心|司|科|組|會|大學|學會|基金會))"
    rf"(?:\s*(?:編製|編印|印行|發布|提供|製作))?(?![{HAN}])(?P<rest>.{{0,24}})$"
)
_NO_BODY = re.compile(
    r"(?:全|內|外|各|本|該|某|此|地方|中央|我國|他國|外國)(?:部|處|局|署|政府|機關)$|辦理|報告|如何|[之的與及]"
)
_LETTER = re.compile(r"(?:書?函|令|公告|開會通知單)$")
_SUBJECT = re.compile(r"^主\s*旨\s*[：:]\s*(.+)$")
_DATE_LABEL = re.compile(
    r"(?:發[布佈]日期|發文日期|製表日期|編[製制]日期|資料日期|更新日期|公[布告]日期|出版日期|提報日期|報告日期|撰寫日期|修正日期|異動日期|日期"
    r"|Date)\s*[：:]\s*(.{4,30})"
)
_THIS_YEAR = re.compile(r"(?:今|本)\s*[（(]\s*(?:民國)?\s*([0-9]{2,4})\s*[)）]\s*年")
_PERIOD_LABEL = re.compile(r"(?:統計|資料|調查|查核|報告|涵蓋)期間\s*[：:為]?\s*(.{4,60})")
_LABELLED = re.compile(r"^[^：:]{1,12}[：:]")
_FRAMED = re.compile(r"^[-–—─━－~～（(【〈《].*[-–—─━－~～）)】〉》]$")
_NO_TITLE = re.compile(r"(?:中文|英文)?(?:摘要|提要|前言|目[錄次]|Abstract)", re.IGNORECASE)
_LONGEST_TITLE = 60
# Where a title page and a colophon stand: this many blocks from each end.
_FRONT, _BACK = 12, 4
# An agency's name alone on a line counts only this near the top.
_TITLE_PAGE = 4


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document; `provenance` maps each known field to its origin."""

    title: str = ""
    agency: str | None = None
    date: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)

    @property
    def reference(self) -> str | None:
        """When it was written, as far as known: for 今年 and 去年."""
        return self.date or self.period_end


def with_title(blocks: Sequence[Block]) -> tuple[list[Block], str | None]:
    """The blocks with those that are the title marked as such, and the title's text."""
    marked = [at for at, block in enumerate(blocks[:_FRONT]) if block.kind is Kind.TITLE]
    if not marked:
        marked = _title_lines(blocks)
    done = list(blocks)
    for at in marked:
        done[at] = replace(done[at], kind=Kind.TITLE, level=None)
    if len(marked) == 1 and _LETTER.search(blocks[marked[0]].text):
        return done, _letter_title(blocks, blocks[marked[0]].text)
    pieces = [blocks[at].text for at in marked]
    title = pieces[0] if pieces else ""
    for piece in pieces[1:]:
        title += piece if _FRAMED.match(piece) else f" {piece}"
    return done, title or None


def _letter_title(blocks: Sequence[Block], head: str) -> str:
    """An official letter is called by its subject, as far as its first clause."""
    for block in blocks[:_FRONT]:
        found = _SUBJECT.match(block.text)
        if found:
            return f"{head}：{re.split('[，。；]', found[1], maxsplit=1)[0]}"
    return head


def _title_lines(blocks: Sequence[Block]) -> list[int]:
    """Which of the first blocks are the title that nothing marks as one."""
    if len(blocks) < 2 or blocks[0].table is not None:
        return []
    first = blocks[0]
    if first.kind is Kind.HEADING:
        if marker(first.text) or _NO_TITLE.fullmatch(first.text):
            return []
        if not first.level:
            return [0]
        alone = not any(b.kind is Kind.HEADING and b.level == first.level for b in blocks[1:])
        upcoming = blocks[1]
        bare = upcoming.kind is Kind.HEADING and (upcoming.level or 99) <= first.level
        return [0] if alone or bare else []
    if not _is_title(first):
        return []
    if _line_agency(first.text) and _is_title(blocks[1]) and not _line_agency(blocks[1].text):
        return [1]  # whose report it is stands over what it is called
    found = [0]
    if _is_title(blocks[1]) and len(blocks) > 2 and _FRAMED.match(blocks[1].text):
        found.append(1)
    return found


def _is_title(block: Block) -> bool:
    text = block.text
    return (
        block.kind is Kind.PARAGRAPH
        and 2 <= len(text) <= _LONGEST_TITLE
        and "\n" not in text
        and not is_terminated(text)
        and text[-1] not in "，、,"
        and marker(text) is None
        and not _LABELLED.match(text)
        and _date(text) is None
        and not _NO_TITLE.fullmatch(text)
    )


def read(reading: Reading, blocks: Sequence[Block], title: str | None, file_name: str) -> Metadata:
    """What the text, then the file's properties, say of the document."""
    where: dict[str, str] = {}
    lines = [line for block in _ends(blocks) for line in _lines(block)]
    if title:
        where["title"] = "text"
    elif (known := reading.properties.get("title", "").strip()) and not _is_file_name(known):
        title, where["title"] = known, "properties"
    else:
        title, where["title"] = re.sub(r"\.[^.]{1,8}$", "", file_name), "file name"
    agency, where["agency"] = _labelled_agency(lines), "text"
    if agency is None and (publisher := reading.properties.get("publisher", "").strip()):
        agency, where["agency"] = publisher, "properties"
    if agency is None:
        agency, where["agency"] = _agency(title, blocks[:_TITLE_PAGE]), "text"
    if agency is None:
        del where["agency"]
    date, origin = _document_date(lines, blocks)
    if date is None and (stated := reading.properties.get("date")):
        date, origin = _iso(stated), "properties"
    if date:
        where["date"] = origin
    period = _period(_all_lines(blocks))
    if period:
        where["period"] = "text"
    return Metadata(title, agency, date, *(period or (None, None)), provenance=where)


def _ends(blocks: Sequence[Block]) -> list[Block]:
    if len(blocks) <= _FRONT + _BACK:
        return list(blocks)
    return [*blocks[:_FRONT], *blocks[-_BACK:]]


def _lines(block: Block) -> list[str]:
    if block.table is None:
        return block.text.split("\n")
    return [line for line in (block.table.caption, *(block.table.note or "").split("\n")) if line]


def _all_lines(blocks: Sequence[Block]) -> Iterable[str]:
    for block in blocks:
        yield from _lines(block)


def _is_file_name(text: str) -> bool:
    """True for what word processors put in for a title: a file's name, 'Microsoft Word - …'."""
    return bool(re.search(r"\.(?:docx?|odt|pdf|txt|xlsx?)$|^Microsoft ", text, re.I))


def _labelled_agency(lines: Sequence[str]) -> str | None:
    """The body that stands behind a label (資料提供：…)."""
    for line in lines:
        found = _AGENCY_LABEL.search(line)
        if found:
            name = _AGENCY_END.split(found[1].strip(), maxsplit=1)[0].strip("、· ")
            if len(name) >= 2:
                return name
    return None


def _agency(title: str, front: Sequence[Block]) -> str | None:
    """The issuing body at the front of the title, or alone on a line below it."""
    found = _AGENCY.match(title)
    if found and _is_body(found[1]):
        return found[1]
    for block in front:
        if block.kind not in (Kind.TITLE, Kind.PARAGRAPH) or is_terminated(block.text):
            break
        if agency := _line_agency(block.text):
            return agency
    return None


def _line_agency(line: str) -> str | None:
    """The public body that a line names, if the rest of the line is a date or nothing."""
    found = _AGENCY_LINE.match(line.strip())
    if found is None or not _is_body(found[1]):
        return None
    rest = found["rest"].strip()
    return found[1] if not rest or _date(rest) else None


def _is_body(name: str) -> bool:
    """False for words that only end like a body's name (全部, 各處, 地方政府)."""
    return len(name) > 2 and not _NO_BODY.search(name)


def _document_date(lines: Sequence[str], blocks: Sequence[Block]) -> tuple[str | None, str]:
    """The date that a label, a line of its own, or 今(102)年 gives, and which of them it was."""
    for line in lines:
        found = _DATE_LABEL.search(line)
        if found and (date := _iso(found[1])):
            return date, "text"
    for line in lines:
        date = _date(line)
        if date:
            return date, "text"
    for line in _all_lines(blocks):
        this_year = _THIS_YEAR.search(line)
        if this_year and (date := _iso(f"{this_year[1]}年")):
            return date, f"text: {this_year[0]}"
    return None, ""


def _date(line: str) -> str | None:
    """The ISO date of a line that is nothing but a date."""
    bare = line.strip().strip("（）()【】　 ").removeprefix("中華民國").strip()
    bare = re.sub(r"\s*[（(]?\s*(?:星期|週|禮拜)[一二三四五六日天]\s*[）)]?$", "", bare)
    bare = re.sub(r"\s*(?:發布|公布|編印|編製|印行|出版|修正|製表)$", "", bare)
    if not 4 <= len(bare) <= 24 or not any(c.isdigit() or c in "一二三〇○" for c in bare):
        return None
    found = dates.find(bare)
    if len(found) == 1 and found[0].start == 0 and found[0].end >= len(bare.rstrip("止。")):
        return _stamp(found[0])
    return None


def _iso(text: str) -> str | None:
    """The first date in the text as an ISO date, month or year."""
    found = dates.find(text.removeprefix("中華民國").strip())
    return _stamp(found[0]) if found else None


def _stamp(mention: dates.DateMention) -> str | None:
    start = mention.period.start
    if start is None or mention.form != "point":
        return None
    return start[: {"day": 10, "month": 7}.get(mention.precision, 4)]


def _period(lines: Iterable[str]) -> tuple[str | None, str | None] | None:
    """The interval of the first 統計期間."""
    for line in lines:
        found = _PERIOD_LABEL.search(line)
        if not found:
            continue
        mentions = dates.find(found[1])
        if mentions and (mentions[0].period.start or mentions[0].period.end):
            first, last = mentions[0].period, mentions[-1].period
            return first.start, first.end if mentions[0].form != "point" else last.end
    return None
