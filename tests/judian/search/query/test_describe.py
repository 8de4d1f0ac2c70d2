"""Any text is compiled, and a query written out reads the same."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from judian.search.query.catalogue import Catalogue
from judian.search.query.compile import Compiled, compile_query
from judian.search.query.grammar import parse
from judian.search.query.trees import (
    Boost,
    Junction,
    Negation,
    Repeated,
    Required,
    Tree,
    describe,
)
from judian.search.requests.values import SearchRequest


def compiled(text: str, *, exact: bool = False, expand: bool = True) -> Compiled:
    return compile_query(SearchRequest(text, exact=exact, expand=expand), Catalogue())


_WORDS = [
    " pre/2 ",
    "/d",
    "且 ",
    "and ",
    "atleast2(甲)",
    "^2",
    "*乙",
    "甲?乙",
    " AND ",
    " OR ",
    "NOT ",
    " near/3 ",
    " /s ",
    "title:",
    "年:",
    "愷他命",
    "105年",
    "多少？",
]
PIECES = st.sampled_from('甲乙 ()"“”＂„「」-－+*？：x\x00\ud800') | st.sampled_from(_WORDS)
QUERIES = st.one_of(st.lists(PIECES, max_size=20).map("".join), st.text(max_size=30))


@given(QUERIES, st.booleans(), st.booleans())
def test_any_query_is_compiled(text: str, exact: bool, expanding: bool) -> None:
    found = compiled(text, exact=exact, expand=expanding)
    assert found.view.text == text
    assert all(found.needles)
    assert all(found.patterns)
    assert all(term.weight > 0 for term in found.query.terms)
    assert all(0 <= problem.position <= len(text) for problem in found.view.problems)


def unplaced(tree: Tree) -> object:
    """The tree without positions."""
    if isinstance(tree, (Negation, Required)):
        return type(tree), unplaced(tree.part)
    if isinstance(tree, Boost):
        return Boost, tree.weight, unplaced(tree.part)
    if isinstance(tree, Repeated):
        return Repeated, tree.count, unplaced(tree.part)
    if isinstance(tree, Junction):
        return tree.operator, *map(unplaced, tree.parts)
    return (type(tree), *(getattr(tree, n) for n in tree.__slots__ if n != "position"))


# A query without brackets inside words, which would close the brackets that are written out.
@given(QUERIES.filter(lambda text: not set("()（）") & set(text)))
@example("甲 -乙 title:“a b”")
@example('＂甲"乙＂ AND ”')
@example("甲 AND (乙 OR -丙)")
@example("0|一[]")
@example("(草案(一) OR 乙)")
def test_a_query_written_out_reads_the_same(text: str) -> None:
    once = parse(text)
    again = parse(describe(once))
    assert [*map(unplaced, again.parts)] == [*map(unplaced, once.parts)]
