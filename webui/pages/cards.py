"""Passages that stand in lists, with their citations: what the card of a passage shows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from judian.search.citations import cite
from judian.search.replies.results import Hit
from webui.pages import limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.model import DocumentInfo, Passage
    from judian.search.replies.listings import (
        Authority,
        CitedArticle,
        InstrumentView,
        LocatedMention,
    )

    Span = tuple[int, int]


def hit_of(document: DocumentInfo, passage: Passage, marks: Sequence[Span] = ()) -> Hit:
    """The passage as a hit with its citation; `marks` are ranges of its text."""
    return Hit(passage.id, 0.0, document, passage, "", cite(passage, document), tuple(marks))


@dataclass(frozen=True, slots=True)
class CitingDocument:
    """A document with its passages that cite an article, the mentions marked."""

    document: DocumentInfo
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class CitingGroup:
    """An article (None: the instrument as a whole) with those of its passages that stand on a page
    of the list; `count` is the number of all of them, `page` the page of the first."""

    cited: CitedArticle
    count: int
    page: int
    documents: tuple[CitingDocument, ...]


def mentions_by_article(view: InstrumentView, page: int, size: int) -> list[CitingGroup]:
    """The passages that mention an instrument by article and by document; `documents` is empty in
    those groups that are not on this page."""
    groups, at = [], 0
    for cited in view.articles:
        passages = _passages(cited.places)
        shown = passages[max(0, (page - 1) * size - at) : max(0, page * size - at)]
        documents = tuple(
            CitingDocument(same[0][0].document, tuple(_marked(mentions) for mentions in same))
            for _, found in groupby(shown, key=lambda mentions: mentions[0].document.id)
            for same in [list(found)]
        )
        groups.append(CitingGroup(cited, len(passages), at // size + 1, documents))
        at += len(passages)
    return groups


def _passages(places: Sequence[LocatedMention]) -> list[list[LocatedMention]]:
    """The mentions of each passage, those of a document together, in the order of its first."""
    found: dict[str, dict[str, list[LocatedMention]]] = {}
    for place in places:
        of_document = found.setdefault(place.document.id, {})
        of_document.setdefault(place.passage.id, []).append(place)
    return [mentions for passages in found.values() for mentions in passages.values()]


def _marked(mentions: Sequence[LocatedMention]) -> Hit:
    spans = sorted({(place.mention.start, place.mention.end) for place in mentions})
    return hit_of(mentions[0].document, mentions[0].passage, spans)


def cards_of(authorities: Sequence[Authority]) -> dict[tuple[str, str | None], list[Hit]]:
    """The first passages that cite each article, by instrument and article: `limits.PLACES` for
    each, `limits.CARDS` in all."""
    found: dict[tuple[str, str | None], list[Hit]] = {}
    left = limits.CARDS
    for authority in authorities:
        for cited in authority.cited:
            passages = _passages(cited.places)[: min(limits.PLACES, left)]
            left -= len(passages)
            if passages:
                found[authority.item.id, cited.article] = [_marked(same) for same in passages]
    return found


def naming_parties(view: InstrumentView) -> Hit | None:
    """The first passage that names every party which the instrument's name gives, the mention
    marked; None if none does, or it gives none."""
    for cited in view.articles:
        for place in cited.places if view.item.parties else ():
            if all(party in place.passage.text for party in view.item.parties):
                return _marked([place])
    return None
