"""Queries typed with the input method off, and entities in the completion of the box."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.query.collection_names import Names
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from judian.search.service import Service

REPORT = """# 港務年報

發布機關：東岬港務局

司法互助案件三件，港務人員送請北岬海巡隊辦理。

北岬海巡隊查獲三件，並送東岬地方檢察署。

北岬海巡隊另送東岬地方檢察署二件，東岬地方檢察署已起訴。

本件已由東岬地方檢察署結案。
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_over(tmp_path_factory.mktemp("spoken"), {"a.md": REPORT})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("n z83cj45j4", "司法互助"), ("ㄙㄈㄚˇㄏㄨˋㄓㄨˋ", "司法互助"), ("n z83", "司法"),
     ("n z83cj4", None), ("105 107", None)],
)  # fmt: skip
def test_keys_of_zhuyin_are_read_if_something_sounds_so(
    service: Service, typed: str, meant: str | None
) -> None:
    suggestion = service.search(typed).query.suggestion
    assert suggestion == meant
    assert meant is None or service.search(meant).total


def test_entities_are_completed_once_they_are_read(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Names, "begin_entities", Names.read_entities)
    assert ("北岬海巡隊", "entity") in [(c.text, c.kind) for c in service.complete("北岬")]
    assert ("東岬地方檢察署", "entity") in [(c.text, c.kind) for c in service.complete("地方檢")]
    for completion in service.complete("東岬"):
        assert service.search(completion.text).total


def test_entities_are_read_once(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    monkeypatch.setattr("threading.Thread.start", lambda thread: begun.append(thread.name))
    names = service._collection(service.engine.snapshot()).names
    names.begin_entities()
    names.begin_entities()
    assert begun in ([], ["entities"])
