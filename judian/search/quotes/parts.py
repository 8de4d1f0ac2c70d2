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
    if _INSERTION.search(text) is None:
        return None
    return _INSERTION.sub(lambda match: "\u200b" * len(match[0]), text)


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
