"""Score of a reading against its sample report: paragraphs, footnotes, cells, artifacts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from judian.core.model import Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.structure.blocks import Block
    from judian.evals.typeset.report_model import SampleReport
    from judian.evals.typeset.table_model import CellPath, SampleTable

_PAGE_NUMBER = re.compile(r"^(?:-?\d{1,3}-?|第\d{1,3}頁)$")


@dataclass
class Score:
    """Counts of readings: (right, all) by name, and a line for each mistake."""

    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, right: int, total: int) -> None:
        """Count `right` of `total` under a name."""
        before = self.counts.get(name, (0, 0))
        self.counts[name] = (before[0] + right, before[1] + total)

    def add_counts(self, other: Score) -> None:
        """Add the counts of another score."""
        for name, (right, total) in other.counts.items():
            self.add(name, right, total)


def without_spaces(text: str) -> str:
    """The text without white space, since a typesetter adds space beside digits."""
    return "".join(text.split())


def cell_paths(passages: Iterable[Passage]) -> Counter[CellPath]:
    """The path of every cell of the passages' table rows, with its number."""
    found: Counter[CellPath] = Counter()
    for passage in passages:
        for cell in passage.table.cells if passage.table else ():
            text = without_spaces(passage.text[cell.start : cell.end])
            found[text, _squeezed(cell.column), _squeezed(cell.row)] += 1
    return found


def _squeezed(path: Sequence[str]) -> tuple[str, ...]:
    return tuple(without_spaces(text) for text in path)


def judge(report: SampleReport, blocks: Sequence[Block], passages: Sequence[Passage]) -> Score:
    """Compare a reading with the report that was typeset.

    Counted are `paragraphs`, `footnotes`, `captions`, `artifacts` (right if no running header or
    page number was read as text), the cells of each style as `cells STYLE` and faultless tables
    as `tables STYLE`. `false tables` counts, of all tables found, those without any cell of the
    report.
    """
    score = Score()
    _judge_texts(report, blocks, score)
    _judge_tables(report.tables, blocks, passages, score)
    return score


def _judge_texts(report: SampleReport, blocks: Sequence[Block], score: Score) -> None:
    """Count paragraphs, artifacts and footnotes."""
    pool = Counter(
        without_spaces(b.text) for b in blocks if b.table is None and b.kind != Kind.FOOTNOTE
    )
    for item in report.texts:
        wanted = without_spaces(item.text)
        right = pool[wanted] > 0
        pool[wanted] -= right
        score.add("paragraphs", int(right), 1)
        if not right:
            score.wrong.append(f"paragraph: {wanted}")
    header = without_spaces(report.running_header)
    artifacts = [text for text in pool.elements() if header in text or _PAGE_NUMBER.match(text)]
    score.add("artifacts", int(not artifacts), 1)
    score.wrong += [f"artifact: {text}" for text in artifacts]
    score.wrong += [f"extra: {text}" for text in pool.elements() if text not in artifacts]
    found = {without_spaces(b.text) for b in blocks if b.kind is Kind.FOOTNOTE}
    for number, footnote in enumerate(report.footnotes, 1):
        right = without_spaces(f"{number}{footnote}") in found
        score.add("footnotes", int(right), 1)
        if not right:
            score.wrong.append(f"footnote: {number} {footnote}")


def _judge_tables(
    tables: Sequence[SampleTable],
    blocks: Sequence[Block],
    passages: Sequence[Passage],
    score: Score,
) -> None:
    """Count captions, cells, tables and false tables."""
    captions = Counter(without_spaces(b.table.caption or "") for b in blocks if b.table)
    pool = cell_paths(passages)
    for table in tables:
        right = 0
        paths = table.cell_paths()
        for text, above, left in paths:
            wanted = (without_spaces(text), _squeezed(above), _squeezed(left))
            if pool[wanted] > 0:
                pool[wanted] -= 1
                right += 1
            else:
                score.wrong.append(f"cell of {table.style} {table.caption}: {wanted}")
        score.add(f"cells {table.style}", right, len(paths))
        score.add(f"tables {table.style}", int(right == len(paths)), 1)
        caption = without_spaces(table.caption)
        score.add("captions", int(captions[caption] > 0), 1)
    texts = {without_spaces(cell.text) for table in tables for cell in table.cells if cell.text}
    for block in blocks:
        if block.table:
            real = any(
                without_spaces(cell.text) in texts for cell in block.table.cells if cell.text
            )
            score.add("false tables", int(not real), 1)
            if not real:
                cells = " | ".join(cell.text for cell in block.table.cells)
                score.wrong.append(f"false table: {cells}")
