"""Footnotes at the foot of a page, with and without a rule above them.

The page is 600 points wide and 1000 high, and the text is in type of 10 points.
"""

from __future__ import annotations

import pytest

from indexer.readers.pdf.layout.footnotes import make_footnotes, split_at_rule, split_footnotes
from indexer.readers.pdf.source.geometry import Box, TextLine
from tests.indexer.readers.pdf.layout.pieces import text_line

PAGE = (600.0, 1000.0)
RULE = Box(100.0, 850.0, 250.0, 850.0)


def body(base: float = 700.0, x1: float = 500.0) -> TextLine:
    """A line of the text, with the mark 1 at its end."""
    return text_line(100, x1, base, "檢查各漁港1", raised=((5, 6),))


def note(
    text: str = "1 不含雲海縣。",
    base: float = 870.0,
    *,
    x0: float = 100.0,
    x1: float = 400.0,
    size: float = 8.0,
    raised: bool = False,
) -> TextLine:
    """A line at the foot of the page; with `raised` its first character is raised."""
    return text_line(x0, x1, base, text, size=size, raised=((0, 1),) if raised else ())


def under_rule(rule: Box, *notes: TextLine, only_small: bool = False) -> list[str]:
    """The texts of the footnotes under a rule, on a page with one line of text."""
    text, found = split_at_rule([body(), *notes], [rule], PAGE, 10.0, only_small=only_small)
    assert len(text) + len(found) == 1 + len(notes)
    return [line.text for line in found]


def without_rule(*lines: TextLine) -> list[str]:
    """The texts of the footnotes of a page without rules."""
    text, found = split_footnotes(lines, [], PAGE, 10.0)
    assert [*text, *found] == list(lines)
    return [line.text for line in found]


@pytest.mark.parametrize(
    ("width", "found"),
    [
        pytest.param(255.0, True, id="42 % of the page"),
        pytest.param(285.0, False, id="48 % of the page"),
    ],
)
def test_a_footnote_rule_is_shorter_than_half_of_the_page(width: float, found: bool) -> None:
    assert bool(under_rule(Box(100, 850, 100 + width, 850), note())) is found


@pytest.mark.parametrize(
    ("y", "found"), [(420.0, True), pytest.param(380.0, False, id="in the upper part of the page")]
)
def test_a_footnote_rule_is_in_the_lower_three_fifths_of_the_page(y: float, found: bool) -> None:
    lines = [body(200), note(base=y + 20)]
    _, notes = split_at_rule(lines, [Box(100, y, 250, y)], PAGE, 10.0)
    assert bool(notes) is found


@pytest.mark.parametrize(("indent", "found"), [(18.0, True), (22.0, False)])
def test_a_footnote_rule_begins_near_the_left_side_of_the_footnotes(
    indent: float, found: bool
) -> None:
    rule = Box(100 + indent, 850, 250, 850)
    assert bool(under_rule(rule, note(), note("（續）", 890, x0=120))) is found


@pytest.mark.parametrize(
    ("size", "found"), [pytest.param(9.3, True, id="93 %"), pytest.param(9.7, False, id="97 %")]
)
def test_text_under_a_rule_is_a_footnote_if_it_is_smaller_than_the_text(
    size: float, found: bool
) -> None:
    assert bool(under_rule(RULE, note("5 不含雲海縣。", size=size))) is found


def test_text_under_a_rule_in_the_size_of_the_text_needs_a_mark_of_the_text() -> None:
    known, other = note(size=10), note("5 不含雲海縣。", size=10)
    assert under_rule(RULE, known) == [known.text]
    assert under_rule(RULE, other) == []
    assert under_rule(RULE, known, only_small=True) == []
    assert under_rule(RULE, note(), note("（續）", 890, size=10)) == ["1 不含雲海縣。", "（續）"]


def test_a_rule_without_lines_under_it_is_not_a_footnote_rule() -> None:
    assert under_rule(RULE) == []


@pytest.mark.parametrize(("above", "found"), [(1.8, True), (2.2, False)])
def test_a_footnote_may_begin_two_points_above_its_rule(above: float, found: bool) -> None:
    assert bool(under_rule(RULE, note(base=850 - above + 7.04))) is found


def test_of_several_rules_the_first_one_with_footnotes_under_it_counts() -> None:
    upper, lower = Box(100, 600, 200, 600), Box(100, 900, 200, 900)
    lines = [body(620), note("2 依作業規定辦理。", 920)]
    text, notes = split_footnotes(lines, [lower, upper], PAGE, 10.0)
    assert (text, notes) == (lines[:1], lines[1:])


