"""What an index of the cluster is made of.

Terms come ready-made: each value of a term field is one term. The texts are indexed character by
character, but a run of ASCII letters and digits as one token, so that 18 is not found in 118.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from judian.core.bm25 import K1, B
from judian.core.query import KEY_FIELDS, TERM_FIELDS

if TYPE_CHECKING:
    from judian.core.engine import Identity

#: Raised whenever the mapping or a record changes its meaning.
LAYOUT = 1
#: The kinds of records in the field WHAT.
WHAT, PASSAGE, DOCUMENT = "what", "p", "d"
#: Key fields that hold integers, which are also stored as numbers in FIELD + NUMBER.
INTEGER_FIELDS = ("year", "page")
NUMBER = "_n"
#: The twin of a term field whose values can be counted.
COUNTED = ".v"
#: Hits that one request may ask for, and the terms in one clause: OpenSearch's own defaults.
WINDOW = 10_000
MOST_TERMS = 65_536
#: A term or value has at most so many characters; of a longer one these are stored. Lucene takes
#: 32,766 bytes, and a character may have four.
LONGEST = 8_000


def index_body(identity: Identity, shards: int, replicas: int) -> dict[str, Any]:
    """Settings and mapping of a new index."""
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            # Nothing is seen of an index before its commit, which refreshes it once.
            "refresh_interval": "-1",
            "translog.durability": "async",  # the commit flushes, then counts
            "merge.scheduler.max_thread_count": 1,
            "merge.policy.expunge_deletes_allowed": 0,
            # A length counts every term; LegacyBM25 multiplies by k1 + 1 itself.
            "similarity": {"own": {"type": "BM25", "k1": K1, "b": B, "discount_overlaps": False}},
            "analysis": {
                "tokenizer": {
                    "runs": {"type": "pattern", "pattern": "(?s)[0-9A-Za-z]+|.", "group": 0}
                },
                "analyzer": {
                    "given": {"type": "custom", "tokenizer": "keyword"},
                    "runs": {"type": "custom", "tokenizer": "runs"},
                },
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {
                "layout": LAYOUT,
                "format": identity.format,
                "analyzer": identity.analyzer,
                "dictionary": identity.dictionary,
            },
            "properties": _properties(),
        },
    }


def _properties() -> dict[str, Any]:
    keyword = {"type": "keyword"}
    stored = {"type": "keyword", "index": False, "doc_values": False}
    number = {"type": "long"}
    terms = {
        "type": "text",
        "analyzer": "given",
        "index_options": "freqs",
        "similarity": "own",
        "fields": {COUNTED[1:]: {"type": "keyword", "index": False}},
    }
    text = {"type": "text", "analyzer": "runs", "index_options": "positions", "norms": False}
    properties: dict[str, Any] = {
        WHAT: keyword,
        "id": keyword,
        "owner": keyword,  # the document of a passage
        "ordinal": number,  # passages in the order in which they were added
        "date": number,
        "copy": number,
        "group": number,  # copy, or a number of its own for a passage without
        "check": {"type": "integer", "index": False},
        "squeezed": text,
        "folded": text,
    }
    properties |= dict.fromkeys(("payload", "info", "text"), stored)
    properties |= dict.fromkeys(TERM_FIELDS, terms)
    properties |= dict.fromkeys(KEY_FIELDS, keyword)
    properties |= {field + NUMBER: number for field in INTEGER_FIELDS}
    return properties
