"""An index has its replicas before anything is written to it, and is whole before a commit."""

from __future__ import annotations

import pytest

from judian.core.errors import EngineUnavailable
from judian.engines.opensearch import indices
from judian.engines.opensearch.client import Client
from judian.engines.opensearch.indices import make_index, seal
from judian.engines.opensearch.options import Options
from judian.engines.opensearch.state import Names
from judian.engines.opensearch.totals import Totals
from tests.judian.engines.building import IDENTITY
from tests.judian.engines.opensearch.server import serving


@pytest.mark.parametrize(
    ("replicas", "nodes", "copies"), [(1, 3, 2), (0, 3, 1), (2, 2, 2), (1, 1, 1), (1, 0, 1)]
)
def test_as_many_copies_are_waited_for_as_there_can_be(
    replicas: int, nodes: int, copies: int
) -> None:
    asked: list[str] = []

    def answer(method: str, path: str, _: bytes) -> tuple[int, bytes]:
        asked.append(f"{method} {path}")
        return 200, b'{"number_of_data_nodes": %d}' % nodes

    with serving(answer) as host:
        client = Client(Options(hosts=(host,), replicas=replicas))
        name, _ = make_index(client, Names("judian"), IDENTITY, 3)
        client.close()
    assert asked[-1].startswith(f"PUT /{name}?wait_for_active_shards={copies}&timeout=")


@pytest.mark.parametrize("refusals", [0, 2, 99])
def test_what_some_shards_refuse_is_asked_again_before_a_commit(
    refusals: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indices, "PATIENCE", 0.5 if refusals > 2 else 60.0)
    left = {"/i/_refresh": refusals, "/i/_flush": refusals}
    counted = b'{"aggregations": {"what": {"buckets": []}}}'

    def answer(_method: str, path: str, _body: bytes) -> tuple[int, bytes]:
        if path in left:
            left[path] -= 1
            return 200, b'{"_shards": {"failed": %d}}' % (left[path] >= 0)
        return 200, counted if "_search" in path else b"{}"

    with serving(answer) as host:
        client = Client(Options(hosts=(host,)))
        if refusals > 2:
            with pytest.raises(EngineUnavailable, match="1 shards failed"):
                seal(client, "i", Totals(), deleted=False)
        else:
            seal(client, "i", Totals(), deleted=False)
            assert set(left.values()) == {-1}
        client.close()
