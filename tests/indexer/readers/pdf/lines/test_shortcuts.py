"""The ways by which most glyphs go give the same as the ways for all."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.readers.pdf.lines.builder import (
    build_text_line,
    dominant_baseline,
    dominant_font,
    dominant_size,
)
from indexer.readers.pdf.lines.drafts import TextLineDraft, draft_lines
from indexer.readers.pdf.lines.letter_spacing import letter_spaced
from indexer.readers.pdf.lines.options import LINE_OPTIONS
from indexer.readers.pdf.lines.overprinting import without_copies
from indexer.readers.pdf.lines.runs import TextRun, text_runs
from indexer.readers.pdf.lines.separators import VerticalSeparators
from indexer.readers.pdf.source.geometry import ASCENT, Box, Glyph

#: Points that no reader sees, and that make two baselines unequal.
UNSEEN = 1e-9
#: Gaps in em on both sides of the limits of a run, a word space, letter spacing and a column.
GAPS = (-0.7, -0.5, -0.01, 0.0, 0.02, 0.04, 0.1, 0.16, 0.18, 0.3, 0.301, 0.79, 0.9, 1.2)

few = settings(max_examples=40)

Placed = list[tuple[str, float, float]]
placed = st.lists(
    st.tuples(st.sampled_from("案件1a，  "), st.sampled_from(GAPS), st.sampled_from((10.0, 7.0))),
    max_size=20,
)


def drawn(text: Placed, tremor: float = 0.0) -> list[Glyph]:
    """Characters with these gaps and sizes, every second one lower by `tremor` points."""
    made = []
    x = 50.0
    for at, (char, gap, size) in enumerate(text):
        x += gap * size
        base = 100.0 + tremor * (at % 2)
        wide = size if char > "\u2000" else size / 2
        top = base - ASCENT * size
        made.append(Glyph(char, x, top, x + wide, top + size, size, "Ming", 0))
        x += wide
    return made


@few
@given(placed, st.booleans())
def test_runs_do_not_depend_on_what_no_reader_sees(text: Placed, ruled: bool) -> None:
    separators = VerticalSeparators([], [])
    if ruled:
        separators = VerticalSeparators([Box(60.0, 0.0, 60.0, 200.0)], [])

    def runs(tremor: float) -> list[tuple[str, list[bool]]]:
        found = drawn(text, tremor)
        made = text_runs(found, separators, letter_spaced(found))
        return [("".join(glyph.text for glyph in run.glyphs), run.spaced) for run in made]

    assert runs(0.0) == runs(UNSEEN)


@few
@given(placed)
def test_lines_do_not_depend_on_what_no_reader_sees(text: Placed) -> None:
    def lines(tremor: float) -> list[tuple[object, ...]]:
        drafts = draft_lines(drawn(text, tremor), VerticalSeparators([], []))
        found = [line for draft in drafts if (line := build_text_line(draft))]
        return [
            (
                line.text,
                line.starts,
                line.label,
                line.raised,
                line.size,
                line.font,
                line.bold,
                round(line.base, 1),
                line.seams,
                line.gaps,
                line.edges,
            )
            for line in found
        ]

    assert lines(0.0) == lines(UNSEEN)


@few
@given(st.lists(st.tuples(st.sampled_from("甲乙1"), st.floats(0, 40), st.floats(0, 40))))
def test_copies_are_found_wherever_the_squares_divide_a_page(
    text: list[tuple[str, float, float]],
) -> None:
    double, shadow = (
        10.0 * share for share in (LINE_OPTIONS.max_double_shift, LINE_OPTIONS.max_shadow_shift)
    )

    def near(glyph: Glyph, other: Glyph, reach: float) -> bool:
        across, down = abs(glyph.x0 - other.x0), abs(glyph.y0 - other.y0)
        return glyph.text == other.text and across < reach and down < reach

    glyphs = [Glyph(char, x, y, x + 10, y + 10, 10.0, "Ming", 0) for char, x, y in text]
    first: list[Glyph] = []
    for glyph in glyphs:
        if not any(near(glyph, other, double) for other in first):
            first.append(glyph)
    alone = [g for at, g in enumerate(first) if not any(near(g, o, shadow) for o in first[:at])]
    kept = {id(glyph) for glyph in without_copies(glyphs)}
    assert {id(glyph) for glyph in alone} <= kept <= {id(glyph) for glyph in first}


fonts = st.sampled_from(("Ming", "Ming|b", "Kai"))
sizes = st.sampled_from((10.0, 10.04, 7.0))


@few
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("案1"), sizes, fonts), min_size=1, max_size=4),
        min_size=1,
        max_size=4,
    )
)
def test_the_type_of_a_line_is_that_of_most_of_its_glyphs(
    text: list[list[tuple[str, float, str]]],
) -> None:
    runs = [
        TextRun(
            [Glyph(char, 0, 100 - size, 10, 100, size, font, 0) for char, size, font in run],
            [False] * len(run),
        )
        for run in text
    ]
    draft = TextLineDraft(runs, runs[0].size, runs[0].base, 10.0)
    glyphs = [glyph for run in runs for glyph in run.glyphs]
    counted = Counter(round(glyph.size, 1) for glyph in glyphs)
    size = max(counted, key=lambda each: (counted[each], each))
    assert dominant_size(draft) == size
    weights = Counter[str]()
    for glyph in glyphs:
        weights[glyph.font] += 2 if glyph.text == "案" else 1
    family, bold = dominant_font(draft)
    most = max(weights.values())
    assert family in {name.removesuffix("|b") for name, n in weights.items() if n == most}
    assert bold == (2 * weights["Ming|b"] > weights.total())
    bases = {round(run.base, 1) for run in runs}
    assert dominant_baseline(draft, size) in bases
