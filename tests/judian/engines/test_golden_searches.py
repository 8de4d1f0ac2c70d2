"""The searches of tests/cases/search.json find the same passages, in order, on every engine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.judian.engines.building import passage, query
from tests.project import ROOT

if TYPE_CHECKING:
    from judian.core.engine import Engine

GROUPS = json.loads((ROOT / "tests" / "cases" / "search.json").read_text("utf-8"))
CASES = [
    pytest.param(group["passages"], case, id=case["about"])
    for group in GROUPS
    for case in group["cases"]
]


@pytest.mark.parametrize(("passages", "case"), CASES)
def test_golden_search(
    engine: Engine, passages: list[dict[str, Any]], case: dict[str, Any]
) -> None:
    with engine.writer() as writer:
        for entry in passages:
            options = {k: v for k, v in entry.items() if k not in ("id", "text")}
            writer.add_passages([passage(entry["id"], entry["text"], **options)])
        writer.commit()
    results = engine.snapshot().search(
        query(case["filter"], case.get("terms", ()), case.get("floor", 0.0)),
        limit=100,
        sort=case.get("sort", "relevance"),
    )
    assert [hit.id for hit in results.hits] == case["ids"]
    assert results.total == len(case["ids"])
