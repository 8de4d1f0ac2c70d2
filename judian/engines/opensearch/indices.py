"""Indices of a collection: made, filled, sealed before a commit, and deleted when nothing needs
them any more."""

from __future__ import annotations

import itertools
import secrets
import time
from typing import TYPE_CHECKING, Any

from judian.core.errors import EngineUnavailable
from judian.engines.opensearch.client import CallFailed
from judian.engines.opensearch.filters import all_of, values_filter
from judian.engines.opensearch.mapping import WHAT, WINDOW, index_body
from judian.engines.opensearch.ranking import COMPLETE
from judian.engines.opensearch.state import Tip
from judian.engines.opensearch.totals import TOTALS, Totals, totals_of, totals_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from judian.core.engine import Identity
    from judian.engines.opensearch.client import Client
    from judian.engines.opensearch.filters import Filter
    from judian.engines.opensearch.state import Names

#: Seconds that a generation is kept after the next one was committed, for readers that hold it.
GRACE = 600.0
#: Seconds that making an index, refreshing it or moving its shards may take.
PATIENCE = 300.0
#: Seconds that a new index and a commit wait for replicas to be there; they go on without.
_REPLICAS = 30


def make_index(client: Client, names: Names, identity: Identity, shards: int) -> tuple[str, str]:
    """(name of a new index, alias to write to it by).

    Its replicas are there before anything is written: of a node that dies while they are only
    being made, what it had acknowledged would be lost.
    """
    token = f"{time.time_ns():016x}{secrets.token_hex(4)}"
    body = index_body(identity, shards, client.options.replicas)
    body["aliases"] = {names.target(token): {}}
    nodes = client.call("GET", "/_cluster/health")["number_of_data_nodes"]
    copies = max(1, min(1 + client.options.replicas, nodes))
    waiting = {"wait_for_active_shards": copies, "timeout": f"{_REPLICAS}s"}
    try:
        client.call("PUT", f"/{names.index(token)}", body, params=waiting, seconds=PATIENCE)
    except CallFailed as error:  # the reply to a first attempt may have been lost
        if error.kind != "resource_already_exists_exception":
            raise
    return names.index(token), names.target(token)


def copy_records(client: Client, source: str, chosen: Filter, target: str) -> None:
    """Copy the records of an index that a filter chooses into another one.

    Raises EngineUnavailable if not all of them were copied.
    """
    body = {
        "source": {"index": source, "query": chosen, "size": 1_000},
        "dest": {"index": target, "op_type": "index"},
    }
    params = {"wait_for_completion": "false", "require_alias": "true"}
    task = client.call("POST", "/_reindex", body, params=params, seconds=PATIENCE)["task"]
    pause = 0.05
    while True:
        state = client.call("GET", f"/_tasks/{task}")
        if state["completed"]:
            break
        time.sleep(pause)
        pause = min(2 * pause, 2.0)
    failures = state.get("response", {}).get("failures") or state.get("error")
    if failures:
        raise EngineUnavailable("opensearch", f"records were not copied: {str(failures)[:200]}", 5)


def held_values(
    client: Client, index: str, what: str, field: str, values: Iterable[str]
) -> set[str]:
    """Which of the values in `field` the records of one kind have in an index."""
    wanted = sorted(values)
    found: set[str] = set()
    for at in range(0, len(wanted), WINDOW):
        portion = wanted[at : at + WINDOW]
        body = {
            "query": all_of([{"term": {WHAT: what}}, values_filter(field, portion)]),
            "size": 0,
            "track_total_hits": False,
            "aggs": {"held": {"terms": {"field": field, "size": len(portion)}}},
        }
        path = f"/{index}/_search"
        reply = client.call("POST", path, body, params=COMPLETE, seconds=PATIENCE)
        found |= {bucket["key"] for bucket in reply["aggregations"]["held"]["buckets"]}
    return found


