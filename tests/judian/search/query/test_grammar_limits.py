"""A query of any length is read in a bounded time, and what is left out of it is reported."""

from __future__ import annotations

import time

import pytest

from judian.search.query.grammar import parse

HOSTILE = [
    "甲" * 10_000,
    "(" * 5000 + "甲" + ")" * 5000,
    ")" * 5000,
    "(甲 " * 2000,
    "AND " * 3000,
    "NOT " * 3000 + "甲",
    "-" * 5000,
    " OR ".join("甲" * 3000),
    " near/999 ".join("甲" * 2000),
    " /s ".join("甲" * 2000),
    '"' * 5000,
    "“" * 5000,
    "title:" * 2000,
    "title:(" * 2000,
    "甲^2" * 2000,
    "atleast2(甲 " * 2000,
    "甲AND" * 2000,
    "a?*" * 2000,
    "adj/" * 2000,
    "甲:" * 5000,
    "*" * 5000,
    "a(b)" * 3000,
    "((NOT -甲 OR) AND near/1 title: " * 500,
]


_WILDCARDS = "only the first 32 words with * or ? are read and nothing behind them"
_WORDS = "only the first 200 words and operators are read"


@pytest.mark.parametrize(
    ("text", "read", "message"),
    [
        (" ".join(["甲?乙"] * 33), 32, _WILDCARDS),
        (" ".join(["甲?乙"] * 33) + " 丙", 32, _WILDCARDS),
        (" ".join(["甲?乙"] * 32) + " 丙", 33, None),
        (" ".join(["甲"] * 250), 200, _WORDS),
    ],
)
def test_what_is_too_much_is_reported(text: str, read: int, message: str | None) -> None:
    parsed = parse(text)
    assert len(parsed.parts) == read
    assert [p.message_en for p in parsed.problems] == ([message] if message else [])


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_a_hostile_query_is_read_quickly(text: str) -> None:
    began = time.process_time()
    parse(text)
    assert time.process_time() - began < 0.5
