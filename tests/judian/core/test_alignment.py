"""The alignment against the plain matrix of distances, on generated texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from judian.core.alignment import changes, nearest

WORDS = st.text("abc甲", min_size=1, max_size=9)


def distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        below = [at]
        for place, against in enumerate(other, 1):
            step = row[place - 1] + (char != against)
            below.append(min(row[place] + 1, below[-1] + 1, step))
        row = below
    return row[-1]


@given(WORDS, st.text("abc甲", max_size=12))
def test_the_nearest_stretch_is_as_near_as_any(pattern: str, text: str) -> None:
    found = nearest(pattern, text)
    ends = range(len(text) + 1)
    best = min(distance(pattern, text[a:b]) for a in ends for b in ends if a <= b)
    assert found.distance == best == distance(pattern, text[found.start : found.end])


@given(WORDS, WORDS)
def test_between_changes_both_texts_are_the_same(one: str, other: str) -> None:
    at = place = cost = 0
    for change in changes(one, other):
        assert one[at : change.start] == other[place : change.other_start]
        at, place = change.end, change.other_end
        cost += max(change.end - change.start, change.other_end - change.other_start)
    assert one[at:] == other[place:]
    assert cost <= distance(one, other)


def test_a_word_that_is_replaced_is_not_dropped() -> None:
    found = nearest("我方遣返", "其後陸方遣返人犯")
    assert (found.start, found.end, found.distance) == (2, 6, 1)
