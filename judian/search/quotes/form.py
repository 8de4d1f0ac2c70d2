"""The text as quotations are compared: folded, without layout and what quoting changes.

White space of layout, quotation marks and marks of notes are left out, dashes and ellipses
become one. Every character keeps its offset in the original text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.zh.text.analyze import squeeze
from judian.zh.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Quotation marks of every style, folded: quoting turns 「」 into 『』, and typing into “”.
QUOTATION_MARKS = "「」『』“”‘’〝〞﹁﹂﹃﹄„‟«»‹›\"'`"
_DASHES = "-‐‑‒–—―─━－﹘﹣−"
_WAVES = "~∼〜～"
_DOTS = "·‧・•∙⋅"
ELLIPSES = "…⋯"

#: A mark of a note in the text: 註1 in brackets, [12], or raised digits. m² and 公尺² keep theirs.
_NOTE_MARK = re.compile(
    r"[（(〔\[【]\s?[註注]\s?[0-9０-９一二三四五六七八九十]{0,4}\s?[)）〕\]】]"
    r"|\[[0-9]{1,3}\]"
    r"|(?<![0-9A-Za-z尺里分釐米⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]+"
)
# All of these replace by nothing or by one character.
_CHANGED = re.compile(
    f"(?P<marks>[{re.escape(QUOTATION_MARKS)}]+)|(?P<dashes>[{re.escape(_DASHES)}]+)"
    f"|(?P<waves>[{_WAVES}]+)|(?P<dots>[{_DOTS}])|(?P<ellipsis>[{ELLIPSES}]+|\\.{{3,}}|。{{3,}})"
)
_BECOMES = {"marks": "", "dashes": "-", "waves": "~", "dots": "·", "ellipsis": "…"}


@dataclass(frozen=True, slots=True)
class Form:
    """A text as it is compared: `offsets[i]` is the code point of `original` that character i of
    `text` is, and `offsets[len(text)]` the length of the original."""

    text: str
    offsets: Sequence[int]
    original: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open code points of the original that `[start, end)` stands for."""
        if start == end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1

    def place(self, offset: int) -> int:
        """The first character of the form that stands at or after `offset` of the original."""
        return bisect_left(self.offsets, offset)


def form_of(text: str) -> Form:
    """The form of `text`."""
    bare = _NOTE_MARK.sub(_blank, text)
    squeezed, offsets = squeeze(bare)
    folded = fold(squeezed)
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for match in _CHANGED.finditer(folded):
        start, end = match.span()
        pieces.append(folded[at:start])
        places.extend(offsets[at:start])
        becomes = _BECOMES[match.lastgroup or ""]
        if becomes:
            pieces.append(becomes)
            places.append(offsets[start])
        at = end
    pieces.append(folded[at:])
    places.extend(offsets[at:])
    return Form("".join(pieces), places, text)


def _blank(match: re.Match[str]) -> str:
    """Invisible characters, which squeezing removes, so that offsets stay true."""
    return "\u200b" * len(match[0])


def is_content(char: str) -> bool:
    """True for letters, digits, signs of value (%) and Han characters; False for punctuation."""
    return char.isalnum() or char in "%‰°℃$€£¥〇々+<>=≥≤±"


def content_length(form: Form) -> int:
    """How many characters of the form are not punctuation or space."""
    return sum(map(is_content, form.text))
