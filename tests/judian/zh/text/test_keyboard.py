"""注音 by symbols and by keys of the standard keyboard, and texts that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.zh.text.keyboard import LEAST_SYLLABLES, typed_sounds

SPELLED = [
    ("n z83", "si fa"),
    ("n z83cj45j4", "si fa hu zhu"),
    ("5j4u35j4", "zhu yi zhu"),
    ("N Z83", "si fa"),
    ("xm3g/6", "lv sheng"),
    ("rup wj/6", "jin tong"),
    ("ㄙㄈㄚˇ", "si fa"),
    ("ㄙ ㄈㄚˇ", "si fa"),
    ("ㄩㄢˊㄑㄩㄢˊ", "yuan quan"),
]


@pytest.mark.parametrize(("text", "want"), SPELLED)
def test_syllables(text: str, want: str) -> None:
    assert " ".join(typed_sounds(text)) == want


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "105 107",
        "2016-05",
        "covid19",
        "a4",
        "5j4",
        "ㄅㄆ",
        "司法",
        "ㄙ司",
        "12-34",
        "page 3",
    ],
)
def test_what_is_no_spelling(text: str) -> None:
    assert typed_sounds(text) == ()


@given(st.text("1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/- ", max_size=30))
def test_any_keys_are_read_or_refused(text: str) -> None:
    found = typed_sounds(text)
    assert not found or len(found) >= LEAST_SYLLABLES
