"""The Whoosh schema of an index: term fields and key fields, no analyzer at work.

Terms come ready-made, so a field takes lists and Whoosh's analyzers never run. The schema is
pickled by Whoosh into its table of contents; nothing of ours stands in it.
"""

from __future__ import annotations

from whoosh.analysis import IDAnalyzer
from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Frequency

from core.query import KEY_FIELDS, TERM_FIELDS

#: The fields that can be searched, each with its own postings.
INDEXED_FIELDS = (*TERM_FIELDS, *KEY_FIELDS)


def make_schema() -> Schema:
    """A new schema; `id` is the passage's id, `doc` its document's."""
    fields = {
        name: FieldType(Frequency(), IDAnalyzer(), scorable=True, multitoken_query="and")
        for name in INDEXED_FIELDS
    }
    return Schema(id=ID(unique=True, stored=True), record=STORED, **fields)
