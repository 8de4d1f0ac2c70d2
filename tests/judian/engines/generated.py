"""Collections and queries made at random, for tests that compare engines."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from judian.core.engine import DocumentEntry, PassageEntry, Writer
from judian.core.query import (
    ONCE,
    And,
    AtLeast,
    Contains,
    Everything,
    Key,
    KeyRange,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Pattern,
    Prefix,
    Query,
    SameDocument,
    ScoredTerm,
    Sentence,
    TermPattern,
    Terms,
)
from tests.judian.engines.building import passage

if TYPE_CHECKING:
    from collections.abc import Sequence

# Few words over few characters, so that terms meet, overlap and repeat.
WORDS = ("甲", "乙", "甲乙", "乙丙", "甲乙丙丁", "12", "a", "臺", "😀")
SHOWN = str.maketrans("乙", "亿")
TERMS = st.tuples(
    st.sampled_from(("words", "pairs", "singles", "context_words")),
    st.sampled_from((*WORDS, "乙乙", "丙", "甲乙丙", "无")),
)


@st.composite
def passages(draw: st.DrawFn) -> PassageEntry:
    words = st.lists(st.sampled_from((*WORDS, "。")), max_size=12)
    marked = "/".join(draw(words))
    text = marked.replace("/", "")
    number = draw(st.integers(1, 9))
    entry = passage(
        f"{draw(st.sampled_from('abcde'))}#{number}",
        marked,
        shown=text.translate(SHOWN) if draw(st.booleans()) else text,
        keys={
            "year": draw(st.lists(st.sampled_from(("2009", "2010", "99", "x")), max_size=2)),
            "agency": draw(st.lists(st.sampled_from(("甲部", "乙部")), max_size=1)),
        },
        date=draw(st.sampled_from((0, 20090101, 20200630))),
        context="/".join(draw(words)) if draw(st.booleans()) else "",
    )
    copy = draw(st.sampled_from((0, 0, 1, 2, 2**62 - 1)))
    return replace(entry, payload=draw(st.text(max_size=5)) or entry.payload, copy=copy)


LEAVES: st.SearchStrategy[Node] = st.one_of(
    st.just(Everything()),
    st.just(Nothing()),
    st.builds(Terms, st.lists(TERMS, max_size=4).map(tuple), st.integers(0, 3)),
    st.builds(
        Prefix,
        st.sampled_from(("words", "pairs")),
        st.sampled_from(("", "甲", "甲乙丙", "甲乙丙丁", "无")),
    ),
    st.builds(
        Key,
        st.sampled_from(("year", "agency", "doc")),
        st.lists(st.sampled_from(("2009", "甲部", "a", "b")), max_size=2).map(tuple),
    ),
    st.builds(
        TermPattern,
        st.sampled_from(("words", "singles", "agency")),
        st.sampled_from(("*", "甲*", "?部", "*乙", "甲?丙*", "?", "")),
    ),
    st.builds(KeyRange, st.just("year"), st.integers(90, 2010), st.integers(90, 2010)),
)
PHRASES = st.sampled_from(("甲", "乙", "甲乙", "乙。", "亿", "1", "12", "甲甲", "", "乙丙甲"))


def contains(text: str, exact: bool, helped: bool) -> Contains:
    """With the candidates that the pairs of the phrase give, when `helped`."""
    plain = not exact and len(text) == 2 and text.isalpha() and not text.isascii()
    return Contains(text, (("pairs", text),) if helped and plain else (), exact)


CONTAINS = st.builds(contains, PHRASES, st.booleans(), st.booleans())
PATTERNS = st.builds(
    Pattern,
    st.sampled_from(("甲?", "?乙", "甲*丁", "*", "1?", "甲*?乙", "?", "乙*。")),
    st.just(()),
    st.booleans(),
)
PART = st.one_of(CONTAINS, PATTERNS)
PARTS = st.lists(PART, min_size=1, max_size=2).map(tuple)
NODES: st.SearchStrategy[Node] = st.recursive(
    st.one_of(
        LEAVES,
        CONTAINS,
        PATTERNS,
        st.builds(Near, PARTS, st.integers(0, 4), st.booleans()),
        st.builds(Sentence, PARTS),
        st.builds(AtLeast, PART, st.integers(1, 3)),
    ),
    lambda nodes: st.one_of(
        st.builds(And, st.lists(nodes, max_size=3).map(tuple)),
        st.builds(Or, st.lists(nodes, max_size=3).map(tuple)),
        st.builds(Not, nodes),
        st.builds(SameDocument, st.lists(nodes, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)
QUERIES = st.builds(
    Query,
    NODES,
    st.lists(
        st.builds(
            lambda term, weight: ScoredTerm(*term, weight),
            TERMS,
            st.sampled_from((1.0, 0.5, 0.3, 0.3, 0.0)),
        ),
        max_size=5,
    ).map(tuple),
    st.sampled_from((0.0, 0.2, 0.5, 1.0)),
    st.sampled_from(((), (("year", "2009"), ("agency", "甲部")))),
    st.sampled_from(ONCE),
)


@dataclass(frozen=True)
class Change:
    """One commit: it removes documents, then adds some with passages."""

    clear: bool
    removed: Sequence[str]
    added: Sequence[PassageEntry]
    documents: Sequence[str] = field(default=())

    def apply(self, to: Writer, present: dict[str, str]) -> None:
        """`present` maps the ids of passages not deleted to their documents."""
        if self.clear:
            to.clear()
            present.clear()
        for doc_id in self.removed:
            to.remove_document(doc_id)
        for one in [i for i, doc_id in present.items() if doc_id in self.removed]:
            del present[one]
        for doc_id in self.documents:
            to.put_document(DocumentEntry(doc_id, f"info of {doc_id}", f"text of {doc_id} 甲乙丙"))
        for entry in self.added:
            if entry.id not in present:
                present[entry.id] = entry.doc_id
                to.add_passages([entry])


DOCUMENTS = st.lists(st.sampled_from("abcde"), max_size=2, unique=True)
CHANGES = st.builds(
    Change,
    st.sampled_from((False, False, False, False, True)),
    DOCUMENTS,
    st.lists(passages(), max_size=12),
    DOCUMENTS,
)
