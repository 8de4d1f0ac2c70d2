"""Two numbers side by side: one approximate number, a list, or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.zh.figures.extraction import extract

if TYPE_CHECKING:
    from decimal import Decimal


def _values(text: str) -> list[tuple[Decimal, Decimal | None]]:
    return [(figure.value, figure.value_high) for figure in extract(text)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("約有4、50人", 40, 50),
        ("約6、7,000件", 6000, 7000),
        ("近5、600公噸", 500, 600),
        ("約7、80萬元", 700_000, 800_000),
        ("約50、60人", 50, 60),
        ("約14、15人", 14, 15),
        ("約8、9人", 8, 9),
        ("約9、10人", 9, 10),
        ("年滿16、17歲", 16, 17),
        ("共九、十人", 9, 10),
        ("約五、六十人", 50, 60),
        ("各約五、六十元", 50, 60),
    ],
)
def test_words_before_two_neighbours_make_them_one_range(text: str, low: int, high: int) -> None:
    assert _values(text) == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "有4、50人",
        "查獲6、7,000件",
        "共50、60人",
        "計14、15件",
        "每4、5戶",
        "每4、6,000戶",
        "發給5、6件",
        "共8或9人",
    ],
)
def test_two_neighbours_that_may_be_a_list_give_no_half(text: str) -> None:
    assert _values(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("分別為4、5件", [4, 5]),
        ("各計50、60人", [50, 60]),
        ("甲局及乙局分別查獲6、7件", [6, 7]),
        ("計4、5及6件", [4, 5, 6]),
        ("計4、9件", [4, 9]),
        ("第十五卷四、五期", []),
        ("共二、30人", [30]),
    ],
)
def test_the_numbers_of_a_list_are_read_one_by_one(text: str, values: list[int]) -> None:
    assert _values(text) == [(value, None) for value in values]


@pytest.mark.parametrize("text", ["第4、5條", "表4、5", "4、5月", "第4、5次會議", "4、5年級"])
def test_two_labels_are_no_range(text: str) -> None:
    assert _values(text) == []


@pytest.mark.parametrize("text", ["5-9門市", "５－９門市", "3-6縣市", "型號KP-3至5"])
def test_a_dashed_pair_before_a_noun_may_be_a_name(text: str) -> None:
    assert _values(text) == []


def test_a_dashed_pair_before_a_classifier_is_a_range() -> None:
    assert _values("5-9家") == [(5, 9)]
