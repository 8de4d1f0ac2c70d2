"""Phrases of one or two Han characters are decided by terms, and mean the same as ever."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.core.matching import occurrences
from judian.core.query import And, Contains, Node, Not, Or, Terms
from judian.search.query.catalogue import Catalogue
from judian.search.query.compile import compile_query
from judian.search.requests.values import SearchRequest
from judian.zh.text.analyze import analyze, certain_terms

_CHARACTERS = "協議臺台法の가나㐀𠀀12ab ,.。\n\u3000\u200b()「」"


def _filter(query: str, *, exact: bool = False) -> Node:
    return compile_query(SearchRequest(query, exact=exact, expand=False), Catalogue()).query.filter


@pytest.mark.parametrize(
    ("query", "filter_"),
    [
        ('"協議"', Terms((("pairs", "协议"),))),
        ('"法"', Terms((("singles", "法"),))),
        ("協議 /p 臺北", And((Terms((("pairs", "协议"),)), Terms((("pairs", "台北"),))))),
        ("協議 OR 法", Or((Terms((("pairs", "协议"),)), Terms((("singles", "法"),))))),
        ("協議 AND NOT 法", And((Terms((("pairs", "协议"),)), Not(Terms((("singles", "法"),)))))),
    ],
)
def test_short_phrases_need_no_text(query: str, filter_: Node) -> None:
    assert _filter(query) == filter_


@pytest.mark.parametrize("query", ['"協議書"', '"12"', '"協1"', '"的。"', '"の法"', '"ab"'])
def test_other_phrases_do(query: str) -> None:
    assert isinstance(_filter(query), Contains)


def test_characters_as_typed_need_the_text() -> None:
    assert isinstance(_filter('"協議"', exact=True), Contains)


@given(st.text(_CHARACTERS, max_size=30), st.text("协议台法㐀", min_size=1, max_size=2))
def test_the_term_is_held_exactly_where_the_phrase_stands(text: str, phrase: str) -> None:
    analysis = analyze(text)
    ((field, term),) = certain_terms(phrase)
    assert re.fullmatch("singles|pairs", field)
    assert (term in analysis.terms[field]) == bool(occurrences(analysis.folded, phrase))
