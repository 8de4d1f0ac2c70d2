"""Counts and check sums of what an index holds: what a commit and `verify` compare."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from judian.engines.opensearch.filters import ALL, Filter
from judian.engines.opensearch.mapping import DOCUMENT, PASSAGE, WHAT
from judian.engines.opensearch.ranking import COMPLETE

if TYPE_CHECKING:
    from judian.engines.opensearch.client import Client

#: The record of an index that says what the index holds, its id and its kind.
TOTALS = "totals"


@dataclass(frozen=True, slots=True)
class Totals:
    """The number of passages and documents, and the sum of the check sums of all records."""

    passages: int = 0
    documents: int = 0
    check: int = 0

    @property
    def records(self) -> int:
        return self.passages + self.documents

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.passages + other.passages,
            self.documents + other.documents,
            self.check + other.check,
        )


def totals_record(totals: Totals) -> dict[str, str]:
    """The record that keeps the totals of an index in it."""
    return {WHAT: TOTALS, "info": json.dumps(asdict(totals))}


def read_totals(client: Client, index: str) -> Totals:
    """What an index held when it was committed."""
    record = client.call("GET", f"/{index}/_doc/{TOTALS}")
    return Totals(**json.loads(record["_source"]["info"]))


def totals_of(client: Client, index: str, chosen: Filter = ALL, seconds: float = 60.0) -> Totals:
    """Of the records of an index that a filter chooses, counted by the cluster."""
    sums = {"check": {"sum": {"field": "check"}}}
    body: dict[str, Any] = {
        "query": chosen,
        "size": 0,
        "aggs": {"what": {"terms": {"field": WHAT}, "aggs": sums}},
    }
    reply = client.call("POST", f"/{index}/_search", body, params=COMPLETE, seconds=seconds)
    found = reply["aggregations"]["what"]["buckets"]
    buckets = {one["key"]: one for one in found if one["key"] in (PASSAGE, DOCUMENT)}
    return Totals(
        buckets.get(PASSAGE, {}).get("doc_count", 0),
        buckets.get(DOCUMENT, {}).get("doc_count", 0),
        sum(round(bucket["check"]["value"]) for bucket in buckets.values()),
    )
