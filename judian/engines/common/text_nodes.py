"""The nodes of a query that a text decides, on the text itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core import matching
from judian.core.query import AtLeast, Contains, Near, Part, Pattern, Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A node that the text of a passage decides.
TextNode = Contains | Pattern | Near | Sentence | AtLeast


def text_parts(node: TextNode) -> tuple[Part, ...]:
    """The parts of texts that a node looks for."""
    match node:
        case Contains() | Pattern():
            return (node,)
        case AtLeast(part):
            return (part,)
        case Near(parts) | Sentence(parts):
            return parts


def is_exact(node: TextNode) -> bool:
    """True if the text before folding decides, which one exact part is enough for."""
    return any(part.exact for part in text_parts(node))


def text_matches(node: TextNode, squeezed: str, folded: str) -> bool:
    """True if `node` holds for a passage with these texts."""
    text = squeezed if is_exact(node) else folded
    needles = matching.needles_of(text_parts(node))
    match node:
        case Contains() | Pattern():
            return bool(matching.spans(text, needles[0]))
        case AtLeast(_, count):
            return len(matching.spans(text, needles[0])) >= count
        case Near(_, distance, ordered):
            return _near(text, needles, distance, ordered=ordered)
        case Sentence():
            return matching.same_sentence(text, needles) is not None


def _near(text: str, needles: Sequence[matching.Needle], distance: int, *, ordered: bool) -> bool:
    if ordered:
        return matching.in_order(text, needles, distance)
    return matching.near(text, needles, distance) is not None
