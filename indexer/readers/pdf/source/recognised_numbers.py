"""Numbers on recognised lines: split ones are joined, doubtful ones are marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.files.user_defined import GAP

if TYPE_CHECKING:
    from indexer.readers.pdf.source.recognised_drafts import RecognisedDraft

#: A number with a digit under this confidence (0 to 100) is doubtful. Of 549 numbers on pages
#: of audit reports rendered at 200 dpi, 9.3 % were wrong; from 80 on 2.6 %, most of which
#: their form betrays, and 76 % of the right ones are kept.
MIN_NUMBER_CONFIDENCE = 80.0

#: A separator of thousands or decimals with the space that tesseract gives behind it.
_SPLIT_NUMBER = re.compile(
    r"(?<=[0-9])(?:,(?P<thousands> +)(?=[0-9]{3}(?![0-9])|[0-9]{1,2}$)|\.(?P<decimals> +)(?=[0-9]))"
)
#: A space inside a year, month or day, where the whole is one: 民國9 7年1 2月3 1日.
_SPLIT_DATE = re.compile(
    r"(?<=國)[0-9](?P<short_year> +)(?=[0-9]{1,2}年)|(?<=國)[0-9]{2}(?P<year> +)(?=[0-9]年)"
    r"|(?<=年)1(?P<month> +)(?=[0-2]月)"
    r"|(?<=月)[12](?P<day> +)(?=[0-9]日)|(?<=月)3(?P<last_day> +)(?=[01]日)"
)
_NUMBER = re.compile(r"[0-9]+(?:[,.][0-9]+)*")
#: How numbers are grouped; 141905,000 is not, and 3,44 only where the line ends.
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)*|[0-9]+(?:\.[0-9]+)*")
_CUT_GROUP = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*,[0-9]{1,2}")
#: The first group of a number that begins with a nought, which only codes and days do.
_LEADING_NOUGHT = re.compile(r"0[0-9]+(?![0-9.]*[年月日/-])")
#: What stands before and behind a number whose other part was read as something else: digits behind
#: a space (073 419), a group after a comma that begins the line (為,735), and 00 after 308,696.
_PART_BEFORE = re.compile(r"(?:[0-9] +|^[^0-9]{0,2}[,，.])$")
_PART_BEHIND = re.compile(r" +[0-9]|[,.，] *[0-9]{1,2}(?![0-9])")
#: More decimals than a share has, with a full-width % that was read as a digit too: 85.02％ as
#: 85.029% or 85.0296.
_PERCENT_AS_DIGIT = re.compile(r"\.[0-9]{2,}(?:9(?= ?[%％])|96(?![0-9%％]))")


def join_numbers(draft: RecognisedDraft) -> None:
    """Remove the spaces inside numbers of a line (3, 440 and 13. 69). A comma with other than three
    digits behind it separates two numbers, unless the line ends there."""
    for pattern in (_SPLIT_NUMBER, _SPLIT_DATE):
        for match in reversed(list(pattern.finditer(draft.text))):
            draft.remove(*match.span(match.lastgroup or 0))


def mark_doubtful_numbers(draft: RecognisedDraft) -> None:
    """Put a gap behind each number with a digit that is not sure enough or of a form that
    numbers do not have, so that it is shown as doubtful and gives no figure."""
    for match in reversed(list(_NUMBER.finditer(draft.text))):
        is_sure = min(draft.confidences[slice(*match.span())]) >= MIN_NUMBER_CONFIDENCE
        if not is_sure or _is_misshapen(draft.text, match):
            draft.insert(match.end(), GAP)


def _is_misshapen(text: str, number: re.Match[str]) -> bool:
    """True if a number, or what touches it, has a form that numbers do not have."""
    start, end = number.span()
    at_end = end == len(text) and _CUT_GROUP.fullmatch(number[0])
    behind = _PART_BEHIND.match(text, end)
    return bool(
        not (_GROUPED.fullmatch(number[0]) or at_end)
        or _PERCENT_AS_DIGIT.search(text, start, end + 2)
        or _LEADING_NOUGHT.match(text, start, end + 1)
        or _PART_BEFORE.search(text[:start])
        or (behind and (behind[0][0] == " " or "," in number[0]))
    )
