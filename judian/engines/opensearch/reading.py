"""Searches over one generation of the collection: what every question of a snapshot is made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from judian.core.errors import EngineUnavailable
from judian.engines.opensearch.client import encoded
from judian.engines.opensearch.mapping import DOCUMENT, PASSAGE, WINDOW
from judian.engines.opensearch.ranking import COMPLETE, GLOBAL
from judian.engines.opensearch.refusals import translated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from judian.engines.opensearch.client import Client
    from judian.engines.opensearch.filters import Filter
    from judian.engines.opensearch.state import Names, Tip

#: Records in one reply when all of something is read: a reply stays below some megabytes.
_PORTION = 2_000
#: Characters that mean something in Lucene's regular expressions.
_SPECIAL = re.compile(r'[.?+*|{}\[\]()"\\#@&<>~]')


def escaped(text: str) -> str:
    """A regular expression of Lucene that matches the text."""
    return _SPECIAL.sub(r"\\\g<0>", text)


class Reading:
    """Searches in the passages and documents of one generation."""

    def __init__(self, client: Client, names: Names, tip: Tip) -> None:
        self._client = client
        self._tip = tip
        self._aliases = {what: names.alias(tip, what) for what in (PASSAGE, DOCUMENT)}

    def search(
        self, body: Mapping[str, Any], what: str = PASSAGE, *, scored: bool = False
    ) -> dict[str, Any]:
        """The reply to a search; `scored` if its scores count."""
        return self._call("_search", body, what, self._params(scored=scored))

    def searches(self, bodies: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The replies to several searches for passages, whose scores count, by one request."""
        where = encoded({"index": self._aliases[PASSAGE], **self._params(scored=True)})
        lines = [line for body in bodies for line in (where, encoded(body))]
        with translated(self._expired):
            reply = self._client.call("POST", "/_msearch", b"\n".join(lines) + b"\n")
        found: list[dict[str, Any]] = reply["responses"]
        return found

    def _params(self, *, scored: bool) -> dict[str, str]:
        timeout = f"{self._client.options.timeout:g}s"
        return {**(GLOBAL if scored else COMPLETE), "cancel_after_time_interval": timeout}

    def named_scores(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """The reply to a search whose hits say what each named clause adds to their score."""
        return self._call(
            "_search", body, PASSAGE, {**GLOBAL, "include_named_queries_score": "true"}
        )

    def count(self, chosen: Filter, what: str = PASSAGE) -> int:
        """The number of records that a filter chooses."""
        return int(self.search(counting(chosen), what)["hits"]["total"]["value"])

    def scan(
        self, chosen: Filter, fields: Sequence[str], what: str = PASSAGE, by: str = "id"
    ) -> Iterator[dict[str, Any]]:
        """The hits of all records that a filter chooses, with some of their fields, in the order
        of the field `by`, which is different in each."""
        body: dict[str, Any] = {
            "query": chosen,
            "size": _PORTION,
            "sort": [{by: "asc"}],
            "_source": list(fields) or False,
            "track_total_hits": False,
        }
        while True:
            hits = self.search(body, what)["hits"]["hits"]
            yield from hits
            if len(hits) < _PORTION:
                return
            body["search_after"] = hits[-1]["sort"]

    def buckets(
        self, chosen: Filter, composite: Mapping[str, Any], start: Mapping[str, Any] | None = None
    ) -> Iterator[dict[str, Any]]:
        """The buckets of a composite aggregation, all of them in order."""
        after = start
        while True:
            inner = {**composite["composite"], "size": WINDOW}
            if after is not None:
                inner["after"] = after
            body = {"query": chosen, "size": 0, "aggs": {"all": {**composite, "composite": inner}}}
            found = self.search({**body, "track_total_hits": False})["aggregations"]["all"]
            yield from found["buckets"]
            after = found.get("after_key")
            if after is None or len(found["buckets"]) < WINDOW:
                return

    def _call(
        self, action: str, body: Mapping[str, Any], what: str, params: Mapping[str, Any]
    ) -> dict[str, Any]:
        with translated(self._expired):
            found: dict[str, Any] = self._client.call(
                "POST", f"/{self._aliases[what]}/{action}", body, params=params
            )
        return found

    def _expired(self) -> EngineUnavailable:
        detail = f"generation {self._tip.generation} was deleted, as its time was up"
        return EngineUnavailable("opensearch", detail, 1)


def counting(chosen: Filter) -> dict[str, Any]:
    """A search that only counts."""
    return {"query": chosen, "size": 0, "track_total_hits": True}
