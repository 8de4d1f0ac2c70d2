"""Lines of a plain text and the layout they share.

Text extracted from a PDF keeps the line ends of the pages, sometimes with a blank line after each.
None of that is certain in any one file, so `measure_layout` examines the whole file first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.structure.characters import is_cjk, is_terminated, width
from indexer.structure.joining import is_spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

# Shares below were set on text extracted with pdftotext, pdfminer and LibreOffice and on texts
# with one paragraph a line; tests/indexer/readers/plain/test_layout.py holds one of each.
#: Columns around the right edge within which a wrapped line ends.
BAND = 8
# Columns of a printed line: the narrowest that is measured, the widest that may be wrapped.
_NARROWEST, _WIDEST = 24, 160
# The right edge is the width that this share of the lines does not exceed.
_EDGE_QUANTILE = 0.9
# A text is wrapped if at least this share of its lines end at the edge, and this share of those end
# inside a sentence.
_AT_EDGE, _CUT = 0.4, 0.4
# A text is double-spaced if this share of its lines follow one blank line, and at most this share
# follow the line before without one.
_DOUBLE_SPACED, _DIRECT = 0.7, 0.1
# White space at line ends marks ends of paragraphs if at most this share of wrapped lines and more
# than this share of last lines have it.
_MARKED_WRAPS, _MARKED_ENDS = 0.15, 0.6
# Lines examined for spaces between Han characters and digits.
_SPACING_SAMPLE = 400
# Characters of a number in a row of a table.
_LONGEST_NUMBER = 12
#: The rule above footnotes: a wide blank, or a stroke shorter than a line.
FOOTNOTE_RULE = re.compile(r"^(?: {20,}|\s*[_─━—―-]{8,40}\s*)$")


@dataclass(slots=True)
class SourceLine:
    """A line with visible characters.

    `text` is stripped. `ended` is True if white space followed it. `gap` is the number of blank
    lines before it; `void` is True if one of them held white space, as an empty cell of a table
    does. `page` is 1-based, `label` the number printed on the page that
    the line starts.
    """

    text: str
    indent: str = ""
    ended: bool = False
    gap: int = 0
    void: bool = False
    page: int | None = None
    label: str | None = None
    starts_page: bool = False

    @property
    def inset(self) -> int:
        """Columns of its indent, without a single space, which may mark the start of a page."""
        return width(self.indent) if len(self.indent) > 1 or self.indent == "\u3000" else 0

    @property
    def width(self) -> int:
        """Columns of the line, its indent included."""
        return self.inset + width(self.text)


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of a file.

    `wrapped` lines end at the column `edge`. With `endings`, white space at a line's end marks the
    end of a paragraph. With `spaced`, Han characters are separated from digits and letters.
    """

    wrapped: bool
    edge: int
    double_spaced: bool
    endings: bool
    spaced: bool


def split_lines(text: str) -> list[SourceLine]:
    """The lines with visible characters. The line after a form feed starts a page."""
    lines: list[SourceLine] = []
    gap, void, fed = 0, False, False
    for raw in re.split(r"\r\n|[\n\r\x0b\x85\u2028\u2029]", text):
        pieces = raw.split("\f")
        for number, piece in enumerate(pieces):
            fed = fed or number > 0
            bare = piece.strip()
            if not bare and not FOOTNOTE_RULE.match(piece):
                gap += 1
                void = void or bool(piece)
                continue
            lead = len(piece) - len(piece.lstrip())
            if "\t" in piece:  # leading and trailing tabs are empty cells
                lead = len(piece) - len(piece.lstrip(" \u3000"))
                bare = piece.strip(" \u3000\u00a0")
            lines.append(
                SourceLine(bare, piece[:lead], piece != piece.rstrip(), gap, void, starts_page=fed)
            )
            gap, void, fed = 0, False, False
    return lines


def measure_layout(lines: Sequence[SourceLine]) -> Layout:
    """The layout of most lines of a file."""
    prose = [line for line in lines if line.text and not _is_tabular(line.text)]
    widths = sorted(line.width for line in prose if line.width >= _NARROWEST)
    edge = widths[int(len(widths) * _EDGE_QUANTILE)] if widths else 0
    at_edge = [line for line in prose if edge - BAND <= line.width <= edge + BAND]
    cut = sum(not is_terminated(line.text) for line in at_edge)
    wrapped = (
        bool(widths)
        and len(at_edge) >= 2
        and edge <= _WIDEST
        and len(at_edge) >= _AT_EDGE * len(widths)
        and cut >= _CUT * len(at_edge)
    )
    single = sum(line.gap == 1 for line in prose[1:])
    direct = sum(line.gap == 0 for line in prose[1:])
    wraps = [line for line in at_edge if is_cjk(line.text[-1]) and not is_terminated(line.text)]
    marked = sum(line.ended for line in wraps)
    short = [line for line in prose if line.width < edge - BAND and is_cjk(line.text[-1])]
    finals = [line for line in short if is_terminated(line.text)] or short
    ended = sum(line.ended for line in finals)
    return Layout(
        wrapped=wrapped,
        edge=edge,
        double_spaced=len(prose) > 3
        and single >= _DOUBLE_SPACED * (len(prose) - 1)
        and direct <= _DIRECT * (len(prose) - 1),
        endings=wrapped
        and marked <= _MARKED_WRAPS * len(wraps)
        and ended > _MARKED_ENDS * len(finals),
        spaced=is_spaced("\n".join(line.text for line in prose[:_SPACING_SAMPLE])),
    )


def _is_tabular(text: str) -> bool:
    """True for a row of a table: tabs, or mostly words of digits."""
    words = text.split()
    numbers = sum(word[0].isdigit() and len(word) <= _LONGEST_NUMBER for word in words)
    return "\t" in text or (len(words) >= 3 and numbers * 3 >= len(words) * 2)
