"""The model of a made-up report: what a sample holds, and so what reading it must give."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.indexer.readers.pdf import prose

HAN = "一二三四五六七八九十"


def numeral(number: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    if not tens:
        return HAN[ones - 1]
    return ("" if tens == 1 else HAN[tens - 1]) + "十" + (HAN[ones - 1] if ones else "")


@dataclass(frozen=True)
class Note:
    """A footnote whose mark stands after `at` characters of its paragraph."""

    at: int
    text: str


@dataclass(frozen=True)
class Para:
    """`style` is title, h1, h2, body, item or sub."""

    text: str
    style: str = "body"
    note: Note | None = None


@dataclass(frozen=True)
class Slot:
    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Grid:
    """A table by its merged slots; `heads` rows head the others."""

    slots: tuple[Slot, ...]
    heads: int
    caption: str

    @property
    def height(self) -> int:
        return max(s.row + s.rows for s in self.slots)

    @property
    def width(self) -> int:
        return max(s.column + s.columns for s in self.slots)

    def paths(self) -> set[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """(text, header path from the top, row header) of every data cell."""
        heads = [s for s in self.slots if s.row < self.heads]
        found = set()
        for slot in self.slots:
            if slot.row < self.heads or slot.column == 0:
                continue
            over = sorted(
                (h for h in heads if h.column <= slot.column < h.column + h.columns),
                key=lambda h: h.row,
            )
            left = [s for s in self.slots if s.column == 0 and s.row <= slot.row < s.row + s.rows]
            found.add((slot.text, tuple(h.text for h in over), tuple(s.text for s in left)))
        return found


@dataclass
class Report:
    head: str
    items: list[Para | Grid] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[str]:
        return [item.text for item in self.items if isinstance(item, Para)]

    @property
    def notes(self) -> list[str]:
        return [i.note.text for i in self.items if isinstance(i, Para) and i.note]

    @property
    def grids(self) -> list[Grid]:
        return [item for item in self.items if isinstance(item, Grid)]


def make_grid(
    rng: random.Random, number: int, rows: int, *, merged: bool, narrow: bool = False
) -> Grid:
    """A table of figures with one header row, or two with merged cells; with few columns when
    it is to be `narrow`."""
    slots: list[Slot] = []
    if merged:
        groups = rng.sample(
            ("收件", "結案", "本年度", "上年度", "合計"), 2 if narrow else rng.randint(2, 3)
        )
        slots.append(Slot("項目別", 0, 0, rows=2))
        column = 1
        for group in groups:
            count = 2 if narrow else rng.randint(2, 3)
            leaves = rng.sample(("件數", "人數", "金額（萬元）", "占比（%）"), count)
            slots.append(Slot(group, 0, column, columns=len(leaves)))
            slots.extend(Slot(leaf, 1, column + i) for i, leaf in enumerate(leaves))
            column += len(leaves)
        heads = 2
    else:
        names = ("件數", "人次", "經費（萬元）", "完成率（%）", "備註")
        picked = rng.sample(names, 3 if narrow else rng.randint(3, 5))
        slots.append(Slot("單位", 0, 0))
        slots.extend(Slot(name, 0, i + 1) for i, name in enumerate(picked))
        column = len(picked) + 1
        heads = 1
    labels = [f"{rng.choice(prose.AGENCIES)}{i + 1:02d}" for i in range(rows)]
    for r in range(rows):
        slots.append(Slot(labels[r], heads + r, 0))
        slots.extend(Slot(f"{rng.randrange(1, 99999):,}", heads + r, c) for c in range(1, column))
    return Grid(tuple(slots), heads, f"表{number}　{prose.heading(rng)}統計表")


def make_report(
    seed: int,
    paragraphs: int = 24,
    *,
    notes: bool = True,
    tables: int = 2,
    merged: bool = True,
    narrow: bool = False,
) -> Report:
    """A report of numbered sections, paragraphs, list items, footnotes and tables."""
    rng = random.Random(seed)
    report = Report(head=f"{rng.choice(prose.AGENCIES)}{rng.randrange(101, 115)}年度工作報告")
    report.items.append(Para(report.head + "書", "title"))
    section = part = item = 0
    at_table = {paragraphs * (i + 1) // (tables + 1) for i in range(tables)}
    number = 0
    for count in range(paragraphs):
        if count % 6 == 0:
            report.items.append(Para(f"{numeral(section + 1)}、{prose.heading(rng)}", "h1"))
            section, part = section + 1, 0
        elif count % 6 == 3:
            report.items.append(Para(f"（{numeral(part + 1)}）{prose.heading(rng)}", "h2"))
            part, item = part + 1, 0
        text = prose.paragraph(rng)
        if count % 6 in (4, 5):
            item += 1
            report.items.append(Para(f"{item}.{text}", "item"))
        else:
            note = None
            if notes and rng.random() < 0.4:
                stops = [i + 1 for i, char in enumerate(text) if char in "，。"]
                note = Note(rng.choice(stops), prose.paragraph(rng, 15, 70))
            report.items.append(Para(text, "body", note))
        if count in at_table:
            number += 1
            report.items.append(
                make_grid(
                    rng,
                    number,
                    rng.randint(4, 9),
                    merged=merged and number % 2 == 1,
                    narrow=narrow,
                )
            )
    return report
