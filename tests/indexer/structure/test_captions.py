"""Captions, units and notes around a table, which are attached to it."""

from __future__ import annotations

from indexer.structure.blocks import Block, GridCell, Table
from indexer.structure.captions import attach_captions
from judian.core.model import Kind

P = Kind.PARAGRAPH


def table() -> Block:
    rows = (("區別", "件數"), ("東區", "4"), ("西區", "5"))
    cells = (GridCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Block(Kind.TABLE_ROW, table=Table(tuple(cells)))


def around(*blocks: Block) -> list[tuple[str | None, str | None, str | None] | str]:
    """(caption, unit, note) of tables, and the text of what stays outside of them."""
    return [
        (b.table.caption, b.table.unit, b.table.note) if b.table else b.text
        for b in attach_captions(blocks)
    ]


def test_a_caption_below_its_table_is_its_caption() -> None:
    source, caption = Block(P, "資料來源：社會處。"), Block(P, "表1 各區據點數")
    wanted = [("表1 各區據點數", None, "資料來源：社會處。"), "下一段。"]
    assert around(table(), source, caption, Block(P, "下一段。")) == wanted
    assert around(table(), caption, source, Block(P, "下一段。")) == wanted
    assert around(table(), caption) == [("表1 各區據點數", None, None)]


def test_a_caption_between_two_tables_is_that_of_the_second() -> None:
    first, second = Block(P, "表1 各區據點數"), Block(P, "表2 各區人數")
    assert around(first, table(), second, Block(P, "單位：人"), table()) == [
        ("表1 各區據點數", None, None),
        ("表2 各區人數", "人", None),
    ]
    assert around(table(), second, table()) == [(None, None, None), ("表2 各區人數", None, None)]


def test_the_caption_of_a_figure_below_a_table_is_not_the_table_s() -> None:
    assert around(table(), Block(P, "圖3 各區據點分布")) == [(None, None, None), "圖3 各區據點分布"]
