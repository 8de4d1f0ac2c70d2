"""Captions, units and notes around a table, which are attached to it."""

from __future__ import annotations

import pytest

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


KG, TON, PERSONS = Block(P, "單位：公斤"), Block(P, "單位：公噸"), Block(P, "單位：人")


def test_a_unit_line_between_two_tables_is_that_of_the_second() -> None:
    assert around(KG, table(), TON, table(), PERSONS, table()) == [
        (None, "公斤", None),
        (None, "公噸", None),
        (None, "人", None),
    ]
    assert around(table(), TON, table(), PERSONS, table()) == [
        (None, None, None),
        (None, "公噸", None),
        (None, "人", None),
    ]


def test_a_unit_line_below_the_last_table_is_its_own() -> None:
    assert around(table(), TON) == [(None, "公噸", None)]
    assert around(table(), TON, Block(P, "下一段。"), table()) == [
        (None, "公噸", None),
        "下一段。",
        (None, None, None),
    ]
    assert around(table(), TON, table(), PERSONS) == [(None, "公噸", None), (None, "人", None)]


def test_a_unit_line_with_the_period_of_the_next_table_is_that_table_s() -> None:
    year = Block(P, "中華民國112年度")
    for between in ((TON, year), (year, TON)):
        assert around(KG, table(), *between, table()) == [
            (None, "公斤", None),
            (None, "公噸", "中華民國112年度"),
        ]


@pytest.mark.parametrize(
    ("line", "unit", "note"),
    [
        ("中華民國112年度　　　單位：公噸", "公噸", "中華民國112年度"),
        ("民國112年度 （單位：公噸）", "公噸", "民國112年度"),
        ("112年度 數量單位：公噸", "公噸", "112年度"),
        ("中華民國112年1月1日至12月31日　單位：公噸", "公噸", "中華民國112年1月1日至12月31日"),
        ("97至99年度　單位：公噸", "公噸", "97至99年度"),
        ("（單位：公噸）110年12月底", "公噸", "110年12月底"),
        ("單位：公噸　112年度", "公噸", "112年度"),
        ("單位：件；公斤", "件；公斤", None),
    ],
)
def test_a_unit_and_a_period_may_stand_on_one_line(line: str, unit: str, note: str | None) -> None:
    assert around(Block(P, line), table()) == [(None, unit, note)]


def test_a_unit_may_stand_beside_the_title() -> None:
    assert around(Block(P, "各區據點統計　單位：處"), table()) == [("各區據點統計", "處", None)]
    text = "本案各區　主辦單位：甲署"
    assert around(Block(P, text), table()) == [text, (None, None, None)]


@pytest.mark.parametrize("period", ["中華民國112年度", "截至112年9月底止"])
def test_rows_of_a_period_and_a_unit_are_no_headers(period: str) -> None:
    grid = ((period, "單位：處"), ("區別", "件數"), ("東區", "4"), ("西區", "5"))
    for rows in (grid, ((f"{period}　單位：處", ""), *grid[1:])):
        cells = tuple(
            GridCell(text, r, c, columns=1 if row[1] else 2)
            for r, row in enumerate(rows)
            for c, text in enumerate(row)
            if text
        )
        (block,) = attach_captions([Block(Kind.TABLE_ROW, table=Table(cells, header_rows=2))])
        assert block.table is not None
        assert (block.table.unit, block.table.note) == ("處", period)
        assert (block.table.header_rows, block.table.cells[0].text) == (1, "區別")


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("各站用電量（萬度）", "萬度"),
        ("附件：各站車輛（輛）", None),
        ("各站營收(新臺幣千元)", "新臺幣千元"),
        ("各站營收【單位：百萬元】", "百萬元"),
        ("各站營收（續）", None),
        ("各站營收（112年）", None),
        ("設於乙區（甲）", None),
        ("該站已移交，其經費如下（千元）", None),
    ],
)
def test_a_title_may_end_with_its_unit_in_brackets(line: str, unit: str | None) -> None:
    found = around(Block(P, line), table())
    assert found == ([(line, unit, None)] if unit else [line, (None, None, None)])


def test_a_unit_line_above_a_numbered_caption_is_that_of_the_table() -> None:
    caption = Block(P, "表7 各區收入")
    assert around(KG, caption, table()) == [("表7 各區收入", "公斤", None)]
    first, second = around(TON, table(), KG, caption, table())
    assert first == (None, "公噸", None)
    assert second == ("表7 各區收入", "公斤", None)


def test_the_lines_around_a_table_keep_their_places() -> None:
    def line(text: str, y: float) -> Block:
        return Block(P, text, page=1, boxes=((1, 70.0, y, 300.0, y + 10),))

    above = (line("表1 各區據點數", 80), line("民國95年度", 100), line("單位：座", 120))
    below = (line("註：不含離島。", 300), line("資料來源：社會處。", 320))
    (block,) = attach_captions([*above, table(), *below])
    assert block.table
    assert [box[2] for box in block.table.caption_boxes] == [80, 120]
    notes = zip((block.table.note or "").split("\n"), block.table.note_boxes, strict=True)
    places = {text: [box[2] for box in boxes] for text, boxes in notes}
    assert places == {"民國95年度": [100], "註：不含離島。": [300], "資料來源：社會處。": [320]}
    (again,) = attach_captions([block])
    assert again == block


def test_the_wide_rows_of_a_table_give_their_places_to_what_they_become() -> None:
    rows = (("表1 各區據點數",), ("單位：座",), ("區別", "件數"), ("東區", "4"), ("註：略。",))
    cells = tuple(
        GridCell(text, r, c, 1, 2 if len(row) == 1 else 1)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    boxes = tuple(((1, 70.0, 100.0 + 20 * at, 300.0, 110.0 + 20 * at),) for at in range(5))
    whole = Block(Kind.TABLE_ROW, page=1, table=Table(cells, row_boxes=boxes))
    (block,) = attach_captions([whole])
    assert block.table
    assert block.table.caption_boxes == (*boxes[0], *boxes[1])
    assert (block.table.row_boxes, block.table.note_boxes) == (boxes[2:4], boxes[4:])


@pytest.mark.parametrize("kind", [Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.HEADING])
def test_a_unit_beside_a_numbered_line_is_the_table_s_and_the_line_stays(kind: Kind) -> None:
    line = Block(kind, "1.本次部分（續） 單位：新臺幣元")
    assert around(line, table()) == ["1.本次部分（續）", (None, "新臺幣元", None)]
    assert around(line, PERSONS, table()) == [line.text, (None, "人", None)]
    sentence = Block(kind, "1.辦理情形如下。 單位：新臺幣元")
    assert around(sentence, table()) == [sentence.text, (None, None, None)]
