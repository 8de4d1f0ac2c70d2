"""Splitting a long paragraph at the ends of sentences, never inside brackets or quotes."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from indexer.structure.characters import CLOSERS, width

if TYPE_CHECKING:
    from collections.abc import Sequence

# Columns (a Han character has two) of a passage: about 400 characters, the length of the paragraphs
# of DRCD on which the ranking was tuned, and of a citation. Shorter passages separate the words of
# a question from its answer; longer ones blur the ranking. `python -m judian.evals drcd` measures
# the ranking.
LIMIT = 800
# Columns of a last piece that is joined to the one before it.
_REMNANT = 120
_PAIRS = dict(zip("「『（(【〔《〈“[［", "」』）)】〕》〉”]］", strict=True))
_CLOSING = {close: open_ for open_, close in _PAIRS.items()}
# Characters between two brackets; a longer stretch is not a parenthesis but a missing bracket.
_LONGEST_BRACKET = 400
# Open brackets that a closing one may match, innermost first.
_DEEPEST = 8


def split_at_sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the pieces in order (code points, half-open); only white space lies between them.

    A text within LIMIT is one piece. Pieces end after 。！？ and closing quotes, after ； where a
    sentence is too long, and after ， where a clause is too long.
    """
    if width(text) <= LIMIT:
        return _stripped(text, [(0, len(text))])
    columns = list(accumulate(map(width, text), initial=0))
    pieces: list[tuple[int, int]] = []
    for start, end in _split(text, 0, len(text), 0, columns):
        if pieces and columns[end] - columns[pieces[-1][0]] <= LIMIT:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    if len(pieces) > 1 and columns[-1] - columns[pieces[-1][0]] < _REMNANT:
        last = pieces.pop()
        pieces[-1] = (pieces[-1][0], last[1])
    return _stripped(text, pieces)


def _stripped(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    done = []
    for start, end in pieces:
        part = text[start:end]
        lead = len(part) - len(part.lstrip())
        body = part.strip()
        if body:
            done.append((start + lead, start + lead + len(body)))
    return done


#: Stops, those tried first in front.
_STOPS = ("。！？!?\n", "；;", "，、,：:", " ")


def _split(
    text: str, start: int, end: int, level: int, columns: Sequence[int]
) -> list[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`; too long ones are split at the stops of the next
    level. `columns[i]` is the width of `text[:i]`."""
    if level == len(_STOPS):
        step = LIMIT // 2
        return [(at, min(at + step, end)) for at in range(start, end, step)]
    spans = []
    begun = start
    for at in _ends(text, start, end, _STOPS[level]):
        spans.append((begun, at))
        begun = at
    if begun < end:
        spans.append((begun, end))
    done: list[tuple[int, int]] = []
    for first, last in spans:
        if columns[last] - columns[first] <= LIMIT:
            done.append((first, last))
        else:
            done += _split(text, first, last, level + 1, columns)
    return done


def _ends(text: str, start: int, end: int, stops: str) -> list[int]:
    """Offsets after the stops outside brackets and the closing brackets and quotes that follow."""
    inside = _bracketed(text, start, end)
    found = []
    at = start
    while at < end:
        char = text[at]
        after = at + 1
        is_stop = char in stops or (
            char == "." and stops[0] == "。" and text[after : after + 1].isspace()
            and text[at - 1 : at].isalpha() and text[after : after + 2].strip().isupper()
        )  # fmt: skip
        if is_stop and not inside[at - start]:
            while after < end and text[after] in CLOSERS:
                after += 1
            found.append(after)
        at = after
    return found


def _bracketed(text: str, start: int, end: int) -> bytearray:
    """One byte for each character of `text[start:end]`: 1 inside a pair of brackets or quotes."""
    inside = bytearray(end - start)
    stack: list[tuple[str, int]] = []
    for at in range(start, end):
        char = text[at]
        if char in _PAIRS:
            stack.append((char, at))
        elif char in _CLOSING and any(open_ == _CLOSING[char] for open_, _ in stack[-_DEEPEST:]):
            while stack:
                open_, begun = stack.pop()
                if open_ == _CLOSING[char]:
                    if at - begun <= _LONGEST_BRACKET:
                        inside[begun - start : at - start] = b"\x01" * (at - begun)
                    break
    return inside
