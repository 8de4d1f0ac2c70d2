"""How much of a made-up report a reading gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.structure.blocks import Block, Table
    from tests.indexer.readers.pdf.report import Report

Path = tuple[str, tuple[str, ...], tuple[str, ...]]


def squeeze(text: str) -> str:
    """The text without white space: spacing beside digits is the typesetter's."""
    return "".join(text.split())


@dataclass
class Score:
    paragraphs: int = 0
    paragraphs_right: int = 0
    notes: int = 0
    notes_right: int = 0
    cells: int = 0
    cells_right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def paragraph_share(self) -> float:
        return self.paragraphs_right / self.paragraphs

    @property
    def cell_share(self) -> float:
        return self.cells_right / self.cells if self.cells else 1.0

    @property
    def note_share(self) -> float:
        return self.notes_right / self.notes if self.notes else 1.0


def table_paths(table: Table) -> set[Path]:
    """(text, header path, row header) of each data cell of a table."""
    heads = [c for c in table.cells if c.row < table.header_rows and c.text]
    found = set()
    for cell in table.cells:
        if cell.row < table.header_rows or cell.column < table.header_columns or not cell.text:
            continue
        over = sorted(
            (h for h in heads if h.column <= cell.column < h.column + h.columns),
            key=lambda h: h.row,
        )
        left = [
            c
            for c in table.cells
            if c.row >= table.header_rows
            and c.column < table.header_columns
            and c.row <= cell.row < c.row + c.rows
        ]
        found.add(
            (
                squeeze(cell.text),
                tuple(squeeze(h.text) for h in over),
                tuple(squeeze(c.text) for c in left),
            )
        )
    return found


def judge(report: Report, blocks: Iterable[Block]) -> Score:
    """Compare a reading with the report it was made from. A block that is not in the report,
    such as a running head, counts as a wrong paragraph."""
    blocks = list(blocks)
    score = Score()
    text = [squeeze(b.text) for b in blocks if b.table is None and b.kind is not Kind.FOOTNOTE]
    wanted = [squeeze(p) for p in report.paragraphs]
    pool = list(text)
    for paragraph in wanted:
        if paragraph in pool:
            pool.remove(paragraph)
            score.paragraphs_right += 1
        else:
            score.wrong.append(f"missing paragraph: {paragraph}")
    score.wrong += [f"not in the report: {extra}" for extra in pool]
    score.paragraphs = len(wanted) + sum(_is_furniture(extra, wanted) for extra in pool)
    notes = {squeeze(b.text) for b in blocks if b.kind is Kind.FOOTNOTE}
    for number, note in enumerate(report.notes, 1):
        score.notes += 1
        if squeeze(f"{number}{note}") in notes:
            score.notes_right += 1
        else:
            score.wrong.append(f"missing note {number}: {note}")
    got = [path for b in blocks if b.table for path in table_paths(b.table)]
    for grid in report.grids:
        for path in grid.paths():
            score.cells += 1
            wanted_path = (
                squeeze(path[0]), tuple(map(squeeze, path[1])), tuple(map(squeeze, path[2])),
            )  # fmt: skip
            if wanted_path in got:
                score.cells_right += 1
            else:
                score.wrong.append(f"missing cell: {wanted_path}")
    captions = {squeeze(b.table.caption or "") for b in blocks if b.table}
    score.wrong += [
        f"missing caption: {g.caption}" for g in report.grids if squeeze(g.caption) not in captions
    ]
    return score


def _is_furniture(extra: str, wanted: list[str]) -> bool:
    """Whether a block is no part of any paragraph of the report."""
    return not any(extra in paragraph for paragraph in wanted)
