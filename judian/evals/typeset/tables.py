"""Random tables of made-up reports, as the cells that a word processor is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from judian.evals.typeset import words

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

#: How tables are drawn; `typeset_odf` says with which strokes and shades.
STYLES = (
    "full", "frame", "booktabs", "rules", "columns", "open", "shaded", "head", "zebra", "none",
)  # fmt: skip
#: Points that a character of a cell needs, as shares of its size: Han, others.
_WIDE, _NARROW = 1.0, 0.58
#: Columns of words are at least this many characters wide.
LEAST_TEXT = 5

Path = tuple[str, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell at (row, column) that spans `rows` × `columns`; `align` is start, center or end.
    `note` is the text of a footnote in it."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    align: str = "center"
    note: str = ""


@dataclass
class Sample:
    """A table and how it is set: `heads` header rows, `labels` header columns, `widths` of its
    columns in points, `size` of its type, `padding` in its cells and least `height` of its rows
    in points; `repeat` its head on each page, `split` its rows at a page's end."""

    style: str
    slots: list[Slot]
    heads: int
    labels: int
    widths: list[float]
    size: float
    padding: float
    height: float
    middle: bool
    repeat: bool
    split: bool
    bold: bool
    variant: int
    caption: str
    unit: str = ""
    feet: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return max(slot.row + slot.rows for slot in self.slots)

    def paths(self) -> list[Path]:
        """(text, headers from the top, labels from the left) of each data cell with text."""
        found = []
        for slot in self.slots:
            if slot.row < self.heads or slot.column < self.labels or not slot.text:
                continue
            over = [
                h for h in self.slots
                if h.row < self.heads and h.column <= slot.column < h.column + h.columns
            ]  # fmt: skip
            left = [
                h for h in self.slots
                if h.row >= self.heads and h.column < self.labels
                and h.row <= slot.row < h.row + h.rows
            ]  # fmt: skip
            over.sort(key=lambda h: h.row)
            left.sort(key=lambda h: h.column)
            found.append(
                (slot.text, tuple(h.text for h in over), tuple(h.text for h in left if h.text))
            )
        return found


def make_table(
    rng: random.Random, number: int, style: str, width: float, *, narrow: bool, notes: bool
) -> Sample:
    """A random table at most `width` points wide."""
    size = rng.choice((9.0, 10.0, 10.5) if narrow else (9.0, 10.0, 11.0, 12.0))
    padding = rng.choice((1.0, 2.75, 2.75, 4.0))
    kind = rng.choice(("figures", "figures", "figures", "mixed", "mixed", "words"))
    while True:
        if kind == "words":
            slots, heads, labels = _words(rng, narrow)
        else:
            slots, heads, labels = _figures(rng, narrow, mixed=kind == "mixed")
        widths = _widths(rng, slots, size, padding, width)
        if sum(widths) < width + 1:
            break
    if notes and rng.random() < 0.08:
        at = rng.choice([i for i, s in enumerate(slots) if s.row >= heads and s.text])
        old = slots[at]
        slots[at] = Slot(
            old.text, old.row, old.column, old.rows, old.columns, old.align,
            words.paragraph(rng, 10, 40),
        )  # fmt: skip
    feet = []
    if rng.random() < 0.5:
        feet.append("資料來源：" + rng.choice(words.BUREAUS) + "。")
    if rng.random() < 0.3:
        feet.append("註：" + words.paragraph(rng, 10, 60))
    return Sample(
        style=style, slots=slots, heads=heads, labels=labels, widths=widths, size=size,
        padding=padding, height=rng.choice((0.0, 0.0, 20.0, 26.0)), middle=rng.random() < 0.6,
        repeat=rng.random() < 0.6, split=rng.random() < 0.4, bold=rng.random() < 0.4,
        variant=rng.randrange(4), caption=f"表{number}　{words.heading(rng)}",
        unit=rng.choice(("件", "千元", "人次；%")) if rng.random() < 0.4 else "", feet=feet,
    )  # fmt: skip


