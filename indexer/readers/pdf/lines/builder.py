"""From a chain of characters to a line: its text with spaces, its raised marks, its type."""

from __future__ import annotations

from collections import Counter

from indexer.readers.pdf.lines.runs import MARK_SIZE, Chain, is_wide
from indexer.readers.pdf.source.geometry import HANGING, Gap, Glyph, TextLine, around

#: A number at the front of a line that stands this many em from what follows is a label.
LABEL_GAP = 0.3
LONGEST_LABEL = 5
#: Pieces of a line that are less than this many em apart belong together.
SEAM = 0.1
#: Characters this many em apart may belong to two cells of a table; cells have 1 point of room
#: at each side at least. A line with more such gaps is stretched type.
LEAST_GAP, MOST_GAPS = 0.13, 40


def line_of(chain: Chain) -> TextLine | None:
    """A chain as a line; None when nothing of it can be shown."""
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    for run in chain.runs:
        for glyph in run.glyphs:
            sizes[round(glyph.size, 1)] += 1
            fonts[glyph.font] += 2 if is_wide(glyph.text[0]) else 1
    size = max(sizes, key=lambda value: (sizes[value], value))
    nearest = min(abs(run.size - size) for run in chain.runs)
    base = Counter(
        round(run.base, 1)
        for run in chain.runs
        if abs(run.size - size) <= nearest + 0.1
        for _ in run.glyphs
    ).most_common(1)[0][0]
    text: list[str] = []
    starts: list[float] = []
    marks: list[tuple[int, int]] = []
    boxes: list[tuple[float, float, float, float]] = []
    seams: list[tuple[int, float, float]] = []
    gaps: list[Gap] = []
    label = 0
    last: Glyph | None = None
    for run, spaced in zip(chain.runs, chain.spaced, strict=True):
        raised = run.size <= MARK_SIZE * size and base - run.base > 0.1 * size
        opened = -1
        for at, glyph in enumerate(run.glyphs):
            shown = _shown(glyph.text)
            if not shown:
                continue
            gap = spaced if at == 0 else run.spaced[at]
            if text and gap and not raised:
                text.append(" ")
                starts.append(glyph.x0)
            apart = last is not None and glyph.x0 - last.x1 > LABEL_GAP * size
            if at == 0 and last is not None and not raised and _is_seam(last, glyph):
                seams.append((len(starts), last.x1, glyph.x0))
            if last is not None and not raised and glyph.x0 - last.x1 > LEAST_GAP * size:
                gaps.append(Gap(len(starts), last.x1, glyph.x0, run.order))
            if not label and apart and len(starts) <= LONGEST_LABEL:
                label = len("".join(text).rstrip())
            last = glyph
            if raised and opened < 0:
                opened = len(starts)
            text.append(shown)
            starts.extend([glyph.x0] * len(shown))
            boxes.append((glyph.x0, glyph.y0, glyph.x1, glyph.y1))
        if opened >= 0:
            marks.append((opened, len(starts)))
    if not text:
        return None
    x0, y0, x1, y1 = around(boxes)
    fonts_bold = sum(count for font, count in fonts.items() if font.endswith("|b"))
    family = fonts.most_common(1)[0][0].removesuffix("|b")
    whole = marks == [(0, len(starts))]
    return TextLine(
        text="".join(text),
        x0=x0,
        y0=y0,
        x1=x1,
        y1=y1,
        base=base,
        size=size,
        font=family,
        bold=2 * fonts_bold > sum(fonts.values()),
        starts=starts,
        label=label,
        edges=(_is_bold(chain.runs[0].glyphs[0]), _is_bold(chain.runs[-1].glyphs[-1])),
        marks=() if whole else tuple(marks),
        seams=tuple(seams),
        order=chain.runs[0].order,
        gaps=tuple(gaps) if len(gaps) <= MOST_GAPS else (),
    )


def _is_seam(left: Glyph, right: Glyph) -> bool:
    """Whether two characters are apart, or may be: punctuation that hangs out of a column
    comes near to the next one."""
    return right.x0 - left.x1 > SEAM * left.size or left.text in HANGING


def _is_bold(glyph: Glyph) -> bool:
    return glyph.font.endswith("|b")


def _shown(text: str) -> str:
    """A glyph's text without control characters, which mean nothing in a line."""
    return text if text >= " " and text != "\x7f" else ""
