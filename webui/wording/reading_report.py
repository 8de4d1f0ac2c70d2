"""Reasons, page verdicts and readers' notes in the page's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from webui.http.reading_report import PageRun, confidence
from webui.wording.i18n import language, t
from webui.wording.messages import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

#: (pattern of a reader's English note, key of the message for it). Groups of the pattern fill
#: the message.
_DETAILS = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"(?P<n>\d+) % of the characters have no code", "detail.code"),
        (r"(?P<n>\d+) % of the characters are private or control codes", "detail.private"),
        (r"(?P<n>\d+) % of the characters are bytes of (?P<name>[\w-]+)", "detail.bytes"),
        (r"(?P<n>\d+) % of the characters are rare Han", "detail.rare"),
        (r"\d+ % of the characters are Han in no sensible order", "detail.order"),
        (r"(?P<n>\d+) places could not be decoded", "detail.places"),
        (r"(?P<n>\d+) user-defined characters are shown as gaps", "detail.user_defined"),
        (r"read (?P<names>\w for \w(?:, \w for \w)*)", "detail.lookalikes"),
        (r"read by (?P<name>PDFium)", "detail.reader"),
        (r"not in the page tree", "detail.tree"),
        (r"(?P<n>\d+) characters outside of the page", "detail.beyond"),
        (r"(?P<n>\d+) characters repaired", "detail.repaired"),
        (r"\brows (?P<names>[0-9][0-9, -]*)", "detail.rows"),
        (r"\bcolumns (?P<names>[A-Z][A-Z, -]*)", "detail.columns"),
        (r"\bcells (?P<names>[A-Z]+[0-9]+)", "detail.cells"),
        (r"^sheets (?P<names>\S)", "detail.sheets"),
    )
)
_REPAIRED = re.compile(r"(\d+) characters repaired")
#: Messages for one page or sheet, and for several.
_PAGES = ("reading.run", "reading.runs")
_SHEETS = ("reading.sheet_run", "reading.sheet_runs")
#: Characters shown of a note; a reader's own error may be longer.
_NOTE = 160
#: Distinct notes shown for a run of pages.
_NOTES = 3


def page_run(run: PageRun) -> str:
    """The pages of a run, their verdict, and the reader's notes."""
    one, several = _SHEETS if run.sheets else _PAGES
    where = t(one if run.first == run.last else several, first=run.first, last=run.last)
    key = f"verdict.{run.verdict}"
    words = t(key) if key in MESSAGES else run.verdict.replace("_", " ")
    notes = _notes(run)
    joint, opening, closing = ("；", "（", "）") if language() == "zh" else ("; ", " (", ")")
    colon = "：" if language() == "zh" else ": "
    return where + colon + words + (opening + joint.join(notes) + closing if notes else "")


def _notes(run: PageRun) -> list[str]:
    """The notes of a run: for OCR its range of confidence, else the first few notes."""
    shares = [round(100 * share) for share in map(confidence, run.details) if share is not None]
    if shares and len(shares) == len(run.details):
        found = [t("detail.share", n=_range(shares))]
        repairs = [int(n) for note in run.details for n in _REPAIRED.findall(note)]
        return found + ([t("detail.repaired", n=_range(repairs))] if repairs else [])
    notes = [detail(note) for note in run.details[:_NOTES]]
    return [*notes, "…"] if len(run.details) > _NOTES else notes


def _range(values: Sequence[int]) -> int | str:
    low, high = min(values), max(values)
    return low if low == high else f"{low}–{high}"


def detail(note: str) -> str:
    """A reader's note in the page's language; parts without a message stay as they are."""
    if f"reason.{note}" in MESSAGES:
        return reason(note)
    words = note if len(note) <= _NOTE else note[:_NOTE] + "…"
    for pattern, key in _DETAILS:
        words = pattern.sub(lambda found, key=key: _worded(key, found), words)  # type: ignore[misc]
    return words


def _worded(key: str, found: re.Match[str]) -> str:
    named = {k: int(v) if v.isdigit() else v for k, v in found.groupdict().items()}
    return t(key, **named)


def reason(code: str) -> str:
    """The words for the reason why a file was not read completely, or for a page's verdict."""
    for key in (f"reason.{code}", f"verdict.{code}"):
        if key in MESSAGES:
            return t(key)
    return code.replace("_", " ")
