"""Rows to paragraphs: which row goes on with the one before it.

A row goes on with the row before when both are set alike, the one before had no room for the
first word of this one, no wider gap than usual stands between them, and this one neither is
indented nor begins with a number of its own. Whether a sentence ended is asked only where the
type leaves doubt: many paragraphs of lists end without 。, and many lines end with one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from indexer.readers.pdf.tables.cells import first_unit, glued_unit
from indexer.structure.characters import is_han, is_terminated
from indexer.structure.list_markers import Marker, bullet_length, marker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.layout.text_rows import Row

#: Sizes of type within this many points are one size.
SAME_SIZE = 0.7
#: A row begins elsewhere than another one when they are this many em apart.
INDENT = 0.8
#: A full row may fall short of the right edge by its next word and this many em more, which
#: justification and marks that may not begin a line have left.
SLACK = 0.6
#: In justified text only the last row of a paragraph ends further from the edge than this.
JUSTIFIED = 0.5
#: A word is long from this many em on.
LONG_WORD = 1.8
#: Without other evidence, a gap of this many median pitches ends a paragraph.
PITCH = 1.35
#: A paragraph's first row is indented by at most this many em.
FIRST_INDENT = 5.0
#: The text of a list item hangs at most this many em behind its number.
HANG = 7.0


@dataclass(slots=True, eq=False)
class Paragraph:
    """Rows of one paragraph, in order; `head` is the number or letter that opens it."""

    rows: list[Row] = field(default_factory=list)
    head: Marker | None = None
    bulleted: bool = False

    @property
    def listed(self) -> bool:
        return self.head is not None or self.bulleted


def paragraphs(rows: Sequence[Row], pitches: Pitches) -> list[Paragraph]:
    """The paragraphs of rows that follow each other in the text."""
    found: list[Paragraph] = []
    for at, row in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) else None
        if found and continues(found[-1], row, following, pitches):
            found[-1].rows.append(row)
        else:
            found.append(opened(row))
    return found


def opened(row: Row) -> Paragraph:
    """A new paragraph that begins with a row."""
    return Paragraph([row], marker(row.text), bullet_length(row.text) > 0)


def continues(
    paragraph: Paragraph, row: Row, following: Row | None, pitches: Pitches | None
) -> bool:
    """Whether a row goes on with a paragraph; `following` is the row after it. Without
    `pitches` the gap between them does not count: a table stands in it."""
    before = paragraph.rows[-1]
    if row.entry or before.entry or not _alike(before, row):
        return False
    if not is_full(before, row):
        return False
    near = pitches is None or row.base - before.base <= pitches.limit(before)
    if row.column is before.column and not near:
        return False
    if _begins_item(paragraph, row):
        return False
    return _stands_right(paragraph, row, following)


def _alike(before: Row, row: Row) -> bool:
    """Whether two rows are set in the same type."""
    if abs(before.size - row.size) > SAME_SIZE:
        return False
    if before.bold != row.bold and before.edges[1] != row.edges[0]:
        return False
    both_han = is_han(before.text[-1]) and is_han(row.text[0])
    return not (both_han and before.font != row.font and before.bold != row.bold)


def is_full(before: Row, row: Row) -> bool:
    """Whether a row had no room left for the first word of the next one."""
    em = row.size
    # Behind a whole sentence the next row is as likely a new paragraph.
    end = first_unit(row.text) if is_terminated(before.text) else glued_unit(row.text)
    if end < len(row.starts):
        needed = row.starts[end] - row.x0
    else:
        needed = (row.x1 - row.x0) * end / max(1, len(row.text))
    if before.justified:
        # Some typesetters leave a row short before a long word rather than stretch it far.
        long = needed > LONG_WORD * em
        return before.room < JUSTIFIED * em or (long and before.room < needed + JUSTIFIED * em)
    return before.room < max(needed, em) + SLACK * em


def _begins_item(paragraph: Paragraph, row: Row) -> bool:
    """Whether the number at a row's front begins an item, and is not a part of the sentence
    (二、三級 at the front of a wrapped line)."""
    if bullet_length(row.text):
        return True
    head = marker(row.text)
    if head is None:
        return False
    before = paragraph.rows[-1]
    if is_terminated(before.text) or before.text[-1] in "：:；;":
        return True
    if paragraph.head is not None and paragraph.head.rank == head.rank:
        return head.value == (paragraph.head.value or 0) + 1
    if len(paragraph.rows) >= 2:
        hangs = abs(paragraph.rows[1].indent - row.indent) < INDENT * row.size
        return not hangs or paragraph.rows[1].indent == paragraph.rows[0].indent
    return row.indent > paragraph.rows[0].indent - INDENT * row.size


def _stands_right(paragraph: Paragraph, row: Row, following: Row | None) -> bool:
    """Whether a row begins where the next row of its paragraph would."""
    em = row.size
    first = paragraph.rows[0]
    if _centred(row) and _in_middle(paragraph.rows[-1]) and _in_middle(first):
        return True
    if len(paragraph.rows) >= 2:
        return abs(row.indent - paragraph.rows[-1].indent) < INDENT * em
    shift = row.indent - first.indent
    if shift < -INDENT * em:
        if paragraph.listed and is_terminated(first.text):
            return False
        return shift > -FIRST_INDENT * em and row.indent < FIRST_INDENT * em
    if shift < INDENT * em:
        indented = row.indent > INDENT * em and row.right == row.column.right
        outdents = (
            following is not None
            and abs(following.size - row.size) <= SAME_SIZE
            and following.indent < row.indent - INDENT * em
        )
        return not (indented and outdents)
    return _hangs(paragraph, row, following)


def _hangs(paragraph: Paragraph, row: Row, following: Row | None) -> bool:
    """Whether a row that begins further right is set under the text behind a number."""
    first = paragraph.rows[0]
    em = row.size
    if row.indent - first.indent > HANG * em:
        return False
    for at in _text_starts(paragraph):
        if at < len(first.starts) and abs(first.starts[at] - first.column.left - row.indent) < em:
            return True
    if not paragraph.listed:
        return False
    text = [first.starts[at] for at in _text_starts(paragraph) if at < len(first.starts)]
    if text and row.x0 < text[0]:
        return True  # between the number and its text, where no paragraph begins
    return following is not None and abs(following.indent - row.indent) < 0.3 * em


def _text_starts(paragraph: Paragraph) -> list[int]:
    """Offsets into a first row at which text may begin that the next rows hang under."""
    first = paragraph.rows[0]
    found = []
    if paragraph.head:
        found.append(paragraph.head.end)
    elif paragraph.bulleted:
        found.append(bullet_length(first.text))
    if first.label:
        found += [first.label, first.label + 1]
    colon = first.text.find("：", 0, 12)
    if colon > 0:
        found.append(colon + 1)
    return found


def _in_middle(row: Row) -> bool:
    """Whether a row is as far from the left edge of its column as from the right one."""
    return abs(row.indent - row.room) < row.size


def _centred(row: Row) -> bool:
    """Whether a row stands in the middle of its column, away from both edges."""
    return _in_middle(row) and min(row.indent, row.room) > row.size


class Pitches:
    """How far apart rows stand inside and between paragraphs, by size of type."""

    def __init__(self, rows: Sequence[Row]) -> None:
        inside: dict[int, list[float]] = {}
        between: dict[int, list[float]] = {}
        for before, row in pairwise(rows):
            if row.column is not before.column or abs(before.size - row.size) > SAME_SIZE:
                continue
            gap = row.base - before.base
            if not 0 < gap < 4 * row.size:
                continue
            full = is_full(before, row)
            (inside if full else between).setdefault(round(row.size), []).append(gap)
        self._limits = {size: _limit(gaps, between.get(size, [])) for size, gaps in inside.items()}

    def limit(self, row: Row) -> float:
        """The widest gap in points that may stand after a row inside a paragraph."""
        return self._limits.get(round(row.size), 2.4 * row.size)


def _limit(inside: Sequence[float], between: Sequence[float]) -> float:
    """Between the usual gap inside of paragraphs and that between them, where these differ;
    else PITCH times the usual one."""
    usual = median(inside)
    wide = [gap for gap in between if gap > 1.1 * usual]
    if len(wide) >= 3 and len(wide) >= 0.5 * len(between):
        return min((usual + min(median(wide), PITCH * 2 * usual)) / 2, PITCH * usual * 1.2)
    return PITCH * usual