@pytest.mark.parametrize(
    ("beside", "rows", "found"),
    [
        pytest.param(3, 10, True, id="in 3 of 10 rows"),
        pytest.param(4, 10, False, id="in 4 of 10 rows"),
    ],
)
def test_lines_beside_each_other_under_a_rule_are_those_of_a_table(
    beside: int, rows: int, found: bool
) -> None:
    lines = [note(base=860 + 12 * at, x1=200) for at in range(rows)]
    lines += [note("1,204", 860 + 12 * at, x0=300) for at in range(beside)]
    assert bool(under_rule(RULE, *lines)) is found


def test_marks_set_apart_from_their_footnotes_are_not_cells() -> None:
    lines = []
    for at, mark in enumerate("123"):
        lines += [note(mark, 870 + 12 * at, x1=104), note("不含雲海縣。", 870 + 12 * at, x0=120)]
    assert len(under_rule(RULE, *lines)) == 6


@pytest.mark.parametrize(
    ("size", "found"), [pytest.param(8.7, True, id="87 %"), pytest.param(9.3, False, id="93 %")]
)
def test_footnotes_without_a_rule_are_clearly_smaller_than_the_text(
    size: float, found: bool
) -> None:
    assert bool(without_rule(body(), note(size=size))) is found


@pytest.mark.parametrize(
    ("base", "found"), [(430.0, True), pytest.param(390.0, False, id="in the upper part")]
)
def test_footnotes_without_a_rule_are_in_the_lower_three_fifths_of_the_page(
    base: float, found: bool
) -> None:
    assert bool(without_rule(body(200), note(base=base))) is found


def test_footnotes_without_a_rule_begin_with_a_mark() -> None:
    unmarked = text_line(100, 500, 700, "檢查各漁港")
    assert without_rule(body(), note()) == ["1 不含雲海縣。"]
    assert without_rule(unmarked, note()) == [], "the text has no mark and the number is not raised"
    assert without_rule(unmarked, note(raised=True)) == ["1 不含雲海縣。"]
    assert without_rule(body(), note("資料來源：工務局", 850), note()) == ["1 不含雲海縣。"]
    assert without_rule(body(), note("資料來源：工務局")) == []


def test_small_type_above_the_text_is_not_a_footnote() -> None:
    assert without_rule(note(base=600), body(), note("5 依作業規定。", 900)) == ["5 依作業規定。"]
    assert without_rule(note(base=800), body(820)) == []


def test_a_rule_counts_more_than_the_size_of_the_type() -> None:
    lines = [body(), note("資料來源：工務局", 840), note("1 不含雲海縣。", 870)]
    _, notes = split_footnotes(lines, [RULE], PAGE, 10.0)
    assert notes == lines[2:]
    source, mark = note("2 資料來源", 840), note("1 不含雲海縣。", 870)
    text, notes = split_footnotes([body(), source, mark], [RULE], PAGE, 10.0)
    assert (len(text), notes) == (2, [mark])


def footnotes(*lines: TextLine, marks: tuple[str, ...] = ("1",)) -> list[tuple[str, list[str]]]:
    """The footnotes of lines: the mark and the texts of each."""
    made = make_footnotes(lines, 3, set(marks))
    assert all(found.page == 3 for found in made)
    return [(found.mark, [row.text for row in found.rows]) for found in made]


def test_a_footnote_begins_at_its_mark() -> None:
    found = footnotes(
        note("（續）前頁說明。", 850),
        note("1 不含雲海縣。", 862),
        note("另依作業規定辦理。", 874),
        note("2 係預估數。", 886),
    )
    assert found == [
        ("", ["（續）前頁說明。"]),
        ("1", ["不含雲海縣。", "另依作業規定辦理。"]),
        ("2", ["係預估數。"]),
    ]


def test_the_rest_of_the_last_page_s_footnote_is_one_footnote() -> None:
    assert footnotes(note("前頁說明，", 850), note("續前頁。", 862)) == [
        ("", ["前頁說明，", "續前頁。"])
    ]


def test_a_number_out_of_order_is_text_of_the_footnote() -> None:
    found = footnotes(note("1 共計", 850), note("7 處漁港。", 862), note("2 係預估數。", 874))
    assert found == [("1", ["共計", "7 處漁港。"]), ("2", ["係預估數。"])]


@pytest.mark.parametrize(
    ("second", "third", "marks", "found"),
    [
        ("2 係預估數。", "4 含支流。", "124", ["1", "2", "4"]),
        ("2 係預估數。", "6 含支流。", "126", ["1", "2", "6"]),
        ("2 係預估數。", "4 處漁港。", "12", ["1", "2"]),
        ("2 共計", "4 處漁港。", "124", ["1", "2"]),
        ("2 係預估數。", "1 處漁港。", "12", ["1", "2"]),
    ],
    ids=["number 3 is missing", "three are missing", "no mark", "inside a sentence", "lower"],
)
def test_a_mark_of_the_text_begins_a_footnote_where_a_number_is_missing(
    second: str, third: str, marks: str, found: list[str]
) -> None:
    lines = note("1 不含雲海縣。", 850), note(second, 862), note(third, 874)
    assert [mark for mark, _ in footnotes(*lines, marks=tuple(marks))] == found


