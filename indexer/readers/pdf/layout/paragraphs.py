"""Paragraphs: which row of a text column continues the row before it.

A row continues the one before if both are set alike, the one before had no room for the first word
of this one, the gap between them is not wider than usual, and this one is neither indented nor
numbered. Sentence ends are considered only where the layout leaves doubt: many paragraphs of lists
end without 。, and many rows end with one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from indexer.readers.pdf.layout.counted_statements import counts_on
from indexer.readers.pdf.source.geometry import HANGING
from indexer.readers.pdf.source.tolerances import INDENT, MAX_INDENT_SHIFT, SAME_SIZE, WIDEST_PITCH
from indexer.readers.pdf.tables.line_breaks import first_unit, glued_unit
from indexer.structure.characters import is_han, is_terminated
from indexer.structure.list_markers import Marker, bullet_length, marker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.layout.column_rows import ColumnRow
    from indexer.readers.pdf.layout.text_columns import TextColumn


@dataclass(frozen=True, slots=True)
class ParagraphOptions:
    """Thresholds of paragraphs; an em is the size of the row in question. Set by hand on the
    sample reports; measure again with `python -m judian.evals typeset --reports 40 --seed 99`
    (column of the paragraphs)."""

    #: A full row ends short of the right edge by the next word and this many em at most:
    #: justification, and punctuation that may not begin a row, leave that much.
    slack: float = 0.6
    #: In justified text, only the last row of a paragraph ends further from the edge than this
    #: (em); inside of a sentence further than the second, which is a character: rows that are set
    #: on a grid of characters end before the first one that has no room. On twelve audit reports
    #: (246 pages) 30 of 607 paragraphs were torn with the first alone, and 8 with both.
    max_justified_room: float = 0.5
    max_grid_room: float = 1.0
    #: A word of at least this many em is long: justified rows may end short before it.
    long_word: float = 1.8
    #: The first row of a paragraph is indented by at most this many em.
    max_first_indent: float = 5.0
    #: The first row of a list item, which may be of a deep level, by at most so many.
    max_item_indent: float = 8.0
    #: The text of a list item is at most this many em to the right of its number.
    max_hang: float = 7.0
    #: A label at the front of a row (說明：) ends within this many characters.
    max_label: int = 12
    #: Row pitches up to this many em are counted.
    max_counted_pitch: float = 4.0
    #: A gap of this many usual pitches ends a paragraph, where nothing else shows.
    max_pitch: float = 1.35
    #: Pitches between paragraphs are wider than inside them if they exceed these by this factor,
    #: if there are this many such pitches, and if they are this share of those between.
    wider: float = 1.1
    min_wide: int = 3
    min_wide_share: float = 0.5
    #: Inside of a sentence the size of the type may change by this share (16 and 14 points).
    max_size_change: float = 0.13
    #: Rows of a column that follow full rows show the column's own pitch, if there are this many;
    #: a pitch of up to this many of them is inside a paragraph.
    min_own_pitches: int = 3
    max_own_pitch: float = 1.1
    #: Where they are wider, the limit is half-way between the two pitches, and at most this many
    #: limits of text where nothing shows.
    max_limit: float = 1.2


OPTIONS = ParagraphOptions()


@dataclass(slots=True, eq=False)
class PdfParagraph:
    """The rows of one paragraph in order; `marker` is the number or letter that opens it, and
    `bulleted` is true if a bullet does. `labels` is true for rows that are labels of a chart."""

    rows: list[ColumnRow] = field(default_factory=list)
    marker: Marker | None = None
    bulleted: bool = False
    labels: bool = False

    @property
    def listed(self) -> bool:
        """True for a list item."""
        return self.marker is not None or self.bulleted


def group_paragraphs(rows: Sequence[ColumnRow], pitches: Pitches) -> list[PdfParagraph]:
    """The paragraphs of consecutive rows."""
    found: list[PdfParagraph] = []
    for at, row in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) else None
        if found and continues(found[-1], row, following, pitches):
            found[-1].rows.append(row)
        else:
            found.append(begin_paragraph(row))
    return found


def begin_paragraph(row: ColumnRow) -> PdfParagraph:
    """A new paragraph that begins with a row."""
    return PdfParagraph([row], marker(row.text), bullet_length(row.text) > 0)


def continues(
    paragraph: PdfParagraph, row: ColumnRow, following: ColumnRow | None, pitches: Pitches | None
) -> bool:
    """True if a row continues a paragraph; `following` is the row after it. Without `pitches` the
    gap between them is ignored, as a table lies in it."""
    before = paragraph.rows[-1]
    if row.entry or before.entry or not _is_set_alike(before, row):
        return False
    if not is_full(before, row):
        return False
    near = pitches is None or row.base - before.base <= pitches.limit(before)
    if row.column is before.column and not near:
        return False
    if _begins_item(paragraph, row):
        return False
    if counts_on(paragraph.rows[0].text, before.text, row.text):
        return False
    return _is_aligned(paragraph, row, following)


def _is_set_alike(before: ColumnRow, row: ColumnRow) -> bool:
    """True if two rows are set in the same type, or in the same where the one ends and the other
    begins: a row may be mostly in the smaller type of a remark. Inside of a sentence the size may
    change a little."""
    sizes = ((before.size, row.size), (before.last_size, row.first_size))
    if all(abs(size - other) > SAME_SIZE for size, other in sizes) and not (
        _is_inside_sentence(before, row)
    ):
        return False
    if before.bold != row.bold and before.edges[1] != row.edges[0]:
        return False
    both_han = is_han(before.text[-1]) and is_han(row.text[0])
    return not (both_han and before.font != row.font and before.bold != row.bold)


def _is_inside_sentence(before: ColumnRow, row: ColumnRow) -> bool:
    """True if a sentence goes on from a full row to one whose type is a little smaller or larger,
    as in paragraphs whose ends somebody pressed onto a page."""
    change = abs(before.size - row.size) / max(before.size, row.size)
    alike = before.font == row.font and not before.bold and not row.bold
    full = (
        before.column.justified and before.right == before.column.right and before.room < row.size
    )
    return alike and full and change <= OPTIONS.max_size_change and not is_terminated(before.text)


def is_full(before: ColumnRow, row: ColumnRow) -> bool:
    """True if a row had no room left for the first word of the next one, or if that begins with
    punctuation that begins no paragraph."""
    if row.text[0] in HANGING:
        return True
    em = row.size
    # After a complete sentence the next row is as likely a new paragraph.
    end = first_unit(row.text) if is_terminated(before.text) else glued_unit(row.text)
    if end < len(row.starts):
        needed = row.starts[end] - row.x0
    else:
        needed = (row.x1 - row.x0) * end / max(1, len(row.text))
    if before.justified:
        # Some typesetters leave a row short before a long word rather than stretch it far.
        room = OPTIONS.max_justified_room * em
        long = needed > OPTIONS.long_word * em
        on_grid = before.room < OPTIONS.max_grid_room * em and not is_terminated(before.text)
        return before.room < room or on_grid or (long and before.room < needed + room)
    return before.room < max(needed, em) + OPTIONS.slack * em


def _begins_item(paragraph: PdfParagraph, row: ColumnRow) -> bool:
    """True if the number at the front of a row begins a list item; False if it is part of the
    sentence (二、三級 at the front of a wrapped row)."""
    if bullet_length(row.text):
        return True
    own = marker(row.text)
    if own is None:
        return False
    before = paragraph.rows[-1]
    if is_terminated(before.text) or before.text[-1] in "：:；;":
        return True
    if paragraph.marker is not None and paragraph.marker.rank == own.rank:
        return own.value == (paragraph.marker.value or 0) + 1
    tolerance = INDENT * row.size
    if len(paragraph.rows) >= 2:
        hangs = abs(paragraph.rows[1].indent - row.indent) < tolerance
        return not hangs or paragraph.rows[1].indent == paragraph.rows[0].indent
    if own.value != 1 and _is_at_text(paragraph, row):
        return False
    return row.indent > paragraph.rows[0].indent - tolerance


def _is_aligned(paragraph: PdfParagraph, row: ColumnRow, following: ColumnRow | None) -> bool:
    """True if a row begins where the next row of its paragraph would."""
    first = paragraph.rows[0]
    if _is_centered(row) and _is_in_middle(paragraph.rows[-1]) and _is_in_middle(first):
        return True
    tolerance = INDENT * row.size
    if row.page != paragraph.rows[-1].page and _goes_on_overleaf(paragraph, row, following):
        return True
    if len(paragraph.rows) >= 2:
        return abs(row.indent - paragraph.rows[-1].indent) < tolerance
    shift = row.indent - first.indent
    if shift < -tolerance:
        if paragraph.listed and is_terminated(first.text):
            return False
        deepest = OPTIONS.max_item_indent if paragraph.listed else OPTIONS.max_first_indent
        limit = deepest * row.size
        return shift > -limit and row.indent < limit
    if shift < tolerance:
        indented = row.indent > tolerance and row.right == row.column.right
        return not (indented and following is not None and _outdents(row, following))
    return _hangs(paragraph, row, following)


def _outdents(row: ColumnRow, following: ColumnRow) -> bool:
    """True if an indented row is the first one of its paragraph, which goes on to its left. The
    next list item does not go on."""
    begins = marker(following.text) is not None or bullet_length(following.text) > 0
    return (
        abs(following.size - row.size) <= SAME_SIZE
        and following.indent < row.indent - INDENT * row.size
        and not (begins and (is_terminated(row.text) or not is_full(row, following)))
    )


def _goes_on_overleaf(paragraph: PdfParagraph, row: ColumnRow, following: ColumnRow | None) -> bool:
    """True if a row at the top of a page goes on with a sentence of the page before: it is not
    indented against the row after it. The edges of the two pages may differ."""
    if is_terminated(paragraph.rows[-1].text):
        return False
    if following is None or following.column is not row.column:
        return row.indent < INDENT * row.size
    return row.x0 < following.x0 + INDENT * row.size


def _hangs(paragraph: PdfParagraph, row: ColumnRow, following: ColumnRow | None) -> bool:
    """True if a row that begins further to the right is aligned with the text after a number or
    label."""
    first = paragraph.rows[0]
    em = row.size
    if row.indent - first.indent > OPTIONS.max_hang * em:
        return False
    if _is_at_text(paragraph, row):
        return True
    if not paragraph.listed:
        return False
    starts = _text_starts(paragraph)
    if starts and row.x0 < starts[0]:
        return True  # between the number and its text, where no paragraph begins
    return following is not None and abs(following.indent - row.indent) < MAX_INDENT_SHIFT * em


def _is_at_text(paragraph: PdfParagraph, row: ColumnRow) -> bool:
    """True if a row begins where the text after the number or label of its paragraph does."""
    left = paragraph.rows[0].column.left
    return any(abs(x - left - row.indent) < row.size for x in _text_starts(paragraph))


def _text_starts(paragraph: PdfParagraph) -> list[float]:
    """The left sides of the characters at which the text of a paragraph may begin."""
    first = paragraph.rows[0]
    return [first.starts[at] for at in _text_offsets(paragraph) if at < len(first.starts)]


def _text_offsets(paragraph: PdfParagraph) -> list[int]:
    """Offsets in the first row of a paragraph at which the text may begin with which the next rows
    are aligned."""
    first = paragraph.rows[0]
    found = []
    if paragraph.marker:
        found.append(paragraph.marker.end)
    elif paragraph.bulleted:
        found.append(bullet_length(first.text))
    if first.label:
        found += [first.label, first.label + 1]
    colon = first.text.find("：", 0, OPTIONS.max_label)
    if colon > 0:
        found.append(colon + 1)
    return found


def _is_in_middle(row: ColumnRow) -> bool:
    """True if a row is as far from the left edge of its column as from the right one."""
    return abs(row.indent - row.room) < row.size


def _is_centered(row: ColumnRow) -> bool:
    """True if a row is in the middle of its column, away from both edges."""
    return _is_in_middle(row) and min(row.indent, row.room) > row.size


class Pitches:
    """The distances of baselines inside and between paragraphs, by size of type."""

    def __init__(self, rows: Sequence[ColumnRow]) -> None:
        inside: dict[int, list[float]] = {}
        between: dict[int, list[float]] = {}
        own: dict[tuple[TextColumn, int], list[float]] = {}
        for before, row in pairwise(rows):
            if row.column is not before.column or abs(before.size - row.size) > SAME_SIZE:
                continue
            pitch = row.base - before.base
            if not 0 < pitch < OPTIONS.max_counted_pitch * row.size:
                continue
            full = is_full(before, row)
            (inside if full else between).setdefault(round(row.size), []).append(pitch)
            if full:
                own.setdefault((row.column, round(row.size)), []).append(pitch)
        self._limits = {
            size: _pitch_limit(pitches, between.get(size, [])) for size, pitches in inside.items()
        }
        self._own = {
            column: median(pitches)
            for column, pitches in own.items()
            if len(pitches) >= OPTIONS.min_own_pitches
        }

    def limit(self, row: ColumnRow) -> float:
        """The widest pitch in points after a row inside a paragraph. A column may be set wider than
        the others of the document."""
        size = round(row.size)
        limit = self._limits.get(size, WIDEST_PITCH * row.size)
        own = self._own.get((row.column, size), 0.0)
        return OPTIONS.max_own_pitch * own if own > limit else limit


def _pitch_limit(inside: Sequence[float], between: Sequence[float]) -> float:
    """The widest pitch inside a paragraph: between the usual pitch inside paragraphs and that
    between them, where these differ; else `max_pitch` usual ones."""
    usual = median(inside)
    limit = OPTIONS.max_pitch * usual
    wide = [pitch for pitch in between if pitch > OPTIONS.wider * usual]
    if len(wide) >= OPTIONS.min_wide and len(wide) >= OPTIONS.min_wide_share * len(between):
        return min((usual + median(wide)) / 2, OPTIONS.max_limit * limit)
    return limit
