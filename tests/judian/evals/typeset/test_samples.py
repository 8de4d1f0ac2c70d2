"""Sample reports: the same for one seed, tables without gaps, and XML that can be parsed."""

from __future__ import annotations

import random
from collections import Counter
from xml.etree import ElementTree

import pytest

from judian.evals.typeset.judge import Score, cell_paths, without_spaces
from judian.evals.typeset.odf import flat_odf
from judian.evals.typeset.random_reports import make_report
from judian.evals.typeset.random_tables import make_table
from judian.evals.typeset.report_model import LAYOUTS, SampleReport
from judian.evals.typeset.table_drawing import Sides, fill_colour, ruled_sides
from judian.evals.typeset.table_model import STYLES, SampleCell, SampleTable

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
SEEDS = range(12)


def report(seed: int, layout: str | None = None) -> SampleReport:
    return make_report(random.Random(seed), layout, STYLES, 3)


def table(style: str, variant: int = 0) -> SampleTable:
    """Two columns, one header row, two rows of the body; the first header spans both columns."""
    cells = [
        SampleCell("計", 0, 0, columns=2),
        *(SampleCell(f"{row}{column}", row, column) for row in (1, 2) for column in (0, 1)),
    ]
    return SampleTable(
        style, cells, 1, 1, [50.0, 50.0], 10.0, 2.0, 0.0,
        middle=False, repeat=False, split=False, bold=False, variant=variant, caption="表1",
    )  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_a_seed_gives_one_report(seed: int) -> None:
    assert flat_odf(report(seed)) == flat_odf(report(seed))
    assert flat_odf(report(seed)) != flat_odf(report(seed + 1000))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_place_of_a_table_belongs_to_one_cell(seed: int) -> None:
    rng = random.Random(seed)
    for style in STYLES:
        for narrow in (False, True):
            made = make_table(rng, 1, style, 400.0, narrow=narrow, footnotes=True)
            places = Counter(
                (row, column)
                for cell in made.cells
                for row in range(cell.row, cell.row + cell.rows)
                for column in range(cell.column, cell.column + cell.columns)
            )
            wanted = {(r, c) for r in range(made.rows) for c in range(len(made.widths))}
            assert places == Counter(wanted)
            assert sum(made.widths) < 401
            for text, above, left in made.cell_paths():
                assert text
                assert 1 <= len(above) <= made.header_rows
                assert len(left) <= made.header_columns


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_file_has_every_cell_and_footnote(layout: str) -> None:
    made = report(5, layout)
    root = ElementTree.fromstring(flat_odf(made))
    text = "".join(root.itertext())
    assert all(footnote in text for footnote in made.footnotes)
    assert all(cell.text in text for each in made.tables for cell in each.cells)
    cells = sum(len(each.cells) for each in made.tables)
    assert len(list(root.iter(f"{TABLE}table-cell"))) == cells


@pytest.mark.parametrize(
    ("style", "variant", "header", "last"),
    [
        ("full", 0, (True, True, True, True), (True, True, True, True)),
        ("frame", 0, (True, True, True, True), (False, True, False, True)),
        ("booktabs", 0, (True, True, False, False), (False, True, False, False)),
        ("rules", 0, (True, True, False, False), (True, True, False, False)),
        ("columns", 0, (False, False, False, False), (False, False, True, False)),
        ("columns", 2, (True, False, True, True), (False, True, True, True)),
        ("columns", 3, (True, True, False, False), (False, True, True, False)),
        ("open", 0, (True, True, False, False), (True, True, True, False)),
        ("open", 2, (False, True, False, False), (True, False, True, False)),
        ("shaded", 0, (False, False, False, False), (False, False, False, False)),
    ],
)
def test_a_style_has_its_ruling_lines(
    style: str, variant: int, header: tuple[bool, ...], last: tuple[bool, ...]
) -> None:
    made = table(style, variant)
    assert ruled_sides(made, made.cells[0]) == Sides(*header)
    assert ruled_sides(made, made.cells[-1]) == Sides(*last)


def test_only_shaded_styles_fill_cells() -> None:
    filled = {
        style
        for style in STYLES
        if any(fill_colour(table(style), cell) for cell in table(style).cells)
    }
    assert filled == {"shaded", "head", "zebra"}
    zebra = [bool(fill_colour(table("zebra", 3), cell)) for cell in table("zebra").cells]
    assert zebra == [False, False, False, True, True]


def test_scores_add_up() -> None:
    score, other = Score(), Score()
    score.add("cells", 1, 2)
    other.add("cells", 3, 3)
    other.add("captions", 0, 1)
    score.add_counts(other)
    assert score.counts == {"cells": (4, 5), "captions": (0, 1)}
    assert without_spaces("甲 1\u3000乙\n") == "甲1乙"
    assert cell_paths([]) == Counter()
