"""Every engine, opened over a fresh folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from judian.core.engine import Engine
from judian.engines.registry import FACTORIES, open_engine
from tests.judian.engines.building import IDENTITY

if TYPE_CHECKING:
    from pathlib import Path

OpenEngine = Callable[[], Engine]


@pytest.fixture(params=sorted(FACTORIES))
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """One engine after the other, each over an index folder that does not exist yet."""
    opened = open_engine(request.param, tmp_path / "index", IDENTITY)
    yield opened
    opened.close()


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[OpenEngine]:
    """Opens the stored engine again and again over one folder, as other processes would."""
    opened: list[Engine] = []

    def open_again() -> Engine:
        opened.append(open_engine("whoosh", tmp_path / "index", IDENTITY))
        return opened[-1]

    yield open_again
    for one in opened:
        one.close()
