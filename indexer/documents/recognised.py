"""How sure the recogniser is of the passages of recognised pages, and of their figures."""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from indexer.files.user_defined import GAP
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.structure.blocks import RecognisedLine
    from judian.core.model import Passage

#: A figure with a character under this confidence (0 to 1), its unit included, is none. Of the 170
#: figures on 12 pages of audit reports at 200 dpi, 7 of the 26 below it were wrong, and 4 of the
#: 144 others, of which 3 were numbers of rows.
MIN_FIGURE_CONFIDENCE = 0.8
#: Decimals kept of a confidence.
_DECIMALS = 2
#: Characters beside which a number is not whole.
_IN_NUMBERS = "0-9.,"


class _Characters(NamedTuple):
    """Folded characters without white space and gaps, and how sure each is (0 to 1)."""

    text: str
    confidences: list[float]


def with_confidences(
    passage: Passage, recognised: Mapping[int, Sequence[RecognisedLine]]
) -> Passage:
    """The passage with the recogniser's confidence (0 to 1) in it and in each of its figures;
    itself if no line of it was recognised.

    Figures under `MIN_FIGURE_CONFIDENCE` are left out.

    That of the passage is the mean of the characters of its lines, that of a figure the lowest of
    its characters. The lines are found by their place on the page, a figure in them by its text: of
    several with the same text the lowest counts, and of one that is not found the lowest of all.
    """
    lines = _lines_of(passage, recognised)
    apart, joined = _characters(lines, "\n"), _characters(lines, "")
    if not joined.text:
        return passage
    found = [(figure, _lowest(figure.text, apart, joined)) for figure in passage.figures]
    figures = tuple(
        replace(figure, recognised=round(sure, _DECIMALS))
        for figure, sure in found
        if sure >= MIN_FIGURE_CONFIDENCE
    )
    return replace(passage, figures=figures, recognised=round(fmean(joined.confidences), _DECIMALS))


def _lines_of(
    passage: Passage, recognised: Mapping[int, Sequence[RecognisedLine]]
) -> list[RecognisedLine]:
    """The recognised lines of a passage; all of its page if it has no place there."""
    inside = [
        line
        for page, *box in passage.boxes
        for line in recognised.get(page, ())
        if _holds_middle(box, line.box)
    ]
    known_place = inside or not passage.page or passage.boxes
    return inside if known_place else list(recognised.get(passage.page or 0, ()))


def _holds_middle(box: Sequence[float], line: Sequence[float]) -> bool:
    x, y = (line[0] + line[2]) / 2, (line[1] + line[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _characters(lines: Sequence[RecognisedLine], between: str) -> _Characters:
    """The characters of lines, each followed by `between`, which is certain."""
    kept = [
        (char, sure)
        for line in lines
        for char, sure in [
            *zip(fold(line.text), line.confidences, strict=True),
            *((mark, 1.0) for mark in between),
        ]
        if char in between or not (char.isspace() or char == GAP)
    ]
    return _Characters("".join(char for char, _ in kept), [sure for _, sure in kept])


def _lowest(text: str, apart: _Characters, joined: _Characters) -> float:
    wanted = re.escape("".join(fold(text).split()))
    whole = re.compile(f"(?<![{_IN_NUMBERS}]){wanted}(?![0-9])")
    for place in (apart, joined):
        found = [min(place.confidences[m.start() : m.end()]) for m in whole.finditer(place.text)]
        if found:
            return min(found)
    return min(joined.confidences)
