"""Marks on the query's words in a hit, and snippets cut at the ends of sentences."""

from __future__ import annotations

import html
from bisect import bisect_left
from typing import TYPE_CHECKING

from judian.core.matching import occurrences, pattern_spans
from judian.zh.text.analyze import squeeze
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Longest snippet in code points, ellipses not counted. Two and a half lines on the page.
SNIPPET = 120
_SENTENCE_ENDS = "。！？；\n"
_CLAUSE_ENDS = "，、：:,"


def find_marks(
    text: str, needles: Iterable[str], patterns: Iterable[str] = ()
) -> tuple[tuple[int, int], ...]:
    """Half-open code-point ranges of `text` that the folded, squeezed `needles` and `patterns`
    with wildcards cover, merged and in order."""
    squeezed, offsets = squeeze(text)
    folded = fold(squeezed)
    found = [(at, at + len(needle)) for needle in needles for at in occurrences(folded, needle)]
    for pattern in patterns:
        found += pattern_spans(folded, pattern)
    return merge((offsets[start], offsets[end - 1] + 1) for start, end in found)


def merge(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The union of the ranges as disjoint ranges in order; touching ranges become one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def snippet_html(text: str, marks: Sequence[tuple[int, int]], limit: int = SNIPPET) -> str:
    """The part of `text` with most marked characters, escaped, marks as `<mark>`.

    It begins and ends at 。！？； if that leaves at least half of `limit`, else at ，、, else
    anywhere; an ellipsis replaces omitted text.
    """
    start, end = best_window(text, marks, limit)
    parts = ["…"] if start > 0 and text[:start].strip() else []
    at = start
    for mark_start, mark_end in marks:
        left, right = max(mark_start, start), min(mark_end, end)
        if left >= right:
            continue
        parts += [html.escape(text[at:left]), f"<mark>{html.escape(text[left:right])}</mark>"]
        at = right
    parts.append(html.escape(text[at:end]))
    if end < len(text) and text[end:].strip():
        parts.append("…")
    return "".join(parts)


def best_window(text: str, marks: Sequence[tuple[int, int]], limit: int) -> tuple[int, int]:
    """The span [start, end) of the snippet, at most `limit` characters long."""
    if len(text) <= limit:
        return 0, len(text)
    if not marks:
        return 0, _end(text, 0, limit)
    best, best_score = 0, (-1, 0)
    for first, (left, _) in enumerate(marks):
        stop = left + limit
        inside = marks[first : bisect_left(marks, (stop,))]
        covered = sum(min(right, stop) - start for start, right in inside)
        different = len({text[start:right] for start, right in inside if right <= stop})
        if (different, covered) > best_score:
            best, best_score = left, (different, covered)
    ends = [right for left, right in marks if left >= best and right <= best + limit]
    last = max(ends, default=best + limit)
    start = _start(text, best, max(0, min(best, last - limit)), limit // 3)
    return start, _end(text, start, min(limit, len(text) - start), needed=last)


def _start(text: str, at: int, earliest: int, reach: int) -> int:
    """The start of a snippet that must contain offset `at`: after the end of a sentence, else of
    a clause, within 2 * `reach` characters."""
    earliest = max(earliest, at - reach * 2)
    for ends in (_SENTENCE_ENDS, _CLAUSE_ENDS):
        places = [i + 1 for i in range(earliest, at) if text[i] in ends]
        if places:
            return places[0] if ends == _SENTENCE_ENDS else places[-1]
        if earliest == 0:
            return 0
    return max(earliest, at - reach // 3)


def _end(text: str, start: int, limit: int, needed: int = 0) -> int:
    """The end of a snippet that begins at `start` and must contain the offsets before `needed`."""
    stop = min(len(text), start + limit)
    if stop == len(text):
        return stop
    for ends in (_SENTENCE_ENDS, _CLAUSE_ENDS):
        for at in range(stop - 1, max(needed, start + limit // 2) - 1, -1):
            if text[at] in ends:
                return at + 1
    return stop
