"""Texts beside rows of numbers: their lines and their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.tables.row_names import place_texts
from tests.indexer.readers.pdf.tables.rows_of_type import text

if TYPE_CHECKING:
    from indexer.readers.pdf.source.geometry import TextLine

#: A column as wide as five characters and its padding.
WIDTH = 56.0
Placed = list[tuple[str, int | None]]


def placed(lines: list[TextLine], bases: list[float], *, named: bool = True) -> Placed:
    found = place_texts(lines, bases, WIDTH, named=named)
    return [("/".join(line.text for line in own), at) for own, at in found]


def column(*lines: tuple[str, float]) -> list[TextLine]:
    return [text(words, 70, base) for words, base in lines]


def test_a_wrapped_name_is_centred_beside_its_numbers() -> None:
    lines = column(("交通工程設", 100), ("施補償", 112), ("準備金", 140))
    assert placed(lines, [106.0, 140.0]) == [("交通工程設/施補償", 0), ("準備金", 1)]


@pytest.mark.parametrize("base", [100.0, 112.0])
def test_a_wrapped_name_begins_or_ends_on_the_baseline(base: float) -> None:
    lines = column(("交通工程設", 100), ("施補償", 112), ("準備金", 140))
    assert placed(lines, [base, 140.0]) == [("交通工程設/施補償", 0), ("準備金", 1)]


def test_full_lines_with_numbers_of_their_own_are_names() -> None:
    lines = column(("營業利益額", 100), ("稅前純益額", 112), ("本期純益額", 124))
    assert placed(lines, [100.0, 112.0, 124.0]) == [
        ("營業利益額", 0), ("稅前純益額", 1), ("本期純益額", 2),
    ]  # fmt: skip


def test_a_heading_is_no_part_of_the_name_below_it() -> None:
    lines = column(("歲入", 100), ("甲稅", 112), ("乙費", 124))
    assert placed(lines, [112.0, 124.0]) == [("歲入", None), ("甲稅", 0), ("乙費", 1)]


def test_a_list_item_begins_a_name() -> None:
    lines = column(("一、總計畫", 100), ("二、乙", 112))
    assert placed(lines, [112.0]) == [("一、總計畫", None), ("二、乙", 0)]


@pytest.mark.parametrize("total", ["合計", "總計", "小計"])
def test_the_label_of_a_total_is_no_part_of_the_heading_below_it(total: str) -> None:
    lines = [text(total[0], 70, 100), text(total[1], 110, 100)]
    lines += column(("歲出", 112), ("公積", 124))
    assert placed(lines, [100.0, 124.0]) == [
        ("/".join(total), 0), ("歲出", None), ("公積", 1),
    ]  # fmt: skip


def test_other_type_begins_a_name() -> None:
    lines = column(("教育部主管", 100), ("國民教育", 112))
    lines[0].bold = True
    assert placed(lines, [112.0]) == [("教育部主管", None), ("國民教育", 0)]


def test_a_spread_line_is_not_full() -> None:
    spread = [text("合", 70, 100), text("計", 111, 100)]
    assert placed([*spread, *column(("甲稅", 120))], [120.0]) == [("合/計", None), ("甲稅", 0)]


def test_spread_lines_at_the_least_pitch_are_one_name() -> None:
    lines: list[TextLine] = []
    for at in range(3):
        for base in (100.0 + 28 * at, 112.0 + 28 * at):
            lines += [text("甲", 70, base), text("乙", 111, base)]
    assert placed(lines, [106.0, 134.0, 162.0]) == [("甲/乙/甲/乙", at) for at in range(3)]


def test_texts_of_a_column_are_set_alike() -> None:
    # two names are centred beside their numbers, so the third is not two lines from the top
    lines = column(
        ("未加計變動", 100), ("之純益", 112), ("會計原則變", 130), ("動影響數", 142),
        ("營業利益額", 160), ("營業外收支", 172), ("本期純益額", 184),
    )  # fmt: skip
    assert placed(lines, [106.0, 136.0, 160.0, 184.0]) == [
        ("未加計變動/之純益", 0), ("會計原則變/動影響數", 1),
        ("營業利益額", 2), ("營業外收支", None), ("本期純益額", 3),
    ]  # fmt: skip


def test_paragraphs_beside_one_number_are_one_text() -> None:
    lines = column(("補助經費", 88), ("尚未支用，", 100), ("逕列。", 112))
    assert placed(lines, [100.0], named=False) == [("補助經費/尚未支用，/逕列。", 0)]


@pytest.mark.parametrize(("apart", "at"), [(4.5, 0), (5.5, None)])
def test_numbers_half_an_em_away_are_beside_a_name(apart: float, at: int | None) -> None:
    assert placed(column(("甲稅", 100)), [100 + apart]) == [("甲稅", at)]


def test_a_name_far_above_is_no_part_of_the_next() -> None:
    lines = column(("交通工程設", 100), ("施補償", 117))
    assert placed(lines, [117.0]) == [("交通工程設", None), ("施補償", 0)]


def test_a_text_of_many_lines_is_read() -> None:
    lines = column(*((f"第{at}行的文字", 100.0 + 12 * at) for at in range(500)))
    found = placed(lines, [100.0], named=False)
    assert sum(own.count("行") for own, _ in found) == 500


def test_no_texts_are_placed_without_lines() -> None:
    assert placed([], [100.0]) == []
