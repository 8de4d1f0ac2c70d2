"""Line breaks that an author typed inside a paragraph: which of them begin a new statement.

A line feed in raw text is a line break that somebody typed, a form feed the start of a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.structure.captions import NOTE
from indexer.structure.characters import (
    CLOSERS,
    HAN,
    OPENERS,
    is_terminated,
    without_invisible,
)
from indexer.structure.divided_numbers import is_number_divided
from indexer.structure.joining import is_spaced, separator_between
from indexer.structure.list_markers import bullet_length, marker
from indexer.structure.unit_lines import UNIT
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = "\f"
_LABEL_STOPS = "：:"
#: Labels of the facts of a title page.
_FACT = re.compile(
    rf"[{HAN}]{{0,4}}(?:機關|單位|日期|時間|期間|名稱|標題|題目|主旨|字號|文號|地點|電話|傳真)\s*[：:]\s*\S"
)


@dataclass(frozen=True, slots=True)
class LineBreakOptions:
    """Lengths of lines, in characters, by which typed line breaks are judged. Set by hand on
    official letters (署名、時間：…、出席者名單); no evaluation set measures them."""

    #: A label (時間：) is at least this long, and at most `max_label`.
    min_label: int = 2
    max_label: int = 8
    #: Lines no longer than this are names, one under the other.
    max_name: int = 8


OPTIONS = LineBreakOptions()


def split_statements(raw: str, kind: Kind = Kind.PARAGRAPH) -> list[str]:
    """The paragraphs that one paragraph with typed line breaks consists of.

    A numbered line, a line after a full stop, a label, a unit or a note begins a paragraph of its
    own. Names and labels remain lines of one paragraph. A wrapped sentence is joined.
    """
    lines = _visible_lines(raw)
    if not lines or kind in (Kind.HEADING, Kind.TITLE):
        return [" ".join(line.strip(" \t\u3000") for line in lines)] if lines else []
    spaced = is_spaced(raw)
    found = [lines[0]]
    for line in lines[1:]:
        before = found[-1].rsplit("\n", 1)[-1].strip()
        bare = line.strip()
        if line.lstrip(" \t\u3000").startswith(PAGE):
            bare = PAGE * line[: len(line) - len(line.lstrip())].count(PAGE) + bare
        if is_number_divided(before, bare, bare=False):
            found[-1] = found[-1].rstrip() + bare
        elif _begins_statement(before, bare):
            found.append(line)
        elif keeps_break(before, bare, lines):
            found[-1] += "\n" + bare
        else:
            found[-1] = (
                found[-1].rstrip() + separator_between(found[-1].rstrip(), bare, spaced) + bare
            )
    return found


def _visible_lines(raw: str) -> list[str]:
    """The lines with visible text; the form feeds of blank lines move to the line after them."""
    lines: list[str] = []
    pages = ""
    for line in without_invisible(raw).split("\n"):
        if line.strip():
            lines.append(pages + line)
            pages = ""
        else:
            pages += PAGE * line.count(PAGE)
    return lines


def _begins_statement(before: str, bare: str) -> bool:
    """True if a line begins a paragraph after the line `before`."""
    return bool(
        marker(bare)
        or bullet_length(bare)
        or is_terminated(before)
        or UNIT.match(bare)
        or NOTE.match(bare)
        or (is_label(bare) and is_label(before))
    )


def keeps_break(before: str, after: str, lines: Sequence[str]) -> bool:
    """True if a line break inserted by the author ends a statement, false if a sentence only wraps
    there.

    A statement is a whole sentence, a label with its text (時間：…), or one of several names listed
    one under the other. Text after a closing bracket begins a new one. `lines` are all lines of the
    paragraph.
    """
    if after[:1] in OPENERS or not before or before[-1] in "、，,":
        return False
    if is_label(after):
        return True
    if all(len(line.strip()) <= OPTIONS.max_name for line in lines):
        return True
    return before[-1] in CLOSERS or is_terminated(before)


def is_label(line: str) -> bool:
    """True for a line that begins with a label (時間：…)."""
    label = min((at for stop in _LABEL_STOPS if (at := line.find(stop)) > 0), default=0)
    return OPTIONS.min_label <= label <= OPTIONS.max_label and not any(
        c in "，。、 " for c in line[:label]
    )


def is_fact(line: str) -> bool:
    """True for a fact of a title page after its label: 發布機關：…, 製表日期：…"""
    return _FACT.match(line.strip()) is not None
