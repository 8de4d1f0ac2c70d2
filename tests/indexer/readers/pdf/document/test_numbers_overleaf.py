"""Numbers and dates that a page break cuts: joined where only the whole is one, else no figure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.document.assembly import build_blocks
from judian.zh.figures.extraction import extract
from tests.indexer.readers.pdf.page_setup import line, page

if TYPE_CHECKING:
    from indexer.readers.pdf.source.geometry import TextLine
    from indexer.structure.blocks import Block

FILL = "本局依法辦理海上救難與查緝走私任務並定期公告各項執行成果以供各界查詢"


def full(text: str, base: float) -> TextLine:
    """A line of 432 points."""
    return replace(line(text, 70, base), x1=502.0)


def block_of(left: str, right: str) -> Block:
    """The paragraph over two pages whose break is between two texts."""
    upper = [full(FILL, 130 + 20 * n) for n in range(27)]
    upper.append(full(FILL[: 34 - len(left)] + left, 670))
    lower = [full(right + FILL[: 34 - len(right)], 130), line("供各界查詢。", 70, 150)]
    (found,) = build_blocks([page(1, upper), page(2, lower)])
    return found


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("共計支出1,23", "4,567元，", "1,234,567元"),
        ("共計支出1,234,", "567元，", "1,234,567元"),
        ("增加比率為98.", "55％，", "98.55％"),
        ("增加比率為98", ".55％，", "98.55％"),
        ("成立於民國11", "2年，", "民國112年"),
        ("成立於民國112", "年5月，", "民國112年5月"),
        ("共計支出5億", "3,000萬元，", "5億3,000萬元"),
    ],
)
def test_a_number_cut_by_the_page_break_is_whole(left: str, right: str, whole: str) -> None:
    block = block_of(left, right)
    assert whole in block.text
    assert block.last_page == 2
    assert block.text[block.breaks[0] :].startswith(right[:1])


@pytest.mark.parametrize(
    ("left", "right"),
    [("共計支出1,234", "567元，"), ("期間為110", "111年，"), ("共計支出1,234", "5,678元，")],
)
def test_what_may_be_two_numbers_gives_no_figure(left: str, right: str) -> None:
    text = block_of(left, right).text
    assert right[:4] in text
    assert extract(text) == ()
