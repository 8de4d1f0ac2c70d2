"""Whether another query finds something: only then it is offered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from judian.search.query import hints
from judian.search.query.compile import compile_query
from judian.search.query.grammar import parse
from judian.search.replies.results import Problem, WiderQuery

if TYPE_CHECKING:
    from judian.core.engine import Snapshot
    from judian.search.query.catalogue import Catalogue
    from judian.search.requests.values import SearchRequest


def wider_query(
    snapshot: Snapshot, catalogue: Catalogue, request: SearchRequest
) -> WiderQuery | None:
    """The query in whole documents, if it finds something."""
    text = hints.in_one_document(parse(request.text))
    if text is None:
        return None
    wider = compile_query(replace(request, text=text), catalogue)
    total = hints.count(snapshot, wider.query)
    return WiderQuery(text, total) if total else None


def farther_apart(
    snapshot: Snapshot, catalogue: Catalogue, request: SearchRequest
) -> tuple[Problem, ...]:
    """What the distance of a query that finds nothing counts, where its words stand in one passage
    farther from each other."""
    found = hints.in_one_passage(parse(request.text))
    if found is None:
        return ()
    operator, text = found
    total = hints.count(snapshot, compile_query(replace(request, text=text), catalogue).query)
    if not total:
        return ()
    number = operator.rpartition("/")[2]
    en, zh = (
        ("asks for one sentence", "指同一句")
        if operator == "/s"
        else (
            f"counts characters between the words, at most {number}",
            f"指兩詞之間最多 {number} 個字",
        )
    )
    return (
        Problem(
            0,
            f"{operator} {en}; passages that hold the words: {total:,} ({text})",
            f"{operator} {zh}；同一段中兩者都有的有 {total:,} 段：{text}",
        ),
    )


def finds(snapshot: Snapshot, catalogue: Catalogue, request: SearchRequest, text: str) -> bool:
    """True if the request with another text has a hit."""
    compiled = compile_query(replace(request, text=text), catalogue)
    return hints.count(snapshot, compiled.query) > 0
