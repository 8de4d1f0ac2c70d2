"""Footnote marks in the text and at the front of footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.readers.pdf.layout.footnote_marks import (
    bare_mark,
    begins_with_mark,
    footnote_label,
    is_only_a_mark,
    marks_in,
    may_follow,
    without_marks,
)
from tests.indexer.readers.pdf.layout.pieces import text_line

if TYPE_CHECKING:
    from indexer.readers.pdf.source.geometry import TextLine


def noted(text: str, *raised: tuple[int, int], label: int = 0) -> TextLine:
    """A line with raised characters."""
    return text_line(100, 500, 100, text, raised=raised, label=label)


def test_raised_numbers_and_signs_may_be_footnote_marks() -> None:
    line = noted("漁港1設備(2)，面積m2及xy", (2, 3), (5, 8), (12, 13), (14, 16))
    assert marks_in(line) == ["1", "2", "2"]


@pytest.mark.parametrize(
    ("text", "alone"),
    [("1", True), ("（1）", True), ("註一", True), ("②", True), ("1 本局", False), ("本局", False)],
)
def test_a_line_may_consist_of_a_mark(text: str, alone: bool) -> None:
    assert is_only_a_mark(noted(text)) is alone


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("1 不含雲海縣。", True),
        ("[1]不含雲海縣。", True),
        ("註一：不含雲海縣。", True),
        ("③不含雲海縣。", True),
        ("2 依作業規定辦理。", False),
        ("1,204 件", False),
        ("1%", False),
        ("本局辦理。", False),
    ],
)
def test_a_footnote_begins_with_a_mark_of_the_text(text: str, begins: bool) -> None:
    assert begins_with_mark(noted(text), {"1", "註一", "③"}) is begins


@pytest.mark.parametrize(
    ("line", "marks", "label"),
    [
        pytest.param(noted("不含雲海縣。"), {"1"}, None, id="no mark"),
        pytest.param(noted("1不含雲海縣。"), {"1"}, "1", id="a mark of the text"),
        pytest.param(noted("1：不含雲海縣。"), {"1"}, "1：", id="with its punctuation"),
        pytest.param(noted("5不含雲海縣。"), set(), None, id="a number of the text"),
        pytest.param(noted("5不含雲海縣。", (0, 1)), set(), "5", id="a raised number"),
        pytest.param(noted("5面積m2", (4, 5)), set(), None, id="another character is raised"),
        pytest.param(noted("123件"), {"1", "12"}, "12", id="the longest mark before a number"),
        pytest.param(noted("5不含雲海縣。", label=1), set(), "5", id="set apart from the text"),
        pytest.param(noted("5、不含雲海縣。", label=1), set(), "5", id="punctuation after it"),
        pytest.param(noted("（5）不含雲海", label=1), set(), "（5）", id="bracket set apart"),
        pytest.param(noted("（5）不含雲海縣。"), set(), "（5）", id="in brackets"),
        pytest.param(noted("5 不含雲海縣。"), set(), "5 ", id="a space after it"),
    ],
)
def test_a_label_of_a_footnote_is_known_raised_apart_or_in_brackets(
    line: TextLine, marks: set[str], label: str | None
) -> None:
    assert footnote_label(line, marks) == label


@pytest.mark.parametrize(
    ("label", "mark"), [("（1）", "1"), ("註1：", "註1"), (" * ", "*"), ("2. ", "2")]
)
def test_a_mark_is_a_label_without_brackets_and_punctuation(label: str, mark: str) -> None:
    assert bare_mark(label) == mark


@pytest.mark.parametrize(
    ("before", "mark", "may"),
    [
        pytest.param("1", "2", True, id="the next number"),
        pytest.param("1", "3", False, id="a later number"),
        pytest.param("2", "2", False, id="the same number"),
        pytest.param("2", "*", True, id="a sign after a number"),
        pytest.param("*", "1", False, id="a number that is used"),
        pytest.param("*", "†", True, id="another sign"),
    ],
)
def test_footnotes_follow_each_other_by_number(before: str, mark: str, may: bool) -> None:
    assert may_follow(before, mark, {"1", "2"}) is may


@pytest.mark.parametrize(
    ("text", "raised", "expected"),
    [
        pytest.param("漁港1設備", (2, 3), ("漁港設備", ["1"]), id="a known mark"),
        pytest.param("漁港(1)設備", (2, 5), ("漁港設備", ["1"]), id="in brackets"),
        pytest.param("漁港1、2設備", (2, 5), ("漁港設備", ["1", "2"]), id="a list of known marks"),
        pytest.param("漁港1、3設備", (2, 5), ("漁港¹、³設備", []), id="a list with another number"),
        pytest.param("106件", (2, 3), ("10⁶件", []), id="an exponent"),
        pytest.param("3.2×106立方公尺", (6, 7), ("3.2×10⁶立方公尺", []), id="a power of ten"),
        pytest.param("3454", (3, 4), ("345", []), id="a mark without a footnote after a number"),
        pytest.param("5,678註3家", (5, 7), ("5,678家", []), id="a mark in words after a number"),
        pytest.param("12.5", (3, 4), ("12.⁵", []), id="raised decimals"),
    ],
)
def test_known_marks_are_removed_and_other_raised_characters_stay_raised(
    text: str, raised: tuple[int, int], expected: tuple[str, list[str]]
) -> None:
    assert without_marks(text, [raised], {"1", "2"}) == expected
