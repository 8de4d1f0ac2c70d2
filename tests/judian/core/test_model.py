"""Documents and passages come back from JSON as they were; impossible ones cannot be made."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judian.core.model import (
    Cell,
    DocumentInfo,
    Kind,
    PageVerdict,
    Passage,
    TableRow,
    Verdict,
    document_from_json,
    passage_from_json,
    to_json,
)
from judian.zh.figures.extraction import Figure, Period
from judian.zh.instruments import Mention

WORDS = st.text(min_size=1, max_size=6)
MAYBE = st.none() | WORDS
NUMBERS = st.integers(1, 10_000)
PATHS = st.lists(WORDS, max_size=3).map(tuple)
DATES = st.none() | st.dates().map(str)


@st.composite
def _cells(draw: st.DrawFn) -> Cell:
    start = draw(st.integers(0, 20))
    return Cell(start, start + draw(st.integers(0, 9)), draw(PATHS), draw(PATHS))


_PERIODS = st.builds(Period, WORDS, DATES, DATES)
_VALUES = st.decimals(allow_nan=False, allow_infinity=False)
_FIGURES = st.builds(
    Figure, WORDS, NUMBERS, NUMBERS, _VALUES, MAYBE, st.sampled_from(["count", "rate"]), MAYBE,
    st.none() | _VALUES, MAYBE, st.none() | _PERIODS,
)  # fmt: skip
_MENTIONS = st.builds(Mention, WORDS, NUMBERS, NUMBERS, WORDS, WORDS, WORDS, PATHS)
_ROWS = st.builds(
    TableRow, NUMBERS, NUMBERS, st.lists(_cells(), max_size=3).map(tuple), MAYBE, MAYBE, MAYBE
)


@st.composite
def _passages(draw: st.DrawFn) -> Passage:
    text, start = draw(WORDS), draw(st.integers(0, 99))
    return Passage(
        id=draw(WORDS),
        doc_id=draw(WORDS),
        ordinal=draw(NUMBERS),
        kind=draw(st.sampled_from(Kind)),
        text=text,
        start=start,
        end=start + len(text),
        paragraph=draw(NUMBERS),
        page=draw(st.none() | NUMBERS),
        page_label=draw(MAYBE),
        section=draw(PATHS),
        table=draw(st.none() | _ROWS),
        figures=draw(st.lists(_FIGURES, max_size=2).map(tuple)),
        mentions=draw(st.lists(_MENTIONS, max_size=2).map(tuple)),
    )


_DOCUMENTS = st.builds(
    DocumentInfo,
    id=WORDS,
    title=st.text(max_size=6),
    sources=st.lists(WORDS, min_size=1, max_size=3).map(tuple),
    format=st.text(max_size=4),
    sha256=st.text(max_size=4),
    addresses=PATHS,
    roots=PATHS,
    stamps=st.lists(st.tuples(NUMBERS, NUMBERS), max_size=2).map(tuple),
    agency=MAYBE,
    date=DATES,
    period_start=DATES,
    period_end=DATES,
    pages=st.none() | NUMBERS,
    passages=st.integers(0, 9),
    characters=st.integers(0, 9),
    encoding=MAYBE,
    verdict=st.sampled_from(Verdict),
    reason=MAYBE,
    message_en=MAYBE,
    message_zh=MAYBE,
    page_verdicts=st.lists(
        st.builds(PageVerdict, NUMBERS, WORDS, st.text(max_size=4)), max_size=2
    ).map(tuple),
    provenance=st.dictionaries(WORDS, WORDS, max_size=2),
    indexed_at=MAYBE,
)


@given(_passages())
def test_a_passage_comes_back(passage: Passage) -> None:
    assert passage_from_json(json.loads(json.dumps(to_json(passage)))) == passage


@given(_DOCUMENTS)
def test_a_document_comes_back(info: DocumentInfo) -> None:
    assert document_from_json(json.loads(json.dumps(to_json(info)))) == info


def test_what_is_empty_is_left_out() -> None:
    info = DocumentInfo("d", "", ("a.txt",), "", "")
    assert to_json(info) == {
        "id": "d", "sources": ["a.txt"], "passages": 0, "characters": 0, "verdict": "kept",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "json_value"),
    [
        (Decimal("1234567890.123456789"), "1234567890.123456789"),
        (Kind.TABLE_ROW, "table_row"),
        ((1, (2, None)), [1, [2, None]]),
        ({1: ("a",)}, {"1": ["a"]}),
        (Cell(0, 2, ("合計",)), {"start": 0, "end": 2, "column": ["合計"]}),
        (0, 0),
        (0.0, 0.0),
        (False, False),
        ("", ""),
        (None, None),
    ],
)
def test_values_as_json(value: object, json_value: object) -> None:
    assert to_json(value) == json_value


def test_the_year_of_a_document_is_that_of_its_date_or_of_its_periods_end() -> None:
    def year(date: str | None, end: str | None) -> int | None:
        return DocumentInfo("d", "", ("a", "b"), "", "", date=date, period_end=end).year

    assert (year("2022-09", "2021-12-31"), year(None, "2021-12-31"), year(None, None)) == (
        2022, 2021, None,
    )  # fmt: skip
    assert DocumentInfo("d", "", ("a", "b"), "", "").source == "a"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [(-1, 0, "a"), (2, 2, ""), (3, 2, "a"), (0, 2, "a"), (0, 1, "ab")],
)
def test_a_passage_is_as_long_as_its_text(start: int, end: int, text: str) -> None:
    with pytest.raises(ValueError, match="passage 'p'"):
        Passage("p", "d", 1, Kind.TITLE, text, start, end, 1)


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (2, 1)])
def test_a_cell_is_not_reversed(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="reversed"):
        Cell(start, end)
    assert Cell(3, 3).column == ()
