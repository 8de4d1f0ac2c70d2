"""Measure one PDF; as a process of its own it prints the result as JSON.

`python -m judian.evals.real.file PDF PAGES READER,…` (PAGES 0 for all): a file that kills its
process costs no other file.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judian.evals.real.artifacts import artifacts_of
from judian.evals.real.characters import agreed_han, left_out_on_purpose, lost_han
from judian.evals.real.contenders import Read, Segment, read_by
from judian.evals.real.leftovers import contents_kept, doubled, has_page_number
from judian.evals.real.numbers import numbers_found, numbers_in
from judian.evals.real.paragraphs import broken_paragraphs, is_prose
from judian.evals.real.printed import printed_pages
from judian.evals.real.score import Score
from judian.evals.real.tables import collapsed_cells, rows_in_no_table, rows_of_numbers
from judian.evals.speed.reading import time_pdfminer

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from judian.evals.real.artifacts import PageArtifacts
    from judian.evals.real.printed import PrintedPage

#: Readers that the others are measured by: nothing is lost to itself.
REFERENCES = ("pypdfium2", "pdftotext")


def measure_file(path: Path, limit: int | None, names: Sequence[str]) -> dict[str, Any]:
    """The counts, mistakes and record of one file, ready for JSON; `problems` are readers that
    failed on it."""
    pages = list(printed_pages(path, limit))
    artifacts = artifacts_of(pages)
    reads = {name: read_by(name, path, limit, pages) for name in names}
    score = Score()
    for read in reads.values():
        if not read.problem:
            second = reads.get("pdftotext")
            texts = second.texts if second is not None and not second.problem else None
            _characters(score, read, pages, artifacts, texts)
            _numbers(score, read, pages, artifacts)
            _tables(score, read, pages, artifacts)
            _leftovers(score, read, pages, artifacts)
        if read.structured:
            _paragraphs(score, read, pages, artifacts)
    if not reads["judian"].problem:
        seconds, _ = time_pdfminer(path, limit or 0)
        for read in reads.values():
            score.add("seconds", read.name, read.seconds, seconds)
    record = reads["judian"].record
    facts = {} if record is None else {
        "title": record.title, "agency": record.agency, "date": record.date,
        "period": "/".join(filter(None, (record.period_start, record.period_end))) or None,
    }  # fmt: skip
    return {
        "file": path.name, "pages": len(pages), "counts": score.counts, "wrong": score.wrong,
        "record": facts,
        "problems": {name: read.problem for name, read in reads.items() if read.problem},
    }  # fmt: skip


def _characters(
    score: Score, read: Read, pages: Sequence[PrintedPage], artifacts: Sequence[PageArtifacts],
    second: dict[int, str] | None,
) -> None:  # fmt: skip
    """Count lost Han; not for the readers that say what is lost."""
    if read.name in REFERENCES:
        return
    agreed = agreed_han(pages, artifacts, second)
    lost = lost_han(agreed, read.texts)
    score.add("Han lost", read.name, _sum(lost), _sum(agreed))
    score.add("heads left out", read.name, *left_out_on_purpose(pages, artifacts, read.texts))
    for page, gone in zip(pages, lost, strict=True):
        if gone and read.structured:
            score.wrong.append(f"p{page.number} Han lost: {''.join(sorted(gone.elements()))}")


def _numbers(
    score: Score, read: Read, pages: Sequence[PrintedPage], artifacts: Sequence[PageArtifacts]
) -> None:
    """Count printed numbers that are missing, and numbers that are printed nowhere."""
    for page, found in zip(pages, numbers_found(pages, artifacts, read.texts), strict=True):
        score.add("numbers missing", read.name, found.missing.total(), found.wanted.total())
        score.add("numbers not printed", read.name, found.unprinted.total(), found.wanted.total())
        if read.structured:
            score.wrong += [
                f"p{page.number} number {what}: {', '.join(sorted(numbers.elements()))}"
                for what, numbers in (("missing", found.missing), ("unprinted", found.unprinted))
                if numbers
            ]


def _paragraphs(
    score: Score, read: Read, pages: Sequence[PrintedPage], artifacts: Sequence[PageArtifacts]
) -> None:
    broken = broken_paragraphs(read.segments, pages, artifacts)
    total = sum(is_prose(segment) and segment.closes for segment in read.segments)
    score.add("paragraphs torn", read.name, len(broken), total)
    score.wrong += [
        f"p{before.page} torn: …{before.text[-20:]} | {after.text[:20]}…"
        for before, after in broken
    ]


def _tables(
    score: Score, read: Read, pages: Sequence[PrintedPage], artifacts: Sequence[PageArtifacts]
) -> None:
    """Count the numbers in collapsed cells, and rows of numbers in no table."""
    if not read.tables:
        return
    cells = collapsed_cells(read.cells, pages)
    score.add("cells collapsed", read.name, cells.collapsed, cells.total)
    for page, around in zip(pages, artifacts, strict=True):
        near = [c for c in read.cells if abs(c.page - page.number) < 2]
        rows = rows_of_numbers(page, around)
        inside = {number for cell in near for number in numbers_in(cell.text)}
        lost = rows_in_no_table(rows, inside)
        score.add("rows in no table", read.name, len(lost), len(rows))
        if read.structured:
            score.wrong += [f"p{page.number} row in no table: {' | '.join(row)}" for row in lost]
    if read.structured:
        score.wrong += [
            f"p{page} cell collapsed: {' ⏎ '.join(text.split())}" for page, text in cells.cells
        ]


def _leftovers(
    score: Score, read: Read, pages: Sequence[PrintedPage], artifacts: Sequence[PageArtifacts]
) -> None:
    """Count page numbers, doubled stretches and contents lines in the text."""
    for at, (page, around) in enumerate(zip(pages, artifacts, strict=True)):
        text = read.texts.get(page.number, "")
        parts = [each for each in read.segments if each.page == page.number]
        if not read.structured:
            parts = [Segment(line, page.number) for line in text.splitlines()]
        texts = [each.text for each in parts if not each.contents]
        if read.structured:
            texts += [each.text for each in read.cells if each.page == page.number]
        left = has_page_number(page, around, parts, texts)
        score.add("page numbers as text", read.name, left, around.number is not None)
        after = pages[at + 1] if at + 1 < len(pages) else None
        twice = list(doubled(texts, page, after))
        score.add("pages with doubled text", read.name, bool(twice), 1)
        text = "\n".join(texts) if read.structured else text
        kept = contents_kept(around, text)
        score.add("contents lines as text", read.name, len(kept), len(around.titles))
        if read.structured:
            score.wrong += [f"p{page.number} page number: {around.number}"] if left else []
            score.wrong += [f"p{page.number} doubled: {part}" for part in twice]
            score.wrong += [f"p{page.number} contents line: {title}" for title in kept]


def _sum(counters: Sequence[Counter[str]]) -> int:
    return sum(counter.total() for counter in counters)


def main(arguments: Sequence[str]) -> int:
    """Print the result of one file."""
    path, limit, names = arguments
    result = measure_file(Path(path), int(limit) or None, names.split(","))
    sys.stdout.buffer.write(json.dumps(result).encode("ascii"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
