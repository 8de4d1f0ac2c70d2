"""The title of a document whose format does not mark it.

The lines before the text of a report are of several kinds: the issuer, a number in a series, the
session for which it was made, labelled facts, dates. A line of no other kind is the title.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from indexer.documents import agencies
from indexer.documents.datelines import date_of
from indexer.structure.characters import HAN, is_terminated
from indexer.structure.joining import separator_between
from indexer.structure.list_markers import bullet_length, marker
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.structure.blocks import Block

# Blocks at the front that may be the title page.
FRONT = 12
# Characters of a line of display type, and lines of a title.
_LONGEST, _MOST_LINES = 60, 3
# Lines after the first candidate among which a whole title is preferred to it.
_NEAR = 2
LABELLED = re.compile(r"^[^：:，。]{1,14}[：:]")
_STATED = re.compile(
    r"^(?:標\s*題|新聞標題|主\s*題|題\s*目|名\s*稱|(?:報告|計畫|計劃|會議|文件|出版品|刊物|書)名稱?|報告題目|研究題目)\s*[：:]\s*(\S.*)$"
)
_FRAMED = re.compile(r"^[-–—─━－~～（(【〈《].*[-–—─━－~～）)】〉》]$")
_SECTION_TITLE = re.compile(r"(?:中文|英文)?(?:摘要|提要|前言|序言?|Abstract)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:圖|表)?目[錄次]|Contents", re.IGNORECASE)
SERIAL = re.compile(
    r"^[（(【]?(?:(?:[0-9]{2,4}\s*[）)]\s*)?第\s*[0-9０-９〇○零一二三四五六七八九十百]+(?:\s*[-－–]\s*[0-9]+)?\s*(?:號|期|輯|冊|卷|版)"
    r"|(?:No|Vol|Issue)\s*[.:]?\s*[0-9]+|[0-9]{2,4}\s*[-－年]\s*(?:第\s*)?[0-9]+\s*[號期])",
    re.IGNORECASE,
)
#: Names of publications, which do not identify the issue.
_SERIES = re.compile(
    rf"^(?P<front>[{HAN}]{{0,24}}?)\s*(?:統計)?(?P<name>通報|速報|快報|簡訊|快訊|電子報|公報|新聞稿|新聞發布|新聞資料|新聞參考資料"
    r"|即時新聞|新聞|書面報告|書面資料|會議資料|專題報告|業務報告|專案報告|口頭報告|工作報告)"
    r"(?:\s*[（(].{1,20}[）)]|\s*第.{1,8}[號期])?$"
)
#: Kinds of reports, without a subject.
_GENERIC = re.compile(
    r"^(?:[0-9]{2,4}\s*年度?)?(?:委託|自行|專題|專案|補助|合作|研究|計[畫劃]|期[中末]|成果|結案|總結|年度|調查|考察|出國|工作|執行"
    r"|進度|績效|評估){1,4}報告書?(?:[（(].{1,20}[）)])?$"
)
#: Beginnings of a line that is a whole title, whatever the line above it.
_WHOLE_TITLE = re.compile(r"^(?:[「《0-9０-９]|(?:中華)?民國|關於|有關)")
# Characters of the subject in the name of a bulletin (水資源統計通報, 國情統計通報).
_SHORT_FRONT = 8
_BULLETINS = ("通報", "速報", "快報", "簡訊", "快訊", "電子報", "公報")
_OCCASION = re.compile(
    r"(?:立法院|議會|委員會|大會|院會|第.{1,6}[屆會次]).*(?:會議|會期|大會|臨時會|定期會|院會)$|^.{2,20}第\s*\S{1,5}\s*次(?:.{0,8}會議)$"
)
_STAMPED = re.compile(
    r"^[（(【]?(?:公開|(?:極?機)?密(?:件)?|限閱|一般|最?速件|普通件?|附件\s*[0-9一二三四五六七八九十]{0,3}|參考資料|定稿本?|初稿|草案|修正本|更新版"
    r"|封面|正本|副本|樣張|[0-9]+|[ivxIVX]+)[）)】]?$"
)
_CONTACT = re.compile(
    r"^(?:聯絡|連絡|電話|傳真|地址|承辦|E-?mail|報告人|主持人)|https?://|\S@\S|[>›»].*[>›»]", re.I
)
LETTER = re.compile(r"(?:^|[\s府部會署局處院所司])(?:書?函|令|公告|開會通知單)$")
_SUBJECT = re.compile(r"^主\s*旨\s*[：:]\s*(.+)$")
#: Nouns for reports: a line that ends in one is a whole title.
_NOUN = re.compile(
    r"(?:報告書?|年報|季報|月報|週報|白皮書|計[畫劃]書?|概[況要]|分析|統計|成果|情形|成效|檢討|紀錄|說明|手冊|須知|指引|要點|辦法|條例|方案|對策|研究"
    r"|評估|專刊|彙編|摘要|簡介|現況|展望|措施|一覽|名冊|清冊)(?:[（(].*[）)])?$"
)
_CONTINUED = re.compile(
    r"(?:年度?|[0-9]月|第.季|半年|及|與|暨|之|的|—|─|－|-|政府|[部局署處會院])$"
)


class _Role(Enum):
    """The kinds of lines on a title page."""

    TITLE, ISSUER, SERIES, OCCASION, FACT = range(5)


def with_title(blocks: Sequence[Block]) -> tuple[list[Block], str | None]:
    """The blocks, those of the title with kind TITLE, and the title's text (None without one)."""
    marked = [at for at, block in enumerate(blocks[:FRONT]) if block.kind is Kind.TITLE]
    if not any(_may_be_title(blocks[at].text) for at in marked):
        marked = _title_lines(blocks) or marked
    done = [
        replace(block, kind=Kind.PARAGRAPH, level=None)
        if at < FRONT and at not in marked and _is_title_page_line(blocks, at)
        else block
        for at, block in enumerate(blocks)
    ]
    for at in marked:
        done[at] = replace(done[at], kind=Kind.TITLE, level=None)
    for block in blocks[:FRONT]:
        if block.table is None and (stated := _STATED.match(block.text)):
            return done, stated[1].strip()
    if len(marked) == 1 and LETTER.search(blocks[marked[0]].text):
        return done, _letter_title(blocks, blocks[marked[0]].text)
    pieces = [blocks[at].text for at in marked]
    title = pieces[0] if pieces else ""
    for piece in pieces[1:]:
        is_same = _FRAMED.match(piece) or _is_continued(title, piece)
        title += separator_between(title, piece) + piece if is_same else f" {piece}"
    if marked and marked[0] and re.match("第.{1,8}[次屆]", title):
        above = blocks[marked[0] - 1].text
        if _role(above) is _Role.ISSUER:  # the issuer above a session is part of the session's name
            title = f"{above} {title}"
    return done, title or None


