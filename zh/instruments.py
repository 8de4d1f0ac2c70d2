"""Instruments: treaties, agreements, memoranda, conventions and statutes named in a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Mention:
    """An instrument named at `[start, end)` of a passage.

    `text` is the verbatim span, `instrument` the id of the entry that all names of one
    instrument share, `name` the entry's preferred name, `kind` one of treaty, agreement,
    memorandum, convention, protocol, statute. `articles` are normalised: "3", "3-2" (第三條
    之二), "6.1" (第6條第1項), "6.1.2" (第6條第1項第2款).
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
        """The inverse of `core.model.to_json`."""
        return cls(**{**data, "articles": tuple(data.get("articles", ()))})
