"""Every engine, opened over a fresh folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from judian.core.engine import Engine
from judian.engines.registry import open_engine
from tests.judian.engines.building import IDENTITY
from tests.judian.engines.opening import ENGINES, opened

if TYPE_CHECKING:
    from pathlib import Path

OpenEngine = Callable[[], Engine]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """One engine after the other, each over an index that does not exist yet."""
    with opened(request.param, tmp_path / "index") as one:
        yield one


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[OpenEngine]:
    """Opens the stored engine again and again over one folder, as other processes would."""
    engines: list[Engine] = []

    def open_again() -> Engine:
        engines.append(open_engine("whoosh", tmp_path / "index", IDENTITY))
        return engines[-1]

    yield open_again
    for one in engines:
        one.close()
