"""The paragraphs of a shape: raw texts with their list numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from indexer.readers.common.block_builder import with_list_label
from indexer.readers.common.list_numbers import counting, format_list_number
from indexer.readers.common.raised_text import LOWERED, RAISED
from indexer.readers.pptx.shapes import a
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Fields whose text is the number of the slide or the day of the show.
_CHANGING = re.compile("slidenum|datetime")
#: Automatic numbers by the front of their name, in the forms of OpenDocument.
_FORMS = {"arabic": "1", "alphaLc": "a", "alphaUc": "A", "romanLc": "i", "romanUc": "I"}
#: What stands around a number, by the end of its name.
_AROUND = {"ParenBoth": ("(", ")"), "ParenR": ("", ")"), "Period": ("", "."), "Plain": ("", "")}


def paragraphs(body: Any) -> Iterator[tuple[str, Kind]]:
    """Yield the raw text and the kind of each paragraph of a text body, with its number."""
    counters: dict[tuple[int, str], int] = {}
    for paragraph in body.iterfind(a("p")):
        raw = raw_text(paragraph)
        properties = paragraph.find(a("pPr"))
        level = properties.get("lvl", "0") if properties is not None else "0"
        depth = int(level) if level.isdecimal() else 0
        numbered = properties.find(a("buAutoNum")) if properties is not None else None
        bullet = properties.find(a("buChar")) if properties is not None else None
        if not raw.strip():
            continue
        for key in [key for key in counters if key[0] > depth]:
            del counters[key]
        if numbered is None:
            yield raw, Kind.LIST_ITEM if bullet is not None else Kind.PARAGRAPH
            continue
        form = numbered.get("type", "arabicPeriod")
        start = numbered.get("startAt", "1")
        first = int(start) if start.isdecimal() else 1
        counters[depth, form] = counters.get((depth, form), first - 1) + 1
        yield with_list_label(_label(form, counters[depth, form]), raw), Kind.LIST_ITEM


def raw_text(paragraph: Any) -> str:
    """The raw text of a paragraph, with raised text between its marks."""
    pieces = []
    for child in paragraph:
        if child.tag == a("br"):
            pieces.append("\n")
        elif child.tag == a("fld") and _CHANGING.match(child.get("type", "")):
            continue
        elif child.tag in (a("r"), a("fld")):
            text = child.findtext(a("t")) or ""
            properties = child.find(a("rPr"))
            base = properties.get("baseline", "0") if properties is not None else "0"
            is_raised = base.rstrip("%").isdecimal() and int(base.rstrip("%")) > 0
            pieces.append(f"{RAISED}{text}{LOWERED}" if is_raised and text.strip() else text)
    return "".join(pieces).replace("\v", "\n")


def _label(form: str, number: int) -> str:
    """An automatic number as it is shown: 1., (1), 一、."""
    if form.startswith("ea1"):
        return f"{counting(number)}、" if form.endswith("Period") else counting(number)
    ending = next((end for end in _AROUND if form.endswith(end)), "Period")
    front = next((name for name in _FORMS if form.startswith(name)), "arabic")
    before, after = _AROUND[ending]
    return f"{before}{format_list_number(_FORMS[front], number) or number}{after}"
