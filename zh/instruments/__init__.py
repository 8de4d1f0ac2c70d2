"""Instruments: treaties, agreements, memoranda, conventions and statutes named in a text.

`introduced` reads a whole document for the names that it gives to instruments; `extract` then
finds the mentions in each of its passages. Ids do not depend on the collection: mentions in
different documents meet by id alone.
"""

from __future__ import annotations

from zh.instruments.mentions import extract, introduced
from zh.instruments.model import Entry, Mention
from zh.instruments.names import Names
from zh.instruments.registry import official_page, preferred, resolve
from zh.instruments.statements import Statement, parties, statements

__all__ = [
    "Entry",
    "Mention",
    "Names",
    "Statement",
    "extract",
    "introduced",
    "official_page",
    "parties",
    "preferred",
    "resolve",
    "statements",
]
