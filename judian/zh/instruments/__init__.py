"""Instruments: treaties, agreements, memoranda, conventions and statutes named in a text.

`introduced` reads a whole document for the names that it gives to instruments; `extract` then
finds the mentions in each of its passages. Ids do not depend on the collection, so that mentions
of one instrument in different documents have the same id.

Names, mentions, articles and stated facts of instruments belong here. Lists of instruments over
a collection (`judian.search.lists.instruments`) do not.
"""

from __future__ import annotations

from judian.zh.instruments.mentions import extract, introduced
from judian.zh.instruments.model import Entry, Mention
from judian.zh.instruments.names import DocumentNames
from judian.zh.instruments.registry import official_page, preferred, resolve
from judian.zh.instruments.statements import Statement, parties, statements

__all__ = [
    "DocumentNames",
    "Entry",
    "Mention",
    "Statement",
    "extract",
    "introduced",
    "official_page",
    "parties",
    "preferred",
    "resolve",
    "statements",
]
