"""How the files of the collection were read: what the extraction report lists and filters."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from judian.core.model import DocumentInfo, PageVerdict, Verdict
from judian.search.replies.results import FacetValue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: The worst first, as the report lists them.
VERDICTS = (Verdict.FAILED, Verdict.PARTIAL, Verdict.KEPT)
SORTS = ("verdict", "file", "title")
#: Verdicts of pages that cost nothing and need no mention.
_FINE = ("good", "empty")
#: What a reader says of pages that it did not come to: the last of them, and why.
_BEYOND = re.compile(r"to page (\d{1,6}): (.+)", re.DOTALL)
_CONFIDENCE = re.compile(r"mean confidence ([01](?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class PageRun:
    """Pages `first` to `last`, one after the other and read alike; `details` say more, each
    once."""

    first: int
    last: int
    verdict: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """Pages whose words were recognised on their pictures (OCR): how many, and the mean of
    their confidences in [0, 1], None when none was given."""

    pages: int
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Readings:
    """The files that were asked for, in order, and how many there would be of each verdict and
    reason without that filter."""

    infos: tuple[DocumentInfo, ...]
    verdicts: tuple[FacetValue, ...]
    reasons: tuple[FacetValue, ...]


def of_request(infos: Sequence[DocumentInfo], asked: Mapping[str, Any]) -> Readings:
    """Those of `infos` that are named so and have one of the asked verdicts and reasons (none
    given: any). A `sort` that is not of SORTS keeps the order."""
    verdict, reason = asked["verdict"], asked["reason"]
    named = matching(infos, asked["q"])
    judged = [info for info in named if not verdict or str(info.verdict) in verdict]
    explained = [info for info in named if not reason or info.reason in reason]
    both = [info for info in judged if not reason or info.reason in reason]
    verdicts = Counter(str(info.verdict) for info in explained)
    reasons = Counter(info.reason for info in judged if info.reason)
    order = _ORDERS.get(asked["sort"])
    return Readings(
        infos=tuple(sorted(both, key=order) if order else both),
        verdicts=_values(verdicts, [str(v) for v in VERDICTS]),
        reasons=_values(reasons, [name for name, _ in reasons.most_common()]),
    )


def matching(infos: Sequence[DocumentInfo], q: str) -> list[DocumentInfo]:
    """Those that hold all words of `q` in a file name, the title or the agency."""
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
    """The pages that were not simply read, those alike and next to each other as one."""
    told = [page for page in info.page_verdicts if page.verdict not in _FINE or page.detail]
    runs = []
    # Pages in a row share the difference between their number and their place in the list.
    for _, group in groupby(enumerate(told), lambda at: (at[1].page - at[0], at[1].verdict)):
        pages = [page for _, page in group]
        details = tuple(dict.fromkeys(page.detail for page in pages if page.detail))
        runs.append(_run(pages[0].page, pages[-1].page, pages[0].verdict, details))
    return tuple(runs)


def _run(first: int, last: int, verdict: str, details: tuple[str, ...]) -> PageRun:
    """Pages that were not reached are told once, by the first of them."""
    beyond = _BEYOND.fullmatch(details[0]) if verdict == "missing" and details else None
    if beyond:
        return PageRun(first, max(last, int(beyond[1])), verdict, (beyond[2],))
    return PageRun(first, last, verdict, details)


def recognised(info: DocumentInfo, page: int | None = None) -> Recognised | None:
    """What of the document, or of one page of it, was recognised by OCR; None when nothing."""
    pages = [p for p in info.page_verdicts if p.verdict == "ocr" and page in (None, p.page)]
    known = [share for share in map(_confidence, pages) if share is not None]
    if not pages:
        return None
    return Recognised(len(pages), sum(known) / len(known) if known else None)


def _confidence(page: PageVerdict) -> float | None:
    return confidence(page.detail)


def confidence(detail: str) -> float | None:
    """The mean confidence, 0 to 1, that OCR noted of a page."""
    found = _CONFIDENCE.search(detail)
    return float(found[1]) if found else None
