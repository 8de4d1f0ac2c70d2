"""Titles, headings, captions and tables of contents come behind the texts: they name a text and
hold none of it.

Their words count for each text below them as if it said them, so that it is found by them too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.core.model import Kind

if TYPE_CHECKING:
    from judian.core.query import Query

#: Kinds of passages that only name what stands below them or further on.
LABELS = frozenset({Kind.TITLE, Kind.HEADING, Kind.TABLE_HEAD, Kind.CONTENTS})
#: Fields of what stands above a passage: title, headings, captions and headers.
CONTEXT = frozenset({"context_words", "context_pairs"})
#: What search multiplies the weight of these fields by, so that it is that of the text. Measured on
#: 40 keyword queries (judian/evals/README.md): right passage first in 34 at 1, in 35 from 1.6 to 2.
#: Retrieval for answers keeps the half weight: at the full one a neighbour's name is answered.
ABOVE = 2.0
_PAIRS = tuple(("kind", str(kind)) for kind in sorted(LABELS))
_CONTENTS = (("kind", str(Kind.CONTENTS)),)


def texts_first(query: Query) -> Query:
    """The query with its labels behind its texts, on every page, and with what stands above a text
    at ABOVE times its weight."""
    terms = tuple(
        replace(term, weight=ABOVE * term.weight) if term.field in CONTEXT else term
        for term in query.terms
    )
    return replace(query, terms=terms, behind=_PAIRS)


def contents_behind(query: Query) -> Query:
    """The query with tables of contents behind all other passages: they answer no question."""
    return replace(query, behind=_CONTENTS)
