"""Tables as frames and columns of a page, and tables inside tables, in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.core.model import Kind
from tests.indexer.grids import rows
from tests.indexer.readers.test_office import page, word, writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from indexer.structure.blocks import Block

#: A cell is a list of paragraphs (str) and tables (lists of rows of cells).
Cell = list["str | list[list[Cell]]"]

INNER: list[list[Cell]] = [[["站別"], ["班次"]], [["北站"], ["14"]], [["南站"], ["25"]]]
FRAMED: Cell = ["本年度增開班次如下，均已公告。", INNER, "以上共計39班次，全年維持。"]


def _word(cell: Cell) -> str:
    return "".join(
        f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" if isinstance(each, str) else word_table(each)
        for each in cell
    )


def word_table(table: Sequence[Sequence[Cell]]) -> str:
    lines = ("".join(f"<w:tc>{_word(cell)}</w:tc>" for cell in row) for row in table)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def _writer(cell: Cell) -> str:
    return "".join(
        f"<text:p>{each}</text:p>" if isinstance(each, str) else writer_table(each) for each in cell
    )


def writer_table(table: Sequence[Sequence[Cell]]) -> str:
    lines = (
        "".join(f"<table:table-cell>{_writer(cell)}</table:table-cell>" for cell in row)
        for row in table
    )
    inner = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    return f"<table:table>{inner}</table:table>"


def _page(cell: Cell) -> str:
    return "".join(f"<p>{each}</p>" if isinstance(each, str) else page_table(each) for each in cell)


def page_table(table: Sequence[Sequence[Cell]]) -> str:
    lines = ("".join(f"<td>{_page(cell)}</td>" for cell in row) for row in table)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


@pytest.fixture(name="read", params=["docx", "odt", "html"])
def _read(request: pytest.FixtureRequest) -> Callable[..., list[Block]]:
    return {
        "docx": lambda path, table: word(path, word_table(table)),
        "odt": lambda path, table: writer(path, writer_table(table)),
        "html": lambda path, table: page(path, page_table(table)),
    }[request.param]


def shown(blocks: Sequence[Block]) -> list[object]:
    """The texts of blocks, and the rows of tables."""
    return [rows(block.table) if block.table else block.text for block in blocks]


def test_a_frame_around_one_cell_is_unpacked(
    read: Callable[..., list[Block]], tmp_path: Path
) -> None:
    assert shown(read(tmp_path, [[FRAMED]])) == [
        "本年度增開班次如下，均已公告。",
        [["站別", "班次"], ["北站", "14"], ["南站", "25"]],
        "以上共計39班次，全年維持。",
    ]


def test_frames_in_frames_are_unpacked(read: Callable[..., list[Block]], tmp_path: Path) -> None:
    assert shown(read(tmp_path, [[["甲乙丙丁。", [[FRAMED]]]]]))[0] == "甲乙丙丁。"
    assert len(read(tmp_path, [[[[[FRAMED]]]]])) == 3


def test_columns_of_a_page_are_unpacked(read: Callable[..., list[Block]], tmp_path: Path) -> None:
    left: Cell = ["東區增設三站。南區增設二站。", "各站均已啟用。", "明年續辦。"]
    right: Cell = ["經費由公務預算支應。", "並接受中央補助。"]
    assert [block.kind for block in read(tmp_path, [[left, right]])] == [Kind.PARAGRAPH] * 5


def test_a_table_in_a_cell_of_data_follows_under_its_own_header(
    read: Callable[..., list[Block]], tmp_path: Path
) -> None:
    table: list[list[Cell]] = [[["類別"], ["明細"]], [["公車"], [INNER]], [["渡輪"], ["3艘"]]]
    outer, inner = read(tmp_path, table)
    assert outer.table
    assert inner.table
    assert rows(outer.table) == [["類別", "明細"], ["公車", ""], ["渡輪", "3艘"]]
    assert rows(inner.table) == [["站別", "班次"], ["北站", "14"], ["南站", "25"]]
    assert inner.table.header_rows == 1


@pytest.mark.parametrize(
    "table",
    [
        [[["區別"], ["說明"]], [["東區"], ["已增設三站。", "並已啟用。", "明年續辦。"]]],
        [[["說明"], ["已增設三站。", "並已啟用。"]], [["檢討"], ["經費不足。", "仍待改善。"]]],
        [[["區別"], ["站數"]], [["東區"], ["3"]]],
    ],
)
def test_cells_with_names_of_rows_are_data(
    read: Callable[..., list[Block]], tmp_path: Path, table: list[list[Cell]]
) -> None:
    (block,) = read(tmp_path, table)
    assert block.table


def test_the_page_of_a_framed_paragraph_is_known(tmp_path: Path) -> None:
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    text = "<w:p>{}<w:r><w:t>{}</w:t></w:r></w:p>"
    frame = f"<w:tbl><w:tr><w:tc>{text.format('', '第一段。')}{text.format(turn, '第二段。')}"
    body = f"{frame}</w:tc></w:tr></w:tbl>{text.format('', '第三段。')}"
    assert [(b.text, b.page) for b in word(tmp_path, body)] == [
        ("第一段。", 1), ("第二段。", 2), ("第三段。", 2),
    ]  # fmt: skip


def test_one_row_of_sentences_is_unpacked(read: Callable[..., list[Block]], tmp_path: Path) -> None:
    table: list[list[Cell]] = [[["東區增設3站。"], ["西區增設5站。"]]]
    assert shown(read(tmp_path, table)) == ["東區增設3站。", "西區增設5站。"]


@pytest.mark.parametrize("state", ["collapse", "filter"])
def test_hidden_rows_and_columns_are_left_out(tmp_path: Path, state: str) -> None:
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    line = "<table:table-row{}>{}</table:table-row>"
    gone = f' table:visibility="{state}"'
    down = ' table:number-rows-spanned="3"'
    covered = "<table:covered-table-cell/>"
    body = (
        f"<table:table><table:table-column/><table:table-column/><table:table-column{gone}/>"
        + line.format("", cell.format("", "區") + cell.format("", "站") + cell.format("", "密"))
        + line.format("", cell.format(down, "東") + cell.format("", "4") + cell.format("", "7"))
        + line.format(gone, covered + cell.format("", "99") + cell.format("", "7"))
        + line.format("", covered + cell.format("", "5") + cell.format("", "7"))
        + line.format("", cell.format("", "西") + cell.format("", "6") + cell.format("", "7"))
        + "</table:table>"
    )
    (block,) = writer(tmp_path, body)
    assert block.table
    assert rows(block.table) == [["區", "站"], ["東", "4"], ["5"], ["西", "6"]]
    assert [c.rows for c in block.table.cells if c.text == "東"] == [2]


def test_hidden_rows_of_word_and_the_web_are_left_out(tmp_path: Path) -> None:
    table = word_table([[["區"], ["站"]], [["東"], ["4"]], [["密"], ["9"]]])
    cut = table.rindex("<w:tr>") + len("<w:tr>")
    body = table[:cut] + "<w:trPr><w:hidden/></w:trPr>" + table[cut:]
    (block,) = word(tmp_path, body)
    assert block.table
    assert rows(block.table) == [["區", "站"], ["東", "4"]]
    body = "<p>內文一段在此。</p>" + page_table([[["區"], ["站"]], [["東"], ["4"]]]).replace(
        "</table>", '<tr style="visibility: collapse"><td>密</td><td>9</td></tr></table>'
    )
    _, block = page(tmp_path, body)
    assert block.table
    assert rows(block.table) == [["區", "站"], ["東", "4"]]
