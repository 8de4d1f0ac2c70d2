"""The index is damaged, deleted, repaired or rebuilt while the server continues to run."""

from __future__ import annotations

import os
import random
import shutil
import threading
from typing import TYPE_CHECKING

import pytest

from indexer.run.pipeline import Options, run
from judian.core.identity import identity
from judian.engines.registry import open_engine
from judian.search.service import Service
from webui.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="Windows lets nobody cut or delete a mapped file"
)
ONE = "# 港務年報\n\n112年度進港船舶計4,321艘，較上年度增加。依商港法第15條辦理。\n"
OTHER = "# 森林巡護報告\n\n112年度巡護林班地計987次，均依森林法第6條辦理。\n"
EVERYWHERE = ("/", "/search?q=年度", "/figures", "/instruments", "/authorities", "/documents")


def build(folder: Path, name: str, text: str) -> Path:
    """The folder of an index of its own over one report."""
    sources = folder / f"{name}-sources"
    sources.mkdir(parents=True)
    (sources / f"{name}.md").write_text(text, encoding="utf-8")
    index = folder / name
    run(open_engine("whoosh", index, identity(), None), index, [sources], Options(jobs=1))
    return index


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("built")
    return build(folder, "one", ONE), build(folder, "other", OTHER)


@pytest.fixture
def served(built: tuple[Path, Path], tmp_path: Path) -> Iterator[tuple[FlaskClient, Path]]:
    index = tmp_path / "index"
    shutil.copytree(built[0], index)
    service = Service.open(index)
    yield create_app({"INDEX": index}, service).test_client(), index
    service.close()


def titles(client: FlaskClient) -> list[str]:
    return [d["title"] for d in client.get("/api/v1/documents").get_json()["documents"]]


def statuses(client: FlaskClient) -> set[int]:
    return {client.get(path).status_code for path in EVERYWHERE}


def test_an_index_that_is_cut_is_reported_as_damaged(
    served: tuple[FlaskClient, Path],
) -> None:
    """Reading beyond the end of a mapped file would end the whole process."""
    client, index = served
    assert statuses(client) == {200}
    arrays = max(index.iterdir(), key=lambda path: path.stat().st_size)
    content = arrays.read_bytes()
    os.truncate(arrays, 100)
    assert statuses(client) == {503}
    assert client.get("/readyz").get_json()["error"]["code"] == "index_damaged"
    assert client.get("/healthz").status_code == 200
    arrays.write_bytes(content)
    assert statuses(client) == {200}


def test_an_index_that_is_deleted_is_reported_as_missing(served: tuple[FlaskClient, Path]) -> None:
    client, index = served
    assert titles(client) == ["港務年報"]
    for path in index.iterdir():
        path.unlink()
    assert statuses(client) == {503}
    assert client.get("/readyz").get_json()["error"]["code"] == "index_missing"


def test_an_index_built_anew_is_seen_though_its_generation_has_the_same_number(
    served: tuple[FlaskClient, Path], built: tuple[Path, Path]
) -> None:
    client, index = served
    before = client.get("/readyz").get_json()
    assert statuses(client) == {200}
    for path in index.iterdir():
        path.unlink()
    shutil.copytree(built[1], index, dirs_exist_ok=True)
    assert client.get("/readyz").get_json()["generation"] == before["generation"]
    assert titles(client) == ["森林巡護報告"]
    for path in EVERYWHERE:
        text = client.get(path).text
        assert "港務" not in text, path
        assert "商港法" not in text, path
    assert client.get("/api/v1/figures").get_json()["figures"][0]["figure"]["text"] == "987次"
    names = [i["name"] for i in client.get("/api/v1/instruments").get_json()["instruments"]]
    assert names == ["森林法"]


def copy_over(source: Path, index: Path) -> None:
    """Each file of `source` over the one of its name, as `cp` writes: emptied, then filled."""
    for path in source.iterdir():
        shutil.copyfile(path, index / path.name)


def test_an_index_that_is_copied_over_goes_on_being_served(
    served: tuple[FlaskClient, Path], built: tuple[Path, Path]
) -> None:
    """Truncating a mapped file would end the process at once; half a file is told as damaged."""
    client, index = served
    app = client.application
    seen: set[int] = set()
    done = threading.Event()

    def ask() -> None:
        own = app.test_client()
        while not done.is_set():
            seen.update(own.get(path).status_code for path in EVERYWHERE)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    pick = random.Random(7)
    arrays = [path for path in index.iterdir() if path.suffix in (".arrays", ".toc")]
    for _ in range(60):
        copy_over(built[0], index)
        os.truncate(pick.choice(arrays), pick.randrange(2000))
    copy_over(built[0], index)
    done.set()
    for thread in threads:
        thread.join()
    assert seen <= {200, 503}
    assert statuses(client) == {200}
    assert titles(client) == ["港務年報"]
