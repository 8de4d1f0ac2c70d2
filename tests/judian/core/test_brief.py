"""The briefs of passages say what lists need of them."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from judian.core.brief import Brief, brief_of, cell_of, characters_beside
from judian.core.model import Cell, Kind, Passage, TableRow, passage_from_json, to_json
from judian.zh.dates.periods import Period
from judian.zh.figures.extraction import Figure
from judian.zh.instruments import Mention

TEXT = "進港船舶\t1,204 艘次（約）\t依商港法第36條"
words = st.text('進港船舶艘次年\n ›"\\,[]', max_size=6)
some = st.one_of(st.none(), words)
decimals = st.decimals(allow_nan=False, allow_infinity=False)
places = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda p: (p[0], sum(p)))
paths = st.lists(words, max_size=3).map(tuple)
figures = st.builds(
    lambda text, place, *rest: Figure(text, *place, *rest),
    words.filter(bool),
    places,
    decimals,
    some,
    st.sampled_from(["count", "rate"]),
    some,
    st.one_of(st.none(), decimals),
    some,
    st.one_of(st.none(), st.builds(Period, words, some, some)),
    st.one_of(st.none(), st.floats(0, 1)),
)
mentions = st.builds(
    lambda text, place, *rest: Mention(text, *place, *rest),
    words.filter(bool),
    places,
    words.filter(bool),
    words.filter(bool),
    st.sampled_from(["statute", "treaty"]),
    paths,
)
cells = st.builds(lambda place, *rest: Cell(*place, *rest), places, paths, paths)
tables = st.builds(
    TableRow, st.integers(1, 9), st.integers(1, 9), st.lists(cells, max_size=3).map(tuple), some
)
passages = st.builds(
    lambda section, table, found, named: Passage(
        "d-7", "d", 7, Kind.TABLE_ROW, TEXT, 3, 3 + len(TEXT), 2, 1, None, section, table,
        tuple(found), tuple(named),
    ),
    paths,
    st.one_of(st.none(), tables),
    st.lists(figures, max_size=4, unique_by=lambda figure: figure.start),
    st.lists(mentions, max_size=3),
)  # fmt: skip


@given(passages)
def test_a_brief_says_what_the_passage_says(passage: Passage) -> None:
    stored = json.loads(json.dumps(to_json(passage)))
    read = passage_from_json(stored)
    strings = brief_of(passage)
    assert strings == brief_of(read)
    if not passage.figures and not passage.mentions:
        assert strings == ()
        return
    brief = Brief(passage.id, strings)
    assert (brief.id, brief.doc_id, brief.ordinal) == ("d-7", "d", 7)
    assert brief.section == read.section[-1:]
    assert (brief.table and (brief.table.table, brief.table.caption)) == (
        read.table and (read.table.table, read.table.caption)
    )
    assert brief.mentions == read.mentions
    found = list(brief.take_figures())
    # A period without name and ends is not stored at all.
    assert [repr(f) for f, _ in found] == [repr(f).replace("{}", "None") for f in read.figures]
    for figure, cell in found:
        assert cell == cell_of(figure, read)
        if cell is not None:
            beside = characters_beside(figure, cell, read)
            assert characters_beside(figure, cell, brief) == beside


def test_strings_of_like_rows_are_shared() -> None:
    def row(number: int) -> Passage:
        figure = Figure("12艘", 4, 7, Decimal(12), "艘", "count", measure="進港")
        table = TableRow(1, number, (Cell(4, 7, ("進港",)),), "各港船舶")
        return Passage(
            f"d-{number}", "d", number, Kind.TABLE_ROW, "基隆港：12艘", 0, 7, 1, table=table,
            figures=(figure,),
        )  # fmt: skip

    one, other = brief_of(row(1)), brief_of(row(2))
    assert [a == b for a, b in zip(one, other, strict=True)].count(False) == 1
