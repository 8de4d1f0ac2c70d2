"""Is a report that a draft cites in the collection, with that agency, date and page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judian.core.alignment import nearest
from judian.search.audit.context import finding
from judian.search.replies.audits import Outcome
from judian.zh.dates import expressions
from judian.zh.text.analyze import squeezed_fold

if TYPE_CHECKING:
    from judian.core.model import DocumentInfo
    from judian.search.audit.context import AuditContext
    from judian.search.replies.audits import Claim, Finding

#: Characters around a title in which its agency, date and page are sought.
_BEFORE, _BEHIND = 24, 40
#: Share of the characters of a title that another one must have to be meant.
_LIKE = 0.75
#: Fewest characters of a title that is part of another.
_LEAST_PART = 6
_PAGE = re.compile(r"(?:第\s?([0-9]{1,4})\s?頁|頁\s?([0-9]{1,4})|[pP]\.?\s?([0-9]{1,4}))")
#: What may follow the date of a citation; "" is its end.
_BEHIND_DATE = ("", "，", ",", "）", ")", "、", "。", "；")
_END = re.compile("[。；;\n]")

_HELD = ("館藏有這份文件", "the collection holds this document")
_NO_TITLE = ("館藏沒有這份文件", "the collection holds no such document")
_OTHER_TITLE = ("館藏文件的標題不同", "the document in the collection has another title")
_OTHER_DATE = ("館藏文件的日期不同", "the document in the collection has another date")
_OTHER_AGENCY = ("館藏文件的機關不同", "the document in the collection is of another agency")
_NO_PAGE = ("館藏文件沒有這一頁", "the document in the collection has no such page")


def check_citation(context: AuditContext, claim: Claim) -> Finding:
    """The finding about a report whose title stands in 《》."""
    title = squeezed_fold(claim.text.strip("《》"))
    reason, outcome = _HELD, Outcome.VERIFIED
    if titled := documents_titled(context, title):
        wrongs = [(_wrong(claim, info), info) for info in titled]
        wrong, found = next((pair for pair in wrongs if pair[0] is None), wrongs[0])
        if wrong:
            reason, outcome = wrong, Outcome.DIFFERS
    elif like := _like(context, title):
        reason, outcome, found = _OTHER_TITLE, Outcome.DIFFERS, like
    else:
        return finding(claim, Outcome.NOT_FOUND, _NO_TITLE)
    ids = context.snapshot.passage_ids(found.id)
    passage = next(iter(context.verifier.passages(ids[:1])), None)
    place = context.place(passage, 0, len(passage.text)) if passage else None
    return finding(claim, outcome, reason, place=place)


def documents_titled(context: AuditContext, title: str) -> list[DocumentInfo]:
    """The documents of which a folded title is the title, or a long enough part of it."""
    wanted = _bare(title)
    return [
        info
        for info in context.collection.documents.values()
        if info.passages
        and (
            wanted == (known := _bare(squeezed_fold(info.title)))
            or (len(title) >= _LEAST_PART and wanted in known)
        )
    ]


def _like(context: AuditContext, title: str) -> DocumentInfo | None:
    """The document whose title is nearest to a folded title, if it is near enough."""
    best: tuple[float, DocumentInfo] | None = None
    for info in context.collection.documents.values():
        known = squeezed_fold(info.title)
        if info.passages and known:
            share = 1 - nearest(title, known).distance / len(title)
            if share >= _LIKE and (best is None or share > best[0]):
                best = share, info
    return best[1] if best else None


def _bare(title: str) -> str:
    """A title without signs, which citations drop."""
    return "".join(char for char in title if char.isalnum())


def _wrong(claim: Claim, found: DocumentInfo) -> tuple[str, str] | None:
    """What the citation says otherwise than the document; None if nothing."""
    text = claim.passage.text
    before = text[max(0, claim.start - _BEFORE) : claim.start]
    before = before[max((m.end() for m in _END.finditer(before)), default=0) :]
    behind = text[claim.end : claim.end + _BEHIND]
    if end := _END.search(behind):
        behind = behind[: end.start()]
    page = _PAGE.search(behind)
    number = int(next(filter(None, page.groups()))) if page else 0
    if found.pages and number > found.pages:
        return _NO_PAGE
    year = _year(behind)
    if year and found.date and found.date[:4] != year[:4]:
        return _OTHER_DATE
    agency = _agency(before)
    if agency and found.agency and agency not in squeezed_fold(found.agency):
        return _OTHER_AGENCY if squeezed_fold(found.agency) not in agency else None
    return None


def _year(behind: str) -> str | None:
    """The first day of the date right behind a title, if nothing but the citation goes on behind
    it: 《…》，民國113年3月，頁5 has one, 《…》，113年查獲5件 has none."""
    found = next(iter(expressions.find(behind)), None)
    if found is None or behind[: found.start].strip("，,（( 　、民國中華西元"):
        return None
    return found.period.start if behind[found.end : found.end + 1] in _BEHIND_DATE else None


def _agency(before: str) -> str:
    """The agency right before a title, as citations write it: 審計部，《…》."""
    match = re.search(
        r"([一-鿿]{2,20}(?:部|署|局|處|院|會|府|室|司|廳|所))[，,：:、之]?\s?$", before
    )
    name = match[1] if match else ""
    return squeezed_fold(re.sub("^.*(?:依|據|見|參|自|按|由|及|與)", "", name))
