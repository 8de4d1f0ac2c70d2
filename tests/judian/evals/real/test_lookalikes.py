"""Rare characters that stand where words need a common one."""

from __future__ import annotations

import pytest

from judian.evals.real.lookalikes import find_pairs

FLAT = ["全年帄均溫度", "水帄方向", "收支帄衡", "維持公帄"]
TRY = ["測詴結果", "考詴成績", "詴驗報告", "嘗詴", "口詴", "筆詴", "面詴"]


@pytest.mark.parametrize(
    ("texts", "pairs"),
    [
        (FLAT, [("帄", "平", 4)]),
        ([*FLAT, *TRY], [("詴", "試", 7), ("帄", "平", 4)]),
        (FLAT[:3], []),
        (["王堃出席", "李堃發言", "張堃說明", "陳堃列席"], []),
        (["覈實辦理", "覈實編列", "應覈實審查", "未覈實計列"], []),
        (["帄帄", "帄帄帄"], []),
        ([], []),
    ],
    ids=[
        *("one pair", "two pairs", "too few places", "names", "many characters make a word"),
        *("nothing around it", "no text"),
    ],
)
def test_a_rare_character_that_makes_no_words_stands_for_the_one_that_does(
    texts: list[str], pairs: list[tuple[str, str, int]]
) -> None:
    assert [(pair.rare, pair.common, pair.places) for pair in find_pairs(texts)] == pairs
