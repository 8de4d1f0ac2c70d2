"""A thousand spellings of numbers: none is read wrongly, and nearly all are read."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import pytest

from judian.zh.figures.extraction import extract
from tests.judian.zh.numbers.spellings import Spelling, spellings

if TYPE_CHECKING:
    from decimal import Decimal

_SEEDS = (1, 2, 3)
_COUNT = 1_000
#: What stands around the number: words whose last character might be taken for a part of it.
_CARRIERS = ("核定總額為{}。", "大陸總計{}，", "全隊總計 {}。", "（總計{}）", "其中總計{}\n", "{}")
#: A ratio without a finite decimal form is given to 28 digits.
_TOLERANCE = Fraction(1, 10**20)


def _values(text: str) -> list[tuple[Decimal, Decimal | None]]:
    return [(f.value, f.value_high) for f in extract(text)]


def _is_right(found: tuple[Decimal, Decimal | None], spelling: Spelling) -> bool:
    value, high = found
    if (high is None) != (spelling.high is None):
        return False
    is_high = high is None or Fraction(high) == spelling.high
    return is_high and abs(Fraction(value) - spelling.value) <= _TOLERANCE


@pytest.mark.parametrize("seed", _SEEDS)
def test_no_spelling_is_read_wrongly_and_99_of_100_are_read(seed: int) -> None:
    random = Random(seed)
    unread = []
    for spelling in spellings(random, _COUNT):
        text = random.choice(_CARRIERS).format(spelling.text + spelling.unit)
        found = _values(text)
        assert all(_is_right(one, spelling) for one in found), (text, found, spelling)
        if len(found) != 1:
            unread.append(text)
    assert len(unread) <= _COUNT // 100, unread


@pytest.mark.parametrize("seed", _SEEDS)
def test_a_number_that_is_cut_is_read_whole_or_not_at_all(seed: int) -> None:
    random = Random(seed)
    for spelling in spellings(random, _COUNT):
        if len(spelling.text) < 2 or not spelling.text.isascii():
            continue
        at = random.randrange(1, len(spelling.text))
        is_inside = spelling.text[at - 1].isdigit() and spelling.text[at].isdigit()
        cut = random.choice((" ", "\n", ", ", ",\n", " , ") if is_inside else (" ", "\n"))
        text = f"總計{spelling.text[:at]}{cut}{spelling.text[at:]}{spelling.unit}。"
        assert all(_is_right(one, spelling) for one in _values(text)), text


#: Ends of other numbers right before a number; with each, the number is the tail of a longer one.
_HEADS = ("7", "七", "百", "3/", "6±", "10^", "8K+", "7之", "4×10-", "一．", "9,", "9.")


@pytest.mark.parametrize("seed", _SEEDS)
def test_the_tail_of_another_number_is_no_figure(seed: int) -> None:
    random = Random(seed)
    for spelling in spellings(random, _COUNT):
        is_han = spelling.text[0] in "一二三四五六七八九壹貳參肆"
        if "、" in spelling.text or not (is_han or spelling.text[0].isdecimal()):
            continue
        head = f"總計{random.choice(_HEADS)}"
        if is_han and head.endswith((",", ".")):
            continue  # punctuation
        text = f"{head}{spelling.text}{spelling.unit}。"
        assert all(f.start < len(head) for f in extract(text)), text
