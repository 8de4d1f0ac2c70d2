"""Tables drawn with box characters or with plus signs, hyphens and pipes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.core.model import Kind
from tests.indexer import workbooks

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (("站名", "班次", "載客人次"), ("東埔", "12", "3,456"), ("西埔", "7", "890"))


def drawn(rows: tuple[tuple[str, ...], ...], strokes: str, *, every_row: bool) -> str:
    """A table in box characters: the strokes are upright, level and those where they meet."""
    upright, level, *joints = strokes
    rule = level * 8
    top, middle, bottom = (
        joints[n] + rule + joints[n + 1] + rule + joints[n + 1] + rule + joints[n + 2]
        for n in (0, 3, 6)
    )
    lines = [upright + upright.join(f" {cell} " for cell in row) + upright for row in rows]
    joint = f"\n{middle}\n" if every_row else "\n"
    return f"{top}\n{lines[0]}\n{middle}\n" + joint.join(lines[1:]) + f"\n{bottom}"


STYLES = {
    "single": "│─┌┬┐├┼┤└┴┘",
    "double": "║═╔╦╗╠╬╣╚╩╝",
    "heavy": "┃━┏┳┓┣╋┫┗┻┛",
    "typed": "|-+++++++++",
}


def rows_of(text: str, folder: Path) -> list[list[str]]:
    path = folder / "a.txt"
    path.write_text(f"各站載客統計\n\n{text}\n\n以上不含加班車。\n", "utf-8")
    reading = workbooks.read(path)
    table = next(block.table for block in reading.blocks if block.table)
    assert [b.text for b in reading.blocks if b.kind is Kind.PARAGRAPH][-1] == "以上不含加班車。"
    grid: dict[int, list[str]] = {}
    for cell in table.cells:
        grid.setdefault(cell.row, []).append(cell.text)
    return [grid[row] for row in sorted(grid)]


@pytest.mark.parametrize("every_row", [True, False])
@pytest.mark.parametrize("style", STYLES)
def test_a_drawn_table_has_its_rows(tmp_path: Path, style: str, every_row: bool) -> None:
    text = drawn(ROWS, STYLES[style], every_row=every_row)
    assert rows_of(text, tmp_path) == [list(row) for row in ROWS]


@pytest.mark.parametrize("style", STYLES)
def test_a_name_on_two_lines_stays_one_cell(tmp_path: Path, style: str) -> None:
    wrapped = (ROWS[0], ("東埔轉運", "12", "3,456"), ("中心", "", ""), ROWS[2])
    text = drawn(wrapped, STYLES[style], every_row=False)
    rows = rows_of(text, tmp_path)
    assert rows == [list(ROWS[0]), ["東埔轉運中心", "12", "3,456"], list(ROWS[2])]


def test_lines_between_strokes_without_numbers_are_one_row(tmp_path: Path) -> None:
    text = "┌──┬──┐\n│站名│說明│\n├──┼──┤\n│東埔│假日增開│\n│　　│區間車　│\n└──┴──┘"
    assert rows_of(text, tmp_path) == [["站名", "說明"], ["東埔", "假日增開區間車"]]
