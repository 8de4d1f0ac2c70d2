"""What AND asks of the text of a passage, for tests that do not ask what stands above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.core.query import Or, Terms

if TYPE_CHECKING:
    from judian.core.query import Node


def in_the_text(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The nodes of AND without what may stand above a passage that holds another word."""
    if not any(map(_is_wider, nodes)):
        return nodes
    texts = tuple(n.nodes[0] for n in nodes if isinstance(n, Or) and _is_wider(n))
    kept = nodes[:-1] if isinstance(nodes[-1], Or) and nodes[-1].nodes == texts else nodes
    return tuple(n.nodes[0] if isinstance(n, Or) and _is_wider(n) else n for n in kept)


def _is_wider(node: Node) -> bool:
    """True for a word in the text or above it."""
    match node:
        case Or((*_, Terms(((("context_pairs" | "context_words"), _), *_)))):
            return True
        case Or((_, Or(nodes))):
            return all(isinstance(n, Terms) and "context" in n.terms[0][0] for n in nodes)
    return False
