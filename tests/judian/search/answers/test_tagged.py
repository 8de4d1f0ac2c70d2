"""Names by the tagger as candidates: only in the best sentences, only of the type asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from judian.search.answers.candidates import context
from judian.zh.entities.names import NamedEntity
from judian.zh.text.fold import fold
from tests.judian.search.library import service_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from judian.search.service import Service

BRIDGE = """# 青嶼大橋誌

青嶼大橋於民國76年通車，橋塔由沈柏舟設計，鋼索在大岸鍛造。

餐廳設在橋頭，早年由賀蘭心經營，每週三公休。

觀景台的壁畫描繪海戰。
"""
NAMES = {
    "沈柏舟": "person",
    "賀蘭心": "person",
    "大岸": "place",
    "青嶼": "place",
}


def scripted(squeezed: str) -> tuple[NamedEntity, ...]:
    """The names of NAMES in a sentence, as the tagger would find them."""
    return tuple(
        NamedEntity(at, at + len(name), kind)
        for name, kind in NAMES.items()
        if (at := squeezed.find(name)) >= 0
    )


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    opened = service_over(tmp_path_factory.mktemp("tagged"), {"bridge.md": BRIDGE})
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "first"),
    [("青嶼大橋的橋塔是誰設計的？", "沈柏舟"), ("青嶼大橋的鋼索在哪裡鍛造？", "大岸")],
)
def test_a_name_without_a_form_is_found_by_the_tagger(
    service: Service, monkeypatch: pytest.MonkeyPatch, question: str, first: str
) -> None:
    monkeypatch.setattr(context, "tagged_names", scripted)
    best = service.answer_search(question).candidates[0].candidate
    assert best.context.text[best.start : best.end] == fold(first)
    assert best.source == "tagged"


def test_without_the_tagger_there_are_other_candidates_only(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context, "tagged_names", lambda _: ())
    found = service.answer_search("青嶼大橋的橋塔是誰設計的？").candidates
    assert "tagged" not in {scored.candidate.source for scored in found}


def test_only_the_best_sentences_are_tagged(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def tag(squeezed: str) -> tuple[NamedEntity, ...]:
        seen.append(squeezed)
        return ()

    monkeypatch.setattr(context, "tagged_names", tag)
    monkeypatch.setattr("judian.search.answers.candidates.best_sentences.SENTENCES", 1)
    service.answer_search("青嶼大橋的橋塔是誰設計的？")
    assert len(seen) == 1
    assert "橋塔" in seen[0]
