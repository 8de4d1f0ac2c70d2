"""What was disregarded when a quotation was found verbatim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.quotes.form import QUOTATION_MARKS, is_content
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from judian.search.quotes.form import Form
    from judian.search.quotes.matches import Match


def folded_kinds(quote: Form, match: Match) -> tuple[str, ...]:
    """Of "layout" (line breaks and spaces), "marks" (quotation marks, dashes, marks of notes) and
    "variants" (other forms or widths of characters) those in which a quotation and its source
    differ."""
    mine, other = quote.original, match.text
    source = match.window.form
    kinds = []
    if _spaces(mine) != _spaces(other):
        kinds.append("layout")
    places = range(match.start, match.end)
    pairs = [
        (mine[quote.offsets[at]], source.original[source.offsets[place]])
        for at, place in enumerate(places)
    ]
    if _marks(mine) != _marks(other) or any(a != b and not is_content(fold(a)) for a, b in pairs):
        kinds.append("marks")
    if any(a != b and is_content(fold(a)) for a, b in pairs):
        kinds.append("variants")
    return tuple(kinds)


def _spaces(text: str) -> int:
    return sum(map(str.isspace, text))


def _marks(text: str) -> list[str]:
    return [char for char in text if char in QUOTATION_MARKS]
