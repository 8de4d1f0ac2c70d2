"""Instruments and their mentions in passages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Entry:
    """One instrument (條約、協定、法規) under its preferred name.

    `id` is the code of the official database for a statute of the ROC (C0000001), and a digest of
    the canonical name for all others; it is the same in all documents. `kind` is one of treaty,
    agreement, memorandum, convention, protocol, declaration, statute.
    """

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Mention:
    """An instrument named at `[start, end)` of a passage.

    `text` is the verbatim span, `instrument` the id of the entry that all names of one
    instrument share, `name` the entry's preferred name, `kind` as in `Entry`. `articles` are
    normalised: "3", "3-2" (第三條之二), "6.1" (第6條第1項), "6.1.2" (第6條第1項第2款).
    """

    text: str
    start: int
    end: int
    instrument: str
    name: str
    kind: str
    articles: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Mention:
        """The inverse of `judian.core.model.to_json`."""
        return cls(**{**data, "articles": tuple(data.get("articles", ()))})
