"""The parts of a quotation: between its ellipses, and with or without what the author inserted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from judian.search.quotes.form import QUOTATION_MARKS, Form, form_of

#: An ellipsis of the author, alone or in brackets, or （略）.
_ELLIPSIS = re.compile(
    r"[（(〔\[﹝【]\s?(?:[前中下後以]{0,2}略|…+|⋯+|\.{3,})\s?[)）〕\]﹞】]"
    r"|[…⋯]+|\.{3,}|。{3,}|(?:． ?){3,}"
)
#: Words that the author put into the quotation: 〔按：…〕, [sic].
_INSERTION = re.compile(r"〔[^〔〕]{0,80}〕|﹝[^﹝﹞]{0,80}﹞|\[[^\[\]]{0,80}\]")
#: Beginnings of an insertion that is a remark on the quotation, and words that deny.
_REMARKS = ("按", "註", "注", "筆者", "引者", "編按")
_DENIAL = re.compile("[不未無无沒没非勿毋]")
#: Punctuation that a quotation may have or lack at its ends.
_LOOSE = "。，、；：！？.,;:!?．｡､﹐﹑﹒﹔﹕ \t\r\n\u3000\xa0\u200b"
_ENDS = _LOOSE + QUOTATION_MARKS


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a quotation from the code point `start` on, as it is compared."""

    start: int
    form: Form


def whole(text: str) -> Part:
    """The quotation without marks and punctuation at its ends."""
    return _part(text, 0, len(text))


def without_insertions(text: str) -> str | None:
    """The text with what stands in 〔〕 made invisible, offsets kept; None if nothing does."""
    bare = _INSERTION.sub(_invisible, text)
    return None if bare == text else bare


def _invisible(match: re.Match[str]) -> str:
    """Nothing of the same length; an inserted 不 is kept, since it says the contrary."""
    words = match[0][1:-1]
    if not words.startswith(_REMARKS) and _DENIAL.search(words):
        return match[0]
    return "\u200b" * len(match[0])


def has_ellipsis(text: str) -> bool:
    """True if the author left something out, at an end or in between."""
    return _ELLIPSIS.search(text) is not None


def between_ellipses(text: str) -> list[Part]:
    """The parts between the ellipses, none of them empty."""
    found, at = [], 0
    for match in _ELLIPSIS.finditer(text):
        found.append(_part(text, at, match.start()))
        at = match.end()
    found.append(_part(text, at, len(text)))
    return [part for part in found if part.form.text]


def _part(text: str, start: int, end: int) -> Part:
    body = text[start:end]
    low = len(body) - len(body.lstrip(_ENDS))
    return Part(start + low, form_of(body.strip(_ENDS)))
