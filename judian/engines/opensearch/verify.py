"""Damages of a stored collection."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from judian.core.errors import EngineUnavailable
from judian.engines.opensearch.client import CallFailed
from judian.engines.opensearch.documents import is_sound
from judian.engines.opensearch.filters import values_filter
from judian.engines.opensearch.indices import PATIENCE
from judian.engines.opensearch.mapping import DOCUMENT, PASSAGE, WHAT
from judian.engines.opensearch.ranking import COMPLETE
from judian.engines.opensearch.totals import read_totals, totals_of

if TYPE_CHECKING:
    from judian.engines.opensearch.client import Client
    from judian.engines.opensearch.state import Generation

#: Records of each index that are read and compared with their check sums.
SAMPLE = 200


def damages(client: Client, state: Generation) -> list[str]:
    """A line for each damage: an index without its shards, with other counts or check sums than
    it was committed with, or with a record that does not have its check sum."""
    found: list[str] = []
    for part in state.parts:
        try:
            found += _damages_of(client, part.index)
        except (EngineUnavailable, CallFailed) as error:
            found.append(f"{part.index} cannot be read: {error}")
    return found


def _damages_of(client: Client, index: str) -> list[str]:
    health = client.call("GET", f"/_cluster/health/{index}")
    if health["status"] == "red":
        missing = health["unassigned_shards"]
        return [f"{index} cannot be read: {missing} of its shards are on no node"]
    found = []
    expected = read_totals(client, index)
    counted = totals_of(client, index, seconds=PATIENCE)
    if counted != expected:
        found.append(
            f"{index} holds {counted.passages} passages and {counted.documents} documents, check "
            f"sum {counted.check}; committed were {expected.passages} and {expected.documents}, "
            f"check sum {expected.check}"
        )
    chance = {"random_score": {"seed": secrets.randbits(31), "field": "check"}}
    chance = {"random_score": {"seed": secrets.randbits(31), "field": "check"}}
    records = values_filter(WHAT, (PASSAGE, DOCUMENT))
    body: dict[str, Any] = {
        "query": {"function_score": {"query": records, **chance}},
        "size": SAMPLE,
    }
    reply = client.call("POST", f"/{index}/_search", body, params=COMPLETE, seconds=PATIENCE)
    sources = [hit["_source"] for hit in reply["hits"]["hits"]]
    unsound = [source.get("id") for source in sources if not is_sound(source)]
    return [*found, *(f"{index}: the record {one!r} is not as written" for one in unsound)]
