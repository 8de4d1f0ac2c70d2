"""Nodes that postings decide, in place of those for which texts would be read."""

from __future__ import annotations

import re

from judian.core.query import Node, Part, Pattern, Terms
from judian.zh.text.segment import HAN

_ONE_TERM = re.compile(f"[{HAN}]{{1,2}}")


def by_postings(part: Part) -> Node:
    """A cheaper node for the same passages: a text contains one or two Han characters exactly if
    it has them as a single or a pair, so that postings suffice."""
    if isinstance(part, Pattern) or part.exact or not _ONE_TERM.fullmatch(part.text):
        return part
    return Terms(part.candidates)
