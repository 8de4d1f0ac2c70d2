"""Contexts of the retrieved passages: the text that leads into each, its list items, and the
opening of its document."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from judian.core.model import Kind, passage_from_json
from judian.search.answers.candidates.best_sentences import mark_best_sentences
from judian.search.answers.candidates.context import CandidateContext
from judian.search.answers.candidates.document_facts import is_about_document, is_named
from judian.search.citations import cite
from judian.search.hits.snippets import snippet_html
from judian.zh.questions.forms import AnswerType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from judian.core.engine import Snapshot
    from judian.search.answers.question.model import QuestionModel
    from judian.search.replies.results import Hit

#: Most passages between a list item and the sentence that leads into its list.
MAX_DISTANCE = 80
#: Passages that are read at a time on the way back or on: most lists are shorter.
STEP = 8
#: A lead-in is read back until it has as many characters: 說明： says less than the 案由 before.
LEAD_IN = 30
#: Most documents whose first lines are read for a question about one, and most of these lines.
COVERS, COVER_LINES = 3, 12
#: Most lines of a letterhead, and most characters of each.
LETTERHEAD, LETTERHEAD_LINE = 6, 60


def contexts_of(
    question: QuestionModel, snapshot: Snapshot, hits: Sequence[Hit], further: Sequence[Hit] = ()
) -> list[CandidateContext]:
    """The context of each hit, then of each of the `further` rows of tables, in order, with the
    best sentences of all marked."""
    contexts = list(_contexts(question, snapshot, [*hits, *further]))
    for context in contexts[len(hits) :]:
        context.is_further = True
    contexts += _cover_contexts(question, snapshot, contexts)
    mark_best_sentences(question, contexts)
    only = len({context.hit.document.id for context in contexts}) == 1
    for context in contexts:
        context.only_document = only
    return contexts


def _contexts(
    question: QuestionModel, snapshot: Snapshot, hits: Sequence[Hit]
) -> Iterator[CandidateContext]:
    """Yield the context of each hit, in order."""
    order: dict[str, Sequence[str]] = {}
    openings: dict[str, str] = {}
    for rank, hit in enumerate(hits):
        doc_id = hit.passage.doc_id
        if doc_id not in order:
            order[doc_id] = snapshot.passage_ids(doc_id)
            openings[doc_id] = _opening(snapshot, order[doc_id])
        ids = order[doc_id]
        is_list = question.answer_type in (AnswerType.LIST, AnswerType.DEFINITION)
        followers = _followers(snapshot, ids, hit) if is_list else ()
        lead_in = _lead_in(snapshot, ids, hit)
        yield CandidateContext(hit, lead_in, followers, openings[doc_id], rank)


def _cover_contexts(
    question: QuestionModel, snapshot: Snapshot, contexts: Sequence[CandidateContext]
) -> list[CandidateContext]:
    """The first lines of the documents that the question asks about, unless they are among the
    contexts: who made a report stands on its cover, which shares no word with the question."""
    named: dict[str, Hit] = {}
    for context in contexts if is_about_document(question) else ():
        if is_named(
            question, context.hit.document, len({c.hit.document.id for c in contexts}) == 1
        ):
            named.setdefault(context.hit.document.id, context.hit)
    known = {context.hit.id for context in contexts}
    covers: list[CandidateContext] = []
    for doc_id, hit in list(named.items())[:COVERS]:
        for payload in snapshot.payloads(snapshot.passage_ids(doc_id)[:COVER_LINES]):
            passage = passage_from_json(json.loads(payload)) if payload is not None else None
            if passage is not None and passage.id not in known:
                cover = replace(
                    hit,
                    id=passage.id,
                    passage=passage,
                    snippet_html=snippet_html(passage.text, ()),
                    citation=cite(passage, hit.document),
                    marks=(),
                    copies=0,
                    places=(),
                )
                covers.append(CandidateContext(cover, rank=len(contexts) + len(covers)))
    return covers


def _opening(snapshot: Snapshot, ids: Sequence[str]) -> str:
    """The first short lines of a document, its letterhead."""
    first = takewhile(_is_short_line, _read(snapshot, ids[:LETTERHEAD]))
    return "\n".join(str(p["text"]) for p in first)


def _lead_in(snapshot: Snapshot, ids: Sequence[str], hit: Hit) -> str:
    """The text that leads into a passage: for a list item the nearest passages before it that
    are neither list items nor headings, for others the line before it if it is as short as a
    heading, "" for table rows."""
    at = ids.index(hit.id)
    if hit.passage.kind is Kind.TABLE_ROW:
        return ""
    if hit.passage.kind is not Kind.LIST_ITEM:
        before = _read(snapshot, ids[max(0, at - 1) : at])
        return "\n".join(str(p["text"]) for p in before if _is_short_line(p))
    lines: list[str] = []
    for passage in _read_back(snapshot, ids[max(0, at - MAX_DISTANCE) : at]):
        if passage["kind"] not in (Kind.LIST_ITEM, Kind.HEADING):
            lines.insert(0, str(passage["text"]))
            if sum(map(len, lines)) >= LEAD_IN:
                break
    return "\n".join(lines)


def _read_back(snapshot: Snapshot, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield passages from the last to the first, read a few at a time."""
    for end in range(len(ids), 0, -STEP):
        yield from reversed(_read(snapshot, ids[max(0, end - STEP) : end]))


def _read_on(snapshot: Snapshot, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield passages from the first to the last, read a few at a time."""
    for start in range(0, len(ids), STEP):
        yield from _read(snapshot, ids[start : start + STEP])


def _is_short_line(passage: dict[str, Any]) -> bool:
    return len(passage["text"]) <= LETTERHEAD_LINE and passage["kind"] != Kind.TABLE_ROW


def _followers(snapshot: Snapshot, ids: Sequence[str], hit: Hit) -> tuple[str, ...]:
    """The list items that directly follow a passage; for one that introduces a section, the
    headings in it."""
    if hit.passage.kind not in (Kind.PARAGRAPH, Kind.HEADING, Kind.TITLE):
        return ()
    at = ids.index(hit.id) + 1
    following = _read(snapshot, ids[at : at + 1])
    if not following or following[0]["kind"] not in (Kind.LIST_ITEM, Kind.HEADING):
        return ()
    rest = _read_on(snapshot, ids[at : at + MAX_DISTANCE])
    if following[0]["kind"] == Kind.LIST_ITEM:
        items = takewhile(lambda p: p["kind"] == Kind.LIST_ITEM, rest)
        return tuple(str(p["text"]) for p in items)
    section = following[0].get("section", [])[:-1]
    if list(section) != list(hit.passage.section):
        return ()  # The end of one section does not lead into another.
    if hit.passage.kind is Kind.PARAGRAPH and not hit.passage.text.endswith(("：", ":")):
        return ()  # Nor does a paragraph that does not announce the heading after it.
    inside = takewhile(lambda p: p.get("section", [])[: len(section)] == section, rest)
    return tuple(
        str(p["text"])
        for p in inside
        if p["kind"] == Kind.HEADING and len(p.get("section", ())) == len(section) + 1
    )


def _read(snapshot: Snapshot, ids: Sequence[str]) -> list[dict[str, Any]]:
    return [json.loads(p) for p in snapshot.payloads(ids) if p is not None]
