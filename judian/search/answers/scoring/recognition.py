"""What OCR allows an answer's confidence to be: a number is right only if it was read rightly."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judian.core.model import Passage

#: (lowest confidence of OCR in a number, share of such numbers that were read rightly), the highest
#: first. Of 876 numbers shown on pages of audit reports that were rendered at 200 dpi, 757 of the
#: 765 from 0.85 on were right, and 107 of the 111 from 0.80 to 0.85. No number under 0.80 is a
#: figure; words are right as often as OCR says.
READ_RIGHTLY = ((0.85, 0.99), (0.8, 0.96))


def recognised_share(passage: Passage, start: int, end: int) -> float | None:
    """The confidence of OCR (0 to 1) in `[start, end)` of a passage: the lowest of the figures
    there, or without any that of the passage; None for text that was not recognised."""
    inside = [
        figure.recognised
        for figure in passage.figures
        if figure.start < end and start < figure.end and figure.recognised is not None
    ]
    return min(inside, default=passage.recognised)


def limited(confidence: float, recognised: float | None) -> float:
    """The probability that an answer is right if it would be with `confidence` on text that was
    read rightly: 0.01 at least, rounded to two decimals."""
    if recognised is None:
        return confidence
    share = next((right for low, right in READ_RIGHTLY if recognised >= low), recognised)
    return max(0.01, round(confidence * share, 2))
