"""Footnote marks: in the text, at the front of footnotes, and removed from the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.readers.common.raised_text import LOWERED, RAISED, resolve_raised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import TextLine

#: A mark at the front of a footnote. A number before a comma, a point or a percent sign is text.
_LABEL = re.compile(
    r"^(?:[(（\[〔【]?\s*(\d{1,3}|[*＊†‡§]{1,3})\s*[)）\]〕】]?|(註\s?\d{1,3}|[註注]\s?[一二三四五六七八九十]{1,3})"
    r"|([①-⑳]))(?![,，.．%％]?\d|[%％])[\s:：、.．]?"
)
#: A raised piece of text that may be a footnote mark, without its brackets.
_MARK = re.compile(r"\d{1,3}|[*＊†‡§]{1,3}|註\s?\d{1,3}|[①-⑳]")
_AROUND_MARK = " ()（）[]〔〕,，"
_AROUND_LABEL = "()（）[]〔〕【】:：、.． "
_SUPERSCRIPT = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")


def marks_in(line: TextLine) -> list[str]:
    """The raised pieces of a line that may be footnote marks, without brackets."""
    found = (line.text[start:end].strip(_AROUND_MARK) for start, end in line.raised)
    return [text for text in found if _MARK.fullmatch(text)]


def is_only_a_mark(line: TextLine) -> bool:
    """True if a line consists of a footnote's mark."""
    found = _LABEL.match(line.text)
    return bool(found and not line.text[found.end() :].strip())


def begins_with_mark(line: TextLine, marks: set[str]) -> bool:
    """True if a line begins with one of the marks."""
    found = _LABEL.match(line.text)
    return bool(found and _first_group(found) in marks)


def footnote_label(line: TextLine, marks: set[str]) -> str | None:
    """The mark with its punctuation with which a footnote begins; None if the line begins none.

    A mark of the text above (`marks`) is accepted. Any other mark must be raised, be set apart
    from the text that follows it, or be in brackets.
    """
    text = line.text
    found = _LABEL.match(text)
    if not found:
        return None
    mark = _first_group(found)
    if mark in marks:
        return found.group()
    if begins_raised(line):
        return text[: line.raised[0][1]]
    for known in sorted(marks, key=len, reverse=True):
        if text.startswith(known):
            return known
    if line.label and found.end() <= line.label + 1:
        return text[: line.label]
    bracketed = found.group().strip() != mark
    return found.group() if bracketed or found.group()[-1:].isspace() else None


def begins_raised(line: TextLine) -> bool:
    """True if the first characters of a line are raised."""
    return bool(line.raised) and line.raised[0][0] == 0


def bare_mark(label: str) -> str:
    """A footnote's label without its brackets and punctuation."""
    return label.strip().strip(_AROUND_LABEL)


def may_follow(before: str, mark: str, used: set[str]) -> bool:
    """True if a footnote with `mark` may follow one with the mark `before`: it has the next
    number, or a mark of another kind that is not `used` yet."""
    if before.isdecimal() and mark.isdecimal():
        return int(mark) == int(before) + 1
    return mark not in used


def without_marks(
    text: str, raised: Sequence[tuple[int, int]], known: set[str]
) -> tuple[str, list[str]]:
    """A text without the footnote marks that are `known`, and these marks in order.

    `raised` are the half-open ranges of raised characters in `text`. Other raised characters
    become superscripts, so that 10⁶ is not read as 106; a mark after a number (345⁴) is left out.
    """
    pieces: list[str] = []
    found: list[str] = []
    at = 0
    for start, end in raised:
        pieces.append(text[at:start])
        piece = text[start:end]
        bare = piece.strip(_AROUND_MARK)
        if bare in known:
            found.append(bare)
        elif several := _several_marks(bare, known):
            found += several
        else:
            pieces.append(_unknown(text[:start], piece, text[end:]))
        at = end
    pieces.append(text[at:])
    return "".join(pieces), found


def _unknown(before: str, raised: str, behind: str) -> str:
    """A raised piece that is no known mark: superscripts, and nothing where it is a mark that
    would hide a number before it."""
    if not before[-1:].isdecimal():
        return raised.translate(_SUPERSCRIPT)
    found = resolve_raised(f"{before}{RAISED}{raised}{LOWERED}{behind}")
    return found[len(before) : len(found) - len(behind)]


def _several_marks(raised: str, known: set[str]) -> list[str]:
    """The marks of a raised list of known marks (3,4 or 3、4); empty for any other text."""
    parts = re.split(r"[,，、]", raised)
    return parts if len(parts) > 1 and all(part in known for part in parts) else []


def _first_group(found: re.Match[str]) -> str:
    return next(group for group in found.groups() if group)
