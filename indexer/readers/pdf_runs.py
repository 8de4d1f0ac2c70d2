"""From drawn characters to lines of text, whichever way they run and in whatever order drawn.

First the way of the page is found: most characters decide, and characters that stand upright
under each other are vertical writing. Then characters that follow each other on one baseline
make a run, and runs on one baseline with no wide gap between them make a line.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from indexer.joining import is_cjk
from indexer.readers.pdf_geometry import ASCENT, Box, Frame, Glyph, Line, around
from indexer.readers.pdf_lines import Ink

#: A gap of this many character widths parts two lines (pdfminer's char_margin; 1.0 kept
#: columns of tables apart and justified Chinese together on the samples of tests/readers).
CHAR_MARGIN = 1.0
#: A gap of this many em between Latin letters is a space that was not drawn. Words set by TeX
#: stand 0.22 em apart or more, letters in justified words at most 0.12.
WORD_GAP = 0.17
#: Smaller than this share of its line's size, and raised: a footnote mark or an exponent.
MARK_SIZE = 0.8
#: A mark stands within this many of its own em of the text that it belongs to.
MARK_GAP = 0.6
#: A number at the front of a line that stands this many em from what follows is a label.
LABEL_GAP = 0.3
LONGEST_LABEL = 5
#: Characters under each other by at most this many em belong to one vertical line.
VERTICAL_PITCH = 2.2

DESCENT = 1 - ASCENT

is_wide = lru_cache(maxsize=4096)(is_cjk)


@dataclass(slots=True)
class _Run:
    """Characters that follow each other on one baseline. `spaced[i]`: a space before i."""

    glyphs: list[Glyph]
    spaced: list[bool]

    @property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        return self.glyphs[-1].x1

    @property
    def size(self) -> float:
        return self.glyphs[0].size

    @property
    def base(self) -> float:
        return _base(self.glyphs[0])


@dataclass(slots=True)
class _Chain:
    """Runs of one line; `size` and `base` are those of its largest."""

    runs: list[_Run]
    size: float
    base: float
    x1: float
    spaced: list[bool] = field(default_factory=lambda: [False])


def _base(glyph: Glyph) -> float:
    return glyph.y1 - DESCENT * glyph.size


def page_lines(ink: Ink) -> tuple[Frame, list[Line]]:
    """The frame in which the page reads, and its lines in that frame, in no special order."""
    glyphs = _find_vertical(ink.glyphs)
    groups: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        groups[glyph.turn].append(glyph)
    visible = {turn: _visible(group) for turn, group in groups.items() if turn >= 0}
    main = max(visible, key=lambda turn: (visible[turn], -turn), default=0)
    frame = Frame(main, ink.width, ink.height)
    boxes = [(r.x0, r.y0, r.x1, r.y1) for r in ink.rules]
    lines: list[Line] = []
    for turn, group in groups.items():
        if turn < 0:
            lines.extend(_slanted(group, frame))
            continue
        own = Frame(turn, ink.width, ink.height)
        walls = _Walls([own.into(box) for box in boxes], [own.into(box) for box in ink.fills])
        turned = group if turn == 0 else [_turned(glyph, own) for glyph in group]
        for line in _lines(turned, walls):
            if turn != main:
                line.x0, line.y0, line.x1, line.y1 = frame.into(own.back(line.box))
                line.base = line.y1
                line.starts = []
                line.turn = (turn - main) % 4
            lines.append(line)
    return frame, lines


def _visible(glyphs: Sequence[Glyph]) -> int:
    return sum(1 for glyph in glyphs if not glyph.text.isspace())


def _turned(glyph: Glyph, frame: Frame) -> Glyph:
    x0, y0, x1, y1 = frame.into((glyph.x0, glyph.y0, glyph.x1, glyph.y1))
    return Glyph(glyph.text, x0, y0, x1, y1, glyph.size, glyph.font, glyph.turn)


def _find_vertical(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs with turn 1 given to those that stand upright in vertical lines."""
    steps = [_step(left, right) for left, right in pairwise(glyphs)]
    down, along = steps.count("down"), steps.count("along")
    if down < 3 or down <= along:
        return glyphs
    found = []
    for at, glyph in enumerate(glyphs):
        before = steps[at - 1] if at else ""
        after = steps[at] if at < len(steps) else ""
        horizontal = "along" in (before, after) and "down" not in (before, after)
        if glyph.turn == 0 and not horizontal:
            glyph = glyph._replace(turn=1)
        found.append(glyph)
    return found


