"""Printed numbers: which of them a reader gives whole, and which numbers it gives that are printed
nowhere."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from judian.evals.real.characters import missing_beside
from judian.evals.real.printed import RAISED_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from judian.evals.real.artifacts import PageArtifacts
    from judian.evals.real.printed import Char, Line, Piece, PrintedPage

#: Characters of one number stand nearer than this share of their size.
_NEAR = 0.12
#: Digits spaced out for looks stand nearer than this many sizes.
_SPACED = 1.3
#: A number may go on in a line that is at most this many sizes lower.
_NEXT_LINE = 3.0
#: A piece with so many letters is prose, in which two bare numbers at a line end are one.
_PROSE = 6
#: A raised mark stands at most this share of the text's size above its baseline.
_RAISED = 0.75

NUMBER = re.compile(r"[0-9]+(?:[,.][0-9]+)*")
_WHOLE = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_TAIL = re.compile(r"[0-9]+(?:[,.][0-9]+)*[,.]?$")
_FRONT = re.compile(r"[,.]?[0-9]+(?:[,.][0-9]+)*")
_UNFINISHED = re.compile(r"(?:.*[,.]|.*,[0-9]{1,2})")
_RAISED_DIGITS = re.compile("[⁰¹²³⁴-⁹₀-₉]+")


class PrintedNumber(NamedTuple):
    """A number as it is printed, with its sides and baseline in points; `raised` for a mark."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    line: int
    raised: bool = False


def numbers_in(text: str) -> list[str]:
    """The numbers of a text, full-width digits as others; raised digits are none."""
    return NUMBER.findall(unicodedata.normalize("NFKC", _RAISED_DIGITS.sub(" ", text)))


def printed_numbers(page: PrintedPage) -> list[PrintedNumber]:
    """The numbers of a page by the places of its digits."""
    found = []
    for at, line in enumerate(page.lines):
        for run in _runs(line):
            for number in _numbers(run, at):
                raised = _is_raised(number, page.lines[at : at + 3])
                found.append(number._replace(raised=raised))
    return found


def _runs(line: Line) -> Iterator[list[Char]]:
    """Yield characters of a line that belong together: nothing between them, and one size."""
    for piece in line.pieces:
        run: list[Char] = []
        for char in piece.chars:
            if run and (
                char.x0 - run[-1].x1 > _NEAR * char.size
                or not RAISED_SIZE <= char.size / (run[-1].size or 1) <= 1 / RAISED_SIZE
            ):
                yield run
                run = []
            run.append(char)
        yield run


def _numbers(run: Sequence[Char], line: int) -> Iterator[PrintedNumber]:
    text, owners = "", []
    for char in run:
        plain = unicodedata.normalize("NFKC", _RAISED_DIGITS.sub(" ", char.text))
        text += plain
        owners += [char] * len(plain)
    for match in NUMBER.finditer(text):
        first, last = owners[match.start()], owners[match.end() - 1]
        yield PrintedNumber(match[0], first.x0, last.x1, first.base, first.size, line)


def _is_raised(number: PrintedNumber, lines: Sequence[Line]) -> bool:
    """True for a number in small type that stands raised beside text of one of the lines."""
    for line in lines:
        if number.size >= RAISED_SIZE * line.size:
            continue
        for piece in line.pieces:
            up = piece.base - number.base
            if 0 < up < _RAISED * piece.size and (
                piece.x0 - piece.size < number.x0 and number.x1 < piece.x1 + piece.size
            ):
                return True
    return False


def joined_numbers(pages: Sequence[PrintedPage]) -> dict[str, tuple[str, ...]]:
    """Number → its parts, for numbers that a line end, a page end or spaced digits divide."""
    found: dict[str, tuple[str, ...]] = {}
    pieces: list[Piece] = []
    for page in pages:
        for line in page.lines:
            pieces += line.pieces
        for parts in _spaced(printed_numbers(page)):
            found.setdefault("".join(parts), parts)
    for at, piece in enumerate(pieces):
        tail = _TAIL.search(piece.text)
        if tail is None:
            continue
        for after in pieces[at + 1 : at + 40]:
            front = _FRONT.match(after.text)
            if front is None or not _may_go_on(piece, after, tail[0]):
                continue
            whole = tail[0] + front[0]
            if _WHOLE.fullmatch(whole):
                found.setdefault(whole, (tail[0].rstrip(",."), front[0].lstrip(",.")))
    return found


def _may_go_on(piece: Piece, after: Piece, tail: str) -> bool:
    """True if the number at the end of a piece may go on at the front of a later one: it is
    unfinished, or both are prose."""
    down = after.base - piece.base
    if down >= 0 and (down < 1 or down > _NEXT_LINE * piece.size):
        return False
    if _UNFINISHED.fullmatch(tail):
        return True
    return all(sum(char.isalpha() for char in each.text) >= _PROSE for each in (piece, after))


def _spaced(numbers: Sequence[PrintedNumber]) -> Iterator[tuple[str, ...]]:
    """Yield single digits and separators in a row that are spaced out."""
    row: list[PrintedNumber] = []
    for number in numbers:
        goes_on = (
            row and number.line == row[-1].line and len(number.text) == 1
            and number.x0 - row[-1].x1 < _SPACED * number.size
        )  # fmt: skip
        if not goes_on:
            if len(row) > 1:
                yield tuple(each.text for each in row)
            row = []
        if len(number.text) == 1:
            row.append(number)
    if len(row) > 1:
        yield tuple(each.text for each in row)


class Found(NamedTuple):
    """Numbers of one page: `wanted` that are printed, `missing` of them, and `unprinted` that a
    reader gives though no near page prints them."""

    wanted: Counter[str]
    missing: Counter[str]
    unprinted: Counter[str]


def numbers_found(
    pages: Sequence[PrintedPage], artifacts: Sequence[PageArtifacts], texts: Mapping[int, str]
) -> list[Found]:
    """What became of the numbers of each page in a reader's `texts`."""
    printed = [printed_numbers(page) for page in pages]
    joins = joined_numbers(pages)
    wanted = [
        Counter(
            each.text for each in numbers
            if not (each.raised or around.contents or each.line in around.lines)
        )
        for numbers, around in zip(printed, artifacts, strict=True)
    ]  # fmt: skip
    given = [Counter(numbers_in(texts.get(page.number, ""))) for page in pages]
    near = _near_numbers(pages, printed)
    unprinted = []
    for have, known in zip(given, near, strict=True):
        strange: Counter[str] = Counter()
        for number in [each for each in have if each not in known]:
            if number in joins:
                have.update(dict.fromkeys(joins[number], have[number]))
            else:
                strange[number] = have[number]
        unprinted.append(strange)
    missing = missing_beside(wanted, given)
    return [Found(*each) for each in zip(wanted, missing, unprinted, strict=True)]


def _near_numbers(
    pages: Sequence[PrintedPage], printed: Sequence[Sequence[PrintedNumber]]
) -> list[set[str]]:
    """The numbers that each page, the one before or the one after prints, by place or as a
    text."""
    own = [
        {each.text for each in numbers}
        | set(numbers_in("\n".join(p.text for line in page.lines for p in line.pieces)))
        for page, numbers in zip(pages, printed, strict=True)
    ]
    return [set().union(*own[max(at - 1, 0) : at + 2]) for at in range(len(own))]
