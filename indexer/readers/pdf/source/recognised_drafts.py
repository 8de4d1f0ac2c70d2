"""Lines of recognised words while they are put together and repaired."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.readers.pdf.source.geometry import Box


@dataclass(slots=True)
class RecognisedDraft:
    """Words of one line without a wide gap between them, in points.

    `starts` are the left sides of the characters of `text`, `confidences` how sure the recogniser
    is of each (0 to 100); both are always as long as `text`. `boxes` are those of the words,
    `repaired` is the number of characters that were replaced.
    """

    boxes: list[Box] = field(default_factory=list)
    text: str = ""
    starts: list[float] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)
    repaired: int = 0

    def append(self, text: str, left: float, right: float, confidence: float) -> None:
        """Add a text that stands from `left` to `right`, its characters equally wide."""
        count = len(text)
        self.text += text
        self.starts += [left + (right - left) * at / count for at in range(count)]
        self.confidences += [confidence] * count

    def insert(self, at: int, char: str) -> None:
        """Put a character, of which nothing was seen, before the one at `at` >= 1."""
        self.text = self.text[:at] + char + self.text[at:]
        self.starts.insert(at, self.starts[at - 1])
        self.confidences.insert(at, 0.0)

    def remove(self, start: int, end: int) -> None:
        """Remove the characters at `[start, end)`."""
        self.text = self.text[:start] + self.text[end:]
        del self.starts[start:end], self.confidences[start:end]
