"""Wrapped rows that begin with a number, in the hanging indent of an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.document.assembly import build_blocks
from indexer.readers.pdf.page.builder import build_page_part
from tests.indexer.readers.pdf.page_setup import advance, drawn_page, glyphs

if TYPE_CHECKING:
    from indexer.readers.pdf.source.geometry import Glyph

LEFT, RIGHT, PITCH = 70.0, 430.0, 24.0


def fill(text: str, x: float, size: float = 12.0) -> str:
    """A text filled up with Han to the right edge."""
    width = sum(advance(char, size) for char in text)
    return text + "橋" * int((RIGHT - x - width) / size)


def row(at: int, text: str, x: float, size: float = 12.0) -> list[Glyph]:
    return glyphs(text, x, 120 + PITCH * at, size)


def mixed(at: int, x: float, *pieces: tuple[str, float]) -> list[Glyph]:
    """A row of pieces, each with its size."""
    made: list[Glyph] = []
    for text, size in pieces:
        made += row(at, text, x, size)
        x += sum(advance(char, size) for char in text)
    return made


def texts(*rows: list[Glyph]) -> list[str]:
    """The paragraphs of a page of these rows, between rows of other text."""
    frame = [row(-2, fill("本局", LEFT), LEFT), row(-1, "辦理完成。", LEFT)]
    after = [row(len(rows) + n, fill("另案", LEFT), LEFT) for n in range(4)]
    part = build_page_part(1, drawn_page(*frame, *rows, *after))
    return [block.text for block in build_blocks([part])]


@pytest.mark.parametrize(
    "front",
    ["3年度名目平均數", "103年2月25日推動", "12.5％為低", "1,634億餘元", "3、4號機組", "45、46號"],
)
@pytest.mark.parametrize("wrapped", [1, 2], ids=["the first wrapped row", "a later one"])
def test_a_number_at_the_front_of_a_wrapped_row_begins_no_paragraph(
    front: str, wrapped: int
) -> None:
    x = LEFT + 36
    rows = [row(0, fill("（二）政府擬具計畫", LEFT), LEFT)]
    rows += [row(n, fill("檢討", x), x) for n in range(1, wrapped)]
    rows += [row(wrapped, fill(front, x), x), row(wrapped + 1, "辦理完成。", x)]
    found = texts(*rows)
    assert any(text.startswith("（二）") and front in text for text in found)


@pytest.mark.parametrize("front", ["1、設備之維護", "（三）另案", "1.設備維護"])
def test_a_number_that_counts_on_begins_an_item(front: str) -> None:
    x = LEFT + 36
    rows = [row(0, fill("（二）政府擬具計畫如下：", LEFT), LEFT), row(1, "辦理如下：", x)]
    rows += [row(2, fill(front, x), x if front[0] == "1" else LEFT), row(3, "完成。", x)]
    found = texts(*rows)
    assert any(text.startswith(front[:2]) for text in found)


def test_a_row_that_begins_in_the_smaller_type_of_a_remark_continues_its_paragraph() -> None:
    x = LEFT + 36
    before = fill("占平均數之36.35％", x + 30)
    remark = "3年度名目平均數之百分比為37.47％】"
    end = x + sum(advance(char, 10.0) for char in remark)
    rows = [
        row(0, fill("（二）政府擬具計畫", LEFT), LEFT),
        mixed(1, x, (before, 12.0), ("【占前", 10.0)),
        mixed(2, x, (remark, 10.0), (fill("。次查", end), 12.0)),
        row(3, "103年推動完成。", x),
    ]
    found = texts(*rows)
    (whole,) = [text for text in found if text.startswith("（二）")]
    assert "【占前3年度名目平均數之百分比為37.47％】。次查" in whole
    assert whole.endswith("103年推動完成。")


def test_a_row_in_smaller_type_alone_is_another_paragraph() -> None:
    rows = [row(0, fill("本局辦理", LEFT), LEFT), row(1, fill("註記", LEFT, 10.0), LEFT, 10.0)]
    assert any(text.startswith("註記") for text in texts(*rows))
