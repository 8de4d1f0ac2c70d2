"""Lines of the text that come back at the edges of pages, beside headers that do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.document.running_elements import remove_running_elements
from indexer.readers.pdf.page.part import PagePart
from indexer.readers.pdf.source.geometry import Box
from indexer.readers.pdf.tables.model import PageCell, PageTable
from tests.indexer.readers.pdf.document.edges import A4, at

if TYPE_CHECKING:
    from collections.abc import Sequence

PITCH = 20.0
#: A line of 36 characters of 12 points, from 70 to 502 points.
FULL = "橋梁之檢查由本局會同公所辦理並將結果公告於網站以供民眾查閱及申請覆核之用且"
NAMES = "甲乙丙丁戊己"


def page(
    number: int, top: str, *, first: float = 60.0, size: float = 12.0, gap: float = PITCH
) -> PagePart:
    """A page with a line in `size` at `first` points, and text in 12 points `gap` points below."""
    name = NAMES[number - 1]
    rows = [f"{name}橋{FULL}"[:36], f"{name}路{FULL}"[:36], f"{name}堤之檢查結果均已函復。"]
    lines = [at(top, first, 70, size)]
    lines += [at(text, first + gap + PITCH * n, 70, 12) for n, text in enumerate(rows)]
    return PagePart(number, A4, lines)


def kept(parts: Sequence[PagePart], tops: Sequence[str]) -> list[bool]:
    """True for each page that keeps its line at the top."""
    remove_running_elements(parts)
    return [any(line.text == top for line in p.lines) for p, top in zip(parts, tops, strict=True)]


def kept_on_pages(
    tops: Sequence[str], first: float = 60.0, size: float = 12.0, gap: float = PITCH
) -> list[bool]:
    parts = [page(n, top, first=first, size=size, gap=gap) for n, top in enumerate(tops, start=1)]
    return kept(parts, tops)


@pytest.mark.parametrize("pages", [2, 3, 4, 6])
@pytest.mark.parametrize(
    "text",
    [
        "計裁罰{}萬元，並限期改善橋面。",
        "本年度計裁罰業者{}件",
        "其中{}座列管",
    ],
    ids=["a sentence", "a line with a count", "a line that begins with words"],
)
def test_a_line_at_the_pitch_of_the_text_whose_numbers_change_is_text(
    text: str, pages: int
) -> None:
    tops = [text.format(20 + 7 * n) for n in range(pages)]
    assert kept_on_pages(tops) == [True] * pages


@pytest.mark.parametrize("pages", [2, 3, 4, 6])
@pytest.mark.parametrize(
    "text",
    ["查扣柴油5,000公升，並將負責人移送。", f"本局{FULL}"[:36]],
    ids=["a sentence", "a full line that a sentence leaves"],
)
def test_a_line_of_the_text_that_is_the_same_on_each_page_is_text(text: str, pages: int) -> None:
    assert kept_on_pages([text] * pages) == [True] * pages


@pytest.mark.parametrize(
    ("size", "gap"),
    [(9.0, PITCH), (12.0, 2 * PITCH)],
    ids=["smaller than the text", "apart from the text"],
)
def test_a_header_that_stands_apart_or_is_smaller_is_removed(size: float, gap: float) -> None:
    assert kept_on_pages(["雲海縣橋梁檢查報告"] * 4, size=size, gap=gap) == [False] * 4


@pytest.mark.parametrize(("gap", "stays"), [(26.9, True), (27.1, False)], ids=["1.34", "1.36"])
def test_text_is_set_up_to_a_third_wider_than_the_usual_pitch(gap: float, stays: bool) -> None:
    tops = [f"本年度計裁罰{20 + n}件" for n in range(4)]
    assert kept_on_pages(tops, gap=gap) == [stays] * 4


@pytest.mark.parametrize(("size", "stays"), [(11.6, True), (11.4, False)], ids=str)
def test_a_line_of_the_text_has_its_size(size: float, stays: bool) -> None:
    tops = [f"本年度計裁罰{20 + n}件" for n in range(4)]
    assert kept_on_pages(tops, size=size) == [stays] * 4


@pytest.mark.parametrize(("short", "stays"), [(2, True), (4, False)], ids=str)
def test_a_full_line_ends_near_the_end_of_the_text(short: int, stays: bool) -> None:
    assert kept_on_pages([FULL[: 36 - short]] * 4) == [stays] * 4


def test_a_header_in_the_type_and_at_the_pitch_of_the_text_is_removed() -> None:
    assert kept_on_pages(["雲海縣橋梁檢查報告"] * 4) == [False] * 4


def test_a_header_with_the_number_of_the_page_is_removed_at_the_pitch_of_the_text() -> None:
    tops = [f"雲海縣橋梁檢查報告　第{n}頁" for n in range(1, 5)]
    assert kept_on_pages(tops) == [False] * 4


def test_a_sentence_apart_from_the_text_whose_numbers_change_is_text() -> None:
    tops = [f"計裁罰{20 + 7 * n}萬元，並限期改善橋面。" for n in range(4)]
    assert kept_on_pages(tops, gap=2 * PITCH, size=9.0) == [True] * 4


def test_a_sentence_on_each_page_apart_from_the_text_is_text_once() -> None:
    tops = ["本報告僅供參考，不得轉載。"] * 4
    assert kept_on_pages(tops, gap=2 * PITCH, size=9.0) == [True, False, False, False]


def test_lines_below_lines_of_the_text_are_text_too() -> None:
    parts = []
    for number in range(1, 5):
        made = page(number, f"計裁罰{20 + number}萬元，並限期")
        made.lines = [
            at(f"{NAMES[number - 1]}段{FULL}"[:36], 40, 70, 12),
            *made.lines[:1],
            at(f"改善{30 + number}座橋", 80, 70, 12),
        ]
        made.lines += [at(f"{NAMES[number - 1]}橋之檢查", 400 + PITCH * n, 70, 12) for n in (0, 1)]
        parts.append(made)
    remove_running_elements(parts)
    assert [len(part.lines) for part in parts] == [5] * 4


@pytest.mark.parametrize(
    ("numbers", "stays"),
    [
        ((20, 35, 12, 41), True),
        ((20, 21, 35, 36), True),
        ((5, 5, 5, 5), False),
        ((7, 8, 9, 10), False),
        ((1, 1, 2, 2), False),
        ((6, 7, 1, 2), False),
        ((1, 2, 2, 1), True),
    ],
    ids=[
        "counts",
        "counts that rise",
        "one number",
        "pages",
        "chapters",
        "pages of two parts",
        "counts that come back",
    ],
)
def test_a_small_table_with_other_figures_on_each_page_is_text(
    numbers: tuple[int, ...], stays: bool
) -> None:
    parts = []
    for number, value in enumerate(numbers, start=1):
        made = page(number, f"{NAMES[number - 1]}港之檢查", first=400)
        cells = [PageCell(0, n, lines=[at(text, 60, 80 + 100 * n)]) for n, text in enumerate(
            ("裁罰", f"{value}件")
        )]  # fmt: skip
        made.tables = [PageTable(Box(70, 50, 270, 70), (70.0, 170.0, 270.0), cells)]
        parts.append(made)
    remove_running_elements(parts)
    assert [len(part.tables) for part in parts] == [int(stays)] * 4