def _is_title_page_line(blocks: Sequence[Block], at: int) -> bool:
    """True for a line of display type that names the issuer, date or series: only its typography
    made it a heading or a title, and no text follows it."""
    block = blocks[at]
    if block.kind is Kind.TITLE:
        return True  # another line is the title
    if block.kind is not Kind.HEADING or marker(block.text):
        return False
    following = next((b for b in blocks[at + 1 :] if b.kind is not Kind.FOOTNOTE), None)
    if following is None or following.table is not None:
        return False
    if following.kind not in (Kind.HEADING, Kind.TITLE) and (
        len(following.text) > _LONGEST or is_terminated(following.text)
    ):
        return False
    return bool(LABELLED.match(block.text)) or _role(block.text) is not _Role.TITLE


def _may_be_title(text: str) -> bool:
    """True for a line that is neither the title of a section nor another line of a title page."""
    is_section = _SECTION_TITLE.fullmatch(text) or _CONTENTS.fullmatch(text)
    return not is_section and _role(text) is _Role.TITLE


def _letter_title(blocks: Sequence[Block], letterhead: str) -> str:
    """The letterhead of an official letter with the first clause of its subject."""
    for block in blocks[:FRONT]:
        found = _SUBJECT.match(block.text)
        if found:
            return f"{letterhead}：{re.split('[，。；]', found[1], maxsplit=1)[0]}"
    return letterhead


def _title_lines(blocks: Sequence[Block]) -> list[int]:
    """Indexes of the blocks that are the title of a document that does not mark it."""
    if len(blocks) < 2:
        return []
    roles = [(at, _role(blocks[at].text)) for at in _front(blocks)]
    found = [at for at, role in roles if role is _Role.TITLE]
    followed = [at for at in found if at + 1 < len(blocks)]
    numbered = [at for at in followed if SERIAL.match(blocks[at + 1].text)]
    found = [at for at in found if at not in numbered] or found
    if found:
        return _run(blocks, found)
    for role in (_Role.SERIES, _Role.OCCASION):
        others = [at for at, each in roles if each is role]
        if others:
            return others[:1]
    return []


def _front(blocks: Sequence[Block]) -> list[int]:
    """Indexes of the lines of the title page, before the text begins."""
    found = []
    for at, block in enumerate(blocks[:FRONT]):
        if _ends_title_page(blocks, at):
            break
        if _is_candidate(block):
            found.append(at)
    return found


