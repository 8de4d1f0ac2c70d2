"""Blocks to passages: offsets, pages, paragraph numbers, tables."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.documents.passages import build_passages
from indexer.structure.blocks import Block, GridCell, Table
from indexer.structure.outline import outline
from indexer.structure.table_grid import table_of_rows
from judian.core.model import Kind, passage_from_json, to_json

P = Kind.PARAGRAPH
LONG = "本局於去年完成堤防加高工程三處，並設置水位監測站五座，颱風期間運作正常。"


def made(*blocks: Block):  # type: ignore[no-untyped-def]
    return build_passages(outline(blocks), "d")


def test_passages_lie_in_the_text_where_they_say() -> None:
    text, passages = made(Block(P, "壹、現況"), Block(P, LONG * 20), Block(P, "結語。"))
    assert all(text[p.start : p.end] == p.text for p in passages)
    assert [p.ordinal for p in passages] == list(range(1, len(passages) + 1))
    assert [p.id for p in passages][:2] == ["d-00001", "d-00002"]
    assert text.replace("\n", "") == "壹、現況" + LONG * 20 + "結語。"


def test_pieces_of_one_paragraph_share_its_number() -> None:
    _, passages = made(Block(P, "壹、現況"), Block(P, LONG * 20), Block(P, "結語。"))
    numbers = [p.paragraph for p in passages]
    assert numbers[0] == 1, "a heading has the number of the paragraph below it"
    assert numbers[1:-1] == [1] * (len(numbers) - 2)
    assert numbers[-1] == 2


def test_a_piece_has_the_page_on_which_it_begins() -> None:
    text = LONG * 24
    at = text.index("並設置", 500)
    block = Block(P, text, page=3, breaks=(at,))
    _, passages = build_passages(outline([block]), "d", {3: "乙-7", 4: "乙-8"})
    assert [p.page for p in passages] == [3 if p.start < at else 4 for p in passages]
    assert {(p.page, p.page_label) for p in passages} == {(3, "乙-7"), (4, "乙-8")}
    _, passages = build_passages(outline([block]), "d", {3: "ii"})
    assert {(p.page, p.page_label) for p in passages} == {(3, "ii"), (4, None)}


def test_a_row_of_a_table_has_the_number_of_the_page_on_which_it_stands() -> None:
    grid = table_of_rows([["區", "數"], ["東", "1"], ["西", "2"], ["南", "3"]])
    block = Block(Kind.TABLE_ROW, page=15, breaks=(2, 3), table=grid)
    _, passages = build_passages(outline([block]), "d", {15: "11", 16: "12", 17: "13"})
    rows = [p for p in passages if p.kind is Kind.TABLE_ROW]
    assert [(p.page, p.page_label) for p in rows] == [(15, "11"), (16, "12"), (17, "13")]


def test_a_table_gives_a_passage_of_headers_its_rows_and_its_notes() -> None:
    grid = table_of_rows([["區", "數"], ["東", "1"], ["西", ""]], caption="表 1 站數")
    assert grid
    grid = Table(grid.cells, 1, 1, "表 1 站數", "座", "註：略。\n資料來源：水利處")
    text, passages = made(Block(Kind.TABLE_ROW, table=grid))
    assert [(p.kind, p.text) for p in passages] == [
        (Kind.TABLE_HEAD, "表 1 站數\n單位：座\n區\t數"),
        (Kind.TABLE_ROW, "東\t1"),
        (Kind.TABLE_ROW, "西\t"),
        (Kind.NOTE, "註：略。"),
        (Kind.NOTE, "資料來源：水利處"),
    ]
    assert all(text[p.start : p.end] == p.text for p in passages)
    row = passages[1].table
    assert row
    assert (row.table, row.row, row.unit) == (1, 1, "座")
    assert [(c.column, c.row) for c in row.cells] == [(("區",), ()), (("數",), ("東",))]


def test_a_merged_row_label_stands_in_every_row_it_spans_but_in_the_text_once() -> None:
    cells = (
        GridCell("類", 0, 0), GridCell("館", 0, 1), GridCell("數", 0, 2),
        GridCell("公立", 1, 0, rows=2), GridCell("甲館", 1, 1), GridCell("5", 1, 2),
        GridCell("乙館", 2, 1), GridCell("6", 2, 2),
    )  # fmt: skip
    _, passages = made(Block(Kind.TABLE_ROW, table=Table(cells, 1, 2)))
    first, second = (p for p in passages if p.kind is Kind.TABLE_ROW)
    assert (first.text, second.text) == ("公立\t甲館\t5", "\t乙館\t6")
    assert second.table
    assert second.table.cells[-1].row == ("公立", "乙館")


def test_a_passage_survives_its_way_through_json() -> None:
    grid = table_of_rows([["區", "數"], ["東", "1"]], caption="表 1")
    _, passages = made(Block(P, "一、現況說明", page=2), Block(Kind.TABLE_ROW, table=grid, page=2))
    assert [passage_from_json(to_json(p)) for p in passages] == passages


BLOCKS = st.builds(
    Block,
    st.sampled_from([P, Kind.LIST_ITEM, Kind.HEADING, Kind.QUOTE, Kind.FOOTNOTE, Kind.TITLE]),
    st.text(alphabet="甲。，一、（）「」壹 a1\n", max_size=900),
    page=st.none() | st.integers(1, 9),
)
TABLES = st.lists(
    st.lists(st.text(alphabet="甲1,. ", max_size=4), min_size=1, max_size=4), max_size=5
).map(lambda rows: Block(Kind.TABLE_ROW, table=table_of_rows(rows)))


@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCKS | TABLES.filter(lambda b: b.table is not None), max_size=8))
def test_passages_cover_the_text_in_order_without_overlap(blocks: list[Block]) -> None:
    text, passages = made(*blocks)
    at = 0
    for passage in passages:
        assert passage.start >= at
        assert not text[at : passage.start].strip(), "only white space lies between passages"
        assert text[passage.start : passage.end] == passage.text
        for cell in passage.table.cells if passage.table else ():
            assert cell.end <= len(passage.text)
        at = passage.end
    assert at == len(text)


def test_a_piece_has_the_boxes_of_its_share_of_the_lines() -> None:
    boxes = tuple((1, 10.0, 12.0 * n, 90.0, 12.0 * n + 10) for n in range(24))
    _, passages = made(
        Block(P, LONG * 24, page=1, boxes=boxes), Block(P, "短文。", boxes=boxes[:1])
    )
    *pieces, short = passages
    assert len(pieces) > 1
    assert pieces[0].boxes[0] == boxes[0]
    assert pieces[-1].boxes[-1] == boxes[-1]
    assert set(boxes) == {box for piece in pieces for box in piece.boxes}
    assert all(len(piece.boxes) < len(boxes) for piece in pieces)
    assert short.boxes == boxes[:1]
    assert passage_from_json(to_json(short)) == short


def test_rows_headers_and_notes_of_a_table_have_boxes_of_their_own() -> None:
    def line(page: int, y: float) -> tuple[int, float, float, float, float]:
        return (page, 70.0, y, 500.0, y + 10)

    grid = table_of_rows([["區", "數"], ["東", "1"], ["西", "2"]], caption="表 1 站數")
    assert grid
    table = replace(
        grid, note="民國95年\n註：略。", caption_boxes=(line(1, 90),),
        note_boxes=((line(1, 60),), ()),
        row_boxes=((line(1, 120),), (line(1, 140),), (line(2, 80), line(2, 95))),
    )  # fmt: skip
    whole = (line(1, 110), line(2, 70))
    _, passages = made(Block(Kind.TABLE_ROW, page=1, breaks=(2,), table=table, boxes=whole))
    assert [(p.text, p.page, p.boxes) for p in passages] == [
        ("表 1 站數\n區\t數", 1, (line(1, 90), line(1, 120))),
        ("東\t1", 1, (line(1, 140),)),
        ("西\t2", 2, (line(2, 80), line(2, 95))),
        ("民國95年", 1, (line(1, 60),)),
        ("註：略。", 2, whole),
    ]
