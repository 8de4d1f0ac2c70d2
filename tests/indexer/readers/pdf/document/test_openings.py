"""The head of a document that stands on each of its pages: its first occurrence is text."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.document.running_elements import remove_running_elements
from tests.indexer.readers.pdf.document.edges import at, pages_with

HEAD = ("雲海縣橋梁檢查結果統計表", "製表機關：雲海縣政府", "中華民國一百十二年五月")


def _sized(sizes: tuple[float, ...]) -> list[tuple[str, float]]:
    return list(zip(HEAD, sizes, strict=True))


def kept_on(pages: int, sizes: tuple[float, ...] = (14.0, 10.0, 10.0)) -> list[list[str]]:
    """The lines of the head that each of the pages keeps; the text is in type of 12 points."""
    heads = [
        [
            at(text, 40 + 20 * n, 70, size)
            for n, (text, size) in enumerate(zip(HEAD, sizes, strict=True))
        ]
        for _ in range(pages)
    ]
    parts = pages_with(*heads)
    remove_running_elements(parts)
    return [[line.text for line in part.lines if line.text in HEAD] for part in parts]


@pytest.mark.parametrize("pages", [2, 3])
def test_the_head_of_each_of_a_few_pages_stays_on_the_first(pages: int) -> None:
    assert kept_on(pages) == [list(HEAD), *[[]] * (pages - 1)]


@pytest.mark.parametrize(
    ("size", "kept"), [(11.6, 3), (11.4, 1)], ids=["size of the text", "smaller"]
)
def test_a_head_is_in_the_type_of_the_text_or_larger(size: float, kept: int) -> None:
    assert len(kept_on(2, (size, 10.0, 10.0))[0]) == kept


@pytest.mark.parametrize(("size", "kept"), [(14.5, 3), (14.3, 0)], ids=["a title", "smaller"])
def test_a_head_of_many_pages_is_in_the_type_of_a_title(size: float, kept: int) -> None:
    assert [len(lines) for lines in kept_on(6, (size, 10.0, 10.0))] == [kept, 0, 0, 0, 0, 0]


def test_lines_above_the_large_type_are_no_part_of_the_head() -> None:
    assert kept_on(2, (9.0, 14.0, 10.0))[0] == list(HEAD[1:])


@pytest.mark.parametrize("pages", [2, 3, 4])
@pytest.mark.parametrize("middle", [40, 800], ids=["top", "foot"])
def test_a_field_with_its_label_is_text_in_any_size(pages: int, middle: float) -> None:
    parts = pages_with(*([at("製表機關：雲海縣政府", middle, 70, 8)] for _ in range(pages)))
    remove_running_elements(parts)
    kept = 1 if pages <= 3 else 0
    assert [len(part.lines) for part in parts] == [1 + kept, *[1] * (pages - 1)]


def test_page_numbers_and_footers_are_no_heads() -> None:
    parts = pages_with(
        *([at(f"第{n}頁", 40, 280, 14), at("雲海縣政府編印", 800, 280, 14)] for n in (1, 2))
    )
    remove_running_elements(parts)
    assert [len(part.lines) for part in parts] == [1, 1]
