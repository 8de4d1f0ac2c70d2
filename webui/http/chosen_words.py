"""Words of one passage, or of several in a row, chosen by offsets that are checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from judian.core.errors import NotFound
from judian.search.citations import quoted_words
from webui.http.backend import backend
from webui.http.request_errors import ParameterInvalid

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from judian.core.model import Passage

#: Characters at the beginning and at the end of longer words that name them in a link.
_NAMED = 24
#: Passages that a quotation may run over; pages of a report have 5 to 30.
MOST = 60


@dataclass(frozen=True, slots=True)
class ChosenWords:
    """The characters from `start` in the first of `passages` to `end`, excluded, in the last."""

    passages: tuple[Passage, ...]
    start: int
    end: int

    @property
    def passage(self) -> Passage:
        """The passage in which they begin."""
        return self.passages[0]

    @property
    def last(self) -> Passage:
        """The passage in which they end."""
        return self.passages[-1]

    @property
    def text(self) -> str:
        """The words as they stand in one passage, or each paragraph of several on a line."""
        if len(self.passages) == 1:
            return self.passage.text[self.start : self.end]
        return quoted_words(self.passages, self.span)

    @property
    def span(self) -> tuple[int, int]:
        """Where they begin in the text of the first passage, and end in that of the last."""
        return self.start, self.end

    @property
    def ranges(self) -> list[tuple[Passage, list[tuple[int, int]]]]:
        """Each passage with the range of the words in its text."""
        whole = [[0, len(passage.text)] for passage in self.passages]
        whole[0][0], whole[-1][1] = self.start, self.end
        return [
            (passage, [(start, end)])
            for passage, (start, end) in zip(self.passages, whole, strict=True)
        ]

    @property
    def arguments(self) -> dict[str, str | int]:
        """The parameters that choose them, in an address of their passage."""
        chosen: dict[str, str | int] = {"start": self.start, "end": self.end}
        return chosen if len(self.passages) == 1 else {**chosen, "through": self.last.id}

    @property
    def in_document(self) -> tuple[int, int]:
        """Their half-open range in the text of the document."""
        return self.passage.start + self.start, self.last.start + self.end

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages, from 1, on which they may stand: those of their passages; () without pages."""
        boxed = {box[0] for passage in self.passages for box in passage.boxes}
        known = {p.page for p in self.passages if p.page is not None and not p.boxes}
        return tuple(sorted(boxed | known))

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


def chosen_words(passage: Passage, values: Mapping[str, Any]) -> ChosenWords | None:
    """The words that `start`, `through` and `end` of an address choose, which begin in a passage;
    None without any of these. Raises ParameterInvalid if they are no range of its text, or of the
    passages up to `through`, and NotFound."""
    start, end, through = values["start"], values["end"], values["through"] or passage.id
    if start is None and end is None and through == passage.id:
        return None
    passages: tuple[Passage, ...] = (passage,)
    if through != passage.id:
        passages = backend().passages_between(passage.id, through)
        _check_extent(passages)
    last = passages[-1].text
    first, stop = start or 0, len(last) if end is None else end
    if len(passages) > 1 and not first < len(passage.text):
        wanted = (f"less than {len(passage.text)}", f"小於 {len(passage.text)} 的數")
        raise ParameterInvalid("start", str(first), wanted)
    least = 0 if len(passages) > 1 else first
    if not least < stop <= len(last):
        wanted = (
            f"more than {least} and at most {len(last)}",
            f"大於 {least} 而不超過 {len(last)} 的數",
        )
        raise ParameterInvalid("end", str(stop), wanted)
    return ChosenWords(passages, first, stop)


def words_if_there(passage: Passage, values: Mapping[str, Any]) -> tuple[ChosenWords | None, bool]:
    """As `chosen_words`, for people who follow a link: whether it names words that are not there
    comes with it."""
    try:
        return chosen_words(passage, values), False
    except (ParameterInvalid, NotFound):
        return None, True


def _check_extent(passages: tuple[Passage, ...]) -> None:
    """Raise ParameterInvalid for more than can be quoted, or for two sheets of a workbook."""
    first, last = passages[0], passages[-1]
    over_sheets = (first.place or last.place) and first.section[:1] != last.section[:1]
    if len(passages) > MOST or over_sheets:
        wanted = (
            f"one of the next {MOST - 1} passages, on the same sheet",
            f"其後 {MOST - 1} 段以內、同一工作表的段落",
        )
        raise ParameterInvalid("through", last.id, wanted)


def _encoded(text: str) -> str:
    """Percent-encoded, with the signs that part a directive."""
    return quote(text, safe="").replace("-", "%2D")
