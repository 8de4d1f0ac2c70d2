"""The application for servers of other projects takes the same settings and refuses the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.run.pipeline import Options, run
from judian.core.identity import identity
from judian.engines.registry import open_engine
from webui.http.request_errors import NotProtected
from webui.wsgi import application

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index of one report, named by a variable."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/report.md").write_text("# 報告\n\n麒麟案件7件。\n", encoding="utf-8")
    engine = open_engine("whoosh", tmp_path / "index", identity())
    run(engine, tmp_path / "index", [tmp_path / "sources"], Options(jobs=1))
    engine.close()
    monkeypatch.setenv("JUDIAN_INDEX", str(tmp_path / "index"))
    monkeypatch.chdir(tmp_path)


def test_it_answers_over_the_index_of_the_settings() -> None:
    client = application().test_client()
    assert client.get("/readyz").json["documents"] == 1
    assert client.get("/api/v1/search?q=麒麟").json["total"] == 1
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_the_first_visit_waits_for_no_template() -> None:
    app = application()
    assert len(app.jinja_env.cache or ()) == len(app.jinja_env.list_templates())


def test_it_has_the_collections_and_logins_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "collections.toml").write_text(
        '[collections.a]\nindex = "index"\nreaders = ["@all"]\n', encoding="utf-8"
    )
    (tmp_path / "judian.toml").write_text(
        'login = "users"\ncollections = "collections.toml"\n', encoding="utf-8"
    )
    app = application()
    assert app.test_client().get("/api/v1/search?q=麒麟").status_code == 401
    assert [c.name for c in app.config["LIBRARY"].collections] == ["a"]
    app.config["LIBRARY"].close()


def test_it_is_refused_beyond_loopback_without_a_login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUDIAN_HOST", "0.0.0.0")
    with pytest.raises(NotProtected):
        application()