def test_a_footnote_of_a_later_number_waits_for_the_one_between() -> None:
    found = footnotes(
        note("1 含稅。", 850), note("3 處不含。", 862), note("2 係預估數。", 874),
        note("3 含支流。", 886), marks=("1", "2", "3"),
    )  # fmt: skip
    assert [mark for mark, _ in found] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("indent", "count"), [pytest.param(3.6, 2, id="0.45 em"), pytest.param(4.4, 1, id="0.55 em")]
)
def test_a_number_to_the_right_of_the_other_marks_is_in_a_wrapped_line(
    indent: float, count: int
) -> None:
    found = footnotes(note("1 不含雲海縣，", 850), note("2 處漁港亦不含。", 862, x0=100 + indent))
    assert len(found) == count


def test_the_leftmost_mark_is_the_edge_of_the_footnotes() -> None:
    found = footnotes(
        note("1 不含雲海縣。", 850, x0=100), note("2 係預估數。", 862, x0=96), note("3 處。", 874)
    )
    assert [mark for mark, _ in found] == ["1", "2", "3"]
    found = footnotes(
        note("1 不含雲海縣。", 850, x0=100), note("2 係預估數。", 862, x0=96),
        note("3 處。", 874, x0=101),
    )  # fmt: skip
    assert [mark for mark, _ in found] == ["1", "2"]


def test_a_mark_set_apart_from_its_footnote_begins_it() -> None:
    found = footnotes(
        note("1", 850, x1=104), note("不含雲海縣。", 850, x0=120),
        note("2", 862, x1=104), note("係預估數。", 862, x0=120), marks=(),
    )  # fmt: skip
    assert found == [("1", ["不含雲海縣。"]), ("2", ["係預估數。"])]


@pytest.mark.parametrize(
    ("size", "found"),
    [
        pytest.param(6.2, [("1", ["不含雲海縣。"])], id="in smaller type"),
        pytest.param(6.6, [("", ["1", "不含雲海縣。"])], id="in nearly the same type"),
    ],
)
def test_a_small_mark_on_a_line_of_its_own_begins_a_footnote(
    size: float, found: list[tuple[str, list[str]]]
) -> None:
    assert footnotes(note("1", 845, x1=104, size=size), note("不含雲海縣。"), marks=()) == found


def test_a_footnote_without_its_mark_begins_at_its_text() -> None:
    line = text_line(100, 200, 850, "1 不含雲海縣5等", size=8.0, raised=((0, 1), (7, 8)))
    (found,) = make_footnotes([line], 1, {"1"})
    (row,) = found.rows
    assert (row.text, row.raised, len(row.starts)) == ("不含雲海縣5等", ((5, 6),), 7)
    assert row.x0 == row.starts[0] > 100


def test_the_start_of_a_footnote_s_text_is_that_of_its_line_if_it_is_not_known() -> None:
    line = note("1 不含雲海縣。")
    line.starts = []
    (found,) = make_footnotes([line], 1, {"1"})
    assert found.rows[0].x0 == 100


def test_there_are_no_footnotes_without_lines() -> None:
    assert footnotes() == []


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (Box(100, 849, 250, 849), False),
        (Box(109, 849, 241, 849), False),
        (Box(112, 849, 250, 849), True),
        (Box(100, 849, 262, 849), True),
        (Box(100, 850.5, 250, 850.5), True),
    ],
    ids=["as long", "nearly as long", "begins inside", "longer", "too far below"],
)
def test_the_line_under_a_title_is_no_footnote_rule(rule: Box, found: bool) -> None:
    title = text_line(100, 250, 846.3, "表 1　檢查結果")
    _, notes = split_at_rule([body(), title, note()], [rule], PAGE, 10.0)
    assert bool(notes) is found


def test_text_without_a_mark_is_a_footnote_only_if_one_goes_on() -> None:
    rest = note("以及雲海縣。")
    for continued in (True, False):
        _, found = split_at_rule([body(), rest], [RULE], PAGE, 10.0, continued=continued)
        assert bool(found) is continued
        _, found = split_footnotes([body(), rest], [RULE], PAGE, 10.0, continued=continued)
        assert bool(found) is continued
        _, found = split_at_rule([body(), note()], [RULE], PAGE, 10.0, continued=continued)
        assert found
