"""Han lost: characters that two other readers agree on and a reader does not give."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from indexer.structure.characters import HAN
from judian.evals.real.printed import squeezed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from judian.evals.real.artifacts import PageArtifacts
    from judian.evals.real.printed import PrintedPage

_HAN = re.compile(f"[{HAN}]")


def han_of(text: str) -> Counter[str]:
    """The Han characters of a text; compatibility ideographs and radicals as what they stand
    for."""
    return Counter(_HAN.findall(squeezed(text)))


def agreed_han(
    pages: Sequence[PrintedPage],
    artifacts: Sequence[PageArtifacts],
    second: Mapping[int, str] | None,
) -> list[Counter[str]]:
    """The Han of each page that PDFium prints and the `second` reader gives too (None: PDFium's
    alone), without running heads, running feet and page numbers."""
    found = []
    for page, around in zip(pages, artifacts, strict=True):
        printed: Counter[str] = Counter()
        for at, line in enumerate(page.lines):
            if at not in around.lines:
                printed += han_of(line.text)
        if second is not None:
            printed &= han_of(second.get(page.number, ""))
        found.append(printed)
    return found


def left_out_on_purpose(
    pages: Sequence[PrintedPage], artifacts: Sequence[PageArtifacts], texts: Mapping[int, str]
) -> tuple[int, int]:
    """How many Han of running heads, running feet and page numbers a reader does not give, beyond
    what the page prints elsewhere, and how many Han are printed in all."""
    gone = total = 0
    for page, around in zip(pages, artifacts, strict=True):
        lines = [han_of(line.text) for line in page.lines]
        total += sum(line.total() for line in lines)
        apart: Counter[str] = sum((lines[at] for at in around.lines), Counter())
        text: Counter[str] = sum(lines, Counter()) - apart
        gone += (apart - (han_of(texts.get(page.number, "")) - text)).total()
    return gone, total


def lost_han(agreed: Sequence[Counter[str]], texts: Mapping[int, str]) -> list[Counter[str]]:
    """The agreed Han of each page that a reader gives neither on the page nor, beyond what is
    agreed there, on the page before or after."""
    given = [han_of(texts.get(number, "")) for number in range(1, len(agreed) + 1)]
    return missing_beside(agreed, given)


def missing_beside(
    wanted: Sequence[Counter[str]], given: Sequence[Counter[str]]
) -> list[Counter[str]]:
    """What of `wanted` each page lacks and neither neighbour has to spare. What a neighbour has to
    spare is spent once."""
    spare = [have - want for want, have in zip(wanted, given, strict=True)]
    found = []
    for at, (want, have) in enumerate(zip(wanted, given, strict=True)):
        lacking = want - have
        for beside in (at - 1, at + 1):
            if 0 <= beside < len(spare):
                moved = lacking & spare[beside]
                lacking -= moved
                spare[beside] -= moved
        found.append(lacking)
    return found
