"""Rows of a table find their headers again."""

from __future__ import annotations

import pytest

from judian.core.model import Cell, Kind, Passage, TableRow
from webui.markup.tables import table_grid

Path = tuple[str, ...]


def row(number: int, cells: list[tuple[str, Path]]) -> Passage:
    """A row passage; its first cell is the row header of the others."""
    text = "\t".join(words for words, _ in cells)
    at = 0
    made = []
    for i, (words, column) in enumerate(cells):
        made.append(Cell(at, at + len(words), column, () if i == 0 else (cells[0][0],)))
        at += len(words) + 1
    table = TableRow(1, number, tuple(made))
    return Passage(f"p{number}", "d", number, Kind.TABLE_ROW, text, 0, len(text), 1, table=table)


def header_rows(rows: list[Passage]) -> list[list[tuple[str, int, int]]]:
    made = table_grid([(r, ()) for r in rows])
    return [[(h.text, h.columns, h.rows) for h in line] for line in made.header_rows]


def shown(rows: list[Passage]) -> list[list[str]]:
    made = table_grid([(r, ()) for r in rows])
    return [[r.passage.text[s.start : s.end] for s in r.cells] for r in made.rows]


#: (about, column paths, header rows as (text, columns, rows))
HEADER_CASES: list[tuple[str, list[Path], list[list[tuple[str, int, int]]]]] = [
    ("plain", [("甲",), ("乙",)], [[("甲", 1, 1), ("乙", 1, 1)]]),
    ("no headers", [(), ()], []),
    (
        "empty corner",
        [(), ("組", "甲"), ("組", "乙")],
        [[("", 1, 2), ("組", 2, 1)], [("甲", 1, 1), ("乙", 1, 1)]],
    ),
    (
        "short path reaches down",
        [("年",), ("組", "甲"), ("組", "乙"), ("計",)],
        [[("年", 1, 2), ("組", 2, 1), ("計", 1, 2)], [("甲", 1, 1), ("乙", 1, 1)]],
    ),
    (
        "equal headers far apart stay apart",
        [("組", "甲"), ("中", "甲"), ("組", "甲")],
        [[("組", 1, 1), ("中", 1, 1), ("組", 1, 1)], [("甲", 1, 1), ("甲", 1, 1), ("甲", 1, 1)]],
    ),
    ("equal columns are two columns", [("甲",), ("甲",)], [[("甲", 1, 1), ("甲", 1, 1)]]),
    (
        "three levels",
        [("全", "組", "甲"), ("全", "組", "乙"), ("全", "丙")],
        [
            [("全", 3, 1)],
            [("組", 2, 1), ("丙", 1, 2)],
            [("甲", 1, 1), ("乙", 1, 1)],
        ],
    ),
]


@pytest.mark.parametrize(
    ("paths", "wanted"),
    [pytest.param(paths, wanted, id=about) for about, paths, wanted in HEADER_CASES],
)
def test_headers_merge(paths: list[Path], wanted: list[list[tuple[str, int, int]]]) -> None:
    assert header_rows([row(1, [(f"{i}", p) for i, p in enumerate(paths)])]) == wanted


def test_every_header_row_covers_the_table() -> None:
    for _, paths, _ in HEADER_CASES:
        made = table_grid([(row(1, [("x", p) for p in paths]), ())])
        hanging = [0] * made.width
        for line in made.header_rows:
            free = [i for i, rows in enumerate(hanging) if rows == 0]
            assert sum(h.columns for h in line) == len(free)
            hanging = [max(0, rows - 1) for rows in hanging]
            for header in line:
                for _ in range(header.columns):
                    hanging[free.pop(0)] = header.rows - 1
        assert not any(hanging)


def test_a_row_without_a_column_leaves_it_empty() -> None:
    full = row(1, [("甲", ("名",)), ("1", ("一",)), ("2", ("二",))])
    short = row(2, [("乙", ("名",)), ("4", ("二",))])
    assert shown([full, short]) == [["甲", "1", "2"], ["乙", "", "4"]]
    assert shown([short, full]) == [["乙", "", "4"], ["甲", "1", "2"]]


def test_columns_of_numbers_are_known() -> None:
    rows = [
        row(1, [("一百年", ("年",)), ("1,234.5", ("件",)), ("12", ("註",)), ("-", ("率",))]),
        row(2, [("一百零一年", ("年",)), ("－", ("件",)), ("約12", ("註",)), ("57.2%", ("率",))]),
    ]
    made = table_grid([(r, ()) for r in rows])
    assert [h.is_numeric for h in made.header_rows[0]] == [False, True, False, True]
    assert [s.is_numeric for s in made.rows[0].cells] == [False, True, False, True]


def test_cells_say_how_much_room_their_text_needs() -> None:
    reason = "減列非屬本計畫範圍之補償費用。"
    made = table_grid(
        [(row(1, [("款", ("款",)), (reason, ("內容",)), ("31,107,000", ("數",))]), ())]
    )
    assert [cell.css for cell in made.rows[0].cells] == ["brief", "wordy", "num"]


def test_an_empty_first_cell_is_no_header() -> None:
    made = table_grid([(row(1, [("", ("名",)), ("1", ("一",))]), ())])
    assert [s.is_header for s in made.rows[0].cells] == [False, False]


def test_a_passage_of_prose_is_refused() -> None:
    with pytest.raises(ValueError, match="not a row"):
        table_grid([(Passage("p", "d", 1, Kind.PARAGRAPH, "文", 0, 1, 1), ())])
