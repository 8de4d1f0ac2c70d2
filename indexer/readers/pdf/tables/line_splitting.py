"""Text lines cut in two: at the bound of a column, or at a seam between two pieces."""

from __future__ import annotations

from dataclasses import replace

from indexer.readers.pdf.source.geometry import Gap, TextLine
from indexer.readers.pdf.tables.line_breaks import CLOSING
from indexer.readers.pdf.tables.options import LINE_CUTS
from indexer.structure.characters import OPENERS, is_cjk
from indexer.structure.table_grid import is_numeric


def cut_at_bound(line: TextLine, x: float, *, sure: bool = False) -> list[TextLine]:
    """A line in two at the gap nearest to the column bound `x`.

    The line alone if it has no gap there, or if one character would be left (a header set
    wide: 合　計). A `sure` bound, which is drawn, cuts between any two characters, where the two
    parts are on its two sides: text may run over a side.
    """
    if not line.x0 + LINE_CUTS.margin < x < line.x1 - LINE_CUTS.margin:
        return [line]
    best: tuple[float, Gap] | None = None
    gaps = line.gaps or _gaps(line)
    between = [gap for gap in gaps if _in_one_script(line, gap)]
    for gap in gaps:
        if not _may_cut(line, gap) or (sure and not _is_divided_at(line, gap.left, gap.right, x)):
            continue
        apart = 0.0 if gap.left <= x <= gap.right else abs((gap.left + gap.right) / 2 - x)
        # A line with few gaps is cells that are close together, not words.
        spaced = line.text[gap.offset - 1] == " "
        alone = len(between) < LINE_CUTS.few_gaps and gap in between and not spaced
        least = LINE_CUTS.word_gap if spaced else LINE_CUTS.gap
        near = apart == 0 or alone or gap.right - gap.left > least * line.size
        if near and apart < LINE_CUTS.reach * line.size and (best is None or apart < best[0]):
            best = (apart, gap)
    if best is None:
        return _cut_between_characters(line, x) if sure else [line]
    gap = best[1]
    first, second = _cut(line, gap.offset, gap.left, gap.right, gap.order)
    cut = [replace(first, label=0, seams=()), replace(second, seams=())]
    # A line may begin or end with spaces.
    return cut if all(piece.text.strip() for piece in cut) else [line]


def _cut_between_characters(line: TextLine, x: float) -> list[TextLine]:
    """A line in two before the character that begins nearest to `x`; the line alone where none
    begins there. No number is cut."""
    if len(line.starts) != len(line.text):
        return [line]
    digits = [char.isdecimal() or char in ".,．，" for char in line.text]
    offsets = [
        at for at in range(1, len(line.text))
        if line.text[at] != " " and not (digits[at - 1] and digits[at])
    ]  # fmt: skip
    at = min(offsets, key=lambda at: abs(line.starts[at] - x), default=0)
    start = line.starts[at]
    near = abs(start - x) < LINE_CUTS.drawn_reach * line.size
    if not at or not near or not _is_divided_at(line, start, start, x):
        return [line]
    first, second = _cut(line, at, start, start, line.order)
    return [replace(first, label=0, seams=()), replace(second, seams=())]


def cut_at_seam(
    line: TextLine, offset: int, left: float, right: float
) -> tuple[TextLine, TextLine]:
    """A line in two at the seam before the character at `offset`; `left` is where the first
    piece ends and `right` where the second begins."""
    order = next((gap.order for gap in line.gaps if gap.offset == offset), line.order)
    return _cut(line, offset, left, right, order)


def _cut(
    line: TextLine, offset: int, left: float, right: float, order: int
) -> tuple[TextLine, TextLine]:
    """The characters of a line before `offset` and from `offset` on, which were drawn as piece
    `order` of the page."""
    before = line.text[:offset].rstrip()
    first = replace(
        line, text=before, x1=left, starts=line.starts[: len(before)],
        raised=tuple(mark for mark in line.raised if mark[1] <= len(before)),
        seams=tuple(seam for seam in line.seams if seam[0] < offset),
        gaps=tuple(gap for gap in line.gaps if gap.offset < offset),
    )  # fmt: skip
    second = replace(
        line, text=line.text[offset:], x0=right, starts=line.starts[offset:], label=0,
        raised=tuple((a - offset, b - offset) for a, b in line.raised if a >= offset),
        seams=tuple((at - offset, x, y) for at, x, y in line.seams if at > offset), order=order,
        gaps=tuple(g._replace(offset=g.offset - offset) for g in line.gaps if g.offset > offset),
    )  # fmt: skip
    return first, second


def _may_cut(line: TextLine, gap: Gap) -> bool:
    """True if two cells may meet at a gap: not inside of one word that was drawn in one go."""
    if gap.order != line.order:
        return True
    if len(line.text.replace(" ", "")) == 2 and _is_han(line):
        return False
    # No line is broken there either: 占比（%）
    return line.text[gap.offset - 1] not in OPENERS and line.text[gap.offset] not in CLOSING


def _is_divided_at(line: TextLine, left: float, right: float, x: float) -> bool:
    """True if the middles of the part of a line that ends at `left` and of the one that begins at
    `right` are on the two sides of `x`."""
    return (line.x0 + left) / 2 < x < (right + line.x1) / 2


def _in_one_script(line: TextLine, gap: Gap) -> bool:
    """True if both sides of a gap are Han, or neither: a typesetter leaves a gap between Han and
    digits."""
    return is_cjk(line.text[gap.offset - 1]) == is_cjk(line.text[gap.offset])


def _is_han(line: TextLine) -> bool:
    return is_cjk(line.text[0]) and is_cjk(line.text[-1]) and not is_numeric(line.text)


def _gaps(line: TextLine) -> list[Gap]:
    """The gaps of a line, computed from the left edges of its characters."""
    if len(line.starts) != len(line.text):
        return []
    found = []
    for at in range(1, len(line.text)):
        last = at - 2 if line.text[at - 1] == " " else at - 1
        if line.text[at] == " " or last < 0:
            continue
        han = is_cjk(line.text[last])
        advance = LINE_CUTS.han_advance if han else LINE_CUTS.latin_advance
        found.append(Gap(at, line.starts[last] + advance * line.size, line.starts[at], line.order))
    return [gap for gap in found if gap.right - gap.left > LINE_CUTS.gap * line.size]
