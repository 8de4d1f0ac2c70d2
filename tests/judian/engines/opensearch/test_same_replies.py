"""The pages and the API reply the same from a cluster as from the embedded engine, over the reports
of seeds/: byte for byte but for times, and but for digits of scores beyond single precision."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self, cast
from urllib.parse import quote, unquote

import pytest

from indexer.run.pipeline import Options as RunOptions
from indexer.run.pipeline import run
from judian.core.identity import identity
from judian.engines.registry import open_engine
from judian.search.service import Service
from tests.judian.engines.opening import CLUSTER, cluster_options, delete_collection
from tests.project import ROOT
from webui.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask.testing import FlaskClient

    from judian.core.engine import Engine, Writer

pytestmark = pytest.mark.skipif(not CLUSTER, reason="`make test-cluster` runs this")

QUERIES = (
    "查獲毒品",
    "協定 生效",
    '"金門協議"',
    "遣返 NEAR/5 人員",
    "兩岸*協議",
    "agency:法務部 -毒品",
    "102年查獲海洛因多少公斤？",
    "哪一條規定司法互助？",
    "海峽兩岸共同打擊犯罪及司法互助協議什麼時候簽署？",
    "没有这回事的词",
    "查穫",
)
ADDRESSES = (
    *(f"/api/v1/search?q={quote(query)}" for query in QUERIES),
    *(f"/api/v1/answer?q={quote(query)}" for query in QUERIES[6:9]),
    *(f"/search?q={quote(query)}&sort=date" for query in QUERIES[:4]),
    *(f"/search?q={quote(query)}&group=document" for query in QUERIES[:2]),
    "/",
    "/documents",
    "/figures?q=" + quote("海洛因"),
    "/instruments",
    "/authorities?q=" + quote("協議"),
    "/api/v1/documents",
    "/api/v1/suggest?q=" + quote("協"),
    "/api/v1/export?format=csv&q=" + quote("協議"),
)
#: What differs between two replies to one request: times. A field of the API, and what pages show.
_TIMES = ("took_ms",)
_SHOWN_TIMES = re.compile(r'[0-9.,]+ (?:ms|毫秒)|nonce="[^"]*"')


class _BothWriters:
    """Writes the same records with two writers, so that times of indexing are the same, too."""

    def __init__(self, writers: tuple[Writer, Writer]) -> None:
        self._writers = writers

    def __getattr__(self, name: str) -> Callable[..., object]:
        def call(*given: object) -> object:
            replies = [getattr(writer, name)(*given) for writer in self._writers]
            return replies[0]

        return call

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for writer in self._writers:
            writer.__exit__(*error)  # type: ignore[arg-type]


class _Both:
    """An engine that fills two, and reads the first."""

    def __init__(self, first: Engine, second: Engine) -> None:
        self._engines = (first, second)

    def __getattr__(self, name: str) -> object:
        return getattr(self._engines[0], name)

    def writer(self, *, rebuild: bool = False) -> _BothWriters:
        first, second = (engine.writer(rebuild=rebuild) for engine in self._engines)
        return _BothWriters((first, second))


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FlaskClient, FlaskClient]]:
    """(embedded, cluster)"""
    options = cluster_options()
    folder = tmp_path_factory.mktemp("embedded")
    engines = (
        open_engine("whoosh", folder, identity()),
        open_engine("opensearch", folder, identity(), options),
    )
    run(cast("Engine", _Both(*engines)), folder, [ROOT / "seeds"], RunOptions(jobs=1))
    services = [Service(engine) for engine in engines]
    embedded, clustered = (create_app({"INDEX": folder}, one).test_client() for one in services)
    yield embedded, clustered
    for service in services:
        service.close()
    delete_collection(options)


@pytest.mark.parametrize("address", ADDRESSES, ids=unquote)
def test_the_reply_is_the_same(clients: tuple[FlaskClient, FlaskClient], address: str) -> None:
    expected, found = (_said(client, address) for client in clients)
    assert found == expected


def _said(client: FlaskClient, address: str) -> list[object]:
    """All that a reply says, without times."""
    with client.get(address) as reply:
        assert reply.status_code == 200
        if reply.is_json:
            return list(_leaves(reply.get_json()))
        return _SHOWN_TIMES.sub("", reply.get_data(as_text=True)).splitlines()


def _leaves(value: object, place: str = "") -> Iterator[tuple[str, object]]:
    """(place, value) of all that a reply says, without times."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name not in _TIMES:
                yield from _leaves(one, f"{place}/{name}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _leaves(one, f"{place}/{number}")
    elif isinstance(value, float):
        yield place, f"{value:.4g}"
    else:
        yield place, value
