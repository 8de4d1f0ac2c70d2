"""Distributed text is joined where its gaps are even; numbers of two columns never are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.lines.orientation import page_lines
from indexer.readers.pdf.source.geometry import Stroke
from tests.indexer.readers.pdf.page_setup import advance, drawn_page, glyphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.readers.pdf.source.geometry import Glyph

SIZE = 12.0


def apart(text: str, gaps: Sequence[float], size: float = SIZE) -> list[Glyph]:
    """A text with so many points after each of its characters, in turn."""
    made: list[Glyph] = []
    x = 70.0
    for at, char in enumerate(text):
        made += glyphs(char, x, 100, size)
        x += advance(char, size) + gaps[at % len(gaps)]
    return made


def texts(drawn: Sequence[Glyph], *strokes: Stroke) -> list[str]:
    page = drawn_page(drawn)
    page.strokes += strokes
    _, found = page_lines(page)
    return [line.text for line in sorted(found, key=lambda line: line.x0)]


@pytest.mark.parametrize("gap", [1.0, 2.0, 2.5, 3.0, 4.0, 6.0, 9.0])
@pytest.mark.parametrize(
    "text", ["查獲私運9,876件", "沒入54萬包計1,230.5公斤", "民國112年11月11日"]
)
def test_evenly_spaced_text_has_no_spaces(gap: float, text: str) -> None:
    assert texts(apart(text, [gap])) == [text]


def test_spaces_drawn_between_all_characters_are_letter_spacing() -> None:
    drawn = glyphs(" ".join("民國112年度"), 70, 100)
    assert texts(drawn) == ["民國112年度"]


@pytest.mark.parametrize(("uneven", "joined"), [(0.5, True), (0.7, False)])
def test_gaps_differ_by_little(uneven: float, joined: bool) -> None:
    (first, *_) = texts(apart("查獲私運9876件", [4.0, 4.0 + uneven]))
    assert (first == "查獲私運9876件") is joined


@pytest.mark.parametrize(("gap", "joined"), [(9.5, True), (9.7, False)])
def test_cells_are_farther_apart(gap: float, joined: bool) -> None:
    assert (texts(apart("查獲私運9876件", [gap])) == ["查獲私運9876件"]) is joined


@pytest.mark.parametrize(
    ("text", "joined"), [("9876543件", False), ("9876543件數", True), ("543件", False)]
)
def test_several_han_show_that_digits_are_text(text: str, joined: bool) -> None:
    assert (texts(apart(text, [4.0])) == [text]) is joined


@pytest.mark.parametrize("gap", [3.0, 4.0, 6.0, 9.0])
def test_numbers_of_two_columns_are_not_joined(gap: float) -> None:
    row = [glyphs("查獲案件", 70, 100), glyphs("12", 118 + gap, 100)]
    row.append(glyphs("345", 130 + 2 * gap, 100))
    assert all("12345" not in text for text in texts([g for cell in row for g in cell]))


def test_a_ruling_line_parts_digits_of_two_cells() -> None:
    drawn = apart("查獲私運98件", [4.0])
    x = drawn[5].x0 - 2.0
    assert texts(drawn, Stroke(x, 80, x, 110)) == ["查獲私運9", "8件"]


def test_text_of_another_size_ends_a_stretch() -> None:
    smaller = [g._replace(x0=g.x0 + 48, x1=g.x1 + 48) for g in apart("12", [4.0], 7.0)]
    assert all("12" not in text for text in texts(apart("查獲私", [4.0]) + smaller))
