"""Parts of an article among the passages of its text."""

from __future__ import annotations

import pytest

from judian.zh.instruments.article_parts import holding

ARTICLE = [
    "港區應設置收容設施，其條件如下：",
    "一、足以容納船員。",
    "二、有供水設備：\n（一）飲用水。\n（二）消防用水。",
    "三、其他經核定者。\n前項設施之管理，由港務單位為之。",
    "3 違反前二項規定者，停止使用。",
    "1.第一項第二款之設備應每年檢查。\n有下列情形之一者，得免設置：\n一、颱風期間。",
]
PARTS = [
    ((1,), [0, 1, 2, 3]),
    ((1, 2), [2]),
    ((1, 3), [3]),
    ((2,), [3]),
    ((3,), [4, 5]),
    ((4, 1), [5]),
    ((5,), []),
    ((2, 1), []),
]


@pytest.mark.parametrize(("part", "indexes"), PARTS)
def test_the_texts_of_a_part(part: tuple[int, ...], indexes: list[int]) -> None:
    assert holding(ARTICLE, part) == indexes
