"""Tables and titles over two facing pages: names on the left one, figures on the right one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from indexer.readers.common.contract import ReadOptions
from indexer.readers.pdf.reader import assemble, parts
from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.tables.facing import join_facing_tables
from indexer.readers.pdf.tables.model import PageCell, PageTable
from tests.indexer.readers.pdf.cellwise import Sheet
from tests.indexer.readers.pdf.page_setup import line

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.structure.blocks import Block

ROWS = (
    ("", "總計", "1,234,500", "1,200,100", "34,400", "97.21"),
    ("1", "港務處", "800,000", "790,000", "10,000", "98.75"),
    ("2", "航政處", "234,500", "220,100", "14,400", "93.86"),
    ("3", "船員訓練所", "200,000", "190,000", "10,000", "95.00"),
)
LEFT = ("項", "名稱", "預算數", "實現數")
RIGHT = ("保留數", "執行率")


@dataclass(frozen=True)
class Half:
    """One page of a pair: its title lines, headers and rows, and the printed page number."""

    titles: tuple[tuple[str, bool], ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    number: str = ""
    shift: float = 0.0
    top: float = 80.0


LEFT_HALF = Half(
    (("貳、海運建設特別", True), ("中華民國 95 年度", True)), LEFT, tuple(r[:4] for r in ROWS), "8"
)
RIGHT_HALF = Half(
    (("決算審定總表", False), ("至 97 年度", False), ("單位：新臺幣元", False)),
    RIGHT,
    tuple(r[4:] for r in ROWS),
    "9",
)


def draw(sheet: Sheet, half: Half) -> None:
    """A page with a ruled table from 60 to 535 points; titles end or begin at its sides."""
    for n, (title, at_right) in enumerate(half.titles):
        size = 16.0 if n == 0 else 10.0
        wide = sum(size * (1.0 if ord(char) > 127 else 0.5) for char in title)
        sheet.text(title, 535 - wide if at_right else 60, half.top + 26 * n, size)
    columns = len(half.headers)
    bounds = [60 + 475 * n / columns for n in range(columns + 1)]
    levels = [150 + half.shift + 30 * n for n in range(len(half.rows) + 2)]
    for y in levels:
        sheet.rule(60, y, 535, y)
    for x in bounds:
        sheet.rule(x, levels[0], x, levels[-1])
    for row, texts in zip(levels, (half.headers, *half.rows), strict=False):
        for x, text in zip(bounds, texts, strict=False):
            sheet.text(text, x + 4, row + 19)
    sheet.text(half.number, 290, 800)


def read(folder: Path, *halves: Half) -> list[Block]:
    """The blocks of pages drawn one after the other."""
    sheet = Sheet()
    for n, half in enumerate(halves):
        if n:
            sheet.canvas.showPage()
        draw(sheet, half)
    path = folder / "pages.pdf"
    path.write_bytes(sheet.pdf())
    return list(assemble(list(parts(path, ReadOptions(ocr="never"))), None).blocks)


def tables(blocks: list[Block]) -> list[list[list[str]]]:
    """The rows of texts of each table."""
    found = []
    for block in blocks:
        if block.table is not None:
            cells = block.table.cells
            rows = [[""] * (1 + max(c.column for c in cells)) for _ in range(1 + cells[-1].row)]
            for cell in cells:
                rows[cell.row][cell.column] = cell.text
            found.append(rows)
    return found


def test_names_of_the_left_page_head_the_figures_of_the_right_page(tmp_path: Path) -> None:
    blocks = read(tmp_path, LEFT_HALF, RIGHT_HALF)
    assert tables(blocks) == [[[*LEFT, *RIGHT], *map(list, ROWS)]]
    (block,) = [block for block in blocks if block.table]
    assert block.table
    assert block.table.header_columns == 2
    assert (block.page, block.breaks) == (1, ())
    assert [box[0] for box in block.boxes] == [1, 2]
    assert [[box[0] for box in row] for row in block.table.row_boxes] == [[1, 2]] * (len(ROWS) + 1)


def test_lines_that_continue_on_the_facing_page_are_joined(tmp_path: Path) -> None:
    title, table = read(tmp_path, LEFT_HALF, RIGHT_HALF)
    assert title.text == "貳、海運建設特別決算審定總表"
    assert table.table
    assert table.table.note == "中華民國 95 年度至 97 年度"
    assert table.table.unit == "新臺幣元"


def test_a_title_printed_on_both_pages_is_read_once(tmp_path: Path) -> None:
    titles = (("海運建設特別決算審定總表", True),)
    again = (("海運建設特別決算審定總表", False),)
    blocks = read(
        tmp_path,
        replace(LEFT_HALF, titles=titles, top=125.0),
        replace(RIGHT_HALF, titles=again, top=125.0),
    )
    lines = [block.text for block in blocks if block.table is None]
    captions = [block.table.caption for block in blocks if block.table]
    assert (lines, captions) in (([titles[0][0]], [None]), ([], [titles[0][0]]))
    assert len(tables(blocks)) == 1


def test_several_pairs_are_one_table(tmp_path: Path) -> None:
    more = tuple((str(n), f"第{n}分處", f"{n},000", f"{n},100", "20", "9.50") for n in range(4, 8))
    second = replace(LEFT_HALF, rows=tuple(r[:4] for r in more), number="10")
    third = replace(RIGHT_HALF, rows=tuple(r[4:] for r in more), number="11")
    blocks = read(tmp_path, LEFT_HALF, RIGHT_HALF, second, third)
    assert tables(blocks) == [[[*LEFT, *RIGHT], *map(list, ROWS), *map(list, more)]]
    (block,) = [block for block in blocks if block.table]
    # The rows of the second pair begin on the third page.
    assert block.breaks == (5, 5)
    assert [box[0] for box in block.boxes] == [1, 2, 3, 4]


CUT_LEFT = replace(LEFT_HALF, headers=("項", "名稱", "實現數", "應付"))
CUT_RIGHT = replace(RIGHT_HALF, headers=("數", "執行率"))


def test_a_header_that_the_page_break_cuts_is_whole(tmp_path: Path) -> None:
    text = replace(LEFT_HALF, titles=(("應付數尚待核定", True),), number="6", top=125.0)
    found = tables(read(tmp_path, text, CUT_LEFT, CUT_RIGHT))
    assert found[1][0] == ["項", "名稱", "實現數", "應付數", "", "執行率"]


def test_headers_that_are_not_known_to_be_one_are_two(tmp_path: Path) -> None:
    (found,) = tables(read(tmp_path, CUT_LEFT, CUT_RIGHT))
    assert found[0] == ["項", "名稱", "實現數", "應付", "數", "執行率"]
    # Each of the two is a header of its own elsewhere in the document.
    single = replace(LEFT_HALF, headers=("項", "應付", "數", "應付數"), number="6")
    found = tables(read(tmp_path, single, CUT_LEFT, CUT_RIGHT))[1]
    assert found[0] == ["項", "名稱", "實現數", "應付", "數", "執行率"]


def test_header_rows_next_to_the_body_are_level() -> None:
    def part(rows: list[list[str]], left: float, depth: int) -> PageTable:
        cells = [
            PageCell(at, n, lines=[line(text, left + 60 * n, 100 + 20 * (at - depth))])
            for at, row in enumerate(rows)
            for n, text in enumerate(row)
            if text
        ]
        bounds = tuple(left + 60 * n for n in range(len(rows[0]) + 1))
        return PageTable(Box(left, 40, bounds[-1], 200), bounds, cells, depth)

    left = part([["名稱", "預算數"], ["甲處", "1,200"], ["乙處", "3,400"]], 70, 1)
    right = part([["年度", ""], ["增", "減"], ["5", "6.5"], ["70", "8.5"]], 70, 2)
    joined = join_facing_tables(left, right)
    assert joined is not None
    found = {c.text: (c.row, c.column, c.rows) for c in joined.cells}
    assert found["名稱"] == (0, 0, 2)
    assert found["年度"] == (0, 2, 1)
    assert found["減"] == (1, 3, 1)
    assert found["1,200"] == (2, 1, 1)
    assert found["8.5"] == (3, 3, 1)


def test_rows_that_the_right_page_lacks_stay_empty_there(tmp_path: Path) -> None:
    more = tuple((str(n), f"第{n}分處", f"{n},000", f"{n},100") for n in range(4, 7))
    left = replace(LEFT_HALF, rows=(*LEFT_HALF.rows, *more))
    right = [*RIGHT_HALF.rows, ("4,000", "1.00"), ("5,000", "2.00"), ("6,000", "3.00")]
    right[1] = ("", "")
    (found,) = tables(read(tmp_path, left, replace(RIGHT_HALF, rows=tuple(right))))
    assert [row[4:] for row in found[1:]] == [list(row) for row in right]
    right[2] = ("", "")
    assert len(tables(read(tmp_path, left, replace(RIGHT_HALF, rows=tuple(right))))) == 2


APART = {
    "the right page has names of its own": replace(
        RIGHT_HALF, rows=tuple((row[1], row[5]) for row in ROWS)
    ),
    "the right page counts items": replace(
        RIGHT_HALF, rows=tuple((str(n), row[5]) for n, row in enumerate(ROWS, 1))
    ),
    "the right page begins with years": replace(
        RIGHT_HALF, headers=("年度", "率"), rows=tuple((str(95 + n), "9.5") for n in range(4))
    ),
    "the right page has a row more": replace(
        RIGHT_HALF, rows=(*RIGHT_HALF.rows, ("1,000", "5.50"))
    ),
    "its rows are between those of the left page": replace(RIGHT_HALF, shift=15.0),
    "its page number does not follow": replace(RIGHT_HALF, number="13"),
}


@pytest.mark.parametrize("right", APART.values(), ids=APART.keys())
def test_what_is_not_known_to_be_one_table_is_not_joined(tmp_path: Path, right: Half) -> None:
    assert len(tables(read(tmp_path, LEFT_HALF, right))) == 2


def test_a_right_page_after_a_right_page_is_not_joined(tmp_path: Path) -> None:
    assert len(tables(read(tmp_path, replace(RIGHT_HALF, number="7"), LEFT_HALF))) == 2
    assert len(tables(read(tmp_path, LEFT_HALF, RIGHT_HALF, replace(RIGHT_HALF, number="10")))) == 2


def test_rows_of_amounts_alone_have_no_names(tmp_path: Path) -> None:
    (block,) = [block for block in read(tmp_path, RIGHT_HALF) if block.table]
    assert block.table
    assert block.table.header_columns == 0
