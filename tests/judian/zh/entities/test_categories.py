"""Names that exclude each other are found, whole, under any of their spellings."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.entities.categories import CategoryValue, find_values, joined_words, same, words
from judian.zh.text.fold import fold, read_table


def named(text: str) -> list[tuple[str, str]]:
    return [(v.category, v.name) for v in find_values(fold(text))]


FOUND = [
    ("我方通報陸方", [("party", "我方"), ("party", "陸方")]),
    ("臺灣方面與中方", [("party", "我方"), ("party", "陸方")]),
    ("澳大利亞海關", [("country", "澳洲")]),
    ("自菲律賓進口", [("country", "菲律賓")]),
    ("花蓮縣與台中市", [("region", "花蓮縣"), ("region", "台中市")]),
    ("於福建省漳州市訪查", [("region", "福建省"), ("region", "漳州市")]),
    ("106年高雄市政府", [("region", "高雄市")]),
    ("環境保護局", [("agency", "環境保護局")]),
    ("水利署及林業署", [("agency", "水利署"), ("agency", "林業署")]),
]


@pytest.mark.parametrize(("text", "want"), FOUND)
def test_names_are_found_in_order(text: str, want: list[tuple[str, str]]) -> None:
    found = [pair for pair in named(text) if pair[0] in {category for category, _ in want}]
    assert found == [(category, fold(name)) for category, name in want]


NOT_FOUND = [
    ("region", "各縣市、全縣及股市"),
    ("region", "超級市場"),
    ("agency", "座談會與社會"),
    ("country", "以美好生活為目標"),
    ("party", "對方與雙人"),
    ("substance", "SKAMER"),
]


@pytest.mark.parametrize(("category", "text"), NOT_FOUND)
def test_what_only_looks_like_a_name_is_none(category: str, text: str) -> None:
    assert not [pair for pair in named(text) if pair[0] == category]


def test_every_name_of_the_table_is_found_under_its_first() -> None:
    rows = read_table("categories.tsv")
    assert len(rows) > 100
    for category, names in rows:
        first, *others = (fold(name) for name in names.split("|"))
        for name in (first, *others):
            values = [v for v in find_values(name) if v.end - v.start == len(name)]
            assert (category, first) in [(v.category, v.name) for v in values], name


def test_no_name_has_two_meanings() -> None:
    seen: dict[str, str] = {}
    for category, names in read_table("categories.tsv"):
        for name in map(fold, names.split("|")):
            assert seen.setdefault(name, category + names) == category + names


SAME = [
    ("環保局", "環境保護局", True),
    ("內政部消防署", "消防署", True),
    ("消防署", "水利署", False),
    ("消防局", "消防署", False),
]


@pytest.mark.parametrize(("left", "right", "want"), SAME)
def test_agencies_are_the_same_under_a_longer_name(left: str, right: str, want: bool) -> None:
    one, other = (CategoryValue(0, len(name), "agency", fold(name)) for name in (left, right))
    assert same(one, other) is want
    assert same(other, one) is want


def test_names_of_different_categories_are_never_the_same() -> None:
    assert not same(CategoryValue(0, 2, "party", "中方"), CategoryValue(0, 2, "agency", "中方"))
    assert same(CategoryValue(0, 2, "country", "日本"), CategoryValue(7, 9, "country", "日本"))


@given(st.text("我方陸日本高雄市縣署局會K他命 ，1ab\x00\ud800", max_size=30) | st.text(max_size=30))
def test_any_text_is_read(text: str) -> None:
    folded = fold(text)
    found = find_values(folded)
    assert all(0 <= v.start < v.end <= len(folded) for v in found)
    assert found == sorted(found, key=lambda v: (v.start, -v.end))
    for split in (words(folded), joined_words(folded)):
        assert all(folded[start:end] == word for word, start, end in split)
    assert "".join(w for w, _, _ in words(folded)) == "".join(w for w, _, _ in joined_words(folded))


def test_lone_characters_are_put_together() -> None:
    assert [w for w, _, _ in joined_words(fold("陳玠瑋主持"))] == [fold("陳玠瑋"), "主持"]
    assert [w for w, _, _ in joined_words("玠瑋珺", apart={"瑋"})] == ["玠", "瑋", "珺"]


def test_a_long_text_is_read_in_time() -> None:
    began = time.process_time()
    find_values(fold("我方通報陸方，臺北市政府消防局於高雄市") * 2000)
    assert time.process_time() - began < 5