def _step(left: Glyph, right: Glyph) -> str:
    """How two upright neighbours follow each other: down, along, or neither ("")."""
    if left.turn != 0 or right.turn != 0:
        return ""
    size = max(left.size, right.size)
    dx, dy = right.x0 - left.x0, right.y0 - left.y0
    if abs(dy) < 0.3 * size and 0.2 * size < dx < VERTICAL_PITCH * size:
        return "along"
    wide = is_wide(left.text[0]) and is_wide(right.text[0])
    if wide and abs(dx) < 0.3 * size and 0.6 * size < dy < VERTICAL_PITCH * size:
        return "down"
    return ""


class _Walls:
    """Upright strokes and edges of fills: text on their two sides is not one line."""

    def __init__(self, rules: Sequence[Box], fills: Sequence[Box]) -> None:
        uprights = [(x0, y0, y1) for x0, y0, x1, y1 in rules if x1 - x0 < y1 - y0]
        for x0, y0, x1, y1 in fills:
            uprights += [(x0, y0, y1), (x1, y0, y1)]
        self._walls = sorted(set(uprights))
        self._at = [wall[0] for wall in self._walls]

    def between(self, left: float, right: float, y: float) -> bool:
        """Whether a wall stands between x `left` and `right` at height `y`."""
        at = bisect_left(self._at, min(left, right))
        limit = max(left, right)
        while at < len(self._walls) and self._at[at] <= limit:
            if self._walls[at][1] <= y <= self._walls[at][2]:
                return True
            at += 1
        return False

    def __bool__(self) -> bool:
        return bool(self._walls)


def _lines(glyphs: Sequence[Glyph], walls: _Walls) -> list[Line]:
    return [line for chain in _chains(_runs(glyphs, walls), walls) if (line := _line(chain))]


def _runs(glyphs: Sequence[Glyph], walls: _Walls) -> list[_Run]:
    runs: list[_Run] = []
    run: _Run | None = None
    last: Glyph | None = None
    space = False
    for glyph in glyphs:
        if glyph.text.isspace():
            space = True
            continue
        if run is not None and last is not None:
            size = min(glyph.size, last.size)
            gap = glyph.x0 - last.x1
            level = abs(_base(glyph) - _base(last)) < 0.15 * size
            if level and glyph.text == last.text and _same_place(glyph, last):
                continue
            width = max(glyph.x1 - glyph.x0, last.x1 - last.x0, size if space else 0.5 * size)
            if (
                level
                and -0.6 * size < gap < CHAR_MARGIN * width
                and size > 0.75 * max(glyph.size, last.size)
                and not (
                    walls and walls.between(_middle(last), _middle(glyph), glyph.y1 - size / 2)
                )
            ):
                run.glyphs.append(glyph)
                run.spaced.append(space or _latin_gap(last, glyph))
                last, space = glyph, False
                continue
        run = _Run([glyph], [space])
        runs.append(run)
        last, space = glyph, False
    return runs


def _middle(glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1) / 2


def _same_place(one: Glyph, other: Glyph) -> bool:
    """Whether a character was drawn twice to look bold."""
    return abs(one.x0 - other.x0) < 0.35 * (one.x1 - one.x0)


def _latin_gap(left: Glyph, right: Glyph) -> bool:
    if right.x0 - left.x1 <= WORD_GAP * min(left.size, right.size):
        return False
    return not is_wide(left.text[-1]) and not is_wide(right.text[0])


#: Height of the bands in which chains are looked up (points).
_BAND = 8.0
#: Chains that one band keeps open; text drawn over itself again and again has more.
_OPEN = 24


