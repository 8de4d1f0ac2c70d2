"""Marked text: the only place where text of documents becomes HTML."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARK = re.compile(r"(</?mark>)")

#: A marked range of a text: half-open, in code points.
MarkRange = tuple[int, int]


def clean_snippet(snippet: str) -> str:
    """`snippet` with everything escaped except balanced `<mark>` and `</mark>`.

    The read path escapes snippets already; the page does not rely on that.
    """
    out: list[str] = []
    inside = False
    for piece in _MARK.split(snippet):
        if piece == "<mark>" and not inside:
            out.append(piece)
            inside = True
        elif piece == "</mark>" and inside:
            out.append(piece)
            inside = False
        elif piece not in ("<mark>", "</mark>"):
            out.append(html.escape(html.unescape(piece), quote=True))
    return "".join(out) + ("</mark>" if inside else "")


def marked(
    text: str,
    marks: Sequence[MarkRange] = (),
    *,
    start: int = 0,
    end: int | None = None,
    css: str = "",
) -> Markup:
    """`text[start:end]` escaped, with `<mark>` around the parts of `marks` in that range.

    `marks` are ranges of the whole `text`, in order and disjoint; `css` is their class.
    """
    stop = len(text) if end is None else min(end, len(text))
    opening = Markup('<mark class="{}">').format(css) if css else Markup("<mark>")
    out: list[str] = []
    at = start
    for mark_start, mark_end in marks:
        left, right = max(mark_start, at), min(mark_end, stop)
        if left < right:
            out += [escape(text[at:left]), opening, escape(text[left:right]), Markup("</mark>")]
            at = right
    out.append(escape(text[at:stop]))
    return Markup("").join(out)


def quote_window(text: str, start: int, end: int, reach: int = 90) -> MarkRange:
    """The range around `[start, end)`: whole sentences if they end within `reach` characters."""
    left = _sentence_start(text, start, max(0, start - reach))
    right = min(len(text), end + reach)
    for at in range(end, right):
        if text[at] in "。！？\n":
            return left, at + 1
    return left, right


def _sentence_start(text: str, at: int, earliest: int) -> int:
    for place in range(at - 1, earliest - 1, -1):
        if text[place] in "。！？\n":
            return place + 1
    return earliest