def seal(client: Client, index: str, expected: Totals, *, deleted: bool) -> None:
    """Make an index ready to be committed: durable, searchable, and holding what it should.

    `deleted` says that records of it were deleted or replaced. What is expected is stored in it
    too, for `read_totals`. Raises EngineUnavailable if something is missing.
    """
    client.call("PUT", f"/{index}/_doc/{TOTALS}", totals_record(expected), seconds=PATIENCE)
    _on_all_shards(client, f"/{index}/_refresh")
    if deleted:  # else the statistics would count what is there no more
        _on_all_shards(client, f"/{index}/_forcemerge", {"only_expunge_deletes": "true"})
        _on_all_shards(client, f"/{index}/_refresh")
    _on_all_shards(client, f"/{index}/_flush")
    found = totals_of(client, index, seconds=PATIENCE)
    if found != expected:
        detail = f"of {expected.records} records sent {found.records} are stored, or not as sent"
        raise EngineUnavailable("opensearch", detail, 5)
    _await_replicas(client, index)


def _on_all_shards(client: Client, path: str, params: Mapping[str, object] | None = None) -> None:
    """Do something on all shards of an index, and again where some refused, as nodes with a full
    heap do. Raises EngineUnavailable if some still do after PATIENCE."""
    end = time.monotonic() + PATIENCE
    pause = 0.1
    while True:
        reply = client.call("POST", path, params=params, seconds=max(end - time.monotonic(), pause))
        failed = reply["_shards"]["failed"]
        if not failed:
            return
        if time.monotonic() + pause > end:
            raise EngineUnavailable("opensearch", f"{path}: {failed} shards failed", 5)
        time.sleep(pause)
        pause = min(2 * pause, 5.0)


def _await_replicas(client: Client, index: str) -> None:
    waiting = {"wait_for_no_initializing_shards": "true", "timeout": f"{_REPLICAS}s"}
    try:
        client.call("GET", f"/_cluster/health/{index}", params=waiting, seconds=2 * _REPLICAS)
    except CallFailed as error:
        if error.status != 408:  # not in time: the replicas follow later
            raise


def delete_indices(client: Client, indices: Iterable[str]) -> None:
    """Delete indices, those that are there no more included."""
    for index in indices:
        try:
            client.call("DELETE", f"/{index}", seconds=PATIENCE)
        except CallFailed as error:
            if error.status != 404:
                raise


def clean(client: Client, names: Names, keep: Sequence[str] = (), grace: float = GRACE) -> None:
    """Delete generations whose time is up, and indices of no generation other than those of
    `keep`. To be called by the holder of the lock alone."""
    found = client.call("GET", f"/{names.indices}/_alias")
    aliases = {index: _generations(entry["aliases"], names) for index, entry in found.items()}
    tips = sorted({h for held in aliases.values() for h in held}, key=lambda h: h.generation)
    now = time.time() * 1000
    old = {
        tip
        for tip, following in itertools.pairwise(tips)
        if now - following.committed > grace * 1000
    }
    actions: list[dict[str, Any]] = [
        {"remove": {"index": index, "alias": alias}}
        for index, held in aliases.items()
        for tip, those in held.items()
        if tip in old
        for alias in those
    ]
    if actions:
        client.call("POST", "/_aliases", {"actions": actions}, seconds=PATIENCE)
    unused = [i for i, held in aliases.items() if held.keys() <= old and i not in keep]
    delete_indices(client, unused)


def _generations(aliases: Iterable[str], names: Names) -> dict[Tip, list[str]]:
    """The aliases of each generation among some aliases."""
    beginning = names.generations.removesuffix("*")
    found: dict[Tip, list[str]] = {}
    for alias in aliases:
        if alias.startswith(beginning):
            number, committed, token, _ = alias.removeprefix(beginning).split(".")
            found.setdefault(Tip(int(number), int(committed), token), []).append(alias)
    return found