def _chains(runs: list[_Run], walls: _Walls) -> list[_Chain]:
    """Runs on one baseline with no wide gap between them, from left to right."""
    chains: list[_Chain] = []
    bands: dict[int, list[_Chain]] = defaultdict(list)
    for run in sorted(runs, key=lambda run: (run.x0, run.base)):
        size, base = run.size, run.base
        best: tuple[float, _Chain] | None = None
        repeated = False
        for band in range(int((base - size) // _BAND), int((base + size) // _BAND) + 1):
            for chain in bands.get(band, ()):
                gap = run.x0 - chain.x1
                if _on_line(run, chain):
                    if _repeats(run, chain.runs[-1]):
                        repeated = True
                        break
                    limit = CHAR_MARGIN * _width(run, chain)
                    if -0.6 * min(size, chain.size) < gap < limit and (
                        best is None or abs(gap) < abs(best[0])
                    ):
                        best = (gap, chain)
            if repeated:
                break
        if repeated:
            continue
        middle = base - (ASCENT - 0.5) * size
        if best and walls:
            last = best[1].runs[-1].glyphs[-1]
            if walls.between(_middle(last), _middle(run.glyphs[0]), middle):
                best = None
        if best:
            chain = best[1]
            last = chain.runs[-1].glyphs[-1]
            chain.spaced.append(run.spaced[0] or _latin_gap(last, run.glyphs[0]))
            chain.runs.append(run)
            chain.x1 = max(chain.x1, run.x1)
            if size > chain.size * 1.05:
                old = int(chain.base // _BAND)
                chain.size, chain.base = size, base
                if old != int(base // _BAND):
                    if chain in bands[old]:
                        bands[old].remove(chain)
                    bands[int(base // _BAND)].append(chain)
        else:
            chain = _Chain([run], size, base, run.x1)
            chains.append(chain)
            band_chains = bands[int(base // _BAND)]
            band_chains.append(chain)
            if len(band_chains) > _OPEN:
                band_chains.sort(key=lambda chain: chain.x1)
                del band_chains[0]
    return chains


def _on_line(run: _Run, chain: _Chain) -> bool:
    """Whether a run stands on a chain's baseline, or is small and within its line's height."""
    small, large = sorted((run.size, chain.size))
    apart = chain.base - run.base if run.size <= chain.size else run.base - chain.base
    if small <= MARK_SIZE * large:
        return -0.3 * large < apart < 0.9 * large
    return abs(apart) < 0.35 * small


def _width(run: _Run, chain: _Chain) -> float:
    """The width that a gap between a chain and a run is measured by."""
    last, first = chain.runs[-1].glyphs[-1], run.glyphs[0]
    size = min(run.size, chain.size)
    if size <= MARK_SIZE * max(run.size, chain.size):
        return MARK_GAP * size  # a mark stands close; a heading beside a column does not
    floor = size if run.spaced[0] else 0.5 * size
    widest = max(last.x1 - last.x0, first.x1 - first.x0, floor)
    # A heading beside a column of smaller type is no part of its lines.
    return widest if run.size == chain.size else min(widest, size)


def _repeats(run: _Run, other: _Run) -> bool:
    """Whether a run was drawn twice to look bold or shadowed."""
    return (
        abs(run.x0 - other.x0) < 0.3 * run.size
        and len(run.glyphs) == len(other.glyphs)
        and abs(run.base - other.base) < 0.3 * run.size
        and all(a.text == b.text for a, b in zip(run.glyphs, other.glyphs, strict=True))
    )


def _line(chain: _Chain) -> Line | None:
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
    boxes: list[Box] = []
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
    return Line(
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
    )


def _is_bold(glyph: Glyph) -> bool:
    return glyph.font.endswith("|b")


def _shown(text: str) -> str:
    """A glyph's text without control characters, which mean nothing in a line."""
    return text if text >= " " and text != "\x7f" else ""


def _slanted(glyphs: Sequence[Glyph], frame: Frame) -> list[Line]:
    """Text at an odd angle (watermarks): characters near each other as they were drawn."""
    lines: list[Line] = []
    group: list[Glyph] = []
    for glyph in [*glyphs, None]:
        if group and (glyph is None or not _close(group[-1], glyph)):
            text = "".join(g.text for g in group).strip()
            if text:
                box = frame.into(around([(g.x0, g.y0, g.x1, g.y1) for g in group]))
                size = group[0].size
                lines.append(
                    Line(
                        text, *box, base=box[3], size=size, font=group[0].font, bold=False, turn=-1
                    )
                )
            group = []
        if glyph is not None:
            group.append(glyph)
    return lines


def _close(one: Glyph, other: Glyph) -> bool:
    dx = (one.x0 + one.x1 - other.x0 - other.x1) / 2
    dy = (one.y0 + one.y1 - other.y0 - other.y1) / 2
    return dx * dx + dy * dy < (2.5 * one.size) ** 2
