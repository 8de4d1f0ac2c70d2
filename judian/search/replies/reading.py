"""Replies about one document that is read: a part of it, its headings, and its matches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judian.core.model import DocumentInfo, Passage


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document: `position` counts its passages from 0, `level` from 1."""

    id: str
    position: int
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Match:
    """A passage of a document that a search finds; `position` counts the passages from 0."""

    id: str
    position: int


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """Consecutive passages of a document with `total` passages.

    `starts` are the positions, from 0, at which its parts begin; `part` counts them from 0 and
    names the one whose `passages` these are. `marks` has the ranges with words of the search in
    the text of each. `headings` and `matches` are those of the whole document in its order;
    `best` is the index in `matches` of the one that a search lists first, None without matches.
    """

    info: DocumentInfo
    total: int
    starts: tuple[int, ...]
    part: int
    passages: tuple[Passage, ...]
    marks: tuple[tuple[tuple[int, int], ...], ...]
    headings: tuple[Heading, ...]
    matches: tuple[Match, ...] = ()
    best: int | None = None
