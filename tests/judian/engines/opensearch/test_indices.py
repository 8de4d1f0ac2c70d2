"""A new index has its replicas before anything is written to it."""

from __future__ import annotations

import pytest

from judian.engines.opensearch.client import Client
from judian.engines.opensearch.indices import make_index
from judian.engines.opensearch.options import Options
from judian.engines.opensearch.state import Names
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
