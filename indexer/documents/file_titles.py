"""Titles of documents whose text shows none above: from the file's properties, its first table,
its name, its first sentence.

Properties are often stale: the title of a template, of another file, a section's heading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.documents import agencies
from indexer.documents.title_lines import CONTENTS, SECTION_TITLE, Role, role, unspaced
from indexer.structure.captions import CAPTION
from indexer.structure.characters import HAN
from indexer.structure.list_markers import bullet_length, marker
from judian.core.model import Kind
from judian.zh.dates import expressions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.structure.blocks import Block, Reading

# Blocks at the front among which the first paragraph is, and characters of its first clause.
_HEAD, _LONGEST = 8, 100
#: What programs write for a title that they do not know.
_PLACEHOLDER = re.compile(
    r"\.(?:docx?|odt|pdf|txt|xlsx?|html?|pptx?)$|^Microsoft |^untitled|^未命名|^無標題"
    r"|^文件\s*[0-9]*$|^(?:PowerPoint|Word) |^(?:doc|document|slide)\s*[0-9]*$"
    r"|^<[0-9A-F]+>$|^(?:新增|空白)",
    re.IGNORECASE,
)
#: What people write into the names of working files: a tilde that joins no range, the state of
#: the text (定稿, final, v2).
_WORKING = re.compile(
    r"(?<![0-9])[~～]|[~～](?!\s*[0-9])|(?:[定清完校]稿|上網[版用]?|排版|印刷[版用]?|\bfinal|\bok|\bv[0-9.]+)"
    r"[)）]?$",
    re.IGNORECASE,
)
_ENDING = re.compile(r"\.[^.]{1,8}$")
#: A name made by a program: a digest, a number, an identifier with more digits than words.
_CODE = re.compile(
    r"(?:[0-9a-f]{16,}|[0-9a-f-]{32,}|[0-9_.\-() ]+|[a-z]{0,4}[0-9]+[0-9a-z]*)", re.I
)
#: The period at the front of the first sentence, and the end of what it reports on.
_DEFINED = re.compile(r"[（(](?:以下)?簡稱[^（）()]{1,12}[）)]")
_SUBJECT_END = re.compile(r"(?:報告|決算|預算|綜計表|計[畫劃]|部分|情形|概況|統計|年報|成果)$")
_OPENERS, _CLOSERS = "（(「『【", "）)」』】"


def of_properties(stated: str) -> str:
    """The title in the file's properties, without the name of the site.

    "" for a placeholder of word processors (a file's name, 'Microsoft Word - …'), for the name of
    a working file, for the heading of a section and for a piece of a sentence.
    """
    bare = unspaced(stated)
    if (
        _PLACEHOLDER.search(bare)
        or _WORKING.search(bare)
        or _CODE.fullmatch(bare)
        or _is_section(bare)
        or _is_fragment(bare)
    ):
        return ""
    parts = [part for part in re.split(r"\s*[|｜]\s*|\s+[-–—_]\s+|：：|::", bare) if part]
    names = [part for part in parts if agencies.of_line(part) is None]
    return (names or parts or [""])[0]


def of_slides(reading: Reading) -> str:
    """The title of the first slide of a presentation; "" for any other document."""
    first = reading.blocks[0] if reading.blocks and reading.format == "pptx" else None
    return first.text if first is not None and first.kind is Kind.HEADING else ""


def of_table(blocks: Sequence[Block]) -> str:
    """The title of the table with which a document begins, below no line but its issuer; "" for
    any other document."""
    for block in blocks[:_HEAD]:
        if block.table is not None:
            return CAPTION.sub("", (block.table.caption or "").strip()).strip()
        if role(block.text) not in (Role.ISSUER, Role.FACT, Role.PERIOD):
            return ""
    return ""


def of_name(file_name: str) -> str:
    """The title in a file's name, without its ending; "" for a name that a program made."""
    bare = _ENDING.sub("", file_name)
    return "" if _CODE.fullmatch(bare) or not re.search(f"[{HAN}A-Za-z]", bare) else bare


def of_text(blocks: Sequence[Block]) -> str:
    """The first clause of the text if it names a period and what the text reports on; else "".

    「102年度（以下簡稱本年度）雲海縣總決算，經依法審核」 gives 102年度雲海縣總決算.
    """
    texts = (block.text for block in blocks[:_HEAD] if block.kind is Kind.PARAGRAPH)
    return next((found for text in texts if (found := _subject(text))), "")


def _subject(text: str) -> str:
    """The first clause of a text if it begins with a period and ends as titles do; else ""."""
    clause = re.split("[，。；：]", _DEFINED.sub("", text, count=1), maxsplit=1)[0].strip()
    mentions = expressions.find(clause)
    is_dated = bool(mentions) and mentions[0].start == 0
    is_title = len(clause) <= _LONGEST and _SUBJECT_END.search(clause) is not None
    return clause if is_dated and is_title and len(clause) < len(text) else ""


def _is_section(bare: str) -> bool:
    """True for the heading of a section, and for a line of a title page that is no title."""
    if marker(bare) or bullet_length(bare) or CONTENTS.fullmatch(bare):
        return True
    return SECTION_TITLE.fullmatch(bare) is not None or role(bare) in (Role.FACT, Role.PERIOD)


def _is_fragment(bare: str) -> bool:
    """True for a piece of a sentence: a bracket without its other half, a comma at either end."""
    opened = sum(map(bare.count, _OPENERS))
    return opened != sum(map(bare.count, _CLOSERS)) or bool(
        re.search("^[，。、；]|[，、；]$", bare)
    )