def _figures(rng: random.Random, narrow: bool, *, mixed: bool) -> tuple[list[Slot], int, int]:
    """A table of figures; a `mixed` one has columns of words behind them."""
    heads = rng.choice((1, 1, 2, 2, 2, 3)) if not narrow else rng.choice((1, 1, 2))
    labels = rng.choice((1, 1, 2))
    count = rng.randint(2, 3) if narrow else rng.randint(2 if mixed else 3, 5 if mixed else 7)
    leaves, slots = _head(rng, heads, labels, count)
    words_at = []
    if mixed:
        words_at = [rng.choice(words.TEXT_HEADS)]
        if not narrow and rng.random() < 0.4:
            words_at.insert(0, rng.choice(words.SHORT_TEXT_HEADS))
    for i, head in enumerate(words_at):
        slots.append(Slot(head, 0, labels + count + i, rows=heads))
    align = rng.choice(("end", "end", "end", "center"))
    longest = rng.choice((12, 30, 55)) if not narrow else 14
    names = _names(rng, 3 + rng.randrange(14))
    body = rng.choice(("start", "start", "center"))
    total = rng.choice(("", "", "first", "last"))
    if total:
        spread = labels == 2 and rng.random() < 0.7
        names.insert(0 if total == "first" else len(names), "")
    merged = _merged_labels(rng, len(names), total) if labels == 2 else []
    for first, rows, text in merged:
        slots.append(Slot(text, heads + first, 0, rows=rows, align=rng.choice((body, "center"))))
    for r, name in enumerate(names):
        row = heads + r
        if not name:
            text = rng.choice(("合計", "總計", "合　計"))
            slots.append(Slot(text, row, 0, columns=2 if spread else 1, align=body))
            if labels == 2 and not spread:
                slots.append(Slot("", row, 1))
        else:
            slots.append(Slot(name, row, labels - 1, align=body))
        for c in range(count):
            slots.append(Slot(words.figure(rng, leaves[c]), row, labels + c, align=align))
        for i, head in enumerate(words_at):
            short = head in words.SHORT_TEXT_HEADS
            text = rng.choice(words.SHORT_TEXTS) if short else words.remark(rng, longest)
            if rng.random() < (0.1 if short else 0.3):
                text = ""
            way = "center" if short else "start"
            slots.append(Slot(text, row, labels + count + i, align=way))
    return slots, heads, labels


def _names(rng: random.Random, count: int) -> list[str]:
    kind = rng.randrange(3)
    if rng.random() < 0.15:
        first = rng.randrange(95, 104)
        return [f"{first + i}年" for i in range(min(count, 11))]
    found: list[str] = []
    while len(found) < count:
        if kind == 0:
            name = words.office(rng)
        elif kind == 1:
            name = rng.choice(words.KINDS)
        else:
            name = rng.choice(words.TOPICS) + rng.choice(("", "", "及相關行政事務"))
        if name in found:
            name += rng.choice(words.PLACES)
        if name not in found:
            found.append(name)
    return found


def _merged_labels(rng: random.Random, count: int, total: str) -> list[tuple[int, int, str]]:
    """First row, number of rows and text of the labels of a first column."""
    first, last = (1 if total == "first" else 0), count - (total == "last")
    found, used = [], list(words.REGIONS)
    rng.shuffle(used)
    while first < last:
        rows = min(rng.randint(1, 4), last - first)
        if not used or (len(used) == 1 and last - first > rows):
            rows = last - first
        found.append((first, rows, used.pop()))
        first += rows
        if not used and first < last:
            at, more, text = found.pop()
            found.append((at, more + last - first, text))
            break
    return found