def _ends_title_page(blocks: Sequence[Block], at: int) -> bool:
    """True if the text begins at index `at`: a table of more than a few facts, a heading with text
    of its own, a numbered line, a list item, a long line or a sentence."""
    block = blocks[at]
    text = block.text
    if block.table is not None:
        return len(block.table.cells) > FRONT
    if _is_leveled_heading(block):
        is_section = marker(text) or _SECTION_TITLE.fullmatch(text)
        return bool(is_section) or not _has_no_text(blocks, at)
    if SERIAL.match(text):  # (113)第5號 is not item 113
        return False
    if block.kind not in (Kind.PARAGRAPH, Kind.TITLE, Kind.HEADING) or bullet_length(text):
        return True
    if marker(text) or _SECTION_TITLE.fullmatch(text) or _CONTENTS.fullmatch(text):
        return True
    if _is_labelled_fact(text):
        return len(text) > 2 * _LONGEST
    return len(text) > _LONGEST or (is_terminated(text) and text[-1] not in "！？!?")


def _is_candidate(block: Block) -> bool:
    """True for a line of a title page that may be the title; tables and labelled facts may not."""
    text = block.text
    if block.table is not None:
        return False
    if _is_leveled_heading(block) or SERIAL.match(text):
        return True
    if _is_labelled_fact(text):
        return False
    return "\n" not in text and len(text) >= 2 and text[-1] not in "，、,"


def _is_leveled_heading(block: Block) -> bool:
    return block.kind is Kind.HEADING and bool(block.level)


def _is_labelled_fact(text: str) -> bool:
    """True for a fact after a label, unless the label says that it is the title."""
    return bool(LABELLED.match(text)) and not _STATED.match(text)


def _has_no_text(blocks: Sequence[Block], at: int) -> bool:
    """True for a heading without text of its own: the only one of its level, or directly followed
    by one of the same or a higher level."""
    block = blocks[at]
    rest = blocks[at + 1 :]
    if not rest or not any(b.kind is Kind.HEADING and b.level == block.level for b in rest):
        return bool(rest)
    return rest[0].kind is Kind.HEADING and (rest[0].level or 99) <= (block.level or 0)


def _role(text: str) -> _Role:
    """The kind of a line of a title page; TITLE for none of the others."""
    bare = text.strip()
    if SERIAL.match(bare) or _STAMPED.match(bare) or _CONTACT.search(bare) or date_of(bare):
        return _Role.FACT
    if _FRAMED.match(bare) and date_of(bare.strip("（）()【】")):
        return _Role.FACT
    issuer = agencies.of_line(bare)
    if issuer and (not issuer[1] or (date_of(issuer[1]) and not issuer[1].endswith("年度"))):
        return _Role.ISSUER
    study = agencies.of_title(bare) if "研究" in bare else None
    if _GENERIC.match(bare.removeprefix(study or "").lstrip()):
        return _Role.SERIES
    series = _SERIES.match(bare)
    if series:
        front = series["front"]
        named = (
            not front or agencies.of_title(front) == front or agencies.of_line(front) == (front, "")
        )
        if named or (series["name"] in _BULLETINS and len(front) <= _SHORT_FRONT):
            return _Role.SERIES
    if _OCCASION.search(bare) and "紀錄" not in bare:
        return _Role.OCCASION
    return _Role.TITLE


def _run(blocks: Sequence[Block], found: Sequence[int]) -> list[int]:
    """Indexes of the lines of the title, chosen among the candidates."""
    first = found[0]
    if _FRAMED.match(blocks[first].text) and len(found) > 1:
        first = found[1]
    if not _NOUN.search(blocks[first].text):
        # The line above a title that ends as reports do may be a motto or the name of a collection.
        named = [at for at in found if _NOUN.search(blocks[at].text) and at - first <= _NEAR]
        continued = first + 1 in found and _is_continued(blocks[first].text, blocks[first + 1].text)
        if named and not continued:
            first = named[0]
    run = [first]
    while run[-1] + 1 in found and len(run) < _MOST_LINES:
        text, following = blocks[run[-1]].text, blocks[run[-1] + 1].text
        if not (_FRAMED.match(following) or _is_continued(text, following)):
            break
        run.append(run[-1] + 1)
    return run


def _is_continued(text: str, following: str) -> bool:
    """True if a title is wrapped between two lines: the first ends in a word that requires another
    (年度, 及), or only the second ends as titles do."""
    if _NOUN.search(text):
        return False
    if _CONTINUED.search(text):
        return True
    return bool(_NOUN.search(following)) and not _WHOLE_TITLE.match(following)
