"""Alignment of two texts by the fewest changed characters.

Bit-parallel computation of the Levenshtein distance: G. Myers, A fast bit-vector algorithm for
approximate string matching (J. ACM 46, 1999), in the form of H. Hyyrö (2003), on Python's integers.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """`[start, end)` of one text that stands for `[other_start, other_end)` of the other; one of
    them may be empty. The characters of both differ."""

    start: int
    end: int
    other_start: int
    other_end: int


@dataclass(frozen=True, slots=True)
class Nearest:
    """The stretch `[start, end)` of a text that is nearest to a pattern, and their distance."""

    start: int
    end: int
    distance: int


def nearest(pattern: str, text: str) -> Nearest:
    """The stretch of `text` with the smallest distance to `pattern`: the first of several, and of
    those that begin or end there the longest, which replaces characters rather than dropping them.
    Time in proportion to len(text) × len(pattern) / word size."""
    end, distance = _best_end(pattern, text)
    size = len(pattern)
    low = max(0, end - size - distance)
    back, _ = _best_end(pattern[::-1], text[low:end][::-1], anchored=True)
    return Nearest(end - back, end, distance)


def _best_end(pattern: str, text: str, *, anchored: bool = False) -> tuple[int, int]:
    """(end, distance) of the stretch of `text` nearest to `pattern`, the first of several with
    those right behind it; of an `anchored` one, which begins at the start of the text, the last."""
    size = len(pattern)
    if not size:
        return 0, 0
    full, last = (1 << size) - 1, 1 << (size - 1)
    where = _bits(pattern)
    up, down, distance = full, 0, size
    best_end, best = 0, size
    carry = 1 if anchored else 0
    for at, char in enumerate(text, 1):
        equal = where.get(char, 0)
        across = (((equal & up) + up) ^ up) | equal | down
        plus = down | (full & ~(across | up))
        minus = up & across
        if plus & last:
            distance += 1
        elif minus & last:
            distance -= 1
        plus = ((plus << 1) | carry) & full
        minus = (minus << 1) & full
        up = minus | (full & ~(across | plus))
        down = plus & across
        if distance < best or (distance == best and (anchored or at == best_end + 1)):
            best_end, best = at, distance
    return best_end, best


def _bits(pattern: str) -> dict[str, int]:
    """For each character the places at which it stands in `pattern`, as bits."""
    where: dict[str, int] = {}
    for at, char in enumerate(pattern):
        where[char] = where.get(char, 0) | 1 << at
    return where


def changes(one: str, other: str) -> list[Change]:
    """The changed stretches of a shortest edit of `one` into `other`, in order; adjacent changes
    are one."""
    columns = _columns(one, other)
    edits: list[tuple[int, int, int, int]] = []
    row, column = len(one), len(other)
    while row and column:
        bit = 1 << (row - 1)
        if columns[column - 1][0] & bit:
            row -= 1
            edits.append((row, row + 1, column, column))
            continue
        column -= 1
        if column and columns[column - 1][1] & bit:
            edits.append((row, row, column, column + 1))
            continue
        row -= 1
        if one[row] != other[column]:
            edits.append((row, row + 1, column, column + 1))
    if row:
        edits.append((0, row, 0, 0))
    if column:
        edits.append((0, 0, 0, column))
    return _joined(edits)


def _columns(one: str, other: str) -> list[tuple[int, int]]:
    """(vertical plus, vertical minus) of the matrix of distances for each character of `other`."""
    full = (1 << len(one)) - 1
    where = _bits(one)
    up, down = full, 0
    found = []
    for char in other:
        equal = where.get(char, 0)
        across = (((equal & up) + up) ^ up) | equal | down
        plus = down | (full & ~(across | up))
        minus = up & across
        plus = ((plus << 1) | 1) & full
        minus = (minus << 1) & full
        up = minus | (full & ~(across | plus))
        down = plus & across
        found.append((up, down))
    return found


def _joined(edits: list[tuple[int, int, int, int]]) -> list[Change]:
    found: list[Change] = []
    for start, end, other_start, other_end in reversed(edits):
        if found and found[-1].end == start and found[-1].other_end == other_start:
            found[-1] = Change(found[-1].start, end, found[-1].other_start, other_end)
        else:
            found.append(Change(start, end, other_start, other_end))
    return found
