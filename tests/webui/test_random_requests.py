"""Random inputs end no reply in an error: a slice of `tests.webui.random_requests`."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from tests.judian.search.library import service_over
from tests.webui.random_requests import LONGEST, SLOWEST, Inputs, run, texts_of, warm
from webui.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    service = service_over(tmp_path_factory.mktemp("random"))
    client = create_app({"PROPAGATE_EXCEPTIONS": True}, service).test_client()
    warm(client)
    return client


@pytest.mark.parametrize("seed", [1, 2])
def test_random_inputs_are_answered(client: FlaskClient, seed: int) -> None:
    found = run(client, ["走私香菸五千公斤。", "依商港法第36條裁罰"], 150, seed)
    assert found.count == 150
    assert not found.failures


def test_the_same_seed_gives_the_same_inputs() -> None:
    one, other = (Inputs(random.Random(5), ["走私"]) for _ in range(2))
    made = [one.next() for _ in range(50)]
    assert made == [other.next() for _ in range(50)]
    assert max(map(len, made)) <= LONGEST
    assert len(set(made)) > 40


def test_errors_and_slow_replies_are_findings() -> None:
    app = Flask(__name__)

    @app.get("/search")
    def search() -> tuple[str, int]:
        return "", 500

    @app.get("/api/v1/search")
    def slow() -> str:
        until = time.thread_time() + SLOWEST
        while time.thread_time() <= until:
            pass
        return ""

    @app.get("/figures")
    def broken() -> str:
        raise ValueError("broken")

    app.testing = True
    found = run(app.test_client(), ["走私"], 12, 0)
    kinds = " ".join(found.failures)
    assert "status 500" in kinds
    assert " s: " in kinds
    assert "ValueError: broken" in kinds
    assert found.slowest > SLOWEST


def test_texts_are_those_of_the_index(tmp_path: Path) -> None:
    texts = texts_of(service_over(tmp_path))
    assert any("巡防艇" in text for text in texts)
    assert len(texts_of(service_over(tmp_path / "two"), most=3)) == 3
