"""A thousand spellings of dates: none is read wrongly, and nearly all are read."""

from __future__ import annotations

from random import Random

import pytest

from judian.zh.dates import expressions
from judian.zh.figures.extraction import extract
from tests.judian.zh.dates.spellings import spellings

_COUNT = 1_000
_CARRIERS = ("{}查獲走私菸品", "該案{}審議通過。", "（{}）", "查緝走私，{}", "{}")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_date_is_read_wrongly_and_99_of_100_are_read(seed: int) -> None:
    random = Random(seed)
    unread = []
    for spelling in spellings(random, _COUNT):
        text = random.choice(_CARRIERS).format(spelling.text)
        days = [(m.period.start, m.period.end) for m in expressions.find(text)]
        right = (spelling.first.isoformat(), spelling.last.isoformat())
        assert all(found == right for found in days), (text, days, right)
        assert extract(text) == (), text
        if len(days) != 1:
            unread.append(text)
    assert len(unread) <= _COUNT // 100, unread
