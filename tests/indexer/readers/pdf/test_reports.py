"""Whole made-up reports, in the layouts that agencies use, come back as they were written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.common.contract import ReadOptions
from indexer.readers.pdf.reader import assemble, parts
from tests.indexer.readers.pdf.judging import judge
from tests.indexer.readers.pdf.report import make_report
from tests.indexer.readers.pdf.typeset import Layout, typeset

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.structure.blocks import Reading


def read(folder: Path, pdf: bytes) -> Reading:
    """The reading of a PDF's bytes."""
    path = folder / "sample.pdf"
    path.write_bytes(pdf)
    return assemble(list(parts(path, ReadOptions(ocr="never"))), None)


#: name → layout, least share of paragraphs and of table cells exact.
LAYOUTS = {
    "two columns": (Layout(columns=2, size=10.5), 0.94, 1.0),
    "two ragged columns": (Layout(columns=2, size=10.5, justified=False), 0.9, 1.0),
    "vertical writing": (Layout(vertical=True), 0.97, 1.0),
    "every other row shaded": (Layout(table="zebra"), 0.96, 1.0),
    "tables without rules": (Layout(table="plain"), 0.96, 1.0),
    "indented and justified": (Layout(), 0.97, 1.0),
    "ragged, no space between paragraphs": (Layout(justified=False, gap=0.0), 0.97, 1.0),
    "no indent, space between paragraphs": (Layout(indent=0.0, gap=0.8), 0.96, 1.0),
    "large type": (Layout(size=16, leading=1.6), 0.97, 1.0),
    "landscape": (Layout(wide=True), 0.97, 1.0),
    "footnotes without a rule": (Layout(note_rule=False), 0.97, 1.0),
    "tables open at the sides": (Layout(table="open"), 0.96, 1.0),
    "tables with columns ruled only": (Layout(table="columns"), 0.96, 1.0),
    "shaded tables": (Layout(table="shaded"), 0.96, 1.0),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_report_comes_back_whole(name: str, tmp_path: Path) -> None:
    layout, least_paragraphs, least_cells = LAYOUTS[name]
    report = make_report(sorted(LAYOUTS).index(name) + 40, narrow=layout.columns > 1)
    score = judge(report, read(tmp_path, typeset(report, layout)).blocks)
    assert score.paragraph_share >= least_paragraphs, score.wrong
    assert score.cell_share >= least_cells, score.wrong
    assert score.note_share == 1.0, score.wrong
