"""The confidence of OCR in passages and in their figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.documents.build import build_document
from indexer.documents.recognised import with_confidences
from indexer.structure.blocks import Block, Reading, RecognisedLine
from judian.core.model import DocumentInfo, Kind, Passage, passage_from_json, to_json
from judian.zh.figures.extraction import extract

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST, SECOND = (70.0, 100.0, 300.0, 112.0), (70.0, 120.0, 300.0, 132.0)


def line(*words: tuple[str, float], box: tuple[float, ...] = FIRST) -> RecognisedLine:
    """A line of words, each with the confidence of its characters."""
    confidences = tuple(sure for text, sure in words for _ in text)
    return RecognisedLine("".join(text for text, _ in words), confidences, box)


def passage(text: str, *boxes: tuple[float, ...], page: int = 1) -> Passage:
    places = tuple((page, *box) for box in boxes)
    return Passage(
        "d-1", "d", 1, Kind.PARAGRAPH, text, 0, len(text), 1,
        page=page, figures=extract(text), boxes=places,  # type: ignore[arg-type]
    )  # fmt: skip


def shares(found: Passage) -> list[tuple[str, float | None]]:
    return [(figure.text, figure.recognised) for figure in found.figures]


def confidences(text: str, lines: Sequence[RecognisedLine], *boxes: tuple[float, ...]) -> Passage:
    return with_confidences(passage(text, *boxes), {1: lines})


def test_a_figure_has_the_lowest_confidence_of_its_characters() -> None:
    lines = [line(("計", 0.2), ("3,440", 0.93), ("萬元", 0.81), ("，另25人", 0.9))]
    found = confidences("計3,440萬元，另25人", lines, FIRST)
    assert shares(found) == [("3,440萬元", 0.81), ("25人", 0.9)]
    assert found.recognised == 0.84


def test_a_figure_over_two_lines_is_found() -> None:
    lines = [line(("共查獲3,4", 0.95)), line(("40件", 0.85), box=SECOND)]
    assert shares(confidences("共查獲3,440件", lines, FIRST, SECOND)) == [("3,440件", 0.85)]


def test_the_lowest_of_equal_figures_counts_and_no_part_of_another() -> None:
    lines = [
        line(("查獲25件", 0.9)),
        line(("查獲25件", 0.85), box=SECOND),
        line(("查獲125件及1,25件", 0.5), box=SECOND),
    ]
    assert shares(confidences("查獲25件", lines, FIRST, SECOND)) == [("25件", 0.85)]


def test_lines_at_other_places_and_on_other_pages_do_not_count() -> None:
    lines = [line(("查獲25件", 0.9)), line(("查獲25件", 0.5), box=SECOND)]
    found = with_confidences(passage("查獲25件", FIRST), {1: lines, 2: [line(("25件", 0.1))]})
    assert shares(found) == [("25件", 0.9)]


def test_a_passage_without_a_place_has_the_lines_of_its_page() -> None:
    assert shares(confidences("查獲25件", [line(("查獲25件", 0.88))])) == [("25件", 0.88)]


def test_a_figure_that_is_not_found_has_the_lowest_confidence_of_all() -> None:
    lines = [line(("查獲", 0.82), ("2S件", 0.9))]
    assert shares(confidences("查獲25件", lines, FIRST)) == [("25件", 0.82)]


@pytest.mark.parametrize(
    ("digits", "unit", "kept"), [(0.8, 0.8, True), (0.79, 0.9, False), (0.9, 0.79, False)]
)
def test_a_doubtful_figure_is_none(digits: float, unit: float, *, kept: bool) -> None:
    found = confidences("查獲25件", [line(("查獲", 0.9), ("25", digits), ("件", unit))], FIRST)
    assert bool(found.figures) is kept
    assert found.recognised is not None


def test_repaired_spaces_widths_and_gaps_are_no_difference() -> None:
    lines = [line(("占13.69 ％", 0.91), ("，另7\ufffd件", 0.0))]
    assert shares(confidences("占13.69%，另7\ufffd件", lines, FIRST)) == [("13.69%", 0.91)]


def test_text_that_was_not_recognised_has_no_confidence() -> None:
    text = passage("查獲25件", FIRST)
    assert with_confidences(text, {}) is text
    assert with_confidences(text, {2: [line(("查獲25件", 0.9))]}) is text
    assert with_confidences(text, {1: [line(("別處", 0.9), box=SECOND)]}) is text


def test_a_document_stores_the_confidences() -> None:
    text = "本年度共查獲違規案件25件，較上年度增加。"
    reading = Reading(
        (Block(Kind.PARAGRAPH, text, page=1, boxes=((1, *FIRST),)),), "pdf", pages=1,
        recognised={1: (line((text, 0.87)),)},
    )  # fmt: skip
    info = DocumentInfo("a" * 16, "", ("報告.pdf",), "pdf", "a" * 64)
    (entry,) = build_document(info, None, reading)[1]
    assert '"recognised":0.87' in entry.payload
    (entry,) = build_document(info, None, replace(reading, recognised={}))[1]
    assert "recognised" not in entry.payload


def test_confidences_survive_storage() -> None:
    found = confidences("查獲25件", [line(("查獲25件", 0.9))], FIRST)
    assert passage_from_json(to_json(found)) == found
