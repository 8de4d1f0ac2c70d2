"""The agency that issues a document, from its title page, its labelled facts and its colophon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.documents import agencies, signatures
from indexer.documents.datelines import date_of
from indexer.documents.title_lines import CONTENTS, SECTION_TITLE, SERIAL, is_page_tool, unspaced
from indexer.documents.titles import FRONT
from indexer.structure.characters import HAN, is_terminated
from indexer.structure.list_markers import marker
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.structure.blocks import Block, Reading

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
# Blocks at the end of a document that may be its colophon.
BACK = 4
_DISPLAY = (Kind.TITLE, Kind.PARAGRAPH, Kind.HEADING)
# Lines behind the first half of a signature among which the second half is looked for; a person's
# name may stand between them.
_APART = 2


def document_agency(
    reading: Reading, blocks: Sequence[Block], lines: Sequence[str], title: str
) -> tuple[str | None, str]:
    """The issuing agency and its origin; (None, "") without one.

    In this order: after a label, alone on a line of the title page, in the colophon, the publisher
    in the properties, at the front of the title, the author in the properties if it is an agency,
    after a label of a source, the company in the properties. A section of an agency after a label
    counts last.
    """
    agency, section = _labelled_agency(lines)
    if found := agency or _title_page_agency(blocks) or _colophon_agency(blocks):
        return found, "text"
    if publisher := reading.properties.get("publisher", "").strip():
        return publisher, "properties"
    if not is_terminated(title) and (found := agencies.of_title(title)):
        return found, "title"
    if author := _agency_property(reading, "author"):
        return author, "properties"
    if (found := _labelled(_AGENCY_LABELS[2], lines[:FRONT])) and agencies.is_agency(found):
        return found, "text"
    if company := _agency_property(reading, "company"):
        return company, "properties"
    return section, "text" if section else ""


def _agency_property(reading: Reading, key: str) -> str:
    """The agency that a property of the file consists of; "" for any other text."""
    text = reading.properties.get(key, "").strip()
    return text if text and agencies.of_line(text) == (text, "") else ""


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
    """The agency that is alone or in a signature on one of the first lines, before the text
    begins."""
    lines = _title_page(blocks)
    for at, line in enumerate(lines):
        found = _named_alone(line) or signatures.agency_of(line) or _divided(lines, at)
        if found:
            return found
    return None


def _title_page(blocks: Sequence[Block]) -> list[str]:
    """The lines of the title page that may name an agency."""
    lines: list[str] = []
    for block in blocks[:FRONT]:
        text = unspaced(block.text)
        if SERIAL.match(text) or is_page_tool(text):
            continue
        if block.kind not in _DISPLAY or is_terminated(text) or marker(text):
            break
        if SECTION_TITLE.fullmatch(text) or CONTENTS.fullmatch(text):
            break
        lines.append(text)
    return lines


def _divided(lines: Sequence[str], at: int) -> str | None:
    """The agency of a signature that begins on a line and ends on one of the next."""
    for apart in range(1, _APART + 1):
        if at + apart >= len(lines):
            return None
        if apart > 1 and not signatures.is_person(lines[at + 1]):
            return None
        if found := signatures.of_pair(lines[at], lines[at + apart]):
            return found
    return None


def _colophon_agency(blocks: Sequence[Block]) -> str | None:
    """The agency that one of the last lines names as the maker (…編印)."""
    for block in blocks[-BACK:]:
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
