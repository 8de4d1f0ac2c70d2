"""Numbers at the front of a line."""

from __future__ import annotations

import pytest

from indexer.structure.list_markers import bullet_length, marker, ordinal


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("壹、前言", "formal", 1),
        ("拾貳、附則", "formal", 12),
        ("一、緣起", "plain", 1),
        ("二十一、其他", "plain", 21),
        ("（三）現況", "bracketed", 3),
        ("(十二) 檢討", "bracketed", 12),
        ("1. 目標", "arabic", 1),
        ("１２、目標", "arabic", 12),
        ("（2）子項", "bracketed-arabic", 2),
        ("甲、說明", "stem", 1),
        ("③另案", "circled", 3),
        ("第一章 總則", "chapter", 1),
        ("第二節　組織", "section", 2),
        ("第 15 條", "article", 15),
        ("第十五條之一", "article", 15),
        ("a. first", "letter", 1),
    ],
)
def test_markers(line: str, name: str, value: int) -> None:
    found = marker(line)
    assert found is not None
    assert (found.name, found.value) == (name, value)


@pytest.mark.parametrize(
    "line", ["1.5 倍成長", "106.12.31 公告", "一般而言", "4月間召開", "第一線人員", "十分重要", ""]
)
def test_what_only_looks_like_a_number_is_none(line: str) -> None:
    assert marker(line) is None


def test_ranks_follow_the_rules_for_official_documents() -> None:
    lines = ["第一章", "壹、", "一、", "（一）", "1、", "(1)", "甲、"]
    ranks = [found.rank for line in lines if (found := marker(line))]
    assert len(ranks) == len(lines)
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("二十", 20), ("廿三", 23), ("拾壹", 11), ("一百零二", 102), ("７", 7), ("癸", 10),
     ("天", None)],
)  # fmt: skip
def test_ordinals(text: str, value: int | None) -> None:
    assert ordinal(text) == value


@pytest.mark.parametrize(
    ("line", "length"),
    [("● 重點", 2), ("※注意", 1), ("重點", 0), ("●", 0), ("△ 重點", 2), ("△1,204", 0),
     ("▼ 3.5%", 0), ("▽１２", 0), ("●3處", 1)],
)  # fmt: skip
def test_bullets(line: str, length: int) -> None:
    assert bullet_length(line) == length


@pytest.mark.parametrize("digit", ["一", "十", "百", "1", "９"])
def test_a_run_of_numerals_that_never_ends_numbers_nothing(digit: str) -> None:
    found = marker(f"第{digit * 100_000}條")
    assert found is None or found.value is None
