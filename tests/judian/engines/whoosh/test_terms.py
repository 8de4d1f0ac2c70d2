"""The sorted terms of a field answer as a sorted list of strings would."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from judian.engines.whoosh.arrays import ArrayFile, ArrayWriter
from judian.engines.whoosh.terms import (
    KEY_CHARACTERS,
    TermTable,
    term_key,
    term_keys,
    write_terms,
)

# Few characters, so that many terms share their beginning; odd ones at the edges of the range.
_TERMS = st.text("ab台\x00\U0010ffff\ud800", min_size=1, max_size=6)


@given(st.sets(_TERMS, max_size=40), st.lists(_TERMS, max_size=8))
def test_terms_are_found_and_ordered(terms: set[str], asked: list[str]) -> None:
    ordered = sorted(terms)
    tails = {n: t[KEY_CHARACTERS:] for n, t in enumerate(ordered) if len(t) > KEY_CHARACTERS}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "arrays"
        with ArrayWriter(path) as writer:
            keys = np.array([term_key(t) for t in ordered], np.uint64)
            write_terms(writer, "words", keys, tails)
            writer.close({})
        table = TermTable(ArrayFile(path), "words")
        assert [table[n] for n in range(len(table))] == ordered
        assert table.all() == ordered
        for term in [*asked, *ordered]:
            assert table.find(term) == (ordered.index(term) if term in terms else -1)
            assert table.first_from(term) == sum(t < term for t in ordered)
        many = [*asked, *ordered, *asked]
        assert term_keys(many).tolist() == [term_key(term) for term in many]
        assert table.find_many(many).tolist() == [table.find(term) for term in many]
        for prefix in ["", *asked, *(t[:n] for t in ordered for n in (1, 3, 4))]:
            found = [table[n] for n in table.prefixed(prefix)]
            assert found == [t for t in ordered if t.startswith(prefix)]
