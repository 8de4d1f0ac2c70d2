"""Rows that continue a paragraph, tried just inside and just outside each limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.layout.column_rows import ColumnRow
from indexer.readers.pdf.layout.paragraphs import (
    Paragraph,
    Pitches,
    begin_paragraph,
    continues,
    is_full,
)
from indexer.readers.pdf.layout.text_columns import TextColumn
from indexer.readers.pdf.source.geometry import Box
from tests.indexer.readers.pdf.page_setup import advance

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMN = TextColumn(1, 0.0, 400.0, size=10.0)
JUSTIFIED = TextColumn(1, 0.0, 400.0, size=10.0, justified=True)


def row(
    text: str,
    x: float = 0.0,
    base: float = 100.0,
    *,
    size: float = 10.0,
    end: float | None = None,
    column: TextColumn = COLUMN,
) -> ColumnRow:
    """A row of a column of 400 points, stretched to `end` if that is given."""
    starts = []
    at = x
    for char in text:
        starts.append(at)
        at += advance(char, size)
    box = Box(x, base - size, at if end is None else end, base)
    return ColumnRow(
        text, box, base, size, "Ming", False, (False, False), starts, (), 0, column,
        column.left, column.right,
    )  # fmt: skip


def full(text: str = "本局辦理", x: float = 0.0, *, column: TextColumn = COLUMN) -> ColumnRow:
    """A row that reaches the right edge."""
    return row(text, x, end=400.0, column=column)


def goes_on(first: Sequence[ColumnRow], then: ColumnRow, after: ColumnRow | None = None) -> bool:
    """True if a row continues the paragraph of the rows before it, whatever its pitch."""
    paragraph = begin_paragraph(first[0])
    paragraph.rows += first[1:]
    return continues(paragraph, then, after, None)


@pytest.mark.parametrize(("room", "wanted"), [(15.8, True), (16.2, False)])
def test_a_full_row_has_no_room_for_the_next_word(room: float, wanted: bool) -> None:
    assert is_full(row("本局", end=400 - room), row("檢查")) is wanted


@pytest.mark.parametrize(("room", "wanted"), [(4.8, True), (5.2, False)])
def test_a_full_row_of_justified_text_reaches_the_edge(room: float, wanted: bool) -> None:
    assert is_full(row("本局", end=400 - room, column=JUSTIFIED), row("檢查")) is wanted


@pytest.mark.parametrize(("word", "room", "wanted"), [
    ("abcd", 15, True), ("abcd", 24, True), ("abcd", 26, False), ("abc", 15, False),
])  # fmt: skip
def test_a_justified_row_may_end_before_a_long_word(word: str, room: float, wanted: bool) -> None:
    before = row("本局", end=400 - room, column=JUSTIFIED)
    assert is_full(before, row(f"{word} 檢查", column=JUSTIFIED)) is wanted


@pytest.mark.parametrize(("size", "wanted"), [(10.45, True), (10.55, False)])
def test_rows_of_a_paragraph_have_one_size(size: float, wanted: bool) -> None:
    assert goes_on([full()], row("檢查", size=size)) is wanted
    heading = row("本局", end=400 - 5.2, size=size, column=JUSTIFIED)
    assert is_full(heading, row("檢查")) is not wanted, "larger type is not justified"


@pytest.mark.parametrize(("indent", "wanted"), [(7.5, True), (8.5, False)])
def test_further_rows_begin_at_one_position(indent: float, wanted: bool) -> None:
    assert goes_on([full(), full()], row("檢查", indent)) is wanted


@pytest.mark.parametrize(("indent", "wanted"), [(48, True), (52, False)])
def test_a_first_row_is_indented_by_a_few_characters(indent: float, wanted: bool) -> None:
    assert goes_on([full(x=indent)], row("檢查")) is wanted


@pytest.mark.parametrize(("indent", "wanted"), [(7.5, True), (8.5, False)])
def test_an_indented_row_before_one_at_the_edge_begins_a_paragraph(
    indent: float, wanted: bool
) -> None:
    after = row("依規定", 0.0)
    assert goes_on([full(x=indent)], row("檢查", indent), after) is wanted


@pytest.mark.parametrize(("size", "wanted"), [(10.45, False), (10.55, True)])
def test_only_a_row_of_one_size_shows_an_indent(size: float, wanted: bool) -> None:
    after = row("依規定", 0.0, size=size)
    assert goes_on([full(x=20)], row("檢查", 20), after) is wanted


def labelled(text: str, label: int, start: float) -> ColumnRow:
    """A full row with a label of some characters, after which the text begins at `start`."""
    made = full(text)
    made.label = label
    made.starts = [*made.starts[:label], *(start + 10 * n for n in range(len(text) - label))]
    return made


@pytest.mark.parametrize(("start", "wanted"), [(68, True), (72, False)])
def test_text_hangs_near_its_label(start: float, wanted: bool) -> None:
    assert goes_on([labelled("說明本局辦理", 2, start)], row("檢查", start)) is wanted


@pytest.mark.parametrize(("off", "wanted"), [(19, True), (21, False)])
def test_text_hangs_under_the_text_of_its_row(off: float, wanted: bool) -> None:
    assert goes_on([labelled("說明本局辦理", 2, 40)], row("檢查", 40 + off)) is wanted


@pytest.mark.parametrize(("count", "wanted"), [(11, True), (12, False)])
def test_a_label_ends_in_a_colon_near_the_front(count: int, wanted: bool) -> None:
    first = full("1" * count + "：" + "本局辦理各項檢查")
    assert goes_on([first], row("檢查", first.starts[count + 1])) is wanted


@pytest.mark.parametrize(("off", "wanted"), [(2.7, True), (3.3, False)])
def test_a_list_item_may_hang_with_the_row_after(off: float, wanted: bool) -> None:
    assert goes_on([full("一、本局辦理")], row("檢查", 40.0), row("完成", 40.0 + off)) is wanted


def pitched(*bases: float, size: float = 10.0) -> list[ColumnRow]:
    return [row("本局辦理", base=base, size=size, end=400.0) for base in bases]


def is_near(pitches: Pitches, pitch: float) -> bool:
    paragraph = Paragraph(pitched(100.0))
    return continues(paragraph, row("檢查", base=100 + pitch), None, pitches)


@pytest.mark.parametrize(("pitch", "wanted"), [(26, True), (28, False)])
def test_a_wide_gap_ends_a_paragraph(pitch: float, wanted: bool) -> None:
    assert is_near(Pitches(pitched(100, 120, 140)), pitch) is wanted


@pytest.mark.parametrize(("pitch", "wanted"), [(23.5, True), (24.5, False)])
def test_without_a_known_pitch_the_size_decides(pitch: float, wanted: bool) -> None:
    assert is_near(Pitches([]), pitch) is wanted


@pytest.mark.parametrize(("counted", "pitch", "wanted"), [(38, 50, True), (42, 50, False)])
def test_a_very_wide_gap_is_not_a_pitch(counted: float, pitch: float, wanted: bool) -> None:
    assert is_near(Pitches(pitched(100, 100 + counted)), pitch) is wanted


def pitches_between(between: Sequence[float]) -> Pitches:
    """Pitches of a document with 20 points inside paragraphs, and these between them."""
    rows = pitched(100, 120, 140)
    for pitch in between:
        last = rows[-1]
        last.box = last.box._replace(x1=200.0)
        rows.append(row("本局辦理", base=last.base + pitch, end=400.0))
        rows.append(row("本局辦理", base=last.base + pitch + 20, end=400.0))
    return Pitches(rows)


@pytest.mark.parametrize(("between", "pitch", "wanted"), [
    ([30] * 3, 24.5, True), ([30] * 3, 25.5, False),  # half-way
    ([30] * 2, 26.5, True),  # too few
    ([22.5] * 3, 22, False), ([21.5] * 3, 22, True),  # hardly wider
    ([30] * 3 + [20] * 3, 26, False), ([30] * 3 + [20] * 4, 26, True),  # too small a share
    ([39] * 4, 29, True), ([39.5] * 4, 31.5, False),
])  # fmt: skip
def test_the_limit_is_between_the_pitches_inside_and_between_paragraphs(
    between: Sequence[float], pitch: float, wanted: bool
) -> None:
    assert is_near(pitches_between(between), pitch) is wanted


@pytest.mark.parametrize(("pitch", "wanted"), [(8.8, True), (10.0, False)])
def test_pitches_far_apart_do_not_widen_the_limit_without_end(pitch: float, wanted: bool) -> None:
    # Rows set solid: 6 points inside, 30 between; half-way would be 18.
    rows = pitched(100, 106, 112)
    for _ in range(3):
        last = rows[-1]
        last.box = last.box._replace(x1=200.0)
        rows += pitched(last.base + 30, last.base + 36)
    assert is_near(Pitches(rows), pitch) is wanted
