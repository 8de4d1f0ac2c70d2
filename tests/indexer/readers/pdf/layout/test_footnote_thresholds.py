"""Footnotes of a page, tried just inside and just outside each limit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.readers.pdf.layout.footnotes import (
    make_footnotes,
    split_at_rule,
    split_footnotes,
)
from indexer.readers.pdf.source.geometry import ASCENT, Box, TextLine
from tests.indexer.readers.pdf.page_setup import line

SIZE, BODY = (500.0, 800.0), 12.0
TEXT = [line("本局辦理各項檢查", 50, 100 + 20 * at) for at in range(3)]


def note(text: str, x: float = 50.0, base: float = 720.0, size: float = 10.0) -> TextLine:
    return line(text, x, base, size)


def marked(text: str, start: int, end: int, base: float = 160.0) -> TextLine:
    """A line of text in which some characters are raised."""
    return replace(line(text, 50, base), marks=((start, end),))


def is_split(rule: Box, notes: list[TextLine], *, only_small: bool = False) -> bool:
    _, under = split_at_rule([*TEXT, *notes], [rule], SIZE, BODY, only_small=only_small)
    assert under in ([], notes)
    return bool(under)


@pytest.mark.parametrize(("width", "found"), [(220, True), (232, False)])
def test_a_footnote_rule_is_short(width: float, found: bool) -> None:
    assert is_split(Box(50, 700, 50 + width, 700), [note("不含雲海縣。")]) is found


@pytest.mark.parametrize(("y", "found"), [(335, True), (305, False)])
def test_a_footnote_rule_is_in_the_lower_part_of_the_page(y: float, found: bool) -> None:
    assert is_split(Box(50, y, 150, y), [note("不含雲海縣。", base=y + 20)]) is found


@pytest.mark.parametrize(("above", "found"), [(1.7, True), (2.3, False)])
def test_a_note_may_reach_over_its_rule(above: float, found: bool) -> None:
    top = 700 - above
    assert is_split(Box(50, 700, 150, 700), [note("不含", base=top + 10 * ASCENT)]) is found


@pytest.mark.parametrize(("indent", "found"), [(18, True), (22, False)])
def test_a_footnote_rule_begins_near_its_notes(indent: float, found: bool) -> None:
    assert is_split(Box(50 + indent, 700, 200, 700), [note("不含雲海縣。")]) is found


@pytest.mark.parametrize(("size", "found"), [(11.2, True), (11.6, False)])
def test_footnotes_under_a_rule_are_smaller_than_the_text(size: float, found: bool) -> None:
    assert is_split(Box(50, 700, 150, 700), [note("不含雲海縣。", size=size)]) is found


def test_a_mark_of_the_text_shows_notes_of_any_size() -> None:
    lines = [marked("本局辦理1", 4, 5), note("1 不含雲海縣。", size=12.0)]
    rule = Box(50, 700, 150, 700)
    assert split_at_rule(lines, [rule], SIZE, BODY)[1] == lines[1:]
    assert split_at_rule(lines, [rule], SIZE, BODY, only_small=True)[1] == []
    other = [lines[0], note("2 不含雲海縣。", size=12.0)]
    assert split_at_rule(other, [rule], SIZE, BODY)[1] == []


@pytest.mark.parametrize(("rows", "cells", "found"), [(3, 1, True), (5, 2, False)])
def test_rows_of_cells_under_a_rule_are_a_table(rows: int, cells: int, found: bool) -> None:
    notes = [note("項目", base=720 + 14 * at) for at in range(rows)]
    notes += [note("件數", x=200, base=720 + 14 * at) for at in range(cells)]
    assert is_split(Box(50, 700, 150, 700), notes) is found


@pytest.mark.parametrize(("size", "found"), [(10.6, True), (11.0, False)])
def test_footnotes_without_a_rule_are_clearly_smaller(size: float, found: bool) -> None:
    lines = [*TEXT, marked("本局辦理1", 4, 5, 200), note("1 不含雲海縣。", size=size)]
    assert bool(split_footnotes(lines, [], SIZE, BODY)[1]) is found


@pytest.mark.parametrize(("base", "found"), [(345, True), (315, False)])
def test_footnotes_without_a_rule_are_low_on_the_page(base: float, found: bool) -> None:
    lines = [*TEXT, marked("本局辦理1", 4, 5, 200), note("1 不含雲海縣。", base=base)]
    assert bool(split_footnotes(lines, [], SIZE, BODY)[1]) is found


def marks_of(*lines: TextLine, known: str = "") -> list[str]:
    return [note.mark for note in make_footnotes(lines, 1, set(known))]


@pytest.mark.parametrize(("indent", "wanted"), [(4.6, ["1", "2"]), (5.4, ["1"])])
def test_a_number_in_a_wrapped_line_begins_no_note(indent: float, wanted: list[str]) -> None:
    second = note("2 件", x=50 + indent, base=734)
    assert marks_of(note("1 不含雲海縣，計"), second, known="12") == wanted


@pytest.mark.parametrize(("size", "wanted"), [(7.8, ["3"]), (8.2, [""])])
def test_a_small_mark_on_a_row_of_its_own_begins_a_note(size: float, wanted: list[str]) -> None:
    mark = note("3", base=710, size=size)
    assert marks_of(mark, note("不含雲海縣，並扣除試辦部分。")) == wanted


def test_footnotes_are_numbered_in_order() -> None:
    lines = [note(f"{mark} 不含", base=700 + 14 * at) for at, mark in enumerate("12428")]
    assert marks_of(*lines, known="12428") == ["1", "2"]
    lines = [note(f"{mark} 不含", base=700 + 14 * at) for at, mark in enumerate("*1*2")]
    assert marks_of(*lines, known="*12") == ["*", "1", "2"]
