"""Leads: the numbered line that texts belong under, where it is a sentence and no heading.

一、河川疏濬進度落後，有待檢討。 is followed by the paragraphs that say how; the words of the line
count for them as those of a heading do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.structure.list_markers import marker
from judian.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from judian.core.model import Passage

#: Most code points of a lead. Not measured: two lines of a page; a longer item says all itself.
LONGEST_LEAD = 80
#: Ends of an item that goes on in the next one.
_GOES_ON = "；;，,、"
_ENDS = (Kind.TITLE, Kind.HEADING)


def with_leads(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield the passages of a document with their leads.

    A lead holds until a heading, or an item of its own kind of number or of one further out.
    """
    lead: str | None = None
    rank = 0
    for passage in passages:
        found = marker(passage.text) if passage.kind is Kind.LIST_ITEM else None
        if passage.kind in _ENDS or (found and found.rank <= rank):
            lead = None
        under, text = lead, passage.text.rstrip()
        if found and len(text) <= LONGEST_LEAD and not text.endswith(tuple(_GOES_ON)):
            lead, rank = passage.text, found.rank
        yield replace(passage, lead=under) if under else passage
