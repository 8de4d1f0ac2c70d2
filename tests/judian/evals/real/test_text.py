"""Characters, numbers and leftovers: each measure counts its fault, and nothing where all is
right."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from judian.evals.real.artifacts import PageArtifacts, artifacts_of
from judian.evals.real.characters import agreed_han, left_out_on_purpose, lost_han
from judian.evals.real.contenders import Segment
from judian.evals.real.leftovers import contents_kept, doubled, has_page_number
from judian.evals.real.numbers import numbers_found
from tests.judian.evals.real.drawn import draw

if TYPE_CHECKING:
    from pathlib import Path

    from judian.evals.real.printed import PrintedPage

BODY = ("本年度查獲走私案件", 100, 300)


def numbered(path: Path) -> list[PrintedPage]:
    """Four pages with a running head, a sentence of their own and a page number."""
    bodies = ("甲區查獲十二件", "乙區查獲三件", "丙區沒有查獲", "丁區移送兩件")
    return draw(
        path,
        *([("海巡署年報", 250, 40), (body, 100, 300), (f"- {at} -", 290, 810)]
          for at, body in enumerate(bodies, 7)),
    )  # fmt: skip


def test_a_character_is_lost_unless_it_stands_on_the_next_page(tmp_path: Path) -> None:
    pages = draw(tmp_path / "a.pdf", [BODY], [("移送十三人", 100, 300)])
    agreed = agreed_han(pages, artifacts_of(pages), None)
    assert not any(lost_han(agreed, {1: "本年度查獲走私案件", 2: "移送十三人"}))
    assert not any(lost_han(agreed, {1: "本年度查獲走私", 2: "案件移送十三人"}))
    assert lost_han(agreed, {1: "本年度查獲走私件", 2: "移送十三人"})[0] == Counter("案")
    once = lost_han(agreed, {1: "本年度查獲走私", 2: "案移送十三人"})
    assert once == [Counter("件"), Counter()]


def test_only_what_the_second_reader_gives_too_can_be_lost(tmp_path: Path) -> None:
    pages = draw(tmp_path / "a.pdf", [BODY])
    agreed = agreed_han(pages, artifacts_of(pages), {1: "本年度"})
    assert agreed == [Counter("本年度")]


def test_compatibility_ideographs_count_as_what_they_stand_for(tmp_path: Path) -> None:
    pages = draw(tmp_path / "a.pdf", [BODY])
    agreed = agreed_han(pages, artifacts_of(pages), None)
    assert not any(lost_han(agreed, {1: "本\uf98e\ufa01查獲走私案件"}))


def test_running_heads_and_page_numbers_are_artifacts(tmp_path: Path) -> None:
    pages = numbered(tmp_path / "a.pdf")
    found = artifacts_of(pages)
    assert [each.number for each in found] == ["7", "8", "9", "10"]
    assert [sorted(each.lines) for each in found] == [[0, 2]] * 4


def test_numbers_that_do_not_count_on_are_no_page_numbers(tmp_path: Path) -> None:
    pages = draw(
        tmp_path / "a.pdf", *([("本文", 100, 300), (n, 290, 810)] for n in ("7", "3", "8"))
    )
    assert [each.number for each in artifacts_of(pages)] == [None] * 3


@pytest.mark.parametrize(
    ("texts", "parts", "left"),
    [
        (["乙區查獲三件"], [], False),
        (["乙區查獲三件", "- 8 -"], [], True),
        (["乙區查獲三件", "8"], [], True),
        (["乙區查獲三件8"], [Segment("乙區查獲三件8", 2, closes=False)], True),
        (["乙區查獲三件8"], [Segment("乙區查獲三件8", 2)], False),
        (["8乙區查獲三件"], [Segment("8乙區查獲三件", 2, opens=False)], True),
    ],
)
def test_a_page_number_in_the_text(
    tmp_path: Path, texts: list[str], parts: list[Segment], left: bool
) -> None:
    page = numbered(tmp_path / "a.pdf")[1]
    around = PageArtifacts(frozenset({0, 2}), "8")
    assert has_page_number(page, around, parts, texts) is left


def test_a_number_printed_in_the_text_too_is_no_page_number(tmp_path: Path) -> None:
    pages = draw(tmp_path / "a.pdf", [("8", 100, 300), ("8", 290, 810)])
    assert not has_page_number(pages[0], PageArtifacts(frozenset({1}), "8"), [], ["8"])


def test_numbers_are_found_whole_missing_or_unprinted(tmp_path: Path) -> None:
    pages = draw(tmp_path / "a.pdf", [("查獲1,234件，占56.7％", 100, 300)])
    around = artifacts_of(pages)
    right = numbers_found(pages, around, {1: "查獲1,234件，占56.7％"})[0]
    assert right == (Counter(["1,234", "56.7"]), Counter(), Counter())
    wrong = numbers_found(pages, around, {1: "查獲1,2345件，占56.7％"})[0]
    assert wrong.missing == Counter(["1,234"])
    assert wrong.unprinted == Counter(["1,2345"])


def test_numbers_of_two_columns_must_not_be_fused(tmp_path: Path) -> None:
    pages = draw(tmp_path / "a.pdf", [("1,234", 100, 300), ("567", 300, 300)])
    found = numbers_found(pages, artifacts_of(pages), {1: "1,234567"})[0]
    assert found.missing == Counter(["1,234", "567"])
    assert found.unprinted == Counter(["1,234567"])


def test_a_number_over_a_line_end_may_be_joined(tmp_path: Path) -> None:
    pages = draw(
        tmp_path / "a.pdf", [("本年度各區查獲走私1,23", 100, 300), ("4,567件並移送偵辦", 100, 318)]
    )
    joined = numbers_found(
        pages, artifacts_of(pages), {1: "本年度各區查獲走私1,234,567件並移送偵辦"}
    )[0]
    assert not joined.missing
    assert not joined.unprinted


def test_whole_numbers_in_a_column_may_not_be_joined(tmp_path: Path) -> None:
    pages = draw(tmp_path / "a.pdf", [("12", 100, 300), ("34", 100, 318)])
    found = numbers_found(pages, artifacts_of(pages), {1: "1234"})[0]
    assert found.unprinted == Counter(["1234"])


def test_raised_marks_are_not_wanted_but_known(tmp_path: Path) -> None:
    pages = draw(
        tmp_path / "a.pdf", [("查獲345", 100, 300), ("4", 143, 295.5, 7), ("件", 148, 300)]
    )
    around = artifacts_of(pages)
    assert numbers_found(pages, around, {1: "查獲345件"})[0].missing == Counter()
    assert numbers_found(pages, around, {1: "查獲345件\n4 註解"})[0].unprinted == Counter()
    assert numbers_found(pages, around, {1: "查獲3454件"})[0].unprinted == Counter(["3454"])


def test_bold_by_overprinting_is_doubled_only_if_read_twice(tmp_path: Path) -> None:
    pages = draw(tmp_path / "a.pdf", [("重要審核意見", 100, 300), ("重要審核意見", 100.4, 300)])
    assert pages[0].squeezed == "重要審核意見"
    assert not list(doubled(["重要審核意見"], pages[0], None))
    assert list(doubled(["重要審核意見重要審核意見"], pages[0], None)) == ["重要審核意見"]
    assert list(doubled(["重要審核意見", "重要審核意見"], pages[0], None)) == ["重要審核意見"]
    assert list(doubled(["重重要要審審核核意意見見"], pages[0], None)) == [
        "重重要要審審核核意意見見"
    ]


def test_what_is_printed_twice_is_not_doubled(tmp_path: Path) -> None:
    pages = draw(tmp_path / "a.pdf", [("重要審核意見", 100, 300), ("重要審核意見", 100, 330)])
    assert not list(doubled(["重要審核意見", "重要審核意見"], pages[0], None))


def test_a_page_of_contents(tmp_path: Path) -> None:
    names = ("總論", "查緝走私", "國際合作", "檢討建議")
    lines = [(f"{name}{'.' * 30}{at * 4}", 100, 100 + 20 * at) for at, name in enumerate(names, 1)]
    pages = draw(tmp_path / "a.pdf", lines, [("查緝走私案件共16件", 100, 300)])
    around = artifacts_of(pages)
    assert [each.contents for each in around] == [True, False]
    assert around[0].titles == names
    assert contents_kept(around[0], "一、查緝走私........8") == ["查緝走私"]
    assert not contents_kept(around[0], "一、海洋保育")
    assert agreed_han(pages, around, None)[0] == Counter("".join(names)), "its words are wanted"


def test_heads_that_are_left_out_are_counted_apart(tmp_path: Path) -> None:
    pages = numbered(tmp_path / "a.pdf")
    around = artifacts_of(pages)
    bodies = {page.number: page.lines[1].text for page in pages}
    assert not any(lost_han(agreed_han(pages, around, None), bodies))
    heads = 4 * len("海巡署年報")
    total = heads + sum(map(len, bodies.values()))
    assert left_out_on_purpose(pages, around, bodies) == (heads, total)
    kept = {number: f"海巡署年報{text}" for number, text in bodies.items()}
    assert left_out_on_purpose(pages, around, kept) == (0, total)
