"""The extraction report: how each file and page was read, filtered and sorted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from judian.core.model import DocumentInfo, PageVerdict, Verdict
from judian.search.replies.results import FacetValue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: The worst first, as the report lists them.
VERDICTS = (Verdict.FAILED, Verdict.PARTIAL, Verdict.KEPT)
SORTS = ("verdict", "file", "title")
#: Verdicts of pages without loss, which are not listed.
_FINE = ("good", "empty")
#: A reader's note of pages that it did not reach: the last of them, and the reason.
_BEYOND = re.compile(r"to page (\d{1,6}): (.+)", re.DOTALL)
_CONFIDENCE = re.compile(r"mean confidence ([01](?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class PageRun:
    """Consecutive pages, or `sheets` of a workbook, `first` to `last` with one verdict; `details`
    are their distinct notes."""

    first: int
    last: int
    verdict: str
    details: tuple[str, ...] = ()
    sheets: bool = False


@dataclass(frozen=True, slots=True)
class OcrSummary:
    """Number of pages read by OCR, and the mean of their confidences (0 to 1, None without any)."""

    pages: int
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Readings:
    """The selected files in order, and the number of files of each verdict and each reason.

    Each count disregards the filter by verdict, or by reason, itself.
    """

    infos: tuple[DocumentInfo, ...]
    verdicts: tuple[FacetValue, ...]
    reasons: tuple[FacetValue, ...]


def select(infos: Sequence[DocumentInfo], parameters: Mapping[str, Any]) -> Readings:
    """The files that match the parameters q, verdict and reason; an empty one matches any.

    A `sort` that is not in SORTS keeps the order.
    """
    verdict, reason = parameters["verdict"], parameters["reason"]
    named = matching(infos, parameters["q"])
    judged = [info for info in named if not verdict or str(info.verdict) in verdict]
    explained = [info for info in named if not reason or info.reason in reason]
    both = [info for info in judged if not reason or info.reason in reason]
    verdicts = Counter(str(info.verdict) for info in explained)
    reasons = Counter(info.reason for info in judged if info.reason)
    order = _ORDERS.get(parameters["sort"])
    return Readings(
        infos=tuple(sorted(both, key=order) if order else both),
        verdicts=_values(verdicts, [str(v) for v in VERDICTS]),
        reasons=_values(reasons, [name for name, _ in reasons.most_common()]),
    )


def matching(infos: Sequence[DocumentInfo], q: str) -> list[DocumentInfo]:
    """The documents with every word of `q` in a file name, the title or the agency."""
    words = q.casefold().split()
    return [info for info in infos if all(word in _names(info) for word in words)]


def _names(info: DocumentInfo) -> str:
    return "\n".join((info.title, info.agency or "", *info.sources)).casefold()


def _values(counts: Mapping[str, int], order: Sequence[str]) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(name, name, counts[name]) for name in order if counts[name])


def _by_file(info: DocumentInfo) -> tuple[str, ...]:
    return info.source.casefold(), info.id


def _by_verdict(info: DocumentInfo) -> tuple[str, ...]:
    return str(VERDICTS.index(info.verdict)), info.reason or "", *_by_file(info)


def _by_title(info: DocumentInfo) -> tuple[str, ...]:
    return info.title.casefold(), *_by_file(info)


_ORDERS = {"verdict": _by_verdict, "file": _by_file, "title": _by_title}


def page_runs(info: DocumentInfo) -> tuple[PageRun, ...]:
    """The pages with a loss or a note; consecutive ones with one verdict form a run."""
    listed = [page for page in info.page_verdicts if page.verdict not in _FINE or page.detail]
    runs = []
    # Consecutive pages share the difference between their number and their index in the list.
    for _, group in groupby(enumerate(listed), lambda at: (at[1].page - at[0], at[1].verdict)):
        pages = [page for _, page in group]
        details = tuple(dict.fromkeys(page.detail for page in pages if page.detail))
        run = _run(pages[0].page, pages[-1].page, pages[0].verdict, details)
        runs.append(replace(run, sheets=info.has_sheets))
    return tuple(runs)


def _run(first: int, last: int, verdict: str, details: tuple[str, ...]) -> PageRun:
    """A run of pages; pages that were not reached are one run, noted at the first of them."""
    beyond = _BEYOND.fullmatch(details[0]) if verdict == "missing" and details else None
    if beyond:
        return PageRun(first, max(last, int(beyond[1])), verdict, (beyond[2],))
    return PageRun(first, last, verdict, details)


def ocr_summary(info: DocumentInfo, page: int | None = None) -> OcrSummary | None:
    """The pages of the document, or the one page, that were read by OCR; None without any."""
    pages = [p for p in info.page_verdicts if p.verdict == "ocr" and page in (None, p.page)]
    known = [share for share in map(_confidence, pages) if share is not None]
    if not pages:
        return None
    return OcrSummary(len(pages), sum(known) / len(known) if known else None)


def _confidence(page: PageVerdict) -> float | None:
    return confidence(page.detail)


def confidence(detail: str) -> float | None:
    """The mean confidence (0 to 1) in the note of a page read by OCR, if it has one."""
    found = _CONFIDENCE.search(detail)
    return float(found[1]) if found else None