def _head(rng: random.Random, heads: int, labels: int, count: int) -> tuple[list[str], list[Slot]]:
    """The leaves over the figures and the slots of the head."""
    slots = []
    if labels == 2 and rng.random() < 0.3:
        slots.append(Slot(rng.choice(words.LABEL_HEADS), 0, 0, rows=heads, columns=2))
    else:
        if labels == 2:
            slots.append(Slot(rng.choice(words.REGION_HEADS), 0, 0, rows=heads))
        slots.append(Slot(rng.choice(words.LABEL_HEADS), 0, labels - 1, rows=heads))
    leaves: list[str] = []
    if heads == 1:
        if rng.random() < 0.2:
            first = rng.randrange(100, 108)
            leaves = [f"{first + i}年" for i in range(count)]
        else:
            leaves = rng.sample(words.MEASURES, count)
        slots += [Slot(leaf, 0, labels + i) for i, leaf in enumerate(leaves)]
        return leaves, slots
    groups = _parts(rng, count, 3)
    names = rng.sample(words.GROUPS, len(groups))
    top = heads - 2
    at = labels
    for size, name in zip(groups, names, strict=True):
        if size == 1:
            leaf = rng.choice(words.MEASURES)
            slots.append(Slot(leaf, top, at, rows=2))
            leaves.append(leaf)
        else:
            own = rng.sample(words.MEASURES, size)
            slots.append(Slot(name, top, at, columns=size))
            slots += [Slot(leaf, top + 1, at + i) for i, leaf in enumerate(own)]
            leaves += own
        at += size
    if heads == 3:
        at = labels
        wider = rng.sample(words.WIDER, len(words.WIDER))
        for number in _parts(rng, len(groups), 2):
            width = sum(groups[:number])
            del groups[:number]
            slots.append(Slot(wider.pop(), 0, at, columns=width))
            at += width
    return leaves, slots


def _parts(rng: random.Random, count: int, most: int) -> list[int]:
    """A random division of a number, not all into ones."""
    found: list[int] = []
    while sum(found) < count:
        found.append(min(rng.randint(1, most), count - sum(found)))
    if max(found) == 1 and count > 1:
        return [2, *found[2:]]
    return found


def _words(rng: random.Random, narrow: bool) -> tuple[list[Slot], int, int]:
    """A table of words only, with an item number in front or without."""
    numbered = rng.random() < 0.5
    count = rng.randint(1, 2) if narrow else rng.randint(1, 3)
    heads = ["項次"] if numbered else []
    heads += [rng.choice(words.LABEL_HEADS)]
    others = rng.sample(words.TEXT_HEADS, 1) + rng.sample(words.SHORT_TEXT_HEADS, count)
    rng.shuffle(others)
    heads += others[: count + (not narrow)]
    if not any(head in words.TEXT_HEADS for head in heads):
        heads[-1] = rng.choice(words.TEXT_HEADS)
    slots = [Slot(head, 0, i) for i, head in enumerate(heads)]
    longest = rng.choice((16, 40, 70)) if not narrow else 16
    names = _names(rng, rng.randint(3, 8))
    labels = 2 if numbered else 1
    for r, name in enumerate(names, 1):
        if numbered:
            slots.append(Slot(str(r), r, 0))
        slots.append(Slot(name, r, labels - 1, align="start"))
        for c, head in enumerate(heads[labels:], labels):
            if head in words.TEXT_HEADS:
                text = words.remark(rng, longest) if rng.random() < 0.9 else ""
                slots.append(Slot(text, r, c, align="start"))
            else:
                slots.append(Slot(rng.choice(words.SHORT_TEXTS), r, c))
    return slots, 1, labels


def _widths(
    rng: random.Random, slots: Sequence[Slot], size: float, padding: float, width: float
) -> list[float]:
    """Column widths in which no figure and no short header wraps if that is possible."""
    columns = max(slot.column + slot.columns for slot in slots)
    least, wanted = [0.0] * columns, [0.0] * columns
    for slot in slots:
        if slot.columns > 1:
            continue
        natural = sum(_WIDE if ord(c) > 0x2000 else _NARROW for c in slot.text) * size
        figure = slot.text[:1].isdigit() or slot.text[:1] in "-"
        bound = natural if figure else min(natural, (2 if slot.row < 3 else LEAST_TEXT) * size)
        least[slot.column] = max(least[slot.column], bound)
        wanted[slot.column] = max(wanted[slot.column], min(natural, 18 * size))
    least = [w + 2 * padding + 2 for w in least]
    wanted = [max(w + 2 * padding + 2, low) for w, low in zip(wanted, least, strict=True)]
    room = width * (1.0 if rng.random() < 0.6 else rng.uniform(0.75, 1.0))
    room = max(room, sum(least))
    if sum(wanted) <= room:
        spare = (room - sum(wanted)) / columns if rng.random() < 0.8 else 0.0
        return [w + spare for w in wanted]
    share = (room - sum(least)) / max(1.0, sum(wanted) - sum(least))
    return [low + share * (w - low) for w, low in zip(wanted, least, strict=True)]
