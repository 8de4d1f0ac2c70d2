"""The engines that tests open: `opensearch` only where a cluster is asked for.

`make test-cluster` sets JUDIAN_TEST_CLUSTER: "start" starts a cluster on the loopback address, else
it is the address of one that runs.
"""

from __future__ import annotations

import atexit
import os
import secrets
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from judian.engines.opensearch.client import Client
from judian.engines.opensearch.options import Options
from judian.engines.registry import FACTORIES, open_engine
from judian.evals.cluster.jars import missing_tools
from judian.evals.cluster.nodes import Cluster
from tests.judian.engines.building import IDENTITY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.core.engine import Engine

CLUSTER = os.environ.get("JUDIAN_TEST_CLUSTER", "")
#: All engines, without `opensearch` unless a cluster is asked for.
ENGINES = sorted(name for name in FACTORIES if name != "opensearch" or CLUSTER)


@cache
def cluster_hosts() -> str:
    """The addresses of the cluster of this run, which is started once. Skips the test where there
    is no JDK or Maven."""
    if CLUSTER != "start":
        return CLUSTER
    if missing := missing_tools():
        pytest.skip(f"no cluster without {' and '.join(missing)}")
    folder = TemporaryDirectory(prefix="judian-cluster-")
    cluster = Cluster(Path(folder.name), count=3, together=True)
    cluster.__enter__()
    atexit.register(folder.cleanup)
    atexit.register(cluster.stop)
    return ",".join(cluster.urls)


#: One collection for all tests of a run, since making an index anew is what takes longest.
_PREFIX = f"test-{secrets.token_hex(6)}"


def cluster_options(**more: str) -> dict[str, str]:
    """Options of an engine over an empty collection in the cluster."""
    return {"hosts": cluster_hosts(), "prefix": _PREFIX, "replicas": "0", "timeout": "60", **more}


@contextmanager
def opened(name: str, folder: Path) -> Iterator[Engine]:
    """The engine over an index that does not exist yet; it is deleted afterwards."""
    options = cluster_options() if name == "opensearch" else {}
    engine = open_engine(name, folder, IDENTITY, options)
    try:
        yield engine
    finally:
        engine.close()
        if options:
            delete_collection(options)


def delete_collection(options: dict[str, str]) -> None:
    """Delete what a collection has in the cluster, but for the index of its lock."""
    client = Client(Options.of(options))
    client.call("DELETE", f"/{options['prefix']}.i.*", seconds=60)
    client.close()
