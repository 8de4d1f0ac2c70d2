"""Steps of the assembly that fail on one page: the others are joined, and no text is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.readers.pdf.document import assembly, page_columns, reading_order
from indexer.readers.pdf.document.assembly import build_blocks
from indexer.readers.pdf.document.faults import PageFaults
from indexer.readers.pdf.reader import FileFacts, assemble
from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.tables.model import PageCell, PageTable
from tests.indexer.readers.pdf.document.elements import table
from tests.indexer.readers.pdf.page_setup import line, page

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from indexer.readers.pdf.page.part import PagePart
    from indexer.structure.blocks import Reading

#: A line of 36 characters is as wide as the column of these pages.
WIDE = "本局依法辦理海上救難與查緝走私任務並定期公告各項執行成果以供各界查詢監督"
BAD = 3
#: The first character of the lines of each page, and how many lines each has.
PAGES = "子丑寅卯辰巳"
LINES = 27


def pages() -> list[PagePart]:
    """Six pages of one paragraph; the third has a table under it."""
    made = []
    for number, char in enumerate(PAGES, 1):
        lines = [line(char + WIDE, 70, 130 + 20 * n) for n in range(LINES)]
        made.append(page(number, lines))
    made[BAD - 1].tables = [table(700, "件數", "12")]
    return made


def failing(step: Callable[..., object]) -> Callable[..., object]:
    """The step, which fails where one of its arguments is of the third page."""

    def failed(*args: object, **kwargs: object) -> object:
        if any(_page_of(arg) == BAD for arg in args):
            raise IndexError(BAD)
        return step(*args, **kwargs)

    return failed


def _page_of(arg: object) -> int | None:
    if isinstance(arg, list):
        return BAD if any(_page_of(each) == BAD for each in arg) else None
    return getattr(arg, "page", getattr(arg, "number", None))


def texts(reading: Reading) -> str:
    """All text, that of tables too."""
    found = [block.text for block in reading.blocks]
    found += [c.text for block in reading.blocks if block.table for c in block.table.cells]
    return "".join(found)


STEPS = [
    (assembly, "remove_running_elements"),
    (assembly, "set_column_edges"),
    (assembly, "_table_blocks"),
    (assembly, "attach_captions"),
    (assembly, "with_heading_levels"),
    (page_columns, "_page_columns"),
    (page_columns, "_usual_gutter"),
    (page_columns, "clear_cell_marks"),
    (reading_order, "column_rows"),
    (reading_order, "Pitches"),
]


@pytest.mark.parametrize(("module", "name"), STEPS, ids=[name for _, name in STEPS])
def test_a_step_that_fails_on_a_page_costs_that_page_its_structure(
    module: ModuleType, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, failing(getattr(module, name)))
    reading = assemble([FileFacts("a.pdf", 6), *pages()], None)
    whole = texts(reading)
    assert [whole.count(char) for char in PAGES] == [LINES] * len(PAGES)
    assert "件數" in whole
    verdicts = {v.page: v.verdict for v in reading.page_verdicts}
    assert [number for number in verdicts if verdicts[number] != "good"] == [BAD]
    assert verdicts[BAD] == "unstructured"
    # The pages after it are one paragraph.
    assert any(PAGES[-3] in block.text and PAGES[-1] in block.text for block in reading.blocks)


STEPS_OF_ALL = [
    (assembly, "paragraph_block"),
    (assembly, "title_paragraphs"),
    (reading_order, "begin_paragraph"),
    (reading_order, "continues"),
    (reading_order, "continued"),
    (reading_order, "group_paragraphs"),
]


@pytest.mark.parametrize(("module", "name"), STEPS_OF_ALL, ids=[name for _, name in STEPS_OF_ALL])
def test_a_step_that_fails_on_every_page_costs_no_text(
    module: ModuleType, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failed(*_: object, **__: object) -> None:
        raise IndexError(name)

    monkeypatch.setattr(module, name, failed)
    parts = pages()
    parts[-2].tables = [table(700, "件數", "12")]
    parts[-1].tables = [table(100, "件數", "34")]
    parts[0].boxes = [Box(60, 690, 300, 730)]
    parts[0].lines.append(line("午" + WIDE[:10], 70, 710))
    reading = assemble([FileFacts("a.pdf", 6), *parts], None)
    whole = texts(reading)
    assert [whole.count(char) for char in PAGES] == [LINES] * len(PAGES)
    assert whole.count("件數") == 3
    assert whole.count("午") == 1
    assert "unstructured" in {v.verdict for v in reading.page_verdicts}


def test_a_document_that_cannot_be_joined_keeps_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def failed(*_: object) -> None:
        raise KeyError("frame")

    monkeypatch.setattr(assembly, "measure_document", failed)
    reading = assemble([FileFacts("a.pdf", 6), *pages()], None)
    whole = texts(reading)
    assert [whole.count(char) for char in PAGES] == [LINES] * len(PAGES)
    assert "件數" in whole
    assert reading.page_verdicts[0].verdict == "unstructured"
    assert "KeyError" in reading.page_verdicts[0].detail


def test_a_lack_of_memory_is_no_fault_of_a_page() -> None:
    def exhausted() -> None:
        raise MemoryError

    with pytest.raises(MemoryError):
        PageFaults().attempt(1, exhausted)


TEXTS = st.sampled_from(
    ["", " ", "　", "一、", "（一）", "1", "12,345", "－", "表 1", "單位：元", "註：", "。", "(",
     "…………3", "本局辦理檢查", "a", "ab-", "\u00ad", "科目", "金額", "99.5%", "續前頁"]
)  # fmt: skip
POINTS = st.integers(0, 60).map(lambda n: 10.0 * n)


@st.composite
def drawn_pages(draw: st.DrawFn) -> list[PagePart]:
    """Up to four pages of any lines and tables, some of them over each other."""
    made = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        lines = [
            line(draw(TEXTS), draw(POINTS), draw(POINTS) + 12, draw(st.sampled_from([6.0, 12.0])))
            for _ in range(draw(st.integers(0, 12)))
        ]
        part = page(number, lines)
        part.tables = [_any_table(draw) for _ in range(draw(st.integers(0, 2)))]
        part.rulings = [Box(70, y, 200, y) for y in draw(st.lists(POINTS, max_size=2))]
        made.append(part)
    return made


def _any_table(draw: st.DrawFn) -> PageTable:
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    x, top = draw(POINTS), draw(POINTS)
    bounds = tuple(x + 40 * n for n in range(columns + 1))
    cells = [
        PageCell(
            row, column, width=40.0,
            lines=[line(draw(TEXTS), bounds[column], top + 12 + 20 * row)],
        )
        for row in range(rows)
        for column in range(columns)
    ]  # fmt: skip
    header = draw(st.sampled_from([None, 0, 1, rows]))
    return PageTable(
        Box(x, top, bounds[-1], top + 20 * rows), bounds, cells, header, draw(st.booleans())
    )


@settings(max_examples=100, deadline=None)
@given(drawn_pages())
def test_no_step_fails_on_pages_of_any_lines_and_tables(parts: list[PagePart]) -> None:
    faults = PageFaults()
    build_blocks(parts, faults)
    assert faults.found == {}
