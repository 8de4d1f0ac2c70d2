"""The Whoosh schema of an index: term fields and key fields, without an analyzer.

Terms come ready-made, so Whoosh's analyzers never run. The schema is pickled by Whoosh into
its table of contents, and it holds no class of ours; our engine never unpickles it.
"""

from __future__ import annotations

from whoosh.analysis import IDAnalyzer
from whoosh.fields import NUMERIC, STORED, FieldType, Schema
from whoosh.formats import Frequency

from judian.engines.whoosh.segment import STORED_FIELDS


def make_schema() -> Schema:
    """`id`, `text` and `payload` of a passage are stored, its `date` sorts, and all else is
    searched; `owner` is the id of its document."""
    fields = {name: FieldType(Frequency(), IDAnalyzer(), scorable=True) for name in STORED_FIELDS}
    fields["owner"].stored = True
    return Schema(
        id=STORED,
        text=STORED,
        payload=STORED,
        date=NUMERIC(int, 64, stored=True, sortable=True),
        **fields,
    )
