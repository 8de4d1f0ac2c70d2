"""An engine of another package is found by its entry point; one that fails is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import judian
from judian.core.errors import EngineUnavailable, EngineUnknown
from judian.engines.registry import FACTORIES, engine_names

if TYPE_CHECKING:
    from pathlib import Path

#: The example package: an engine that is the naive one under another name.
EXAMPLE = "from judian.engines.memory import open_engine as open_engine\n"


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages with three engines, of which one can be loaded."""
    (tmp_path / "example_engine.py").write_text(EXAMPLE, encoding="utf-8")
    (tmp_path / "empty_engine.py").write_text("", encoding="utf-8")
    info = tmp_path / "judian_example-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: judian-example\nVersion: 1.0\n", encoding="utf-8")
    points = ("example = example_engine", "broken = no_such_module", "empty = empty_engine")
    text = "\n".join(["[judian.engines]", *points, ""])
    (info / "entry_points.txt").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_an_engine_of_another_package_answers(packages: Path) -> None:
    assert set(engine_names()) >= {*FACTORIES, "example", "broken"}
    with judian.open(packages / "index", "example") as index:
        assert index.service.engine.name == "memory"


@pytest.mark.parametrize("name", ["broken", "empty"])
def test_one_that_cannot_be_loaded_is_named_with_its_package(packages: Path, name: str) -> None:
    with pytest.raises(EngineUnavailable, match=f"{name}.*judian-example"):
        judian.open(packages / "index", name)


def test_an_unknown_one_is_told_with_those_that_are_known(packages: Path) -> None:
    with pytest.raises(EngineUnknown, match=r"broken.*example.*whoosh"):
        judian.open(packages / "index", "none")
