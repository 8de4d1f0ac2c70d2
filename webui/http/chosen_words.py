"""Words of a passage that were chosen by their offsets: checked against its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from webui.http.request_errors import ParameterInvalid

if TYPE_CHECKING:
    from judian.core.model import Passage

#: Characters at the beginning and at the end of longer words that name them in a link.
_NAMED = 24


@dataclass(frozen=True, slots=True)
class ChosenWords:
    """The characters [start, end) of a passage's text."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words as they stand in the passage."""
        return self.passage.text[self.start : self.end]

    @property
    def span(self) -> tuple[int, int]:
        """Their half-open range in the text of the passage."""
        return self.start, self.end

    @property
    def in_document(self) -> tuple[int, int]:
        """Their half-open range in the text of the document."""
        return self.passage.start + self.start, self.passage.start + self.end

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages, from 1, on which they may stand: those of the passage; () without pages."""
        pages = sorted({box[0] for box in self.passage.boxes})
        return tuple(pages) or (() if self.passage.page is None else (self.passage.page,))

    @property
    def fragment(self) -> str:
        """The directive by which a browser finds the words on the page (URL Fragment Text
        Directives, W3C Community Group): text=WORDS, or text=FIRST,LAST for longer ones."""
        # A browser compares what one line shows: breaks and tabs end the part that is named.
        parts = [part.strip() for part in self.text.replace("\t", "\n").split("\n") if part.strip()]
        if not parts:
            return ""
        first, last = parts[0], parts[-1]
        if len(parts) == 1 and len(first) <= 2 * _NAMED:
            return f"text={_encoded(first)}"
        return f"text={_encoded(first[:_NAMED])},{_encoded(last[-_NAMED:])}"


def chosen_words(passage: Passage, start: int | None, end: int | None) -> ChosenWords | None:
    """The words between two offsets of a passage; None without offsets. Raises ParameterInvalid if
    they are no range of its text."""
    if start is None and end is None:
        return None
    length = len(passage.text)
    first, last = start or 0, length if end is None else end
    if not first < last <= length:
        wanted = (f"more than start and at most {length}", f"大於 start 而不超過 {length} 的數")
        raise ParameterInvalid("end", str(last), wanted)
    return ChosenWords(passage, first, last)


def _encoded(text: str) -> str:
    """Percent-encoded, with the signs that part a directive."""
    return quote(text, safe="").replace("-", "%2D")
