"""What a reading kept of a made-up report: paragraphs, footnotes, cells under their headers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from judian.core.model import Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.structure.blocks import Block
    from judian.evals.typeset.model import Report
    from judian.evals.typeset.tables import Path, Sample

_PAGE_NUMBER = re.compile(r"^(?:-?\d{1,3}-?|第\d{1,3}頁)$")


@dataclass
class Score:
    """Counts of one reading: (right, all) by name, and what was wrong, a line each."""

    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, right: int, total: int) -> None:
        before = self.counts.get(name, (0, 0))
        self.counts[name] = (before[0] + right, before[1] + total)

    def take(self, other: Score) -> None:
        for name, (right, total) in other.counts.items():
            self.add(name, right, total)


def squeeze(text: str) -> str:
    """The text without white space: spacing beside digits is the typesetter's."""
    return "".join(text.split())


def cell_paths(passages: Iterable[Passage]) -> Counter[Path]:
    """(text, headers over it, labels beside it) of every cell of the passages' table rows."""
    found: Counter[Path] = Counter()
    for passage in passages:
        for cell in passage.table.cells if passage.table else ():
            text = squeeze(passage.text[cell.start : cell.end])
            found[text, _squeezed(cell.column), _squeezed(cell.row)] += 1
    return found


def _squeezed(path: Sequence[str]) -> tuple[str, ...]:
    return tuple(squeeze(text) for text in path)


def judge(report: Report, blocks: Sequence[Block], passages: Sequence[Passage]) -> Score:
    """Compare a reading with the report it was made from.

    Counted are `paragraphs`, `notes`, `captions`, `furniture` (blocks without any), the cells of
    each style as `cells STYLE` and tables all right as `tables STYLE`; `false tables` are tables
    found that hold none of the report's cells, of all that were found.
    """
    score = Score()
    pool = Counter(squeeze(b.text) for b in blocks if b.table is None and b.kind != Kind.FOOTNOTE)
    for item in report.texts:
        wanted = squeeze(item.text)
        right = pool[wanted] > 0
        pool[wanted] -= right
        score.add("paragraphs", int(right), 1)
        if not right:
            score.wrong.append(f"paragraph: {wanted}")
    head = squeeze(report.head)
    left = [text for text in pool.elements() if head in text or _PAGE_NUMBER.match(text)]
    score.add("furniture", int(not left), 1)
    score.wrong += [f"furniture: {text}" for text in left]
    score.wrong += [f"extra: {text}" for text in pool.elements() if text not in left]
    feet = {squeeze(b.text) for b in blocks if b.kind is Kind.FOOTNOTE}
    for number, note in enumerate(report.notes, 1):
        right = squeeze(f"{number}{note}") in feet
        score.add("notes", int(right), 1)
        if not right:
            score.wrong.append(f"note: {number} {note}")
    _judge_tables(report.tables, blocks, passages, score)
    return score


def _judge_tables(
    tables: Sequence[Sample], blocks: Sequence[Block], passages: Sequence[Passage], score: Score
) -> None:
    captions = Counter(squeeze(b.table.caption or "") for b in blocks if b.table)
    pool = cell_paths(passages)
    for table in tables:
        right = 0
        paths = table.paths()
        for text, over, beside in paths:
            wanted = (squeeze(text), _squeezed(over), _squeezed(beside))
            if pool[wanted] > 0:
                pool[wanted] -= 1
                right += 1
            else:
                score.wrong.append(f"cell of {table.style} {table.caption}: {wanted}")
        score.add(f"cells {table.style}", right, len(paths))
        score.add(f"tables {table.style}", int(right == len(paths)), 1)
        caption = squeeze(table.caption)
        score.add("captions", int(captions[caption] > 0), 1)
    texts = {squeeze(slot.text) for table in tables for slot in table.slots if slot.text}
    for block in blocks:
        if block.table:
            real = any(squeeze(cell.text) in texts for cell in block.table.cells if cell.text)
            score.add("false tables", int(not real), 1)
            if not real:
                cells = " | ".join(cell.text for cell in block.table.cells)
                score.wrong.append(f"false table: {cells}")
